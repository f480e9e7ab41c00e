import type { Messages } from '../../messages.ts';

/** What was noticed in a file. */
export const noteMessages = {
  'note.stageConcluded': {
    en: 'No column is the stage: a request is resolved where there is a date of resolution, else in progress where there is a response, else received.',
    ar: 'لا عمود للمرحلة: يُعدّ الطلب محلولًا إن كان له تاريخ حل، وإلا فقيد التنفيذ إن كانت له استجابة، وإلا فمستلَمًا.',
  },
  'note.stageUnread': {
    en: '{count, plural, one {# row has} other {# rows have}} a date of resolution and no known stage: the stage is resolved.',
    ar: '{count, plural, zero {لا صفوف لها} one {صف واحد له} two {صفان لهما} few {# صفوف لها} many {# صفًّا لها} other {# صف لها}} تاريخ حل بلا مرحلة معروفة: المرحلة «تم الحل».',
  },
  'note.openAgain': {
    en: '{count, plural, one {# row has} other {# rows have}} a date of resolution though the stage is not done: resolved once, and open again.',
    ar: '{count, plural, zero {لا صفوف لها} one {صف واحد له} two {صفان لهما} few {# صفوف لها} many {# صفًّا لها} other {# صف لها}} تاريخ حل ومرحلة غير منتهية: حُلَّت مرة ثم أُعيد فتحها.',
  },
  'note.noStage': {
    en: 'There is neither a stage nor a date of resolution: how far requests are done is not known.',
    ar: 'لا توجد مرحلة ولا تاريخ حل: لا يُعرف ما أُنجز من الطلبات.',
  },
  'note.serviceOnly': {
    en: '{count, plural, one {# row tells} other {# rows tell}} a service and no topic: the topic is the service itself.',
    ar: '{count, plural, zero {لا صفوف تذكر} one {صف واحد يذكر} two {صفان يذكران} few {# صفوف تذكر} many {# صفًّا تذكر} other {# صف تذكر}} الخدمة دون الموضوع: الخدمة نفسها هي الموضوع.',
  },
  'note.noRef': {
    en: 'No column is the reference: a request is called by its line, and no row supersedes another.',
    ar: 'لا عمود للرقم المرجعي: يُعرف الطلب بسطره، ولا يحل صف محل آخر.',
  },
  'note.personalWords': {
    en: '{field}: {count, plural, one {# value looks} other {# values look}} like an e-mail address, a telephone number or a text and became missing.',
    ar: '{field}: {count, plural, zero {لا قيم تبدو} one {قيمة واحدة تبدو} two {قيمتان تبدوان} few {# قيم تبدو} many {# قيمة تبدو} other {# قيمة تبدو}} بريدًا إلكترونيًّا أو رقم هاتف أو نصًّا، فعُدَّت مفقودة.',
  },
  'note.dictionaryFull': {
    en: '{field}: up to {cap, number} different words are kept; {count, plural, one {# row} other {# rows}} with further ones became missing.',
    ar: '{field}: تُحفظ {cap, number} كلمة مختلفة على الأكثر؛ وما زاد عليها في {count, plural, zero {لا صفوف} one {صف واحد} two {صفين} few {# صفوف} many {# صفًّا} other {# صف}} عُدَّ مفقودًا.',
  },
  'note.oneClock': {
    en: '{field}: all {count, number} times of day are {clock}: the file tells days, and no hours. What is counted by hour, or answered within hours, says nothing.',
    ar: '{field}: كل الأوقات وعددها {count, number} هي {clock}: الملف يذكر الأيام دون الساعات، فلا معنى لما يُحسب بالساعة أو لما أُجيب خلال ساعات.',
  },
  'note.midnights': {
    en: '{field}: {count, plural, one {# date stands} other {# dates stand}} some seconds off midnight, as a spreadsheet library writes days on machines of the Gulf: read as days without a time.',
    ar: '{field}: {count, number} من التواريخ تبعد ثواني عن منتصف الليل، كما تكتب مكتبة جداول الأيام على أجهزة الخليج: قُرئت أيامًا بلا ساعة.',
  },
  'note.hijri': {
    en: '{field}: {count, plural, one {# date is} other {# dates are}} of the Hijri calendar and read by the table of Umm al-Qura, ±1 day.',
    ar: '{field}: {count, plural, zero {لا تواريخ هجرية} one {تاريخ هجري واحد حُوِّل} two {تاريخان هجريان حُوِّلا} few {# تواريخ هجرية حُوِّلت} many {# تاريخًا هجريًّا حُوِّلت} other {# تاريخ هجري حُوِّلت}} إلى الميلادي بتقويم أم القرى، بفارق يوم واحد على الأكثر.',
  },
  'note.durations': {
    en: '{field}: the opening plus a duration, counted day and night. If the source counts working hours only, it was later: its durations do not tell.',
    ar: '{field}: تاريخ التقديم مضافة إليه مدة، محسوبة ليلًا ونهارًا. فإن كان النظام لا يحسب إلا ساعات العمل فالتاريخ الصحيح متأخر عنه، والمدة لا تدل على ذلك.',
  },
  'note.otherOrder': {
    en: '{field}: {count, plural, one {# date does} other {# dates do}} not fit the order “{order}” and {count, plural, one {was} other {were}} read by the one that fits. Check the order.',
    ar: '{field}: {count, plural, zero {لا تواريخ تخالف} one {تاريخ واحد يخالف} two {تاريخان يخالفان} few {# تواريخ تخالف} many {# تاريخًا تخالف} other {# تاريخ تخالف}} الترتيب «{order}»، فقُرئ كلٌّ بالترتيب الذي يناسبه. تحقّق من الترتيب.',
  },
  'note.suggested': {
    en: 'The mapping is the proposal, unchanged.',
    ar: 'مطابقة الأعمدة هي الاقتراح دون تعديل.',
  },
  'note.sheet': {
    en: 'Read: {sheet}. The workbook also has {others} (rows in brackets).',
    ar: 'قُرئ: {sheet}. وفي المصنف أيضًا {others} (عدد الصفوف بين قوسين).',
  },
  'note.sheetsTogether': {
    en: '{count, number} sheets have the same columns and are read as one table: {sheets} (rows in brackets; their numbers are counted on).',
    ar: 'في المصنف أوراق أعمدتها واحدة (عددها {count, number}) قُرئت جدولًا واحدًا: {sheets} (عدد الصفوف بين قوسين، وأرقامها متتابعة).',
  },
  'note.sheetCopies': {
    en: '{count, plural, one {One sheet holds} other {# sheets hold}} only rows that another sheet has too, and {count, plural, one {is} other {are}} not read: {sheets}.',
    ar: 'لم تُقرأ أوراق كل صفوفها موجودة في ورقة أخرى (عددها {count, number}): {sheets}.',
  },
  'note.filesTogether': {
    en: '{count, number} files of the archive have the same columns and are read as one table: {files} (rows looked at in brackets; their numbers are counted on).',
    ar: 'في الملف المضغوط ملفات أعمدتها واحدة (عددها {count, number}) قُرئت جدولًا واحدًا: {files} (عدد الصفوف التي فُحصت بين قوسين، وأرقامها متتابعة).',
  },
  'note.filesLeft': {
    en: '{count, plural, one {One file of the archive is no table} other {# files of the archive are no tables}} of requests and {count, plural, one {is} other {are}} not read: {files}.',
    ar: 'لم تُقرأ ملفات في الملف المضغوط لأنها ليست جداول طلبات (عددها {count, number}): {files}.',
  },
  'note.merged': {
    en: '{count, plural, one {One cell lies under a merged one and has} other {# cells lie under merged ones and have}} the value of the whole.',
    ar: '{count, plural, zero {لا خلايا ضمن خلايا مدمجة، فلا تأخذ} one {خلية واحدة ضمن خلايا مدمجة، فأخذت} two {خليتان ضمن خلايا مدمجة، فأخذتا} few {# خلايا ضمن خلايا مدمجة، فأخذت} many {# خلية ضمن خلايا مدمجة، فأخذت} other {# خلية ضمن خلايا مدمجة، فأخذت}} قيمة الخلية المدمجة كلها.',
  },
  'note.annotations': {
    en: '{count, plural, one {One column only describes another} other {# columns only describe others}}, as OData does with “@” and Socrata with “:”: not taken, but for the words that they have for codes.',
    ar: '{count, plural, zero {لا أعمدة تصف غيرها فقط} one {عمود واحد يصف غيره فقط} two {عمودان يصفان غيرهما فقط} few {# أعمدة تصف غيرها فقط} many {# عمودًا يصف غيره فقط} other {# عمود يصف غيره فقط}} (بعد «@» أو «:»)، فلم تؤخذ إلا كلماتها التي تشرح الرموز.',
  },
  'note.codedWords': {
    en: 'The codes of {columns} are read as the words that the file defines for them.',
    ar: 'قُرئت رموز {columns} بالكلمات التي يعرّفها الملف لها.',
  },
  'note.halfSwapped': {
    en: '{field}: in {count, plural, one {# date} other {# dates}} day and month seem to be exchanged (one is read as {example}), as a spreadsheet of another country does with days up to the twelfth. Export the file again and do not open it before.',
    ar: '{field}: يبدو أن اليوم والشهر متبادلان في {count, plural, zero {# تاريخ} one {تاريخ واحد} two {تاريخين} few {# تواريخ} many {# تاريخًا} other {# تاريخ}} (قُرئ أحدها {example})، كما يفعل برنامج جداول من بلد آخر بالأيام حتى الثاني عشر. صدِّر الملف من جديد ولا تفتحه قبل إحضاره.',
  },
  'note.oftenBefore': {
    en: '{field}: {count, number} of {of, number} lie before the opening of their request and became missing: check that the columns and the order of day and month are right.',
    ar: '{field}: {count, number} من {of, number} تسبق فتح طلبها فعُدّت مفقودة: تحقّق من الأعمدة ومن ترتيب اليوم والشهر.',
  },
  'note.openedRejected': {
    en: 'Opened: the date of {count, number} of {of, number} rows cannot be read (the first at {line, number}: {example}), so they were rejected and are in no figure. Export the column with day, month and year in every row, or choose another; the rejected rows can be saved below.',
    ar: 'تاريخ التقديم: تعذرت قراءة التاريخ في {count, number} من {of, number} من الصفوف (أولها عند {line, number}: {example})، فاستُبعدت ولا تدخل في أي رقم. صدِّر العمود باليوم والشهر والسنة في كل صف، أو اختر عمودًا آخر؛ ويمكن حفظ الصفوف المستبعَدة أدناه.',
  },
  'note.unopened': {
    en: 'Opened: {count, number} of {of, number} rows have no date (the first at {line, number}), so they were rejected and are in no figure. If another column tells when they were opened, choose that, or fill in the dates in the source.',
    ar: 'تاريخ التقديم: لا تاريخ في {count, number} من {of, number} من الصفوف (أولها عند {line, number})، فاستُبعدت ولا تدخل في أي رقم. إن كان عمود آخر يذكر متى قُدِّمت فاختره، أو أكمل التواريخ في النظام المصدر.',
  },
  'note.oftenUnread': {
    en: '{field}: {count, number} of {of, number} values cannot be read (the first at {line, number}: {example}) and became missing: check that the column is the right one and written in one way, and export it again.',
    ar: '{field}: تعذرت قراءة {count, number} من {of, number} من القيم (أولها عند {line, number}: {example}) فعُدَّت مفقودة: تحقّق من أن العمود هو المقصود وأن قيمه مكتوبة بصيغة واحدة، ثم صدِّره من جديد.',
  },
  'note.sharedRefs': {
    en: '{count, plural, one {# row has} other {# rows have}} the reference of another row that was opened at another time (the first at {line, number}), and one of each was kept: check that the reference is the request’s own.',
    ar: 'لعدد {count, number} من الصفوف الرقم المرجعي لصف آخر فُتح في وقت آخر (أولها عند {line, number})، وأُبقي واحد من كل منها: تحقّق من أن الرقم المرجعي خاص بالطلب.',
  },
  'note.columnLeft': {
    en: '{column} is not used, though {count, plural, one {# row has} other {# rows have}} a value in it ({distinct, number} different ones in the rows looked at; the first at {line, number}), and nothing else tells what requests are about, or where they lie. If it does, say so in its line of the columns; else it stays out.',
    ar: 'لا يُستخدم {column} مع أن فيه قيمة في {count, plural, zero {لا صفوف} one {صف واحد} two {صفين} few {# صفوف} many {# صفًّا} other {# صف}} (القيم المختلفة فيما فُحص من الصفوف: {distinct, number}؛ أولها عند {line, number})، ولا شيء غيره يدل على موضوع الطلبات أو مكانها. إن كان يدل على ذلك فحدّده في سطره من جدول الأعمدة؛ وإلا بقي خارج البيانات.',
  },
  'note.headersAgain': {
    en: '{count, plural, one {# row names} other {# rows name}} the columns again (the first at {line, number}), as where pages or files are joined: no {count, plural, one {request, and left out} other {requests, and left out}}. What stands below is read in that order.',
    ar: 'تتكرر أسماء الأعمدة في صفوف (عددها {count, number}، أولها عند {line, number})، كما يحدث حين تُضم صفحات أو ملفات: ليست طلبات فلم تُؤخذ، وما تحتها قُرئ بترتيبها.',
  },
  'note.otherHeader': {
    en: '{count, plural, one {# row names} other {# rows name}} other columns than the header (the first at {line, number}), as where two files are joined in one: what stands below is read by the first header, and is wrong. Bring each file by itself.',
    ar: 'في الملف صفوف تسمّي أعمدة غير أعمدة الترويسة (عددها {count, number}، أولها عند {line, number})، كما يحدث حين يُضم ملفان في ملف: ما تحتها قُرئ بالترويسة الأولى، وهو خطأ. أحضر كل ملف على حدة.',
  },
  'note.shifted': {
    en: '{count, number} of {of, number} rows looked at have more values than there are names of columns: a value that holds the delimiter, as a decimal comma does, moves all behind it. Export the file with another delimiter, or with quotes around values.',
    ar: 'في {count, number} من {of, number} من الصفوف التي فُحصت قيم أكثر من أسماء الأعمدة: القيمة التي فيها الفاصل، كالفاصلة العشرية، تزيح كل ما بعدها. صدِّر الملف بفاصل آخر، أو ضع القيم بين علامتي اقتباس.',
  },
  'note.short': {
    en: '{count, plural, one {# row has} other {# rows have}} fewer columns than the header: what is lacking is missing.',
    ar: '{count, plural, zero {لا صفوف أعمدتها} one {صف واحد أعمدته} two {صفان أعمدتهما} few {# صفوف أعمدتها} many {# صفًّا أعمدتها} other {# صف أعمدتها}} أقل من الترويسة: ما نقص عُدَّ مفقودًا.',
  },
  'note.long': {
    en: '{count, plural, one {# row has} other {# rows have}} more columns than the header: what is beyond it is not read.',
    ar: '{count, plural, zero {لا صفوف أعمدتها} one {صف واحد أعمدته} two {صفان أعمدتهما} few {# صفوف أعمدتها} many {# صفًّا أعمدتها} other {# صف أعمدتها}} أكثر من الترويسة: ما زاد لا يُقرأ.',
  },
  'note.strayQuotes': {
    en: '{count, plural, one {# quotation mark neither opens nor closes a value} other {# quotation marks neither open nor close a value}} (lines {lines}): taken for characters.',
    ar: '{count, plural, zero {لا علامات اقتباس} one {علامة اقتباس واحدة} two {علامتا اقتباس} few {# علامات اقتباس} many {# علامة اقتباس} other {# علامة اقتباس}} لا تفتح قيمة ولا تغلقها (الأسطر {lines}): عُدَّت حروفًا.',
  },
  'note.nulls': {
    en: '{count, plural, one {# NUL character was} other {# NUL characters were}} left out.',
    ar: '{count, plural, zero {لم تُحذف أي محارف} one {حُذف محرف واحد} two {حُذف محرفان} few {حُذفت # محارف} many {حُذف # محرفًا} other {حُذف # محرف}} من المحارف الخالية (NUL).',
  },
  'note.undecodable': {
    en: '{count, plural, one {# character is} other {# characters are}} no text in {encoding} and {count, plural, one {shows} other {show}} as \ufffd.',
    ar: '{count, plural, zero {لا محارف} one {محرف واحد} two {محرفان} few {# محارف} many {# محرفًا} other {# محرف}} لا معنى لها في الترميز {encoding}، وتظهر هكذا: \ufffd.',
  },
  'note.mixedEncodings': {
    en: 'The file is written in two encodings: {utf8, plural, one {# line} other {# lines}} in UTF-8, {other, plural, one {# line} other {# lines}} in {encoding}. Each was read by its own.',
    ar: 'الملف مكتوب بترميزين: {utf8, plural, zero {لا أسطر} one {سطر واحد} two {سطران} few {# أسطر} many {# سطرًا} other {# سطر}} بترميز UTF-8، و{other, plural, zero {لا أسطر} one {سطر واحد} two {سطران} few {# أسطر} many {# سطرًا} other {# سطر}} بترميز {encoding}. وقُرئ كل سطر بترميزه.',
  },
  'note.openedGuessed': {
    en: 'Opened: no column is named like it. {column} is proposed, because it has the most dates, or the earliest.',
    ar: 'تاريخ التقديم: لا عمود اسمه يدل عليه. يُقترح {column} لأن فيه أكثر التواريخ أو أقدمها.',
  },
  'note.oneDate': {
    en: 'Opened: {column} has one date in all rows, as the day on which a file is made; {other} is taken.',
    ar: 'تاريخ التقديم: في كل صفوف {column} تاريخ واحد، كتاريخ إعداد الملف؛ فأُخذ {other}.',
  },
  'note.openedUnread': {
    en: 'Opened: {column} is called like it, but its values (such as {example}) are no dates that can be read: export it with day, month and year, or choose another column.',
    ar: 'تاريخ التقديم: اسم {column} يدل عليه، لكن قيمه (مثل {example}) ليست تواريخ يمكن قراءتها: صدِّره باليوم والشهر والسنة، أو اختر عمودًا آخر.',
  },
  'note.openedMissing': {
    en: 'Opened: no column looks like the date on which a request was opened. Please choose it.',
    ar: 'تاريخ التقديم: لا عمود يبدو أنه تاريخ تقديم الطلب. يُرجى اختياره.',
  },
  'note.stageWords': { en: 'Stage: {words}. Please check.', ar: 'المرحلة: {words}. يُرجى التحقّق.' },
  'note.stageWord': { en: '{word} is taken for “{stage}”', ar: '{word} تُعدّ «{stage}»' },
  'note.columnOpen': {
    en: '{field}: it is not clear whether {columns} may be it, so none is taken.',
    ar: '{field}: ليس واضحًا هل يكون {columns}، فلم يُعتمد عمود.',
  },
  'note.columnDoubted': {
    en: '{field}: {columns} fit alike. Taken: {column}.',
    ar: '{field}: يصلح له {columns} على السواء. اعتُمد: {column}.',
  },
  'note.orderOpen': {
    en: '{field}: in {column} no value decides which number is the day; {example} can be {readings}. Taken: {order}.',
    ar: '{field}: لا قيمة في {column} تحسم أي الأرقام هو اليوم؛ فالتاريخ {example} قد يكون {readings}. اعتُمد: {order}.',
  },
  'note.datesOrder': { en: 'Dates: {first} comes first ({why}).', ar: 'التواريخ: {first} أولًا ({why}).' },
  'note.columnOrder': {
    en: 'Dates: in {column}, {first} comes first.',
    ar: 'التواريخ: في {column} يأتي {first} أولًا.',
  },
  'note.orderGuessed': { en: '{field}: {first} comes first ({why}).', ar: '{field}: {first} أولًا ({why}).' },
  'note.headerIsData': {
    en: 'The names of the columns look like values ({names}): is the header line missing? The first row was taken for the names.',
    ar: 'أسماء الأعمدة تشبه القيم ({names}): هل ينقص الملف سطر العناوين؟ اعتُبر سطره الأول أسماءً للأعمدة.',
  },
  'note.resolvedBeside': {
    en: 'Resolved: {column}, and where it has none {other}, which has a date in {count, plural, one {# row} other {# rows}} of such rows looked at.',
    ar: 'الإنجاز: {column}، وحيث لا تاريخ فيه {other}، وفيه تاريخ لعدد {count, number} من هذه الصفوف المفحوصة.',
  },
  'note.durationTaken': {
    en: '{field}: the opening plus the duration in {column} (unit: {unit}). Check that it counts day and night, and not working hours only.',
    ar: '{field}: تاريخ التقديم مضافة إليه المدة في {column} (الوحدة: {unit}). تحقّق من أنها محسوبة ليلًا ونهارًا، لا بساعات العمل وحدها.',
  },
  'note.durationUnclear': {
    en: '{field}: {column} looks like a duration, but nothing tells its unit, or whether it is a time of day. If it is a duration, choose it and its unit.',
    ar: '{field}: يبدو {column} مدة، لكن لا شيء يدل على وحدتها، أو على أنها ليست وقتًا من اليوم. فإن كانت مدة فاختر العمود ووحدته.',
  },
  'note.durationBusiness': {
    en: '{field}: {column} counts working hours only, so the instant cannot be known from it: it is not taken.',
    ar: '{field}: يحسب {column} ساعات العمل وحدها، فلا يُعرف منه التاريخ ولا يؤخذ.',
  },
  'note.refRounded': {
    en: 'Reference: the numbers of {column} were rounded by a spreadsheet (such as {example}: {distinct, plural, one {# value} other {# different ones}} for {count, number} rows), so they tell no request; the lines of the file stand for them. Export the column as text to have them.',
    ar: 'الرقم المرجعي: أرقام {column} قرّبها برنامج الجداول (مثل {example}: عدد المختلف منها {distinct, number} لعدد {count, number} من الصفوف)، فلا تدل على طلب بعينه، وتقوم أسطر الملف مقامها. صدِّر العمود نصًا للحصول عليها.',
  },
  'note.countsTable': {
    en: 'The rows look like counts ({columns}), not like requests, so no date of opening is proposed: bring the list of the requests, one in each row.',
    ar: 'تبدو الصفوف أعدادًا ({columns}) لا طلبات، فلم يُقترح تاريخ للفتح: أحضِر قائمة الطلبات، طلب في كل صف.',
  },
  'note.mailBesideEmail': {
    en: 'Channel: {mail} stands beside {email} and is taken for letters, as a channel of its own.',
    ar: 'القناة: {mail} مذكورة إلى جانب {email}، فتُعدّ رسائل بريدية عادية وقناة قائمة بذاتها.',
  },
  'note.knownSystem': {
    en: 'The names of the columns are those of {system}, and were read as it means them ({columns}): if that is wrong, choose others.',
    ar: 'أسماء الأعمدة هي أسماء نظام {system}، وقُرئت كما يعنيها ({columns}): إن كان ذلك خطأً فاختر غيرها.',
  },
  'note.votes': {
    en: 'Satisfaction: {column} has a number in nearly every row, as votes have and answers of customers do not: it is not taken. If it is their answer, choose it for satisfaction.',
    ar: 'سعادة المتعامل: في {column} رقم في كل صف تقريبًا، وهذا شأن الأصوات لا إجابات المتعاملين، فلم يؤخذ. إن كان إجابتهم فاختره لسعادة المتعامل.',
  },
  'note.refMissing': {
    en: 'Reference: no column is named like one; the lines of the file stand for it.',
    ar: 'الرقم المرجعي: لا عمود اسمه يدل عليه، فتقوم أسطر الملف مقامه.',
  },
} satisfies Messages;
