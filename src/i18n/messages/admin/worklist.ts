import type { Messages } from '../../messages.ts';

/** The lists of values and requests that somebody has to look after. */
export const worklistMessages = {
  'problems.title': { en: 'Problems in what sources tell', ar: 'مشكلات فيما يرد من المصادر' },
  'problems.none': { en: 'No problem is known.', ar: 'لا توجد مشكلة معروفة.' },
  'problems.none.body': {
    en: 'All that the sources told could be read and was taken.',
    ar: 'قُرئ كل ما ورد من المصادر وأُخذ.',
  },
  'problems.filter': { en: 'Source', ar: 'المصدر' },
  'problems.filter.all': { en: 'All sources', ar: 'كل المصادر' },
  'problems.filter.none': { en: 'No open problem of this source.', ar: 'لا توجد مشكلة مفتوحة لهذا المصدر.' },
  'problems.seen.show': {
    en: 'Show those marked as seen ({count, number})',
    ar: 'إظهار ما تم الاطلاع عليه ({count, number})',
  },
  'problems.seen.hide': { en: 'Hide those marked as seen', ar: 'إخفاء ما تم الاطلاع عليه' },
  'problems.source': { en: 'Source', ar: 'المصدر' },
  'problems.field': { en: 'Field', ar: 'الحقل' },
  'problems.problem': { en: 'Problem', ar: 'المشكلة' },
  'problems.outcome': { en: 'What became of it', ar: 'ما آل إليه' },
  'problems.outcome.left': { en: 'left out', ar: 'لم يؤخذ' },
  'problems.outcome.missing': { en: 'missing', ar: 'عُدّ مفقودًا' },
  'problems.outcome.held': { en: 'held', ar: 'بالانتظار' },
  'problems.outcome.kept': { en: 'taken', ar: 'أُخذ' },
  'problems.count': { en: 'Count', ar: 'العدد' },
  'problems.more': { en: '{count, number} more since', ar: '{count, number} أخرى منذ ذلك' },
  'problems.first': { en: 'First', ar: 'أول مرة' },
  'problems.last': { en: 'Last', ar: 'آخر مرة' },
  'problems.refs': { en: 'Examples', ar: 'أمثلة' },
  'problems.todo': { en: 'What to do', ar: 'ما ينبغي عمله' },
  'problems.see': { en: 'Mark as seen', ar: 'تم الاطلاع' },
  'problems.unsee': { en: 'Not seen after all', ar: 'إلغاء الاطلاع' },
  'problems.seen': { en: 'seen', ar: 'تم الاطلاع' },
  'problems.undone': { en: 'Marked as seen: {what}.', ar: 'تم الاطلاع على: {what}.' },
  'problems.undo': { en: 'Undo', ar: 'تراجع' },
  'problems.see.failed': {
    en: 'It could not be marked: the server does not answer. Try again.',
    ar: 'لم يُسجّل الاطلاع لأن الخادم لا يستجيب. حاولوا مرة أخرى.',
  },

  'unreadable.title': { en: 'Shown in an older state', ar: 'معروضة بحالة سابقة' },
  'unreadable.none': {
    en: 'Every request is shown as its source tells it.',
    ar: 'كل طلب معروض كما يرد من مصدره.',
  },
  'unreadable.note': {
    en: '{count, plural, one {# request cannot be read any more: the state before is shown.} other {# requests cannot be read any more: the state before is shown.}}',
    ar: '{count, plural, zero {كل الطلبات تُقرأ.} one {طلب واحد لم يعد يُقرأ: تُعرض حالته السابقة.} two {طلبان لم يعودا يُقرآن: تُعرض حالتهما السابقة.} few {# طلبات لم تعد تُقرأ: تُعرض حالتها السابقة.} many {# طلبًا لم تعد تُقرأ: تُعرض حالتها السابقة.} other {# طلب لم تعد تُقرأ: تُعرض حالتها السابقة.}}',
  },
  'unreadable.ref': { en: 'Reference', ar: 'الرقم المرجعي' },
  'unreadable.why': { en: 'Why', ar: 'السبب' },
  'unreadable.since': { en: 'Since', ar: 'منذ' },
} satisfies Messages;
