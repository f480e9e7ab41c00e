const en = {
  'measure.overdueRate': 'Overdue of open',
  'formula.overdueRate': 'Past their due time, of those that are open.',

  'cell.outside': 'outside the data',
  'why.noData': 'There is nothing to measure: no request of this choice has what the measure needs.',
  'why.unavailable': 'The source does not tell it.',
  'why.tooFew': 'Too few residents for a rate: fewer than 100.',
  'why.suppressed': 'Withheld to protect people.',
  'why.outside': 'The data do not reach over the period: it is not known, which is not zero.',
  'rule.reach': 'The data reach from {period}.',
  'rule.thin': 'Fewer than {count, number} requests behind it: not judged',
  'rule.chance': 'within what chance alone would show',

  'rule.young': 'the dashed end is still being worked on',

  'goal.differ': 'targets differ',
  'goal.differ.why':
    'The chosen categories or channels have targets of their own; there is none for them together.',
  'goal.thin': 'too few to judge',

  'figures.overdue.limit': 'limit {value} of the open',
  'figures.outside': 'Not known: the data reach from {period}.',

  'app.population.zones':
    'The latest count of the whole emirate. Figures of zones are of {year}: {count, number} together.',
  'own.held': 'Rates are held against the targets of this page, not of your file.',

  'areas.title': 'All zones and public locations',
  'areas.caption':
    'All zones and public locations with what was received by category and channel, completion, overdue, first response and residents; furthest from the target first, those with too few requests last.',
  'areas.note':
    'A request counts once in its zone and, where it has one, once in its public location: the rows do not add up. Furthest from the target first; pale and last: too few requests to judge.',
  'areas.shown': 'Rows',
  'areas.shown.all': 'All {count, number}',
  'areas.shown.zone': '{count, plural, one {# zone} other {# zones}}',
  'areas.shown.place': '{count, plural, one {# public location} other {# public locations}}',
  'areas.name': 'Name',
  'areas.kind': 'Kind',
  'areas.code': 'No.',
  'areas.within': 'Lies in',
  'areas.residents': 'Residents',
  'areas.by.category': 'Category',
  'areas.by.channel': 'Channel',
  'areas.failed': 'The areas could not be counted',

  'attention.count': '{shown, number} of {count, number}',
  'attention.all': 'Show all {count, number}',
  'attention.few': 'Show the five clearest',
} as const;

const ar: Readonly<Record<keyof typeof en, string>> = {
  'measure.overdueRate': 'المتجاوزة للمدة المستهدفة من غير المنجزة',
  'formula.overdueRate': 'نسبة الطلبات التي تجاوزت المدة المستهدفة من الطلبات غير المنجزة.',

  'cell.outside': 'خارج نطاق البيانات',
  'why.noData': 'لا شيء يُقاس: لا يحمل أي طلب ضمن هذا الاختيار ما يحتاجه المؤشر.',
  'why.unavailable': 'لا يذكره المصدر.',
  'why.tooFew': 'عدد السكان أقل من 100، وهو أقل من أن يُحسب به معدل.',
  'why.suppressed': 'محجوب لحماية الناس.',
  'why.outside': 'لا تغطي البيانات هذه الفترة: القيمة غير معروفة، وليست صفرًا.',
  'rule.reach': 'تغطي البيانات {period}.',
  'rule.thin':
    'يستند إلى أقل من {count, plural, zero {# طلب} one {# طلب} two {# طلبين} few {# طلبات} many {# طلبًا} other {# طلب}}: لا يُحكم عليه',
  'rule.chance': 'ضمن ما قد تُحدثه المصادفة وحدها',

  'rule.young': 'الجزء المتقطّع في النهاية ما زال قيد العمل',

  'goal.differ': 'المستهدفات مختلفة',
  'goal.differ.why': 'لكل تصنيف أو قناة مما اخترت مستهدف خاص، ولا مستهدف لها مجتمعةً.',
  'goal.thin': 'العدد أقل من أن يُحكم عليه',

  'figures.overdue.limit': 'الحد الأقصى {value} من غير المنجزة',
  'figures.outside': 'غير معروف: تغطي البيانات {period}.',

  'app.population.zones':
    'أحدث تعداد للإمارة كلها. أما أرقام المناطق فهي لعام {year}: {count, number} مجتمعةً.',
  'own.held': 'تُقاس النسب بمستهدفات هذه الصفحة، لا بمستهدفات ملفك.',

  'areas.title': 'كل المناطق والمواقع العامة',
  'areas.caption':
    'كل المناطق والمواقع العامة مع الوارد حسب التصنيف والقناة، والإنجاز، والمتجاوزة للمدة المستهدفة، والاستجابة الأولى، وعدد السكان؛ الأبعد عن المستهدف أولًا، وما قلّت طلباته أخيرًا.',
  'areas.note':
    'يُحتسب الطلب مرة في منطقته ومرة في موقعه العام إن وُجد، فلا تُجمع الصفوف معًا. الأبعد عن المستهدف أولًا؛ والباهت في الآخر: طلباته أقل من أن يُحكم عليها.',
  'areas.shown': 'الصفوف',
  'areas.shown.all': 'الكل ({count, number})',
  'areas.shown.zone':
    '{count, plural, zero {لا مناطق} one {منطقة واحدة} two {منطقتان} few {# مناطق} many {# منطقة} other {# منطقة}}',
  'areas.shown.place':
    '{count, plural, zero {لا مواقع عامة} one {موقع عام واحد} two {موقعان عامان} few {# مواقع عامة} many {# موقعًا عامًا} other {# موقع عام}}',
  'areas.name': 'الاسم',
  'areas.kind': 'النوع',
  'areas.code': 'الرقم',
  'areas.within': 'يقع في',
  'areas.residents': 'عدد السكان',
  'areas.by.category': 'تصنيف الطلب',
  'areas.by.channel': 'القناة',
  'areas.failed': 'تعذّر حساب المناطق',

  'attention.count': '{shown, number} من {count, number}',
  'attention.all': 'عرض الكل ({count, number})',
  'attention.few': 'عرض الخمسة الأوضح',
};

/** The messages of what may be said of a value, for the catalogues. */
export const ruleMessages = { en, ar } as const;
