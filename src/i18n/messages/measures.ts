import type { Messages } from '../messages.ts';

/** The measures: their names, formulas, and what their n counts. */
export const measureMessages = {
  'measure.received': { en: 'Received', ar: 'الوارد' },
  'measure.completed': { en: 'Completed: resolved or rejected', ar: 'المنتهية: منجزة ومرفوضة' },
  'measure.rejected': { en: 'Rejected', ar: 'المرفوضة' },
  'measure.completionRate': { en: 'Completion rate', ar: 'نسبة الإنجاز' },
  'measure.open': { en: 'Open', ar: 'غير المنجزة' },
  'measure.onTimeRate': { en: 'On time', ar: 'نسبة الالتزام بالمدة المستهدفة' },
  'measure.overdue': { en: 'Overdue', ar: 'المتجاوزة للمدة المستهدفة' },
  'measure.firstResponseP50': { en: 'First response: half within', ar: 'الاستجابة الأولى: نصف الطلبات خلال' },
  'measure.firstResponseP90': {
    en: 'First response: 9 of 10 within',
    ar: 'الاستجابة الأولى: 9 من كل 10 خلال',
  },
  'measure.firstResponseWorkP50': {
    en: 'First response in working hours: half within',
    ar: 'الاستجابة الأولى بساعات العمل: نصف الطلبات خلال',
  },
  'measure.firstResponseWorkP90': {
    en: 'First response in working hours: 9 of 10 within',
    ar: 'الاستجابة الأولى بساعات العمل: 9 من كل 10 خلال',
  },
  'measure.resolutionP50': { en: 'Resolution: half within', ar: 'مدة الحل: نصف الطلبات خلال' },
  'measure.resolutionP90': { en: 'Resolution: 9 of 10 within', ar: 'مدة الحل: 9 من كل 10 خلال' },
  'measure.resolutionWorkP50': {
    en: 'Resolution in working hours: half within',
    ar: 'مدة الحل بساعات العمل: نصف الطلبات خلال',
  },
  'measure.resolutionWorkP90': {
    en: 'Resolution in working hours: 9 of 10 within',
    ar: 'مدة الحل بساعات العمل: 9 من كل 10 خلال',
  },
  'measure.reopenedRate': { en: 'Reopened', ar: 'نسبة إعادة الفتح' },
  'measure.firstContactRate': { en: 'Solved at first contact', ar: 'الحل من أول تواصل' },
  'measure.satisfaction': { en: 'Customer satisfaction', ar: 'سعادة المتعاملين' },
  'measure.per1000': { en: 'Per 1,000 residents', ar: 'لكل 1,000 نسمة' },
  'measure.overdueRate': { en: 'Overdue of open', ar: 'المتجاوزة للمدة المستهدفة من غير المنجزة' },

  /** Where a column is narrow. */
  'short.per1000': { en: 'Per 1,000 res.', ar: 'لكل 1,000 نسمة' },
  'short.onTimeRate': { en: 'On time', ar: 'الالتزام بالمدة المستهدفة' },
  'short.firstResponseP50': { en: 'First response (half)', ar: 'الاستجابة الأولى (نصف الطلبات)' },
  'short.resolutionP50': { en: 'Resolution (half)', ar: 'مدة الحل (نصف الطلبات)' },

  'formula.received': { en: 'Requests opened in the period.', ar: 'الطلبات المقدَّمة خلال الفترة.' },
  'formula.completed': {
    en: 'Of the requests opened in the period, those resolved, closed or rejected so far.',
    ar: 'ما حُلَّ أو أُغلق أو رُفض حتى الآن من الطلبات المقدَّمة خلال الفترة.',
  },
  'formula.rejected': {
    en: 'Of the requests opened in the period, those rejected.',
    ar: 'ما رُفض من الطلبات المقدَّمة خلال الفترة.',
  },
  'formula.completionRate': {
    en: 'Completed (resolved or rejected) of received. The youngest requests are still being worked on.',
    ar: 'المنتهية (منجزة ومرفوضة) من الوارد. أحدث الطلبات ما زال العمل جاريًا عليها.',
  },
  'formula.open': {
    en: 'Opened by the end of the period and not completed by then, whenever they were opened.',
    ar: 'الطلبات المقدَّمة حتى نهاية الفترة ولم تُنجز حتى ذلك الحين، أيًّا كان تاريخ تقديمها.',
  },
  'formula.onTimeRate': {
    en: 'Resolved by their due time, of those that are resolved or overdue. Rejected requests are left out.',
    ar: 'ما حُلَّ ضمن مدته المستهدفة، من الطلبات التي حلّ موعد إنجازها المستهدف أو تم حلّها، دون المرفوضة.',
  },
  'formula.overdue': {
    en: 'Open and past their due time: overdue.',
    ar: 'طلبات غير منجزة تجاوزت المدة المستهدفة.',
  },
  'formula.firstResponseP50': {
    en: 'Half of the answered requests had their first response within this time.',
    ar: 'نصف الطلبات المُجاب عنها تلقّى الرد الأول خلال هذه المدة.',
  },
  'formula.firstResponseP90': {
    en: 'Nine of ten answered requests had their first response within this time.',
    ar: 'تسعة من كل عشرة طلبات مُجاب عنها تلقّت الرد الأول خلال هذه المدة.',
  },
  'formula.firstResponseWorkP50': {
    en: 'Half of the answered requests had their first response within this working time.',
    ar: 'نصف الطلبات المُجاب عنها تلقّى الرد الأول خلال هذه المدة من ساعات العمل.',
  },
  'formula.firstResponseWorkP90': {
    en: 'Nine of ten answered requests had their first response within this working time.',
    ar: 'تسعة من كل عشرة طلبات مُجاب عنها تلقّت الرد الأول خلال هذه المدة من ساعات العمل.',
  },
  'formula.resolutionP50': {
    en: 'Half of the resolved requests were resolved within this time.',
    ar: 'نصف الطلبات المحلولة حُلَّ خلال هذه المدة.',
  },
  'formula.resolutionP90': {
    en: 'Nine of ten resolved requests were resolved within this time.',
    ar: 'تسعة من كل عشرة طلبات محلولة حُلَّت خلال هذه المدة.',
  },
  'formula.resolutionWorkP50': {
    en: 'Half of the resolved requests were resolved within this working time.',
    ar: 'نصف الطلبات المحلولة حُلَّ خلال هذه المدة من ساعات العمل.',
  },
  'formula.resolutionWorkP90': {
    en: 'Nine of ten resolved requests were resolved within this working time.',
    ar: 'تسعة من كل عشرة طلبات محلولة حُلَّت خلال هذه المدة من ساعات العمل.',
  },
  'formula.reopenedRate': {
    en: 'Reopened at least once, of those resolved at least once.',
    ar: 'ما أُعيد فتحه مرة واحدة على الأقل، من الطلبات التي حُلَّت مرة واحدة على الأقل.',
  },
  'formula.firstContactRate': {
    en: 'Solved at the first contact, of those answered.',
    ar: 'ما حُلَّ من أول تواصل، من الطلبات المُجاب عنها.',
  },
  'formula.satisfaction': { en: 'Mean of the ratings that customers gave.', ar: 'متوسط تقييمات المتعاملين.' },
  'formula.per1000': {
    en: 'Requests received per 1,000 residents of the zone.',
    ar: 'عدد الطلبات الواردة لكل 1,000 نسمة من سكان المنطقة.',
  },
  'formula.overdueRate': {
    en: 'Past their due time, of those that are open.',
    ar: 'نسبة الطلبات التي تجاوزت المدة المستهدفة من الطلبات غير المنجزة.',
  },

  /** What the n of a measure counts. */
  'behind.received': {
    en: '{count, plural, one {# request} other {# requests}}',
    ar: '{count, plural, zero {لا طلبات} one {طلب واحد} two {طلبان} few {# طلبات} many {# طلبًا} other {# طلب}}',
  },
  'behind.completed': {
    en: '{count, plural, one {# completed} other {# completed}}',
    ar: '{count, plural, zero {لا طلبات منتهية} one {طلب منتهٍ واحد} two {طلبان منتهيان} few {# طلبات منتهية} many {# طلبًا منتهيًا} other {# طلب منتهٍ}}',
  },
  'behind.rejected': {
    en: '{count, plural, one {# rejected} other {# rejected}}',
    ar: '{count, plural, zero {لا طلبات مرفوضة} one {طلب مرفوض واحد} two {طلبان مرفوضان} few {# طلبات مرفوضة} many {# طلبًا مرفوضًا} other {# طلب مرفوض}}',
  },
  'behind.open': {
    en: '{count, plural, one {# open} other {# open}}',
    ar: '{count, plural, zero {لا طلبات غير منجزة} one {طلب واحد غير منجز} two {طلبان غير منجزين} few {# طلبات غير منجزة} many {# طلبًا غير منجز} other {# طلب غير منجز}}',
  },
  'behind.overdue': {
    en: '{count, plural, one {# overdue} other {# overdue}}',
    ar: '{count, plural, zero {لا طلبات متجاوزة للمدة المستهدفة} one {طلب واحد متجاوز للمدة المستهدفة} two {طلبان متجاوزان للمدة المستهدفة} few {# طلبات متجاوزة للمدة المستهدفة} many {# طلبًا متجاوزًا للمدة المستهدفة} other {# طلب متجاوز للمدة المستهدفة}}',
  },
  'behind.onTimeOf': {
    en: 'of {count, number} due or resolved',
    ar: 'من {count, number} حلّ موعدها أو تم حلّها',
  },
  'behind.responded': { en: 'of {count, number} answered', ar: 'من {count, number} مُجاب عنها' },
  'behind.resolved': { en: 'of {count, number} resolved', ar: 'من {count, number} محلولة' },
  'behind.reopenedOf': { en: 'of {count, number} resolved', ar: 'من {count, number} محلولة' },
  'behind.firstContactOf': { en: 'of {count, number} answered', ar: 'من {count, number} مُجاب عنها' },
  'behind.rated': {
    en: '{count, plural, one {# rating} other {# ratings}}',
    ar: '{count, plural, zero {لا تقييمات} one {تقييم واحد} two {تقييمان} few {# تقييمات} many {# تقييمًا} other {# تقييم}}',
  },
  'behind.of': { en: 'of {count, number}', ar: 'من {count, number}' },
} satisfies Messages;
