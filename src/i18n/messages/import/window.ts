import type { Messages } from '../../messages.ts';

/** The window of the import and its steps. */
export const windowMessages = {
  'import.title': { en: 'Open a file of your own', ar: 'فتح ملف من جهازك' },
  'import.close': { en: 'Close', ar: 'إغلاق' },
  'import.back': { en: 'Back', ar: 'رجوع' },
  'import.step.choose': { en: 'File', ar: 'الملف' },
  'import.step.mapping': { en: 'Columns', ar: 'الأعمدة' },
  'import.step.importing': { en: 'Import', ar: 'الاستيراد' },
  'import.step.report': { en: 'Report', ar: 'التقرير' },
  'import.doubts': { en: 'Look at this first', ar: 'تحقّق من هذا أولًا' },
  'import.steps': { en: 'Step {at, number} of {of, number}', ar: 'الخطوة {at, number} من {of, number}' },
  'import.private': {
    en: 'Everything stays on this computer. Nothing is uploaded.',
    ar: 'يبقى كل شيء على هذا الجهاز، ولا يُرفع منه شيء.',
  },

  'choose.title': { en: 'Choose a file of requests', ar: 'اختر ملف الطلبات' },
  'choose.what': {
    en: 'A table with one row for each request, as your system exports it. Its columns may be in any order and in any language.',
    ar: 'جدول فيه صف لكل طلب كما يصدّره نظامك، بأي ترتيب للأعمدة وبأي لغة.',
  },
  'choose.format.csv': { en: 'CSV or text', ar: 'CSV أو نص' },
  'choose.format.excel': { en: 'Excel, OpenDocument', ar: 'Excel, OpenDocument' },
  'choose.format.json': { en: 'JSON, NDJSON, GeoJSON', ar: 'JSON, NDJSON, GeoJSON' },
  'choose.format.geo': { en: 'Parquet, GeoPackage, KML', ar: 'Parquet, GeoPackage, KML' },
  'choose.format.open311': { en: 'Open311', ar: 'Open311' },
  'choose.format.packed': { en: 'any of them as .gz or .zip', ar: 'أيٌّ منها مضغوطًا (gz أو zip)' },
  'choose.button': { en: 'Choose a file', ar: 'اختيار ملف' },
  'choose.drop': { en: 'or drop it anywhere on this page', ar: 'أو أفلته في أي موضع من الصفحة' },
  'choose.private': {
    en: 'The file is read by this browser, on this computer. Nothing is uploaded, and nothing of its data is kept once the page is closed.',
    ar: 'يقرأ المتصفح الملف على هذا الجهاز. لا يُرفع منه شيء، ولا تبقى بياناته بعد إغلاق الصفحة.',
  },
  'choose.last': { en: 'Report of {name}', ar: 'تقرير {name}' },

  'inspecting.title': { en: 'Looking at {name}', ar: 'جارٍ فحص {name}' },
  'inspecting.of': { en: '{bytes} of {totalBytes}', ar: '{bytes} من {totalBytes}' },
  'inspecting.stop': { en: 'Stop', ar: 'إيقاف' },

  'system.4326': { en: 'Degrees WGS 84', ar: 'درجات WGS 84' },
  'system.3997': { en: 'Dubai Local TM, metres', ar: 'نظام دبي المحلي، أمتار' },
  'system.32640': { en: 'UTM zone 40 north, metres', ar: 'شبكة UTM 40N، أمتار' },
  'system.32639': { en: 'UTM zone 39 north, metres', ar: 'شبكة UTM 39N، أمتار' },
  'system.3857': { en: 'Web Mercator, metres', ar: 'مركاتور الويب، أمتار' },
  'system.4270': { en: 'Nahrwan 1967, degrees', ar: 'نهروان 1967، درجات' },
  'system.27040': { en: 'Nahrwan 1967, UTM zone 40 north, metres', ar: 'نهروان 1967، شبكة UTM 40N، أمتار' },
  'system.27039': { en: 'Nahrwan 1967, UTM zone 39 north, metres', ar: 'نهروان 1967، شبكة UTM 39N، أمتار' },

  'draft.noOpened': {
    en: 'No column is “Opened” yet. Say which one holds the date on which a request was opened.',
    ar: 'لم يُحدَّد عمود «تاريخ التقديم» بعد. اختر العمود الذي فيه تاريخ تقديم الطلب.',
  },
  'draft.twice': {
    en: '“{role}” is already the column {first}. A request has only one.',
    ar: '«{role}» محدَّد للعمود {first}، ولا يكون للطلب إلا واحد.',
  },
  'draft.alone': {
    en: '“{role}” needs a column that is “{needs}”.',
    ar: '«{role}» يحتاج إلى عمود آخر هو «{needs}».',
  },
  'draft.clash': {
    en: '“{role}” and “{other}” do not go together: leave one of them out.',
    ar: 'لا يجتمع «{role}» و«{other}»: استغنِ عن أحدهما.',
  },
  'draft.noZonesFile': {
    en: 'Choose the zones file, or other zones.',
    ar: 'اختر ملف المناطق، أو مناطق أخرى.',
  },

  'preview.title': { en: 'Preview', ar: 'معاينة' },
  'preview.note': {
    en: '{count, plural, one {The first row: above what the file says, below what becomes of it.} other {The first # rows: above what the file says, below what becomes of it.}}',
    ar: '{count, plural, zero {لا صفوف.} one {الصف الأول: في الأعلى ما في الملف، وتحته ما يصير إليه.} two {الصفان الأولان: في الأعلى ما في الملف، وتحته ما يصير إليه.} few {الصفوف الأولى وعددها #: في الأعلى ما في الملف، وتحته ما يصير إليه.} many {الصفوف الأولى وعددها #: في الأعلى ما في الملف، وتحته ما يصير إليه.} other {الصفوف الأولى وعددها #: في الأعلى ما في الملف، وتحته ما يصير إليه.}}',
  },
  'preview.problems': {
    en: '{count, plural, =0 {All values of these rows could be read.} one {# value of these rows could not be read.} other {# values of these rows could not be read.}}',
    ar: '{count, plural, =0 {قُرئت قيم هذه الصفوف كلها.} zero {قُرئت قيم هذه الصفوف كلها.} one {تعذّرت قراءة قيمة واحدة من هذه الصفوف.} two {تعذّرت قراءة قيمتين من هذه الصفوف.} few {تعذّرت قراءة # قيم من هذه الصفوف.} many {تعذّرت قراءة # قيمة من هذه الصفوف.} other {تعذّرت قراءة # قيمة من هذه الصفوف.}}',
  },
  'preview.rejected': { en: 'rejected', ar: 'مستبعَد' },
  'preview.missing': { en: 'missing', ar: 'مفقود' },
  'preview.wait': {
    en: 'The preview follows once the mapping is complete.',
    ar: 'تظهر المعاينة حين تكتمل مطابقة الأعمدة.',
  },
  'preview.loading': { en: 'Trying the mapping…', ar: 'جارٍ تجربة مطابقة الأعمدة…' },
  'preview.line': { en: 'Line', ar: 'السطر' },
  'preview.row': { en: 'Row', ar: 'الصف' },
  'preview.record': { en: 'Record', ar: 'السجل' },

  'importing.title': { en: 'Importing {name}', ar: 'جارٍ استيراد {name}' },
  'importing.reading': { en: 'Reading the file', ar: 'قراءة الملف' },
  'importing.making': { en: 'Arranging the requests', ar: 'ترتيب الطلبات' },
  'importing.bytes': { en: '{bytes} of {totalBytes}', ar: '{bytes} من {totalBytes}' },
  'importing.rows': {
    en: '{count, plural, one {# row} other {# rows}}',
    ar: '{count, plural, zero {لا صفوف} one {صف واحد} two {صفان} few {# صفوف} many {# صفًّا} other {# صف}}',
  },
  'importing.rowsOf': {
    en: '{rows, number} of {count, plural, one {# row} other {# rows}}',
    ar: '{rows, number} من {count, plural, zero {لا صفوف} one {صف واحد} two {صفين} few {# صفوف} many {# صفًّا} other {# صف}}',
  },
  'importing.stop': { en: 'Cancel', ar: 'إلغاء' },
  'importing.stop.note': {
    en: 'Cancelling leads back to the columns; the mapping is kept.',
    ar: 'يعيدك الإلغاء إلى الأعمدة، وتبقى مطابقتها كما هي.',
  },

  'refused.several': {
    en: '{count, plural, one {# file was dropped; this opens one at a time.} other {# files were dropped; this opens one at a time.}}',
    ar: '{count, plural, zero {لم يُفلت أي ملف.} one {أُفلت ملف واحد.} two {أُفلت ملفان، ويُفتح هنا ملف واحد في كل مرة.} few {أُفلتت # ملفات، ويُفتح هنا ملف واحد في كل مرة.} many {أُفلت # ملفًا، ويُفتح هنا ملف واحد في كل مرة.} other {أُفلت # ملف، ويُفتح هنا ملف واحد في كل مرة.}}',
  },
  'refused.several.do': {
    en: 'Choose one of them, or join them into one table first.',
    ar: 'اختر واحدًا منها، أو اجمعها أولًا في جدول واحد.',
  },
  'refused.folder': {
    en: 'A folder was dropped; this opens one file.',
    ar: 'أُفلت مجلد، ويُفتح هنا ملف واحد.',
  },
  'refused.folder.do': {
    en: 'Open the folder and choose the file with the requests.',
    ar: 'افتح المجلد واختر الملف الذي فيه الطلبات.',
  },
  'refused.nothing': { en: 'What was dropped is no file.', ar: 'ما أُفلت ليس ملفًا.' },
  'refused.nothing.do': {
    en: 'Save it as a file on this computer, then choose that file.',
    ar: 'احفظه ملفًا على هذا الجهاز، ثم اختر ذلك الملف.',
  },
} satisfies Messages;
