import type { Messages } from '../messages.ts';

/** Chosen areas, and the tables of all of them. */
export const areaMessages = {
  'zone.close': { en: 'Back to the whole city', ar: 'العودة إلى الإمارة كلها' },
  'zone.residents': {
    en: '{count, plural, one {# resident} other {# residents}} ({year})',
    ar: '{count, number} نسمة ({year})',
  },
  'zone.residentsNoYear': {
    en: '{count, plural, one {# resident} other {# residents}}',
    ar: '{count, number} نسمة',
  },
  'zone.residentsUnknown': { en: 'number of residents not known', ar: 'عدد السكان غير معروف' },
  'zone.code': { en: 'No. {code}', ar: 'رقم {code}' },
  'zone.area': { en: '{area} km²', ar: '{area} كم²' },
  'zone.inZone': { en: 'in {zone}', ar: 'في {zone}' },
  'zone.here': { en: 'Here', ar: 'هنا' },
  'zone.city': { en: 'Whole city', ar: 'الإمارة كلها' },
  'zone.trend': { en: 'Received over the period', ar: 'الوارد خلال الفترة' },
  'zone.comparison': { en: 'Compared with', ar: 'مقارنة' },
  'zone.measure': { en: 'Measure', ar: 'المؤشر' },

  'areas.title': { en: 'All zones and public locations', ar: 'كل المناطق والمواقع العامة' },
  'areas.caption': {
    en: 'All zones and public locations with what was received by category and channel, completion, overdue, first response and residents; furthest from the target first, those with too few requests last.',
    ar: 'كل المناطق والمواقع العامة مع الوارد حسب التصنيف والقناة، والإنجاز، والمتجاوزة للمدة المستهدفة، والاستجابة الأولى، وعدد السكان؛ الأبعد عن المستهدف أولًا، وما قلّت طلباته أخيرًا.',
  },
  'areas.note': {
    en: 'A request counts once in its zone and, where it has one, once in its public location: the rows do not add up. Furthest from the target first; pale and last: too few requests to judge.',
    ar: 'يُحتسب الطلب مرة في منطقته ومرة في موقعه العام إن وُجد، فلا تُجمع الصفوف معًا. الأبعد عن المستهدف أولًا؛ والباهت في الآخر: طلباته أقل من أن يُحكم عليها.',
  },
  'areas.shown': { en: 'Rows', ar: 'الصفوف' },
  'areas.shown.all': { en: 'All {count, number}', ar: 'الكل ({count, number})' },
  'areas.shown.zone': {
    en: '{count, plural, one {# zone} other {# zones}}',
    ar: '{count, plural, zero {لا مناطق} one {منطقة واحدة} two {منطقتان} few {# مناطق} many {# منطقة} other {# منطقة}}',
  },
  'areas.shown.place': {
    en: '{count, plural, one {# public location} other {# public locations}}',
    ar: '{count, plural, zero {لا مواقع عامة} one {موقع عام واحد} two {موقعان عامان} few {# مواقع عامة} many {# موقعًا عامًا} other {# موقع عام}}',
  },
  'areas.name': { en: 'Name', ar: 'الاسم' },
  'areas.kind': { en: 'Kind', ar: 'النوع' },
  'areas.code': { en: 'No.', ar: 'الرقم' },
  'areas.within': { en: 'Lies in', ar: 'يقع في' },
  'areas.residents': { en: 'Residents', ar: 'عدد السكان' },
  'areas.by.category': { en: 'Category', ar: 'تصنيف الطلب' },
  'areas.by.channel': { en: 'Channel', ar: 'القناة' },
  'areas.failed': { en: 'The areas could not be counted', ar: 'تعذّر حساب المناطق' },
  'areas.adding': {
    en: 'Choose several: each click adds an area, or takes it out',
    ar: 'اختيار عدة مناطق: كل نقرة تضيف منطقة أو تلغي اختيارها',
  },
  'areas.several': {
    en: '{count, plural, one {# area} other {# areas}} together',
    ar: '{count, plural, zero {لا مناطق} one {منطقة واحدة} two {منطقتان معًا} few {# مناطق معًا} many {# منطقة معًا} other {# منطقة معًا}}',
  },
  'areas.area': { en: 'Area', ar: 'المنطقة' },
  'areas.together': { en: 'Together', ar: 'المجموع' },
  'areas.union': {
    en: 'A request that lies in two of them is counted once.',
    ar: 'يُحتسب الطلب الواقع في أكثر من منطقة منها مرة واحدة.',
  },
  'areas.topics': { en: 'Topics here', ar: 'المواضيع هنا' },
  'areas.topicsCount': {
    en: '{count, plural, one {# topic} other {# topics}}',
    ar: '{count, plural, zero {لا مواضيع} one {موضوع واحد} two {موضوعان} few {# مواضيع} many {# موضوعًا} other {# موضوع}}',
  },
  'areas.times': { en: 'Against the city', ar: 'مقارنة بالإمارة' },
  'areas.timesCity': { en: '{times} ×', ar: '{times} ×' },
  'areas.timesNote': {
    en: 'A topic is said to be more or less frequent than in the city only where chance would not show it.',
    ar: 'لا يُذكر أن موضوعًا أكثر أو أقل تكرارًا مما في الإمارة إلا حيث لا تفسّره المصادفة.',
  },
  'areas.shown.district': {
    en: '{count, plural, one {# district} other {# districts}}',
    ar: '{count, plural, zero {لا مناطق رئيسية} one {منطقة رئيسية واحدة} two {منطقتان رئيسيتان} few {# مناطق رئيسية} many {# منطقة رئيسية} other {# منطقة رئيسية}}',
  },
  'areas.shown.sector': {
    en: '{count, plural, one {# sector} other {# sectors}}',
    ar: '{count, plural, zero {لا قطاعات جغرافية} one {قطاع جغرافي واحد} two {قطاعان جغرافيان} few {# قطاعات جغرافية} many {# قطاعًا جغرافيًا} other {# قطاع جغرافي}}',
  },
  'areas.title.district': { en: 'All districts', ar: 'كل المناطق الرئيسية' },
  'areas.title.sector': { en: 'All sectors', ar: 'كل القطاعات الجغرافية' },
  'areas.rest': { en: 'Other zones ({count, number})', ar: 'بقية المناطق ({count, number})' },
  'areas.kind.rest': { en: 'Zones', ar: 'مناطق' },
  'areas.kind.city': { en: 'Emirate', ar: 'الإمارة' },
  'areas.note.sum': {
    en: 'Each request counts in one row: together {count, number} of the {all, number} requests of the choice; {rest, number} name no zone of the emirate. Furthest from the target first; pale and last: too few requests to judge.',
    ar: 'يُحتسب كل طلب في صف واحد: مجموعها {count, number} من {all, number} من الطلبات المختارة؛ ومنها {rest, number} لا تذكر منطقة في الإمارة. الأبعد عن المستهدف أولًا؛ والباهت في الآخر: طلباته أقل من أن يُحكم عليها.',
  },
  'areas.pick': { en: 'Compare {area}', ar: 'مقارنة {area}' },
  'areas.picked': {
    en: '{count, plural, =0 {Tick up to four rows to compare them} one {# row ticked} other {# rows ticked}}',
    ar: '{count, plural, zero {اختر حتى أربعة صفوف لمقارنتها} one {اختير صف واحد} two {اختير صفان} few {اختيرت # صفوف} many {اختير # صفًا} other {اختير # صف}}',
  },
} satisfies Messages;
