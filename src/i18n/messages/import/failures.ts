import type { Messages } from '../../messages.ts';

/** Why an import came to nothing. */
export const failureMessages = {
  'failure.title': { en: '{name} could not be opened', ar: 'تعذّر فتح {name}' },
  'failure.kept': {
    en: 'Nothing was changed: the data on the page are as they were.',
    ar: 'لم يتغيّر شيء: البيانات في الصفحة كما كانت.',
  },
  'failure.detail': { en: 'In the original:', ar: 'النص الأصلي:' },
  'failure.mapping.title': {
    en: 'The mapping {name} could not be used',
    ar: 'تعذّر استخدام مطابقة الأعمدة {name}',
  },
  'failure.zones.title': {
    en: 'The zones file {name} could not be used',
    ar: 'تعذّر استخدام ملف المناطق {name}',
  },
  'failure.preview.title': { en: 'The preview could not be made', ar: 'تعذّرت المعاينة' },
  'failure.import.title': { en: 'Nothing was imported', ar: 'لم يُستورد شيء' },
  'failure.empty': {
    en: 'The file is empty: there is no text in its {bytes}.',
    ar: 'الملف فارغ: لا نص في محتواه ({bytes}).',
  },
  'failure.empty.do': {
    en: 'Export it again, then choose the new file.',
    ar: 'صدّره من جديد، ثم اختر الملف الجديد.',
  },
  'failure.headerOnly': {
    en: 'There is a header with {columns, plural, one {# column} other {# columns}}, and no row below it.',
    ar: 'في الملف ترويسة من {columns, plural, zero {لا أعمدة} one {عمود واحد} two {عمودين} few {# أعمدة} many {# عمودًا} other {# عمود}}، ولا صف تحتها.',
  },
  'failure.headerOnly.do': {
    en: 'Export the requests of a period that has some, then choose the new file.',
    ar: 'صدّر طلبات فترة فيها طلبات، ثم اختر الملف الجديد.',
  },
  'failure.allRejected': {
    en: '{rows, plural, one {The only row was rejected} other {All # rows were rejected}}: the date of opening could not be read.',
    ar: '{rows, plural, zero {لم يُقبل أي صف} one {استُبعد الصف الوحيد} two {استُبعد الصفان كلاهما} few {استُبعدت الصفوف كلها وعددها #} many {استُبعدت الصفوف كلها وعددها #} other {استُبعدت الصفوف كلها وعددها #}}: تعذّرت قراءة تاريخ التقديم.',
  },
  'failure.allRejected.do': {
    en: 'Look at the column that is “Opened” and the order of its dates, then import again.',
    ar: 'راجع العمود المحدَّد «تاريخ التقديم» وترتيب تواريخه، ثم استورد من جديد.',
  },
  'failure.allRejected.file': { en: 'Save the rejected rows (CSV)', ar: 'حفظ الصفوف المستبعَدة (CSV)' },
  'failure.memory': {
    en: 'The file ({bytes}) needs more memory than the browser gives this page.',
    ar: 'يحتاج الملف ({bytes}) إلى ذاكرة أكبر مما يتيحه المتصفح لهذه الصفحة.',
  },
  'failure.memory.do': {
    en: 'Export fewer months or fewer columns, close other tabs, or make the data with “npm run snapshot”.',
    ar: 'صدّر شهورًا أو أعمدة أقل، وأغلق علامات تبويب أخرى، أو أعدّ البيانات بالأمر «\u2068npm run snapshot\u2069».',
  },
  'failure.unreadable': {
    en: 'The browser could not read the file: it was moved, changed or locked since it was chosen.',
    ar: 'تعذّر على المتصفح قراءة الملف: نُقل أو عُدِّل أو أُقفل بعد اختياره.',
  },
  'failure.unreadable.do': {
    en: 'Close it in other programs, then choose it again.',
    ar: 'أغلقه في البرامج الأخرى، ثم اختره من جديد.',
  },
  'failure.partMissing': {
    en: 'Files of this kind need a part of the page that is not on this computer yet, and it could not be loaded now.',
    ar: 'يحتاج هذا النوع من الملفات إلى جزء من الصفحة ليس على هذا الجهاز بعد، وتعذّر تحميله الآن.',
  },
  'failure.partMissing.do': {
    en: 'Connect to the network, reload the page and choose the file again; after that it opens without a network too. Or save it as CSV or Excel (.xlsx).',
    ar: 'اتصل بالشبكة ثم أعد تحميل الصفحة واختر الملف من جديد، وبعدها يُفتح بلا شبكة أيضًا. أو احفظه بصيغة CSV أو Excel (\u200e.xlsx).',
  },
  'failure.fault': { en: 'Something went wrong that should not.', ar: 'حدث خلل غير متوقع.' },
  'failure.fault.do': {
    en: 'Choose the file again. If it happens once more, tell whoever looks after this page.',
    ar: 'اختر الملف من جديد. فإن تكرر الخلل فأبلغ القائم على هذه الصفحة.',
  },
  'failure.noWasm': {
    en: 'This browser has no WebAssembly, which counts the requests, so a file cannot be shown.',
    ar: 'لا يدعم هذا المتصفح WebAssembly الذي تُحسب به الطلبات، فلا يمكن عرض ملف.',
  },
  'failure.noWasm.do': {
    en: 'Use a current Chrome, Edge, Firefox or Safari.',
    ar: 'استخدم إصدارًا حديثًا من Chrome أو Edge أو Firefox أو Safari.',
  },

  'json.at': {
    en: 'The text stops being JSON in line {line, number}, at {got}.',
    ar: 'يختل نص JSON في السطر {line, number} عند {got}.',
  },
  'json.line': {
    en: 'The text stops being JSON in line {line, number}.',
    ar: 'يختل نص JSON في السطر {line, number}.',
  },
  'json.end': {
    en: 'The JSON text ends too early: its end is missing.',
    ar: 'ينتهي نص JSON قبل أوانه: نهايته مفقودة.',
  },
} satisfies Messages;
