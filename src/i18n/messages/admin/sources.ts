import type { Messages } from '../../messages.ts';

/** The sources, and how they agree with the store. */
export const sourceMessages = {
  'sources.title': { en: 'Sources', ar: 'المصادر' },
  'sources.none': { en: 'There is no source.', ar: 'لا يوجد مصدر.' },
  'sources.none.body': { en: 'The data are a file: they do not go on.', ar: 'البيانات من ملف، فلا تتجدد.' },
  'sources.id': { en: 'Source', ar: 'المصدر' },
  'sources.kind': { en: 'Kind', ar: 'النوع' },
  'sources.kind.postgres': { en: 'PostgreSQL', ar: 'PostgreSQL' },
  'sources.kind.open311': { en: 'Open311', ar: 'Open311' },
  'sources.kind.csvFolder': { en: 'Folder of exports', ar: 'مجلد ملفات' },
  'sources.kind.simulator': { en: 'Simulator', ar: 'محاكاة' },
  'sources.phase': { en: 'State', ar: 'الحالة' },
  'sources.phase.starting': { en: 'starts', ar: 'قيد البدء' },
  'sources.phase.initial': { en: 'all that it has is read', ar: 'يُقرأ كل ما لديه' },
  'sources.phase.following': { en: 'followed', ar: 'قيد المتابعة' },
  'sources.phase.waiting': { en: 'waits, and is tried again', ar: 'ينتظر ويُعاد سؤاله' },
  'sources.phase.stopped': { en: 'somebody must look at it', ar: 'يحتاج إلى تدخل' },
  'sources.contact': { en: 'Last told something', ar: 'آخر ما ورد منه' },
  'sources.lag': { en: 'Lag', ar: 'التأخر' },
  'sources.requests': { en: 'Requests', ar: 'الطلبات' },
  'sources.trouble': { en: 'What is wrong', ar: 'المشكلة' },

  'matched.title': { en: 'Matched with the sources', ar: 'المطابقة مع المصادر' },
  'matched.none': { en: 'Not matched yet', ar: 'لم تُجرَ المطابقة بعد' },
  'matched.none.due': {
    en: 'Each day at {due} every source that can be asked is held against the store.',
    ar: 'تُجرى يوميًا في الساعة {due} مع كل مصدر يمكن سؤاله.',
  },
  'matched.none.asked': {
    en: 'It is done when somebody asks for it: npm run source.',
    ar: 'تُجرى عند طلبها: \u2068npm run source\u2069.',
  },
  'matched.now': { en: 'Now: {what}', ar: 'الآن: {what}' },
  'matched.at': { en: 'When', ar: 'الوقت' },
  'matched.outcome': { en: 'What came of it', ar: 'النتيجة' },
  'matched.equal': { en: 'the same on both sides', ar: 'مطابق' },
  'matched.mended': {
    en: '{count, plural, one {# request differed and was put right} other {# requests differed and were put right}}',
    ar: '{count, plural, zero {لم يختلف أي طلب} one {اختلف طلب واحد وصُحّح} two {اختلف طلبان وصُحّحا} few {اختلفت # طلبات وصُحّحت} many {اختلف # طلبًا وصُحّحت} other {اختلف # طلب وصُحّحت}}',
  },
  'matched.left': {
    en: '{count, plural, one {# request differs and was left as it is} other {# requests differ and were left as they are}}',
    ar: '{count, plural, zero {لم يختلف أي طلب} one {يختلف طلب واحد وتُرك كما هو} two {يختلف طلبان وتُركا كما هما} few {تختلف # طلبات وتُركت كما هي} many {يختلف # طلبًا وتُركت كما هي} other {يختلف # طلب وتُركت كما هي}}',
  },
  'matched.failed': { en: 'could not be told', ar: 'تعذّرت المطابقة' },
  'matched.unasked': {
    en: 'cannot be asked what it has: it tells what is new',
    ar: 'لا يمكن سؤاله عما لديه، فهو لا يرسل إلا الجديد',
  },
  'matched.requests': { en: 'Requests', ar: 'الطلبات' },
  'matched.parts': { en: 'Months', ar: 'الأشهر' },
  'matched.read': { en: 'Read row by row', ar: 'قُرئت صفًا صفًا' },
  'matched.seconds': { en: 'Took', ar: 'المدة' },
  'matched.differences': { en: 'What differed in {source}, {when}', ar: 'ما اختلف في {source}، {when}' },
  'matched.part': { en: 'Month of opening', ar: 'شهر التقديم' },
  'matched.part.all': { en: 'all months', ar: 'كل الأشهر' },
  'matched.part.none': { en: 'without an opening', ar: 'بلا تاريخ تقديم' },
  'matched.missing': { en: 'Were missing here', ar: 'لم تكن هنا' },
  'matched.other': { en: 'Were otherwise here', ar: 'كانت هنا مختلفة' },
  'matched.extra': { en: 'Gone from the source', ar: 'لم تعد في المصدر' },
  'matched.unreadable': { en: 'Cannot be read', ar: 'لا تُقرأ' },

  'forgetting.title': { en: 'Personal data', ar: 'البيانات الشخصية' },
  'forgetting.term': {
    en: 'Who asked is forgotten {months, plural, one {# month} other {# months}} after a request is completed.',
    ar: 'تُمحى بيانات مقدّم الطلب بعد {months, plural, zero {# شهر} one {شهر واحد} two {شهرين} few {# أشهر} many {# شهرًا} other {# شهر}} من إنجاز طلبه.',
  },
  'forgetting.never': { en: 'Who asked is never forgotten.', ar: 'لا تُمحى بيانات مقدّمي الطلبات.' },
  'forgetting.none': { en: 'Not done yet.', ar: 'لم يُنفَّذ ذلك بعد.' },
  'forgetting.last': {
    en: 'Last done {when}: of {count, plural, one {# request} other {# requests}}; of {total, number} in all.',
    ar: 'آخر تنفيذ {when}: {count, plural, zero {لا طلبات} one {طلب واحد} two {طلبان} few {# طلبات} many {# طلبًا} other {# طلب}}، والمجموع {total, number}.',
  },

  'held.title': { en: 'Held until their time comes', ar: 'بانتظار أن يحين وقتها' },
  'held.none': { en: 'Nothing is held.', ar: 'لا يوجد ما ينتظر.' },
  'held.note': {
    en: '{count, plural, one {# request tells of something that has not happened yet.} other {# requests tell of something that has not happened yet.}}',
    ar: '{count, plural, zero {لا طلب ينتظر.} one {طلب واحد فيه ما لم يحدث بعد.} two {طلبان فيهما ما لم يحدث بعد.} few {# طلبات فيها ما لم يحدث بعد.} many {# طلبًا فيها ما لم يحدث بعد.} other {# طلب فيها ما لم يحدث بعد.}}',
  },
  'held.ref': { en: 'Reference', ar: 'الرقم المرجعي' },
  'held.until': { en: 'Taken at', ar: 'يؤخذ في' },
  'held.far': { en: 'far ahead', ar: 'بعيد' },

  'list.more': {
    en: '{count, plural, one {and # more} other {and # more}}',
    ar: '{count, plural, zero {ولا غيرها} one {وواحد آخر} two {واثنان آخران} few {و# أخرى} many {و# أخرى} other {و# أخرى}}',
  },
} satisfies Messages;
