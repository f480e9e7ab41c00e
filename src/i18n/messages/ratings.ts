const en = {
  'ratings.title': 'Happiness Meter',
  'ratings.formula':
    'Of all who touched a face of the Happiness Meter after they were served: the share who touched the happy one. These are ratings, not requests, and are counted with none of them.',
  'ratings.sample': 'Invented, as the requests of the sample city are.',
  'ratings.note': '{count, plural, one {# rating, not a request} other {# ratings, not requests}}',
  'ratings.notBy': '{count, plural, one {# rating} other {# ratings}}, not by {what}',
  'ratings.notBy.long': 'Not narrowed by {what}: a rating does not tell it.',
  'ratings.none': 'none in the period',
  'ratings.none.choice': 'none for what is chosen',
  'ratings.days': 'There are ratings from {period}.',
  'ratings.thin':
    '{count, plural, one {# rating} other {# ratings}}: not judged below {few, number}',
  'ratings.open': 'Show the ratings by month, service and channel',
  'ratings.trend': 'Happiness Meter by month, from {first} to {last}',
  'ratings.loading': 'being loaded …',
  'ratings.failed': 'could not be loaded',
  'ratings.failed.retry': 'Load the ratings again',
  'ratings.failed.press': 'press to try again',
  'ratings.by': 'Ratings by',
  'ratings.by.month': 'Month',
  'ratings.by.service': 'Service',
  'ratings.by.channel': 'Channel',
  'ratings.months': 'From {from} to {to}, all days up to the end of the period',
  'ratings.sentence':
    'Happy: {share} of {count, plural, one {# rating} other {# ratings}} in the period. Pale rows rest on fewer than {few, number}.',
  'ratings.sentence.none': 'No ratings in the period.',
  'ratings.untold.note': 'Of {count, number} more no face is told: they are in no per cent.',
  'ratings.share': 'Happy, of all',
  'ratings.faces': 'Happy, neutral, unhappy',
  'ratings.happy': 'Happy',
  'ratings.neutral': 'Neutral',
  'ratings.unhappy': 'Unhappy',
  'ratings.untold': 'No face told',
  'ratings.all': 'Ratings',
  'ratings.notTold': 'Not told',
  'ratings.notKnown': 'Not known here',
  'ratings.fact': 'Happiness Meter',
} as const;

const ar: Readonly<Record<keyof typeof en, string>> = {
  'ratings.title': 'مؤشر السعادة',
  'ratings.formula':
    'نسبة من لمسوا الوجه السعيد من كل من لمسوا أحد وجوه مؤشر السعادة بعد تلقّي الخدمة. هذه تقييمات لا طلبات، ولا تُحتسب مع أي طلب.',
  'ratings.sample': 'تقييمات مفترضة، كطلبات المدينة التجريبية.',
  'ratings.note':
    '{count, plural, zero {لا تقييمات} one {تقييم واحد، لا طلب} two {تقييمان لا طلبان} few {# تقييمات لا طلبات} many {# تقييمًا لا طلبًا} other {# تقييم لا طلب}}',
  'ratings.notBy':
    '{count, plural, zero {لا تقييمات} one {تقييم واحد} two {تقييمان} few {# تقييمات} many {# تقييمًا} other {# تقييم}}، لا حسب {what}',
  'ratings.notBy.long': 'لا يضيّقها اختيار {what}: فالتقييم لا يذكره.',
  'ratings.none': 'لا تقييمات في الفترة',
  'ratings.none.choice': 'لا تقييمات لما اختير',
  'ratings.days': 'التقييمات المتوفرة {period}.',
  'ratings.thin':
    '{count, plural, zero {لا تقييمات} one {تقييم واحد} two {تقييمان} few {# تقييمات} many {# تقييمًا} other {# تقييم}}: لا يُحكم على أقل من {few, number}',
  'ratings.open': 'عرض التقييمات حسب الشهر والخدمة والقناة',
  'ratings.trend': 'مؤشر السعادة حسب الشهر، من {first} إلى {last}',
  'ratings.loading': 'يجري التحميل …',
  'ratings.failed': 'تعذّر التحميل',
  'ratings.failed.retry': 'إعادة تحميل التقييمات',
  'ratings.failed.press': 'اضغط للمحاولة مجددًا',
  'ratings.by': 'التقييمات حسب',
  'ratings.by.month': 'الشهر',
  'ratings.by.service': 'الخدمة',
  'ratings.by.channel': 'القناة',
  'ratings.months': 'من {from} إلى {to}، كل الأيام حتى نهاية الفترة',
  'ratings.sentence':
    'السعداء: {share} من {count, plural, zero {# تقييم} one {تقييم واحد} two {تقييمين} few {# تقييمات} many {# تقييمًا} other {# تقييم}} في الفترة. الصفوف الباهتة تستند إلى أقل من {few, number}.',
  'ratings.sentence.none': 'لا تقييمات في الفترة.',
  'ratings.untold.note':
    '{count, plural, zero {# تقييم آخر} one {تقييم واحد آخر} two {تقييمان آخران} few {# تقييمات أخرى} many {# تقييمًا آخر} other {# تقييم آخر}} بلا وجه مذكور، فلا تدخل في أي نسبة.',
  'ratings.share': 'نسبة السعداء',
  'ratings.faces': 'سعيد، محايد، غير سعيد',
  'ratings.happy': 'سعيد',
  'ratings.neutral': 'محايد',
  'ratings.unhappy': 'غير سعيد',
  'ratings.untold': 'بلا وجه مذكور',
  'ratings.all': 'التقييمات',
  'ratings.notTold': 'غير مذكور',
  'ratings.notKnown': 'غير معروف هنا',
  'ratings.fact': 'مؤشر السعادة',
};

export const ratingsMessages = { en, ar } as const;
