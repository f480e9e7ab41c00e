import type { Messages } from '../messages.ts';

/** What may be said of a value and of its change. */
export const valueMessages = {
  'claim.nothing': { en: 'No requests in this choice.', ar: 'لا طلبات في هذا الاختيار.' },
  'claim.nothing.topics': { en: 'No topics in this choice.', ar: 'لا مواضيع في هذا الاختيار.' },

  'cell.noData': { en: 'no data', ar: 'لا توجد بيانات' },
  'cell.tooFew': { en: 'too few residents', ar: 'عدد السكان قليل جدًا' },
  'cell.suppressed': { en: 'withheld to protect people', ar: 'محجوب حمايةً للخصوصية' },
  'cell.unavailable': { en: 'not in this source', ar: 'غير متوفر في هذا المصدر' },
  'cell.outside': { en: 'outside the data', ar: 'خارج نطاق البيانات' },

  'estimate.value': { en: '≈ {value}', ar: '≈ {value}' },
  'estimate.within': {
    en: 'An estimate, exact to within {bound}; the exact value follows',
    ar: 'قيمة تقديرية بهامش {bound}، وتليها القيمة الدقيقة',
  },
  'estimate.open': { en: 'An estimate; the exact value follows', ar: 'قيمة تقديرية، وتليها القيمة الدقيقة' },

  'change.before': { en: 'vs period before', ar: 'مقارنة بالفترة السابقة' },
  'change.yearBefore': { en: 'vs a year before', ar: 'مقارنة بالسنة السابقة' },
  'change.chosen': { en: 'vs chosen dates', ar: 'مقارنة بالتواريخ المختارة' },
  'change.off': { en: 'no comparison chosen', ar: 'لم تُختر مقارنة' },
  'change.from': {
    en: 'against {period}, as it stood at the same age',
    ar: 'مقارنة بالفترة {period} بعد مضيّ المدة نفسها',
  },
  'change.none': { en: 'no earlier period', ar: 'لا توجد فترة سابقة' },
  'change.better': { en: 'better', ar: 'تحسّن' },
  'change.worse': { en: 'worse', ar: 'تراجع' },

  'goal.target': { en: 'target {value}', ar: 'المستهدف {value}' },
  'goal.limit': { en: 'limit {value}', ar: 'الحد الأقصى {value}' },
  'goal.none': { en: 'no target', ar: 'بلا مستهدف' },
  'goal.met': { en: 'on target', ar: 'حقق المستهدف' },
  'goal.missed': { en: 'off target', ar: 'لم يحقق المستهدف' },
  'goal.differ': { en: 'targets differ', ar: 'المستهدفات مختلفة' },
  'goal.differ.why': {
    en: 'The chosen categories or channels have targets of their own; there is none for them together.',
    ar: 'لكل تصنيف أو قناة مما اخترت مستهدف خاص، ولا مستهدف لها مجتمعةً.',
  },
  'goal.thin': { en: 'too few to judge', ar: 'العدد أقل من أن يُحكم عليه' },

  'why.noData': {
    en: 'There is nothing to measure: no request of this choice has what the measure needs.',
    ar: 'لا شيء يُقاس: لا يحمل أي طلب ضمن هذا الاختيار ما يحتاجه المؤشر.',
  },
  'why.unavailable': { en: 'The source does not tell it.', ar: 'لا يذكره المصدر.' },
  'why.tooFew': {
    en: 'Too few residents for a rate: fewer than 100.',
    ar: 'عدد السكان أقل من 100، وهو أقل من أن يُحسب به معدل.',
  },
  'why.suppressed': { en: 'Withheld to protect people.', ar: 'محجوب لحماية الناس.' },
  'why.outside': {
    en: 'The data do not reach over the period: it is not known, which is not zero.',
    ar: 'لا تغطي البيانات هذه الفترة: القيمة غير معروفة، وليست صفرًا.',
  },

  'rule.reach': { en: 'The data cover {period}.', ar: 'تغطي البيانات {period}.' },
  'rule.thin': {
    en: 'Fewer than {count, number} requests behind it: not judged',
    ar: 'يستند إلى أقل من {count, plural, zero {# طلب} one {# طلب} two {# طلبين} few {# طلبات} many {# طلبًا} other {# طلب}}: لا يُحكم عليه',
  },
  'rule.chance': { en: 'within what chance alone would show', ar: 'ضمن ما قد تُحدثه المصادفة وحدها' },
  'rule.young': {
    en: 'the dashed end is still being worked on',
    ar: 'الجزء المتقطّع في النهاية ما زال قيد العمل',
  },
} satisfies Messages;
