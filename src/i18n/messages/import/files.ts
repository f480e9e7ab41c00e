import type { Messages } from '../../messages.ts';

/** Files that are no table, or cannot be read. */
export const fileFaultMessages = {
  'file.otherFormat.xls': {
    en: 'This is a file of an Office before 1997, or no workbook.',
    ar: 'هذا ملف من برنامج مكتبي أقدم من عام 1997، أو ليس مصنفًا.',
  },
  'file.otherFormat.word': { en: 'This is a text document, not a table.', ar: 'هذا مستند نصي لا جدول.' },
  'file.otherFormat.pdf': { en: 'This is a PDF, not a table.', ar: 'هذا ملف PDF لا جدول.' },
  'file.otherFormat.parquet': {
    en: 'This is a Parquet file, packed in a way that is not read here.',
    ar: 'هذا ملف بصيغة Parquet، ضُغط بطريقة لا تُقرأ هنا.',
  },
  'file.otherFormat.arrow': {
    en: 'This is a file of Arrow, ORC or Avro.',
    ar: 'هذا ملف بصيغة Arrow أو ORC أو Avro.',
  },
  'file.otherFormat.sqlite': {
    en: 'This is an SQLite database that is no GeoPackage.',
    ar: 'هذه قاعدة بيانات SQLite وليست GeoPackage.',
  },
  'file.otherFormat.access': {
    en: 'This is a database of Microsoft Access.',
    ar: 'هذه قاعدة بيانات من Microsoft Access.',
  },
  'file.otherFormat.dbase': {
    en: 'This is a table of dBASE (.dbf).',
    ar: 'هذا جدول بصيغة dBASE \u200f(dbf).',
  },
  'file.otherFormat.shapefile': { en: 'This is a Shapefile.', ar: 'هذا ملف بصيغة Shapefile.' },
  'file.otherFormat.mapInfo': { en: 'This is a layer of MapInfo.', ar: 'هذه طبقة من MapInfo.' },
  'file.otherFormat.geodatabase': {
    en: 'This is a File Geodatabase of ArcGIS.',
    ar: 'هذه قاعدة بيانات جغرافية من ArcGIS \u200f(File Geodatabase).',
  },
  'file.otherFormat.spss': { en: 'This is a file of SPSS.', ar: 'هذا ملف من SPSS.' },
  'file.otherFormat.stata': { en: 'This is a file of Stata.', ar: 'هذا ملف من Stata.' },
  'file.otherFormat.sas': { en: 'This is a file of SAS.', ar: 'هذا ملف من SAS.' },
  'file.otherFormat.outlook': {
    en: 'This is a mail or a folder of Outlook.',
    ar: 'هذه رسالة أو مجلد من Outlook.',
  },
  'file.otherFormat.numbers': {
    en: 'This is a document of Apple Numbers, Pages or Keynote.',
    ar: 'هذا مستند من Numbers أو Pages أو Keynote من Apple.',
  },
  'file.otherFormat.lotus': {
    en: 'This is a spreadsheet of Lotus 1-2-3.',
    ar: 'هذا جدول من برنامج Lotus القديم.',
  },
  'file.otherFormat.html': { en: 'This is a web page, not a table.', ar: 'هذه صفحة ويب لا جدول.' },
  'file.otherFormat.xml': {
    en: 'This is XML that is neither Open311 requests nor KML.',
    ar: 'هذا ملف XML ليس طلبات Open311 ولا KML.',
  },
  'file.otherFormat.geometry': {
    en: 'This file holds areas or lines, not requests.',
    ar: 'في هذا الملف مساحات أو خطوط، لا طلبات.',
  },
  'file.otherFormat.archive': {
    en: 'This is an archive that is neither .zip nor .gz.',
    ar: 'هذا ملف مضغوط بصيغة غير zip وgz.',
  },
  'file.otherFormat.binary': {
    en: 'This is not a table: a photo, a program or another file without text.',
    ar: 'هذا ليس جدولًا: صورة أو برنامج أو ملف آخر بلا نص.',
  },
  'file.otherFormat.save': {
    en: 'Save it as .xlsx or as CSV (UTF-8), then choose that file.',
    ar: 'احفظه بصيغة xlsx أو CSV \u200f(UTF-8)، ثم اختر ذلك الملف.',
  },
  'file.otherFormat.ask': {
    en: 'Ask for the data as CSV or Excel (.xlsx), then choose that file.',
    ar: 'اطلب البيانات بصيغة CSV أو Excel \u200f(xlsx)، ثم اختر ذلك الملف.',
  },
  'file.otherFormat.columnar': {
    en: 'Write it as Parquet with Snappy or Zstandard, or as CSV (UTF-8), then choose that file.',
    ar: 'اكتبه بصيغة Parquet مضغوطًا بطريقة Snappy أو Zstandard، أو بصيغة CSV \u200f(UTF-8)، ثم اختر ذلك الملف.',
  },
  'file.otherFormat.fromAccess': {
    en: 'Export its table of requests in Access with “External Data › Export › Excel”, then choose that file.',
    ar: 'صدّر جدول الطلبات من Access عبر «External Data › Export › Excel»، ثم اختر ذلك الملف.',
  },
  'file.otherFormat.layer': {
    en: 'Save the layer as a GeoPackage or GeoJSON, in QGIS with “Export › Save Features As”, then choose that file.',
    ar: 'احفظ الطبقة بصيغة GeoPackage أو GeoJSON، في QGIS مثلًا عبر «Export › Save Features As»، ثم اختر ذلك الملف.',
  },
  'file.otherFormat.export': {
    en: 'Export it there as CSV (UTF-8) or Excel (.xlsx), then choose that file.',
    ar: 'صدّره من ذلك البرنامج بصيغة CSV \u200f(UTF-8) أو Excel \u200f(xlsx)، ثم اختر ذلك الملف.',
  },
  'file.otherFormat.attached': {
    en: 'Save the table that is attached to it, then choose that file.',
    ar: 'احفظ الجدول المرفق بها، ثم اختر ذلك الملف.',
  },
  'file.otherFormat.fromNumbers': {
    en: 'Export it there with “File › Export To › Excel”, then choose that file.',
    ar: 'صدّره من ذلك البرنامج عبر «File › Export To › Excel»، ثم اختر ذلك الملف.',
  },
  'file.otherFormat.unpack': { en: 'Unpack it, then choose the table.', ar: 'فك ضغطه، ثم اختر الجدول.' },
  'file.otherFormat.zones': {
    en: 'Choose the table of requests first; zones are given in the next step.',
    ar: 'اختر أولًا جدول الطلبات؛ أما المناطق فتُحدَّد في الخطوة التالية.',
  },
  'file.truncated': {
    en: 'The file ends too early, after {at}: the rest is missing.',
    ar: 'ينتهي الملف قبل أوانه، بعد {at}: ما تبقّى مفقود.',
  },
  'file.broken': { en: 'The workbook is damaged inside.', ar: 'محتوى المصنف تالف.' },
  'file.damaged': { en: 'The file is damaged near {at}.', ar: 'الملف تالف عند {at} تقريبًا.' },
  'file.again.do': {
    en: 'Fetch or export it again, then choose the new file.',
    ar: 'أحضره أو صدّره من جديد، ثم اختر الملف الجديد.',
  },
  'file.syntax': {
    en: 'The text stops being XML in line {line, number}.',
    ar: 'يختل نص XML في السطر {line, number}.',
  },
  'file.syntax.do': {
    en: 'Correct that line or export the file again.',
    ar: 'صحّح ذلك السطر أو صدّر الملف من جديد.',
  },
  'file.encoding': {
    en: 'The letters are not UTF-8, and do not show which other encoding they are in.',
    ar: 'أحرف الملف ليست بترميز UTF-8، ولا يتبيّن ترميزها.',
  },
  'file.encoding.do': {
    en: 'Save the file as UTF-8 (in Excel: “CSV UTF-8”), then choose it again.',
    ar: 'احفظ الملف بترميز UTF-8 (في Excel: \u200f“CSV UTF-8”)، ثم اختره من جديد.',
  },
  'file.tooDeep': {
    en: 'In line {line, number}, more than {most, number} levels lie within each other: this is no table of requests.',
    ar: 'في السطر {line, number} أكثر من {most, number} مستوى متداخل: هذا ليس جدول طلبات.',
  },
  'file.encrypted': { en: 'The file is protected by a password.', ar: 'الملف محميّ بكلمة مرور.' },
  'file.encrypted.do': {
    en: 'Save it without a password, then choose it again.',
    ar: 'احفظه بلا كلمة مرور، ثم اختره من جديد.',
  },
  'file.files.none': { en: 'The archive is empty.', ar: 'الملف المضغوط فارغ.' },
  'file.files': {
    en: '{count, plural, one {The archive holds # file, but no table: {names}.} other {The archive holds # files; this opens one table: {names}.}}',
    ar: '{count, plural, zero {الملف المضغوط فارغ.} one {في الملف المضغوط ملف واحد ليس جدولًا: {names}.} two {في الملف المضغوط ملفان، ويُفتح هنا جدول واحد: {names}.} few {في الملف المضغوط # ملفات، ويُفتح هنا جدول واحد: {names}.} many {في الملف المضغوط # ملفًا، ويُفتح هنا جدول واحد: {names}.} other {في الملف المضغوط # ملف، ويُفتح هنا جدول واحد: {names}.}}',
  },
  'file.files.do': {
    en: 'Unpack it and choose the table with the requests.',
    ar: 'فك الضغط واختر الجدول الذي فيه الطلبات.',
  },
  'file.method': {
    en: '{name} in the archive is packed by method {method, number}, which is not unpacked here.',
    ar: 'ضُغط {name} داخل الملف بالطريقة {method, number}، وهي طريقة لا تُفك هنا.',
  },
  'file.method.do': {
    en: 'Unpack it, or pack it as an ordinary .zip.',
    ar: 'فك ضغطه، أو اضغطه بصيغة zip المعتادة.',
  },
  'file.packedTwice': {
    en: 'The file is packed more than {most, number} times over.',
    ar: 'الملف مضغوط أكثر من {most, plural, zero {# مرة} one {مرة} two {مرتين} few {# مرات} many {# مرة} other {# مرة}}.',
  },
  'file.tooLarge.unpacked': {
    en: 'Unpacked, the file would be larger than {most}, far more than its size suggests.',
    ar: 'يزيد حجم الملف بعد فك ضغطه على {most}، وهو أكبر كثيرًا مما يدل عليه حجمه.',
  },
  'file.tooLarge.inner': {
    en: 'The file inside the archive is larger than {most}.',
    ar: 'الملف الذي داخل الملف المضغوط أكبر من {most}.',
  },
  'file.tooLarge.held': {
    en: 'Files of this format are read up to {most}.',
    ar: 'تُقرأ ملفات هذه الصيغة حتى {most}.',
  },
  'file.tooLarge.strings': {
    en: 'The texts of the workbook are larger than {most}.',
    ar: 'نصوص المصنف أكبر من {most}.',
  },
  'file.tooLarge.group': {
    en: 'A row group of the Parquet file is larger than {most}.',
    ar: 'في ملف Parquet مجموعة صفوف أكبر من {most}.',
  },
  'file.tooLarge.group.do': {
    en: 'Write it with smaller row groups, then choose that file.',
    ar: 'اكتبه بمجموعات صفوف أصغر، ثم اختر ذلك الملف.',
  },
  'file.tooLarge.database': { en: 'Databases are read up to {most}.', ar: 'تُقرأ قواعد البيانات حتى {most}.' },
  'file.tooLarge.database.do': {
    en: 'Export its table of requests as CSV (UTF-8), then choose that file.',
    ar: 'صدّر جدول الطلبات بصيغة CSV \u200f(UTF-8)، ثم اختر ذلك الملف.',
  },
  'file.tooLarge.do': {
    en: 'If it is a table, unpack it or save it as CSV (UTF-8), then choose that file.',
    ar: 'إن كان جدولًا ففك ضغطه أو احفظه بصيغة CSV \u200f(UTF-8)، ثم اختر ذلك الملف.',
  },
  'file.longRecord': {
    en: 'The record at line {line, number} is longer than {most}: this is no table of requests.',
    ar: 'السجل الذي عند السطر {line, number} أطول من {most}: هذا ليس جدول طلبات.',
  },
  'file.manyColumns': {
    en: 'By row {line, number} there are more than {most, number} columns: this is no table of requests.',
    ar: 'في الملف حتى الصف {line, number} أكثر من {most, number} عمود: هذا ليس جدول طلبات.',
  },
  'file.noTable.do': { en: 'Choose a file with one row for each request.', ar: 'اختر ملفًا فيه صف لكل طلب.' },
  'file.noTable.json': { en: 'The JSON holds no list of records.', ar: 'لا قائمة سجلات في ملف JSON.' },
  'file.noTable.xlsx': {
    en: 'No sheet of the workbook has a header row.',
    ar: 'لا ترويسة في أي ورقة من أوراق المصنف.',
  },
  'file.noTable.xlsx.do': {
    en: 'Put the names of the columns above the values, then choose it again.',
    ar: 'ضع أسماء الأعمدة فوق القيم، ثم اختره من جديد.',
  },
  'file.noTable.xml': { en: 'The KML holds no placemarks.', ar: 'لا مواقع في ملف KML.' },
  'file.noSheet': {
    en: 'The workbook has no sheet {sheet}; it has {sheets}.',
    ar: 'ليس في المصنف ورقة باسم {sheet}؛ وفيه {sheets}.',
  },
  'file.noSheet.do': {
    en: 'Correct “sheet” in the mapping, or choose the sheet here.',
    ar: 'صحّح «\u2068sheet\u2069» في مطابقة الأعمدة، أو اختر الورقة هنا.',
  },
  'file.open311Error': {
    en: 'This is an error message of an Open311 server, not its requests.',
    ar: 'هذه رسالة خطأ من خادم Open311 لا طلباته.',
  },
  'file.open311Error.do': {
    en: 'Ask the server again for a shorter period.',
    ar: 'اطلب من الخادم فترة أقصر.',
  },
} satisfies Messages;
