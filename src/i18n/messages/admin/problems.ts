import type { ProblemKind } from '../../../model/problem.ts';
import type { Messages, Words } from '../../messages.ts';

/** What is wrong with values: what it is, and what to do about it. */
export const problemMessages = {
  'problem.empty': { en: 'empty', ar: 'قيمة فارغة' },
  'todo.empty': {
    en: 'A request needs it. Look why the system leaves it empty, or map another column.',
    ar: 'لا يُقبل الطلب من دونها. تحققوا من سبب تركها فارغة في النظام، أو طابقوا عمودًا آخر.',
  },
  'problem.notDate': { en: 'not a date', ar: 'ليست تاريخًا' },
  'todo.notDate': {
    en: 'Look at how the column writes dates; the mapping’s "dates" tells their order.',
    ar: 'تحققوا من صيغة التواريخ في العمود؛ ويحدد مفتاح \u2068"dates"\u2069 ترتيبها.',
  },
  'problem.outsideRange': { en: 'outside 1970 to 2106', ar: 'خارج المدى من 1970 إلى 2106' },
  'todo.outsideRange': { en: 'Correct the date in the system.', ar: 'صححوا التاريخ في النظام.' },
  'problem.hijri': { en: 'a Hijri date?', ar: 'هل هو تاريخ هجري؟' },
  'todo.hijri': {
    en: 'Map the column with the Gregorian date.',
    ar: 'طابقوا العمود الذي فيه التاريخ الميلادي.',
  },
  'problem.beforeOpened': { en: 'before it was opened', ar: 'قبل تاريخ التقديم' },
  'todo.beforeOpened': {
    en: 'Correct the date in the system, or map the right column: this one became missing.',
    ar: 'صححوا التاريخ في النظام أو طابقوا العمود الصحيح؛ وقد عُدّت القيمة مفقودة.',
  },
  'problem.notDuration': { en: 'not a duration with its unit', ar: 'ليست مدة ذات وحدة' },
  'todo.notDuration': {
    en: 'Name the unit in the mapping, or correct the value in the system.',
    ar: 'سمّوا الوحدة في المطابقة، أو صححوا القيمة في النظام.',
  },
  'problem.longDuration': { en: 'longer than ten years', ar: 'أطول من عشر سنوات' },
  'todo.longDuration': {
    en: 'Check the unit in the mapping: this one became missing.',
    ar: 'تحققوا من الوحدة في المطابقة؛ وقد عُدّت القيمة مفقودة.',
  },
  'problem.noLongitude': { en: 'longitude missing', ar: 'خط الطول مفقود' },
  'todo.noLongitude': {
    en: 'Only the latitude is there: complete the point in the system.',
    ar: 'لا يوجد إلا خط العرض؛ أكملوا الإحداثيات في النظام.',
  },
  'problem.noLatitude': { en: 'latitude missing', ar: 'خط العرض مفقود' },
  'todo.noLatitude': {
    en: 'Only the longitude is there: complete the point in the system.',
    ar: 'لا يوجد إلا خط الطول؛ أكملوا الإحداثيات في النظام.',
  },
  'problem.notLongitude': {
    en: 'not degrees from −180 to 180',
    ar: 'ليست درجات من \u2066−180\u2069 إلى 180',
  },
  'todo.notLongitude': {
    en: 'The mapping needs a column in degrees; metres of a map grid are none.',
    ar: 'يلزم عمود بالدرجات، لا بأمتار شبكة الخرائط.',
  },
  'problem.notLatitude': { en: 'not degrees from −90 to 90', ar: 'ليست درجات من \u2066−90\u2069 إلى 90' },
  'todo.notLatitude': {
    en: 'The mapping needs a column in degrees; metres of a map grid are none.',
    ar: 'يلزم عمود بالدرجات، لا بأمتار شبكة الخرائط.',
  },
  'problem.zeroPoint': { en: 'longitude and latitude are both 0', ar: 'خط الطول وخط العرض كلاهما صفر' },
  'todo.zeroPoint': {
    en: 'The system writes 0 for "no point": nothing is to be done, the point is missing.',
    ar: 'يكتب النظام صفرًا حين لا يوجد موقع؛ لا يلزم إجراء.',
  },
  'problem.notPoint': { en: 'no point of its system of coordinates', ar: 'ليست نقطة في نظام إحداثياتها' },
  'todo.notPoint': {
    en: 'Look at what the column holds, and at the system and order under "coordinates" in the mapping.',
    ar: 'راجعوا ما في العمود، ونظام الإحداثيات وترتيبها في مطابقة الأعمدة.',
  },
  'problem.notMakani': {
    en: 'no Makani number of a place inside the zones',
    ar: 'ليس رقم مكاني لموضع داخل المناطق',
  },
  'todo.notMakani': {
    en: 'A Makani number has ten digits; the system may have rounded or cut it.',
    ar: 'رقم مكاني من عشر خانات؛ ربما قرّبه النظام أو قصّه.',
  },
  'problem.notParcel': { en: 'does not begin with the number of a zone', ar: 'لا يبدأ برقم منطقة' },
  'todo.notParcel': {
    en: 'The first three digits of a parcel number are the community; map another column if this is none.',
    ar: 'الخانات الثلاث الأولى من رقم القطعة هي المنطقة؛ طابقوا عمودًا آخر إن لم يكن كذلك.',
  },
  'problem.notRating': { en: 'not a rating from 1 to 5', ar: 'ليس تقييمًا من 1 إلى 5' },
  'todo.notRating': {
    en: 'Map a column with whole ratings from 1 to 5.',
    ar: 'طابقوا عمودًا فيه تقييمات صحيحة من 1 إلى 5.',
  },
  'problem.notCount': { en: 'not a whole number from 0 on', ar: 'ليس عددًا صحيحًا' },
  'todo.notCount': { en: 'Map a column that counts.', ar: 'طابقوا عمودًا فيه عدد.' },
  'problem.notYesNo': { en: 'neither yes nor no', ar: 'ليست نعم ولا لا' },
  'todo.notYesNo': { en: 'Map a column that says yes or no.', ar: 'طابقوا عمودًا يقول نعم أو لا.' },
  'problem.unknownWord': { en: 'a new word', ar: 'كلمة جديدة' },
  'todo.unknownWord': {
    en: 'Add it to "words" of the mapping, with the word that it means here, and restart.',
    ar: 'أضيفوها إلى \u2068"words"\u2069 في ملف المطابقة مع ما يقابلها هنا، ثم أعيدوا التشغيل.',
  },
  'problem.personalWord': { en: 'looks like personal data or a text', ar: 'تبدو بيانات شخصية أو نصًا' },
  'todo.personalWord': {
    en: 'Look whether the right column is mapped: this one holds more than words.',
    ar: 'تحققوا من مطابقة العمود الصحيح؛ ففي هذا العمود أكثر من الكلمات.',
  },
  'problem.noRoom': { en: 'too many different words', ar: 'كلمات مختلفة كثيرة جدًا' },
  'todo.noRoom': {
    en: 'Map several words of the system to one, or another column.',
    ar: 'اجمعوا عدة كلمات من النظام في كلمة واحدة، أو طابقوا عمودًا آخر.',
  },
  'problem.unknownZone': { en: 'not a known zone', ar: 'منطقة غير معروفة' },
  'todo.unknownZone': {
    en: 'Add the spelling to "words.zone" of the mapping, or leave it unplaced.',
    ar: 'أضيفوا صيغة الاسم إلى \u2068"words.zone"\u2069 في ملف المطابقة، أو اتركوها بلا منطقة.',
  },
  'problem.unknownPlace': { en: 'not a known location', ar: 'موقع عام غير معروف' },
  'todo.unknownPlace': {
    en: 'Correct the name in the system, or leave it unplaced.',
    ar: 'صححوا الاسم في النظام، أو اتركوه بلا موقع.',
  },
  'problem.twoReadings': { en: 'a date that can be read in two ways', ar: 'تاريخ يُقرأ على وجهين' },
  'todo.twoReadings': {
    en: 'Write the order of day and month into "dates" of the mapping.',
    ar: 'اكتبوا ترتيب اليوم والشهر في \u2068"dates"\u2069 من ملف المطابقة.',
  },
  'problem.notReference': { en: 'cannot be a reference', ar: 'لا تصلح رقمًا مرجعيًا' },
  'todo.notReference': {
    en: 'An address of mail, or more than 100 characters: map the column with the number.',
    ar: 'عنوان بريد أو أكثر من 100 حرف؛ طابقوا العمود الذي فيه الرقم.',
  },
  'problem.sentinel': { en: 'a date that stands for "none"', ar: 'تاريخ يعني «لا يوجد»' },
  'todo.sentinel': {
    en: 'The system writes 1900, 9999 or infinity for "no date". An opening is needed: correct it there.',
    ar: 'يكتب النظام 1900 أو 9999 أو \u2068infinity\u2069 حين لا يوجد تاريخ. وتاريخ التقديم لازم؛ صححوه هناك.',
  },
  'problem.unlikelyDate': {
    en: 'hardly meant so: before 1980 or after 2090',
    ar: 'تاريخ مستبعد: قبل 1980 أو بعد 2090',
  },
  'todo.unlikelyDate': {
    en: 'Correct the date in the system; it was taken as it is.',
    ar: 'صححوا التاريخ في النظام؛ وقد أُخذ كما هو.',
  },
  'problem.dueBeforeOpened': { en: 'due before it was opened', ar: 'موعد مستهدف قبل تاريخ التقديم' },
  'todo.dueBeforeOpened': {
    en: 'Correct it in the system: such a request is late from the start.',
    ar: 'صححوه في النظام؛ فمثل هذا الطلب متجاوز للمدة المستهدفة منذ بدايته.',
  },
  'problem.spacedKey': {
    en: 'white space at an end of the reference',
    ar: 'فراغ في أول الرقم المرجعي أو آخره',
  },
  'todo.spacedKey': {
    en: 'Two references that differ by it alone look alike: remove it in the system.',
    ar: 'رقمان لا يفرّقهما إلا الفراغ يبدوان واحدًا؛ أزيلوه في النظام.',
  },
  'problem.future': { en: 'has not happened yet', ar: 'لم يحدث بعد' },
  'todo.future': {
    en: 'It is held until then. If there are many: compare the clocks of both machines.',
    ar: 'يُنتظر حتى يحين وقته. فإن كثر ذلك فقارنوا ساعتي الجهازين.',
  },
  'problem.farFuture': { en: 'lies more than a day ahead', ar: 'بعد أكثر من يوم من الآن' },
  'todo.farFuture': {
    en: 'It is held until then, the state before is shown. Correct the date in the system.',
    ar: 'يُنتظر حتى يحين وقته، وتُعرض الحالة السابقة. صححوا التاريخ في النظام.',
  },
  'problem.olderTelling': { en: 'older than what is there', ar: 'أقدم مما هو محفوظ' },
  'todo.olderTelling': {
    en: 'What is there stays. If it should not: the system sets the time of the last change back.',
    ar: 'يبقى المحفوظ. فإن لم يكن ذلك صحيحًا فالنظام يعيد وقت آخر تحديث إلى الوراء.',
  },
  'problem.noId': { en: 'no reference yet', ar: 'لا رقم مرجعيًا بعد' },
  'todo.noId': {
    en: 'The server will give it one; it is taken then.',
    ar: 'سيعطيه الخادم رقمًا، فيؤخذ حينها.',
  },
  'problem.tooManyOpen': { en: 'more open requests than are followed', ar: 'طلبات غير منجزة أكثر مما يُتابع' },
  'todo.tooManyOpen': {
    en: 'Changes of those asked for longest ago are not seen: close what is done at the source.',
    ar: 'لا تُرى تغييرات أقدمها سؤالًا؛ أغلقوا المنجز منها في المصدر.',
  },
  'problem.shortRow': { en: 'rows shorter than the header', ar: 'صفوف أقصر من صف العناوين' },
  'todo.shortRow': {
    en: 'What they lack is missing. Export the file anew.',
    ar: 'عُدّ ما ينقصها مفقودًا. أعيدوا تصدير الملف.',
  },
  'problem.longRow': { en: 'rows longer than the header', ar: 'صفوف أطول من صف العناوين' },
  'todo.longRow': {
    en: 'What is beyond is not read: a separator within a text, without quotes? Export the file anew.',
    ar: 'لا يُقرأ ما زاد؛ لعل في نص منها فاصلًا بلا علامتي اقتباس. أعيدوا تصدير الملف.',
  },
  'problem.undecodable': { en: 'characters that cannot be read', ar: 'رموز لا تُقرأ' },
  'todo.undecodable': {
    en: 'Export the file as UTF-8, or name its "encoding" in the mapping.',
    ar: 'صدّروا الملف بترميز UTF-8، أو سمّوا ترميزه في \u2068"encoding"\u2069.',
  },
  'problem.fileRefused': { en: 'a file was refused', ar: 'ملف مرفوض' },
  'todo.fileRefused': {
    en: 'Beside it in refused/ a text says why, and what to do.',
    ar: 'في مجلد \u2068refused\u2069 نص بجانبه يبيّن السبب وما ينبغي عمله.',
  },
  'problem.fileChanged': { en: 'a file changed after it was taken', ar: 'ملف تغيّر بعد أن أُخذ' },
  'todo.fileChanged': {
    en: 'It is not taken again: give the new one another name.',
    ar: 'لا يؤخذ مرة أخرى؛ أعطوا الملف الجديد اسمًا آخر.',
  },
  'problem.neverUpdated': { en: 'no time of the last change', ar: 'لا وقت لآخر تحديث' },
  'todo.neverUpdated': {
    en: 'Changes of such rows are not seen: have the system set it.',
    ar: 'لا تُرى تغييرات هذه الصفوف؛ اجعلوا النظام يكتب الوقت.',
  },
  'problem.sharedIdentity': {
    en: 'shared by too many to be one customer',
    ar: 'يشترك فيها كثيرون فلا تدل على متعامل واحد',
  },
  'todo.sharedIdentity': {
    en: 'It counts as nobody. Nothing is to be done, unless it is one customer after all.',
    ar: 'لا تُنسب إلى أحد. ولا يلزم إجراء إلا إذا كانت لمتعامل واحد فعلًا.',
  },
  'problem.longText': { en: 'longer than what is kept', ar: 'أطول مما يُحفظ' },
  'todo.longText': {
    en: 'It was cut; only what is told from the whole text is affected.',
    ar: 'اختُصر النص؛ ولا يتأثر إلا ما يُستنتج من النص كله.',
  },
  'problem.readAnew': { en: 'all of the source was read anew', ar: 'قُرئ المصدر كله من جديد' },
  'todo.readAnew': {
    en: 'Its place was lost, because the table, the publication or the slot was changed: the log says which. Whoever meant to change it has nothing to do.',
    ar: 'ضاع الموضع الذي بلغته القراءة لأن الجدول أو ما يُنشر منه تغيّر، والسجل يبيّن ما هو. وإن كان التغيير مقصودًا فلا يلزم شيء.',
  },
  'problem.differs': { en: 'differs from the source', ar: 'مختلف عن المصدر' },
  'todo.differs': {
    en: 'It is read again by itself. If it stays: npm run source -- --compare.',
    ar: 'يُقرأ من جديد تلقائيًا. فإن بقي: \u2068npm run source -- --compare\u2069.',
  },
  'problem.other': { en: 'of further kinds', ar: 'أنواع أخرى' },
  'todo.other': {
    en: 'More kinds than are kept apart: put the others right first.',
    ar: 'أنواع أكثر مما يُحفظ منفصلًا؛ عالجوا غيرها أولًا.',
  },
} satisfies Messages & Readonly<Record<`problem.${ProblemKind}` | `todo.${ProblemKind}`, Words>>;
