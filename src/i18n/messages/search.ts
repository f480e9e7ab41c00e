import type { Messages } from '../messages.ts';

/** The search, and the keys. */
export const searchMessages = {
  'search.label': {
    en: 'Find an area, topic, channel or department, a request by its number, or something to do',
    ar: 'ابحث عن منطقة أو موضوع أو قناة أو إدارة، أو عن طلب برقمه، أو عن أمر تنفّذه',
  },
  'search.placeholder': { en: 'Find or do anything', ar: 'ابحث أو نفّذ أمرًا' },
  'search.empty': { en: 'Nothing is called that.', ar: 'لا شيء بهذا الاسم.' },
  'search.nearest': { en: 'Nothing is called that. The nearest:', ar: 'لا شيء بهذا الاسم. أقرب الأسماء:' },
  'search.more': {
    en: '{count, plural, one {# more} other {# more}}: keep typing',
    ar: '{count, plural, zero {لا نتائج أخرى} one {نتيجة أخرى} two {نتيجتان أخريان} few {# نتائج أخرى} many {# نتيجة أخرى} other {# نتيجة أخرى}}: واصل الكتابة',
  },
  'search.hint': {
    en: 'Shift and Enter adds to what is chosen.',
    ar: 'استخدم Shift مع Enter للإضافة إلى ما هو مختار.',
  },
  'search.adding': { en: 'What you find is added to what is chosen.', ar: 'يُضاف ما تجده إلى ما هو مختار.' },
  'search.kind.request': { en: 'Requests', ar: 'الطلبات' },
  'search.kind.makani': { en: 'Makani', ar: 'مكاني' },
  'search.kind.district': { en: 'Districts', ar: 'المناطق الرئيسية' },
  'search.kind.zone': { en: 'Zones', ar: 'المناطق' },
  'search.kind.place': { en: 'Public locations', ar: 'المواقع العامة' },
  'search.kind.sector': { en: 'Sectors', ar: 'القطاعات الجغرافية' },
  'search.kind.category': { en: 'Categories', ar: 'تصنيف الطلبات' },
  'search.kind.channel': { en: 'Channels', ar: 'القنوات' },
  'search.kind.account': { en: 'Accounts and lines', ar: 'الحسابات والخطوط' },
  'search.kind.service': { en: 'Services', ar: 'الخدمات' },
  'search.kind.topic': { en: 'Topics', ar: 'المواضيع' },
  'search.kind.entity': { en: 'Departments and agencies', ar: 'الإدارات والجهات المعنية' },
  'search.kind.action': { en: 'Do', ar: 'أوامر' },
  'search.makani': { en: 'Makani {number}', ar: 'مكاني {number}' },
  'search.makani.none': { en: 'Makani {number} lies in no zone', ar: 'مكاني {number} لا يقع في أي منطقة' },
  'search.request': { en: 'Request {ref}', ar: 'الطلب {ref}' },
  'search.action.clear': { en: 'Clear all choices', ar: 'إلغاء كل الاختيارات' },
  'search.action.print': { en: 'Print', ar: 'طباعة' },
  'search.action.language': { en: 'Switch to Arabic', ar: 'التبديل إلى الإنجليزية' },
  'search.action.map': { en: 'Map: {measure}', ar: 'الخريطة: {measure}' },
  'search.action.list': { en: 'List of requests: {measure}', ar: 'قائمة الطلبات: {measure}' },

  'keys.title': { en: 'Keyboard', ar: 'لوحة المفاتيح' },
  'keys.open': { en: 'Keyboard help', ar: 'مساعدة لوحة المفاتيح' },
  'keys.help': { en: '?: this help', ar: '؟: هذه المساعدة' },
  'keys.tab': { en: 'Tab: from one part to the next', ar: 'Tab: للانتقال من جزء إلى آخر' },
  'keys.arrows': {
    en: 'Arrow keys: between the rows of a list, over the days of the period, and on the map',
    ar: 'مفاتيح الأسهم: للتنقّل بين صفوف القائمة، ولتحريك أيام الفترة، وعلى الخريطة',
  },
  'keys.enter': {
    en: 'Enter or Space: choose a row or the zone in the middle of the map, or take it out again',
    ar: 'Enter أو المسافة: لاختيار صف أو المنطقة التي في وسط الخريطة، أو إلغاء اختيارها',
  },
  'keys.add': {
    en: 'Shift with Enter or a click: add an area to those that are chosen',
    ar: 'Shift مع Enter أو النقر: لإضافة منطقة إلى المناطق المختارة',
  },
  'keys.page': {
    en: 'Page Up, Page Down: move the period by a week or a month',
    ar: 'Page Up وPage Down: لتحريك الفترة أسبوعًا أو شهرًا',
  },
  'keys.search': {
    en: '/ or Ctrl K (⌘ K): find an area or a topic, or do something',
    ar: '/ أو Ctrl K (⌘ K): للبحث عن منطقة أو موضوع، أو لتنفيذ أمر',
  },
  'keys.escape': { en: 'Esc: close what is open', ar: 'Esc: لإغلاق النافذة المفتوحة' },
} satisfies Messages;
