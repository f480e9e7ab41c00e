import type { Messages } from '../messages.ts';

/** Choices that are kept under a name, to return to. */
export const savedViewMessages = {
  'views.title': { en: 'Saved views', ar: 'العروض المحفوظة' },
  'views.save.title': { en: 'Save what is chosen now', ar: 'حفظ الاختيار الحالي' },
  'views.save.name': { en: 'Name of the view', ar: 'اسم العرض' },
  'views.save': { en: 'Save', ar: 'حفظ' },
  'views.is': { en: 'What is chosen now is saved as {name}.', ar: 'الاختيار الحالي محفوظ باسم {name}.' },
  'views.city': { en: 'Everything', ar: 'جميع الطلبات' },
  'views.goesOn': { en: '{period}, moving on with the data', ar: '{period}، وتتقدّم مع البيانات' },
  'views.stays': { en: '{period}, always these days', ar: '{period}، الأيام نفسها دائمًا' },
  'views.search': { en: 'Find a saved view', ar: 'البحث في العروض المحفوظة' },
  'views.none.title': { en: 'No view is saved yet', ar: 'لا توجد عروض محفوظة بعد' },
  'views.none.body': {
    en: 'Choose areas, categories or a period on the page, then save the choice here under a name. Everybody who opens the page on this computer sees it.',
    ar: 'اختر من الصفحة مناطق أو تصنيفات أو فترة، ثم احفظ الاختيار هنا باسم. يراه كل من يفتح الصفحة على هذا الحاسوب.',
  },
  'views.found.none': { en: 'No saved view has “{text}” in it.', ar: 'لا يوجد عرض محفوظ فيه «{text}».' },
  'views.current': { en: 'shown now', ar: 'معروض الآن' },
  'views.rename': { en: 'Rename {name}', ar: 'تغيير اسم {name}' },
  'views.rename.done': { en: 'Rename', ar: 'تغيير الاسم' },
  'views.replace': { en: 'Let {name} hold what is chosen now', ar: 'حفظ الاختيار الحالي في {name}' },
  'views.delete': { en: 'Delete {name}', ar: 'حذف {name}' },
  'views.cancel': { en: 'Cancel', ar: 'إلغاء' },
  'views.undo': { en: 'Undo', ar: 'تراجع' },
  'views.said.made': { en: '{name} is saved.', ar: 'تم حفظ {name}.' },
  'views.said.renamed': { en: '{before} is called {name} now.', ar: 'أصبح اسم {before} الآن {name}.' },
  'views.said.replaced': { en: '{name} holds what is chosen now.', ar: 'أصبح {name} يضم الاختيار الحالي.' },
  'views.said.deleted': { en: '{name} is deleted.', ar: 'تم حذف {name}.' },
  'views.said.back': { en: '{name} is as it was before.', ar: 'عاد {name} كما كان.' },
  'views.newer': {
    en: 'Written by a newer version of this page.',
    ar: 'كُتب بإصدار أحدث من هذه الصفحة.',
  },
  'views.unknown': {
    en: 'This saved view names what is not in these data: {what}. It was left out; the rest of the view holds.',
    ar: 'يذكر هذا العرض المحفوظ ما ليس في هذه البيانات: {what}. وقد تُرك، وبقي سائر ما في العرض.',
  },
  'views.loading': { en: 'Saved views are being loaded', ar: 'جارٍ تحميل العروض المحفوظة' },
  'views.away.title': { en: 'The server does not answer', ar: 'الخادم لا يستجيب' },
  'views.away.body': {
    en: 'Saved views are kept on the server. The list is asked for again every few seconds.',
    ar: 'تُحفظ العروض على الخادم، ويُعاد طلب القائمة كل بضع ثوانٍ.',
  },
  'views.away.shown': {
    en: 'The server does not answer: the list may be old. It is asked for again every few seconds.',
    ar: 'الخادم لا يستجيب، وقد تكون القائمة قديمة. يُعاد طلبها كل بضع ثوانٍ.',
  },
  'views.retry': { en: 'Try again', ar: 'إعادة المحاولة' },
  'views.fault.away': {
    en: 'The server does not answer, so nothing was changed. What you wrote is still here; try again.',
    ar: 'الخادم لا يستجيب، ولم يتغيّر شيء. ما كتبته باقٍ هنا، فأعد المحاولة.',
  },
  'views.fault.notAllowed': {
    en: 'You may not do this here. Nothing was changed.',
    ar: 'لا تملك صلاحية هذا الإجراء. لم يتغيّر شيء.',
  },
  'views.fault.unknown': {
    en: 'This saved view is not there any more. The list is as it is now.',
    ar: 'لم يعد هذا العرض المحفوظ موجودًا. القائمة كما هي الآن.',
  },
  'views.fault.form': {
    en: 'A name has {most, number} characters at most, and none that cannot be seen.',
    ar: 'الحد الأقصى للاسم {most, number} حرفًا، من دون رموز غير مرئية.',
  },
  'views.fault.choice': {
    en: 'The server does not understand this choice: {what}. Load the page anew and try again.',
    ar: 'لا يفهم الخادم هذا الاختيار: {what}. أعد تحميل الصفحة ثم حاول مجددًا.',
  },
  'views.fault.choiceLength': {
    en: 'So much is chosen that it cannot be saved. Choose fewer areas or topics.',
    ar: 'الاختيار الحالي أكبر مما يمكن حفظه. اختر مناطق أو موضوعات أقل.',
  },
  'views.fault.tooMany': {
    en: 'There are {most, number} saved views, and no more can be kept. Delete some that nobody needs.',
    ar: 'بلغ عدد العروض المحفوظة الحد الأقصى: {most, number}. احذف ما لا يُحتاج إليه منها.',
  },
  'views.fault.alike': {
    en: '{name} is there already. Take another name.',
    ar: 'يوجد عرض محفوظ باسم {name}. اختر اسمًا آخر.',
  },
  'views.fault.changed': {
    en: 'Somebody changed {name} meanwhile, so nothing was changed here. The list shows it as it is now; look at it and try again.',
    ar: 'عدّل شخص آخر {name} في هذه الأثناء، فلم يتغيّر شيء هنا. تعرض القائمة ما هو عليه الآن؛ راجعه ثم أعد المحاولة.',
  },
  'views.fault.empty': { en: 'Give the view a name.', ar: 'اكتب اسمًا للعرض.' },
} satisfies Messages;
