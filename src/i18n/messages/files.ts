import type { Messages } from '../messages.ts';

/** What leaves the page: files, pictures, paper. */
export const fileMessages = {
  'file.all': {
    en: '{count, plural, one {This row as} other {All {count, number} rows as}}',
    ar: 'كل الصفوف ({count, number}) بصيغة',
  },
  'file.allUncounted': { en: 'All rows as', ar: 'كل الصفوف بصيغة' },
  'file.xlsx': { en: 'Excel', ar: 'Excel' },
  'file.csv': { en: 'CSV', ar: 'CSV' },
  'file.arrow': { en: 'Arrow', ar: 'Arrow' },
  'file.making': { en: '{rows, number} of {total, number} rows', ar: '{rows, number} من {total, number} صف' },
  'file.preparing': { en: 'Preparing the file', ar: 'يجري إعداد الملف' },
  'file.cancel': { en: 'Cancel', ar: 'إلغاء' },
  'file.done': { en: '{name} is made', ar: 'تم إعداد الملف {name}' },
  'file.failed': { en: 'The file could not be made: {detail}', ar: 'تعذّر إعداد الملف: {detail}' },
  'file.retry': { en: 'Nothing was saved. Try again.', ar: 'لم يُحفظ شيء. أعد المحاولة.' },
  'file.asTable': { en: 'Table as {format}', ar: 'الجدول بصيغة {format}' },
  'file.hours': { en: '{what} (hours)', ar: '{what} (بالساعات)' },
  'file.behind': { en: '{what}: of how many requests', ar: '{what}: من كم طلبًا' },
  'file.facts': { en: 'About', ar: 'عن الملف' },
  'file.part': {
    en: '{count} sheets: a sheet of Excel ends at 1,048,576 rows',
    ar: 'عدد الأوراق {count}: تتسع ورقة Excel لعدد 1,048,576 صفًا',
  },
  'file.cut': { en: 'Cut texts', ar: 'نصوص مقتطعة' },
  'file.cutNote': {
    en: '{count} texts were longer than 32,767 characters, which is what a cell holds, and were cut',
    ar: 'اقتُطع {count} من النصوص لأنها أطول من 32,767 حرفًا، وهو ما تتسع له الخلية',
  },

  'picture.as': { en: 'Picture as {what}', ar: 'صورة بصيغة {what}' },
  'picture.figures': { en: 'Picture of the five figures as {what}', ar: 'صورة المؤشرات الخمسة بصيغة {what}' },
  'picture.png': { en: 'PNG', ar: 'PNG' },
  'picture.svg': { en: 'SVG', ar: 'SVG' },

  'fact.contents': { en: 'Contents', ar: 'المحتوى' },
  'fact.rows': { en: 'Rows', ar: 'عدد الصفوف' },
  'fact.period': { en: 'Period', ar: 'الفترة الزمنية' },
  'fact.compared': { en: 'Compared with', ar: 'المقارنة بالفترة' },
  'fact.choice': { en: 'Choice', ar: 'الاختيار' },
  'fact.noChoice': { en: 'All requests', ar: 'كل الطلبات' },
  'fact.asOf': { en: 'Data as of', ar: 'البيانات كما في' },
  'fact.version': { en: 'Version of the data', ar: 'نسخة البيانات' },
  'fact.source': { en: 'Source', ar: 'المصدر' },
  'fact.zones': { en: 'Zones', ar: 'المناطق' },
  'fact.zone': { en: 'Time zone of all dates', ar: 'المنطقة الزمنية للتواريخ' },
  'fact.residents': { en: 'Residents', ar: 'عدد السكان' },
  'fact.text': { en: 'Choice, as a link has it', ar: 'الاختيار كما يرد في الرابط' },

  'print.open': { en: 'Print or save as PDF', ar: 'طباعة أو حفظ بصيغة PDF' },
  'print.preparing': { en: 'Preparing the page for paper', ar: 'يجري إعداد الصفحة للطباعة' },
  'print.a4-landscape': { en: 'A4, landscape', ar: 'ورق بمقاس A4، أفقي' },
  'print.a4-upright': { en: 'A4, upright', ar: 'ورق بمقاس A4، عمودي' },
  'print.a3-landscape': { en: 'A3, landscape', ar: 'ورق بمقاس A3، أفقي' },
  'print.failed': {
    en: 'The page could not be prepared for paper. Try again.',
    ar: 'تعذّر إعداد الصفحة للطباعة. أعد المحاولة.',
  },
} satisfies Messages;
