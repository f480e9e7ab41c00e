import type { Messages } from '../../messages.ts';

/** What is wrong with a mapping. */
export const badMappingMessages = {
  'list.more': { en: '{count, number} more', ar: '{count, number} غيرها' },

  misfit: {
    en: 'In {at} there is {got}. Expected: {expected}.',
    ar: 'في {at}: {got}. والمتوقع: {expected}.',
  },
  'misfit.nothing': {
    en: 'In {at} there is nothing. Expected: {expected}.',
    ar: 'لا شيء في {at}. والمتوقع: {expected}.',
  },
  'misfit.whole': { en: 'the whole file', ar: 'الملف كله' },

  'got.object': { en: 'a JSON object', ar: 'كائن JSON' },
  'got.list': { en: 'a list', ar: 'قائمة' },

  'expected.object': { en: 'a JSON object', ar: 'كائن JSON' },
  'expected.list': { en: 'a list', ar: 'قائمة' },
  'expected.text': { en: 'a text', ar: 'نص' },
  'expected.number': { en: 'a number', ar: 'عدد' },
  'expected.whole': { en: 'a whole number', ar: 'عدد صحيح' },
  'expected.instant': { en: 'the name of a column, or {example}', ar: 'اسم عمود، أو {example}' },
  'expected.instantOrSpan': { en: 'the name of a column, or {example}', ar: 'اسم عمود، أو {example}' },
  'expected.words': { en: 'the name of a column, or {example}', ar: 'اسم عمود، أو {example}' },
  'expected.either': { en: 'the name of a column, or {example}', ar: 'اسم عمود، أو {example}' },
  'expected.wordTarget': {
    en: 'the id of a word, {example} for a new one, or {none} for none',
    ar: 'معرّف كلمة، أو {example} لكلمة جديدة، أو {none} لما يُعدّ مفقودًا',
  },
  'expected.timeZone': { en: 'a time zone such as {example}', ar: 'منطقة زمنية مثل {example}' },
  'expected.encoding': { en: 'the name of an encoding such as {example}', ar: 'اسم ترميز مثل {example}' },
  'expected.oneOf': { en: 'one of {words}', ar: 'قيمة من القيم {words}' },
  'expected.atLeast': { en: '{limit, number} or more', ar: '{limit, number} أو أكثر' },
  'expected.atMost': { en: '{limit, number} or less', ar: '{limit, number} أو أقل' },

  'badMapping.notJson.do': {
    en: 'Correct the file, or choose a mapping that was saved here.',
    ar: 'صحّح الملف، أو اختر مطابقة أعمدة حُفظت من هذه الصفحة.',
  },
  'badMapping.unknownKey': { en: 'A mapping has no {at}.', ar: 'لا موضع باسم {at} في مطابقة الأعمدة.' },
  'badMapping.unknownKey.do': { en: 'Known here: {known}.', ar: 'المعروف هنا: {known}.' },
  'badMapping.noOpened': {
    en: 'The mapping does not say which column is “{field}”.',
    ar: 'لا تذكر مطابقة الأعمدة أي عمود هو «{field}».',
  },
  'badMapping.noOpened.do': { en: 'Name it in {at}.', ar: 'اذكره في {at}.' },
  'badMapping.misfit.do': {
    en: 'Correct this place of the mapping.',
    ar: 'صحّح هذا الموضع من مطابقة الأعمدة.',
  },
  'badMapping.noColumn': {
    en: 'The file has no column {column}, which the mapping names in {at}.',
    ar: 'ليس في الملف عمود باسم {column}، وهو المذكور في {at} من مطابقة الأعمدة.',
  },
  'badMapping.noColumn.others': { en: 'Nor has it {columns}.', ar: 'وليس فيه أيضًا {columns}.' },
  'badMapping.noColumn.do': {
    en: 'Its columns: {header}. Choose a mapping for such a file, or set the columns here.',
    ar: 'أعمدته: {header}. اختر مطابقة أعمدة تناسب هذا الملف، أو حدِّد الأعمدة هنا.',
  },
  'badMapping.noColumns.do': {
    en: 'It has no columns at all. Choose another file.',
    ar: 'لا أعمدة فيه أصلًا. اختر ملفًا آخر.',
  },
  'badMapping.alone': {
    en: 'The mapping names a column for “{there}” and none for “{missing}”.',
    ar: 'تذكر مطابقة الأعمدة عمودًا لحقل «{there}»، ولا تذكر عمودًا لحقل «{missing}».',
  },
  'badMapping.alone.do': { en: 'Name both or neither.', ar: 'اذكر العمودين معًا أو احذفهما معًا.' },
  'badMapping.badSystem.unknown': {
    en: 'The system of coordinates {system} is not known.',
    ar: 'نظام الإحداثيات {system} غير معروف.',
  },
  'badMapping.badSystem.unknown.do': {
    en: 'Give a code such as EPSG:3997, or the text of a “\u2068.prj\u2069”, in the mapping under “coordinates”.',
    ar: 'اذكر في مطابقة الأعمدة رمزًا مثل EPSG:3997، أو نص الجزء «\u2068.prj\u2069»، في حقل الإحداثيات.',
  },
  'badMapping.badSystem.datum': {
    en: 'The system of coordinates {system} rests on another datum than WGS 84. Points could be off by hundreds of metres.',
    ar: 'نظام الإحداثيات {system} على مرجع جيوديسي غير WGS 84، وقد تنحرف النقاط مئات الأمتار.',
  },
  'badMapping.badSystem.datum.do': {
    en: 'Export the points in degrees (WGS 84, EPSG:4326).',
    ar: 'صدّر النقاط بالدرجات (WGS 84، EPSG:4326).',
  },
  'badMapping.noZonesFile': {
    en: 'The mapping takes its zones from a file, and none was chosen.',
    ar: 'تأخذ مطابقة الأعمدة المناطق من ملف، ولم يُختر ملف.',
  },
  'badMapping.unknownWord': {
    en: 'In {at}, {word} is to become {got}, which is not known.',
    ar: 'في {at}: تُعدّ {word} هي {got}، وهي كلمة غير معروفة.',
  },
  'badMapping.unknownWord.do': { en: 'Known here: {known}.', ar: 'المعروف هنا: {known}.' },
  'badMapping.unknownWord.zone.do': {
    en: 'Name a zone by its id, its number or its name.',
    ar: 'اذكر المنطقة بمعرّفها أو رقمها أو اسمها.',
  },
  'badMapping.manyWords': {
    en: 'In {at} there are {count, number} words; at most {most, number} are taken.',
    ar: 'عدد الكلمات في {at} هو {count, number}، ولا يُؤخذ أكثر من {most, number}.',
  },
  'badMapping.manyWords.do': { en: 'Leave out words that are rarely used.', ar: 'احذف الكلمات النادرة.' },
  'badMapping.noRef': {
    en: 'The mapping does not say which column is “{field}”.',
    ar: 'لا تذكر مطابقة الأعمدة أي عمود هو «{field}».',
  },
  'badMapping.noRef.do': {
    en: 'Without it, requests cannot be told apart. Name it in {at}.',
    ar: 'من دونه لا يتميّز طلب من آخر. اذكره في {at}.',
  },
  'badMapping.constantTwice': {
    en: 'The mapping gives “{field}” both a column and the fixed value {word}.',
    ar: 'تذكر مطابقة الأعمدة لحقل «{field}» عمودًا وقيمة ثابتة هي {word} معًا.',
  },
  'badMapping.constantTwice.do': { en: 'Keep one of the two.', ar: 'أبقِ أحدهما.' },
} satisfies Messages;
