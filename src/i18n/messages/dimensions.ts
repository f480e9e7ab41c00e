import type { Messages } from '../messages.ts';

/** What requests are told apart and chosen by. */
export const dimensionMessages = {
  'dimension.zone': { en: 'Zone', ar: 'المنطقة' },
  'dimension.place': { en: 'Public location', ar: 'الموقع العام' },
  'dimension.sector': { en: 'Sector', ar: 'القطاع الجغرافي' },
  'dimension.district': { en: 'District', ar: 'المنطقة الرئيسية' },
  'dimension.category': { en: 'Category', ar: 'تصنيف الطلبات' },
  'dimension.channel': { en: 'Channel', ar: 'القناة' },
  'dimension.account': { en: 'Account or line', ar: 'الحساب أو الخط' },
  'dimension.service': { en: 'Service', ar: 'الخدمة' },
  'dimension.topic': { en: 'Topic', ar: 'الموضوع' },
  'dimension.entity': { en: 'Entity', ar: 'الجهة المعنية' },
  'dimension.stage': { en: 'Stage', ar: 'المرحلة' },
  'dimension.priority': { en: 'Priority', ar: 'الأولوية' },
  'dimension.language': { en: 'Language', ar: 'اللغة' },
  'dimension.customerKind': { en: 'Kind of customer', ar: 'نوع المتعامل' },
  'dimension.hour': { en: 'Hour', ar: 'الساعة' },
  'dimension.weekday': { en: 'Weekday', ar: 'اليوم' },
  'dimension.responseTime': { en: 'First response', ar: 'الاستجابة الأولى' },
  'dimension.day': { en: 'Day', ar: 'اليوم' },
  'dimension.week': { en: 'Week', ar: 'الأسبوع' },
  'dimension.month': { en: 'Month', ar: 'الشهر' },
  'dimension.opened': { en: 'Opened', ar: 'تاريخ التقديم' },

  'none.zone': { en: 'No zone', ar: 'بلا منطقة' },
  'none.place': { en: 'No public location', ar: 'بلا موقع عام' },
  'none.sector': { en: 'No sector', ar: 'بلا قطاع جغرافي' },
  'none.district': { en: 'In no district', ar: 'خارج المناطق الرئيسية' },
  'none.responseTime': { en: 'Not answered yet', ar: 'بانتظار الرد' },
  'none.other': { en: 'Not stated', ar: 'غير محدد' },

  'word.until': { en: '{name} (until {day})', ar: '{name} (حتى {day})' },

  'responseTime.lt-15m': { en: 'under 15 min', ar: 'أقل من 15 دقيقة' },
  'responseTime.15m-1h': { en: '15 min to 1 h', ar: 'من 15 دقيقة إلى ساعة' },
  'responseTime.1h-2h': { en: '1 to 2 h', ar: 'من ساعة إلى ساعتين' },
  'responseTime.2h-4h': { en: '2 to 4 h', ar: 'من ساعتين إلى 4 ساعات' },
  'responseTime.4h-8h': { en: '4 to 8 h', ar: 'من 4 إلى 8 ساعات' },
  'responseTime.8h-24h': { en: '8 to 24 h', ar: 'من 8 إلى 24 ساعة' },
  'responseTime.1d-3d': { en: '1 to 3 days', ar: 'من يوم إلى 3 أيام' },
  'responseTime.3d-7d': { en: '3 to 7 days', ar: 'من 3 إلى 7 أيام' },
  'responseTime.gt-7d': { en: 'over 7 days', ar: 'أكثر من 7 أيام' },

  'filter.label': { en: 'Chosen', ar: 'المختار' },
  'filter.remove': { en: 'Remove: {what}', ar: 'إزالة: {what}' },
  'filter.clear': { en: 'Clear all', ar: 'مسح الكل' },
  'filter.rest': {
    en: '{count, plural, one {more choice} other {more choices}}',
    ar: '{count, plural, zero {لا اختيار آخر} one {اختيار آخر} two {اختياران آخران} few {اختيارات أخرى} many {اختيارًا آخر} other {اختيار آخر}}',
  },
  'filter.more': {
    en: '{name} and {count, plural, one {# more} other {# more}}',
    ar: '{name} و{count, plural, zero {لا غيره} one {واحد آخر} two {اثنان آخران} few {# أخرى} many {# أخرى} other {# أخرى}}',
  },

  'address.unknown': {
    en: 'This link names what is not in these data: {what}. It was left out; the rest of the link holds.',
    ar: 'يذكر هذا الرابط ما ليس في هذه البيانات: {what}. وقد تُرك، وبقي سائر ما في الرابط.',
  },
  'address.unknown.version': {
    en: 'the form “{value}” of a newer page',
    ar: 'الصيغة «{value}» من إصدار أحدث للصفحة',
  },
  'address.unknown.period': { en: 'the period “{value}”', ar: 'الفترة «{value}»' },
  'address.unknown.measure': { en: 'the measure “{value}”', ar: 'المؤشر «{value}»' },
  'address.unknown.list': { en: 'the list “{value}”', ar: 'القائمة «{value}»' },
  'address.unknown.comparison': { en: 'the comparison “{value}”', ar: 'المقارنة «{value}»' },
  'address.unknown.map': { en: 'the map “{value}”', ar: 'الخريطة «{value}»' },
  'address.unknown.view': { en: 'the view “{value}”', ar: 'العرض «{value}»' },
  'address.unknown.word': { en: '{dimension} “{value}”', ar: '{dimension} «{value}»' },
  'address.unknown.name': { en: '“{name}”', ar: '«{name}»' },
  'address.unknown.twice': { en: 'a second “{name}”', ar: 'تكرار «{name}»' },
  'address.unknown.beside': {
    en: '“{value}” among the areas side by side',
    ar: '«{value}» من المناطق المقارَنة',
  },
} satisfies Messages;
