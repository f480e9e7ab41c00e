import type { Messages } from '../messages.ts';

/** The ratings of the Happiness Meter. */
export const ratingsMessages = {
  'ratings.title': { en: 'Happiness Meter', ar: 'مؤشر السعادة' },
  'ratings.formula': {
    en: 'Of all who touched a face of the Happiness Meter after they were served: the share who touched the happy one. These are ratings, not requests, and are counted with none of them.',
    ar: 'نسبة من لمسوا الوجه السعيد من كل من لمسوا أحد وجوه مؤشر السعادة بعد تلقّي الخدمة. هذه تقييمات لا طلبات، ولا تُحتسب مع أي طلب.',
  },
  'ratings.sample': {
    en: 'Invented, as the requests of the sample city are.',
    ar: 'تقييمات مفترضة، كطلبات المدينة التجريبية.',
  },
  'ratings.note': {
    en: '{count, plural, one {# rating, not a request} other {# ratings, not requests}}',
    ar: '{count, plural, zero {لا تقييمات} one {تقييم واحد، لا طلب} two {تقييمان لا طلبان} few {# تقييمات لا طلبات} many {# تقييمًا لا طلبًا} other {# تقييم لا طلب}}',
  },
  'ratings.notBy': {
    en: '{count, plural, one {# rating} other {# ratings}}, not by {what}',
    ar: '{count, plural, zero {لا تقييمات} one {تقييم واحد} two {تقييمان} few {# تقييمات} many {# تقييمًا} other {# تقييم}}، لا حسب {what}',
  },
  'ratings.notBy.long': {
    en: 'Not narrowed by {what}: a rating does not tell it.',
    ar: 'لا يضيّقها اختيار {what}: فالتقييم لا يذكره.',
  },
  'ratings.none': { en: 'none in the period', ar: 'لا تقييمات في الفترة' },
  'ratings.none.choice': { en: 'none for what is chosen', ar: 'لا تقييمات لما اختير' },
  'ratings.days': { en: 'There are ratings from {period}.', ar: 'التقييمات المتوفرة {period}.' },
  'ratings.thin': {
    en: '{count, plural, one {# rating} other {# ratings}}: not judged below {few, number}',
    ar: '{count, plural, zero {لا تقييمات} one {تقييم واحد} two {تقييمان} few {# تقييمات} many {# تقييمًا} other {# تقييم}}: لا يُحكم على أقل من {few, number}',
  },
  'ratings.open': {
    en: 'Show the ratings by month, service and channel',
    ar: 'عرض التقييمات حسب الشهر والخدمة والقناة',
  },
  'ratings.trend': {
    en: 'Happiness Meter by month, from {first} to {last}',
    ar: 'مؤشر السعادة حسب الشهر، من {first} إلى {last}',
  },
  'ratings.loading': { en: 'being loaded …', ar: 'يجري التحميل …' },
  'ratings.failed': { en: 'could not be loaded', ar: 'تعذّر التحميل' },
  'ratings.failed.retry': { en: 'Load the ratings again', ar: 'إعادة تحميل التقييمات' },
  'ratings.failed.press': { en: 'press to try again', ar: 'اضغط للمحاولة مجددًا' },
  'ratings.by': { en: 'Ratings by', ar: 'التقييمات حسب' },
  'ratings.by.month': { en: 'Month', ar: 'الشهر' },
  'ratings.by.service': { en: 'Service', ar: 'الخدمة' },
  'ratings.by.channel': { en: 'Channel', ar: 'القناة' },
  'ratings.months': {
    en: 'From {from} to {to}, all days up to the end of the period',
    ar: 'من {from} إلى {to}، كل الأيام حتى نهاية الفترة',
  },
  'ratings.sentence': {
    en: 'Happy: {share} of {count, plural, one {# rating} other {# ratings}} in the period. Pale rows rest on fewer than {few, number}.',
    ar: 'السعداء: {share} من {count, plural, zero {# تقييم} one {تقييم واحد} two {تقييمين} few {# تقييمات} many {# تقييمًا} other {# تقييم}} في الفترة. الصفوف الباهتة تستند إلى أقل من {few, number}.',
  },
  'ratings.sentence.none': { en: 'No ratings in the period.', ar: 'لا تقييمات في الفترة.' },
  'ratings.untold.note': {
    en: 'Of {count, number} more no face is told: they are in no per cent.',
    ar: '{count, plural, zero {# تقييم آخر} one {تقييم واحد آخر} two {تقييمان آخران} few {# تقييمات أخرى} many {# تقييمًا آخر} other {# تقييم آخر}} بلا وجه مذكور، فلا تدخل في أي نسبة.',
  },
  'ratings.share': { en: 'Happy, of all', ar: 'نسبة السعداء' },
  'ratings.faces': { en: 'Happy, neutral, unhappy', ar: 'سعيد، محايد، غير سعيد' },
  'ratings.happy': { en: 'Happy', ar: 'سعيد' },
  'ratings.neutral': { en: 'Neutral', ar: 'محايد' },
  'ratings.unhappy': { en: 'Unhappy', ar: 'غير سعيد' },
  'ratings.untold': { en: 'No face told', ar: 'بلا وجه مذكور' },
  'ratings.all': { en: 'Ratings', ar: 'التقييمات' },
  'ratings.notTold': { en: 'Not told', ar: 'غير مذكور' },
  'ratings.notKnown': { en: 'Not known here', ar: 'غير معروف هنا' },
  'ratings.fact': { en: 'Happiness Meter', ar: 'مؤشر السعادة' },
} satisfies Messages;
