import type { Messages } from '../messages.ts';

/** The start of the page, and what goes wrong with it and with the data. */
export const startMessages = {
  'loading.start': { en: 'Looking for the data…', ar: 'جارٍ البحث عن البيانات…' },
  'loading.rows': { en: 'Loading requests…', ar: 'جارٍ تحميل الطلبات…' },
  'loading.data': {
    en: 'Loading requests: {rows, number} of {total, number} ({bytes} of {totalBytes})',
    ar: 'جارٍ تحميل الطلبات: {rows, number} من {total, number} ({bytes} من {totalBytes})',
  },
  'loading.engine': { en: 'Starting the engine…', ar: 'جارٍ تشغيل المحرّك…' },
  'loading.list': { en: 'Fetching the requests…', ar: 'جارٍ جلب الطلبات…' },
  'loading.details': {
    en: 'The details of the requests are being loaded: lists and exact durations follow',
    ar: 'يجري تحميل تفاصيل الطلبات: تليها القوائم والمدد الدقيقة',
  },

  'start.title': { en: 'The data are being prepared', ar: 'يجري تجهيز البيانات' },
  'start.itself': { en: 'They will appear here by themselves.', ar: 'ستظهر هنا تلقائيًا.' },
  'start.page': { en: 'Building the page', ar: 'إعداد الصفحة' },
  'start.sample': {
    en: 'Making the first requests of the sample city',
    ar: 'إنشاء الطلبات الأولى للمدينة التجريبية',
  },
  'start.grow': { en: 'Making the whole sample city', ar: 'إنشاء المدينة التجريبية كاملة' },
  'start.start': { en: 'Opening the store', ar: 'فتح المخزن' },
  'start.fill': { en: 'Filling the store with the published requests', ar: 'تعبئة المخزن بالطلبات المنشورة' },
  'start.index': { en: 'Making the store quick to search', ar: 'فهرسة المخزن' },
  'start.read': { en: 'Reading all requests from the sources', ar: 'قراءة جميع الطلبات من المصادر' },
  'start.first': { en: 'Preparing the first figures', ar: 'تجهيز المؤشرات الأولى' },
  'start.again': { en: 'Preparing all figures anew', ar: 'تجهيز جميع المؤشرات من جديد' },
  'start.part': { en: '{what}: {part, number} %', ar: '{what}: \u2066{part, number}%\u2069' },
  'start.requests': { en: '{what}: {requests, number} so far', ar: '{what}: {requests, number} حتى الآن' },
  'start.unheard': {
    en: 'Source {source}: not reached for {seconds, number} s',
    ar: 'المصدر {source}: تعذّر الوصول إليه منذ {seconds, plural, zero {لحظات} one {ثانية واحدة} two {ثانيتين} few {# ثوانٍ} many {# ثانية} other {# ثانية}}',
  },
  'start.grows': {
    en: 'A smaller sample city is shown first. The whole one is being made ({part, number} %) and will appear by itself.',
    ar: 'تُعرض أولًا مدينة تجريبية أصغر. يجري إنشاء المدينة كاملة (\u2066{part, number}%\u2069) وستظهر تلقائيًا.',
  },
  'start.away': {
    en: '{count, plural, one {The source {sources} has} other {The sources {sources} have}} not been reached for {minutes, plural, one {# minute} other {# minutes}}: newer requests from there are missing until then.',
    ar: 'تعذّر الوصول إلى {count, plural, zero {المصادر} one {المصدر} two {المصدرين} few {المصادر} many {المصادر} other {المصادر}} {sources} منذ {minutes, plural, zero {أقل من دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}}: لا تظهر الطلبات الأحدث من هناك حتى يعود الاتصال.',
  },

  'fault.missing.title': { en: 'There is no data yet', ar: 'لا توجد بيانات بعد' },
  'fault.missing.body': {
    en: 'The file {file} was not found, so there is nothing to show.',
    ar: 'لم يُعثر على الملف {file}، فلا يوجد ما يُعرض.',
  },
  'fault.missing.try': {
    en: 'Make a sample city with “npm run sample”, or read an export of your own with “npm run snapshot -- --csv FILE --out DIR”, then load this page again.',
    ar: 'أنشئ مدينة تجريبية بالأمر “npm run sample”، أو اقرأ ملفًا من عندك بالأمر “npm run snapshot -- --csv FILE --out DIR”، ثم أعد تحميل الصفحة.',
  },
  'fault.unreachable.title': { en: 'The data cannot be reached', ar: 'تعذّر الوصول إلى البيانات' },
  'fault.unreachable.body': { en: 'Reading {file} failed: {detail}.', ar: 'فشلت قراءة {file}: {detail}.' },
  'fault.unreachable.try': {
    en: 'Check the connection and that the server runs, then try again.',
    ar: 'تحقّق من الاتصال ومن أن الخادم يعمل، ثم أعد المحاولة.',
  },
  'fault.tooNew.title': { en: 'The data are newer than this page', ar: 'البيانات أحدث من هذه الصفحة' },
  'fault.tooNew.body': {
    en: 'The data are of {found}; this page reads {expected}.',
    ar: 'إصدار البيانات {found}، وهذه الصفحة تقرأ {expected}.',
  },
  'fault.tooNew.try': {
    en: 'Load the page again to get its newest version. If this stays, the server needs an update.',
    ar: 'أعد تحميل الصفحة للحصول على أحدث إصدار منها. إن استمر ذلك فالخادم بحاجة إلى تحديث.',
  },
  'fault.tooOld.title': { en: 'The data are older than this page', ar: 'البيانات أقدم من هذه الصفحة' },
  'fault.tooOld.body': {
    en: 'The data are of {found}; this page reads {expected}.',
    ar: 'إصدار البيانات {found}، وهذه الصفحة تقرأ {expected}.',
  },
  'fault.tooOld.try': {
    en: 'Make the snapshot anew, with “npm run sample” or “npm run snapshot”, then load this page again.',
    ar: 'أعد إنشاء نسخة البيانات بالأمر “npm run sample” أو “npm run snapshot”، ثم أعد تحميل الصفحة.',
  },
  'fault.broken.title': { en: 'The data are damaged', ar: 'البيانات تالفة' },
  'fault.broken.body': {
    en: 'The file {file} is not what the manifest promises: {detail}.',
    ar: 'الملف {file} لا يطابق ما ورد في بيان البيانات: {detail}.',
  },
  'fault.broken.try': {
    en: 'Publish the snapshot again, then load this page again.',
    ar: 'أعد نشر البيانات، ثم أعد تحميل الصفحة.',
  },
  'fault.kept.nothing': {
    en: 'Nothing is shown, so that nothing wrong is shown.',
    ar: 'لا يُعرض شيء، كي لا يُعرض ما هو خاطئ.',
  },
  'fault.kept.figures': {
    en: 'What is on the screen is complete as of {when}. Filters wait until the data can be read.',
    ar: 'ما على الشاشة مكتمل حتى {when}. تتوقف التصفية إلى أن تمكن قراءة البيانات.',
  },
  'fault.retry': { en: 'Try again', ar: 'إعادة المحاولة' },
  'fault.detail': { en: 'Details', ar: 'التفاصيل' },
  'fault.kept.figuresOnly': {
    en: 'Figures, maps and filters work; durations are estimates, and lists are not there.',
    ar: 'المؤشرات والخريطة والتصفية تعمل؛ أما مدد الاستجابة والحل فتقديرية والقوائم غير متاحة.',
  },

  'answer.failed.title': { en: 'This choice could not be counted', ar: 'تعذّر حساب هذا الاختيار' },
  'answer.failed.body': {
    en: 'The figures on the screen are still those of the choice before.',
    ar: 'المؤشرات على الشاشة ما زالت للاختيار السابق.',
  },
  'answer.failed.try': { en: 'Try again, or change the choice.', ar: 'أعد المحاولة، أو غيّر الاختيار.' },

  'engineFailed.title': { en: 'Filters do not work right now', ar: 'التصفية غير متاحة حاليًا' },
  'engineFailed.body': {
    en: 'The engine that counts the requests could not be started in this browser.',
    ar: 'تعذّر تشغيل محرّك احتساب الطلبات في هذا المتصفح.',
  },

  'noWasm.body': {
    en: 'This browser has no WebAssembly, which the lists and the exact durations need. Use a current Chrome, Edge, Firefox or Safari for them.',
    ar: 'لا يدعم هذا المتصفح WebAssembly الذي تحتاج إليه القوائم والمدد الدقيقة. استخدم لها إصدارًا حديثًا من Chrome أو Edge أو Firefox أو Safari.',
  },

  'detailsFailed.title': { en: 'The details of the requests are not here', ar: 'تفاصيل الطلبات غير متاحة' },
  'detailsFailed.body': {
    en: 'The engine that holds the details of the requests could not be started in this browser.',
    ar: 'تعذّر تشغيل المحرّك الذي يحفظ تفاصيل الطلبات في هذا المتصفح.',
  },

  'smallMachine.body': {
    en: 'This device has too little memory for the rows of {requests, number} requests. The published figures of the opening view are shown; filter on a larger computer.',
    ar: 'ذاكرة هذا الجهاز لا تكفي لصفوف {requests, number} طلب. تُعرض المؤشرات المنشورة للعرض الافتتاحي؛ وللتصفية استخدم حاسوبًا أكبر.',
  },

  'empty.title': { en: 'No requests fit this choice', ar: 'لا طلبات تطابق هذا الاختيار' },
  'empty.body': {
    en: 'Take out one of the chosen values, or choose a longer period.',
    ar: 'أزل إحدى القيم المختارة، أو اختر فترة أطول.',
  },
  'empty.data': { en: 'This data set holds no requests.', ar: 'لا تحتوي مجموعة البيانات هذه على أي طلبات.' },
} satisfies Messages;
