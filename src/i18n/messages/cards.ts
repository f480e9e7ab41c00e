import type { Messages } from '../messages.ts';

/** The cards of the page: figures, bars, topics, response times. */
export const cardMessages = {
  'card.table': { en: 'Show as a table', ar: 'عرض كجدول' },
  'card.chart': { en: 'Show as a chart', ar: 'عرض كرسم بياني' },
  'card.failed': { en: 'This part could not be drawn.', ar: 'تعذّر عرض هذا الجزء.' },
  'card.failedKept': { en: 'The rest of the page is not affected.', ar: 'بقية الصفحة لم تتأثر.' },
  'card.retry': { en: 'Try again', ar: 'إعادة المحاولة' },
  'card.loading': { en: 'Loading', ar: 'جارٍ التحميل' },
  'card.more': { en: 'more', ar: 'المزيد' },
  'card.list': { en: 'List: {what}', ar: 'قائمة: {what}' },

  'table.sort': { en: 'Sort by {column}', ar: 'الترتيب حسب {column}' },

  'figures.firstResponse': { en: 'First response', ar: 'الاستجابة الأولى' },
  'figures.overdue': { en: '{value} overdue ({share})', ar: '{value} تجاوزت المدة ({share})' },
  'figures.p50': { en: 'half within', ar: 'نصف الطلبات خلال' },
  'figures.p90.short': { en: '9 of 10 within', ar: '9 من كل 10 خلال' },
  'figures.list': { en: 'Show the requests behind {measure}', ar: 'عرض الطلبات وراء مؤشر {measure}' },
  'figures.trend': {
    en: '{measure} over the period, from {first} to {last}',
    ar: '{measure} خلال الفترة، من {first} إلى {last}',
  },
  'figures.overdue.limit': { en: 'limit {value} of the open', ar: 'الحد الأقصى {value} من غير المنجزة' },
  'figures.outside': {
    en: 'Not known: the data cover {period}.',
    ar: 'غير معروف: تغطي البيانات {period}.',
  },
  'figures.title': { en: 'Figures', ar: 'المؤشرات' },

  'categories.title': { en: 'Categories', ar: 'تصنيف الطلبات' },

  'channels.title': { en: 'Channels', ar: 'القنوات' },

  'bars.untold': { en: 'Account not told', ar: 'حساب غير مذكور' },
  'bars.received': { en: 'received', ar: 'الوارد' },
  'bars.completion': { en: 'received · completion', ar: 'الوارد · نسبة الإنجاز' },
  'bars.firstContact': { en: 'received · solved at first contact', ar: 'الوارد · الحل من أول تواصل' },
  'bars.sentence': {
    en: '{first} comes first with {share} of {total, plural, one {# request} other {# requests}}.',
    ar: 'تأتي «{first}» أولًا بنسبة {share} من {total, plural, zero {لا طلبات} one {طلب واحد} two {طلبين} few {# طلبات} many {# طلبًا} other {# طلب}}.',
  },
  'bars.goal': { en: 'Target: {measure}', ar: 'المستهدف: {measure}' },
  'bars.judged': {
    en: 'Each rate is held against its own target. Dotted underline: fewer than {count, number} requests behind it, not judged.',
    ar: 'تُقاس كل نسبة بمستهدفها. والخط المنقّط تحتها: طلباتها أقل من {count, number}، فلا يُحكم عليها.',
  },

  'topics.title': { en: 'Most frequent topics', ar: 'أكثر المواضيع تكرارًا' },
  'topics.share': {
    en: '{share} from {count, plural, one {# topic} other {# topics}}',
    ar: '{share} من {count, plural, zero {لا مواضيع} one {موضوع واحد} two {موضوعين} few {# مواضيع} many {# موضوعًا} other {# موضوع}}',
  },
  'topics.other': {
    en: 'Other ({count, plural, one {# topic} other {# topics}})',
    ar: 'أخرى ({count, plural, zero {لا مواضيع} one {موضوع واحد} two {موضوعان} few {# مواضيع} many {# موضوعًا} other {# موضوع}})',
  },
  'topics.cumulative': { en: 'Cumulative share', ar: 'النسبة التراكمية' },
  'topics.sentence': {
    en: '{first} is the most frequent topic with {count, plural, one {# request} other {# requests}}; {share} of all requests come from {topics, plural, one {# topic} other {# topics}}.',
    ar: 'الموضوع الأكثر تكرارًا «{first}» وله {count, plural, zero {لا طلبات} one {طلب واحد} two {طلبان} few {# طلبات} many {# طلبًا} other {# طلب}}؛ و{share} من الطلبات كلها من {topics, plural, zero {لا مواضيع} one {موضوع واحد} two {موضوعين} few {# مواضيع} many {# موضوعًا} other {# موضوع}}.',
  },

  'responseTimes.title': { en: 'Time to first response', ar: 'سرعة الاستجابة الأولى' },
  'responseTimes.note': { en: 'incl. not answered yet', ar: 'مع ما ينتظر الرد' },
  'responseTimes.pending': { en: 'Not yet', ar: 'بانتظار الرد' },
  'responseTimes.cumulative': { en: 'Answered by then', ar: 'المُجاب عنها حتى ذلك الحين' },
  'responseTimes.target': { en: 'target {value}', ar: 'المستهدف {value}' },
  'responseTimes.requests': { en: 'Requests', ar: 'الطلبات' },
  'responseTimes.sentence': {
    en: '{share} of {total, plural, one {# request} other {# requests}} were answered within {limit}; {pending, number} are not answered yet.',
    ar: 'أُجيب عن {share} من {total, plural, zero {لا طلبات} one {طلب واحد} two {طلبين} few {# طلبات} many {# طلبًا} other {# طلب}} خلال {limit}؛ وعدد ما هو بانتظار الرد {pending, number}.',
  },
} satisfies Messages;
