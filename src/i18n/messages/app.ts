import type { Messages } from '../messages.ts';

/** The page as a whole: its head, its dialogs, data of one’s own. */
export const appMessages = {
  'app.title': { en: 'Services 360', ar: 'خدمات 360' },
  'app.updating': { en: 'Updating…', ar: 'جارٍ التحديث…' },
  'app.more': { en: 'Language, theme, link and more', ar: 'اللغة والمظهر والرابط وغيرها' },
  'app.skip': { en: 'Skip to the figures', ar: 'انتقل إلى المؤشرات' },
  'app.population': { en: '{count, number} residents ({year})', ar: '{count, number} نسمة ({year})' },
  'app.population.zones': {
    en: 'The latest count of the whole emirate. Figures of zones are of {year}: {count, number} together.',
    ar: 'أحدث تعداد للإمارة كلها. أما أرقام المناطق فهي لعام {year}: {count, number} مجتمعةً.',
  },

  'sample.badge': { en: 'sample data', ar: 'بيانات تجريبية' },
  'sample.notice': {
    en: 'Sample data: these requests are invented. They show what the page can do, not how the city works.',
    ar: 'بيانات تجريبية: هذه الطلبات مفترضة لبيان إمكانات الصفحة، ولا تعبّر عن أداء المدينة.',
  },

  'approximate.notice': {
    en: 'Some zones were found by a point in schematic boundaries and may be off by one zone.',
    ar: 'حُدِّدت بعض المناطق بإسقاط نقاط على حدود تخطيطية، وقد تقع في منطقة مجاورة.',
  },

  'fresh.asOf': { en: 'As of {when}', ar: 'البيانات حتى {when}' },

  'own.open': { en: 'Open a file of your own', ar: 'فتح ملف من جهازك' },
  'own.drop': { en: 'Drop the file to look at its data', ar: 'أفلت الملف هنا لعرض بياناته' },
  'own.drop.note': {
    en: 'It is read in this browser. Nothing is uploaded.',
    ar: 'يُقرأ الملف في هذا المتصفح، ولا يُرفع إلى أي مكان.',
  },
  'own.banner': {
    en: 'Your file {name}: only in this tab, nothing was uploaded.',
    ar: 'ملفك {name}: في علامة التبويب هذه وحدها، ولم يُرفع إلى أي مكان.',
  },
  'own.back': { en: 'Back to {city}', ar: 'العودة إلى {city}' },
  'own.backServed': { en: 'Back to the published data', ar: 'العودة إلى البيانات المنشورة' },
  'own.report': { en: 'Report', ar: 'التقرير' },
  'own.instead': {
    en: 'You can also open a file of your own (CSV, Excel, JSON). It is shown in this browser only; nothing is uploaded.',
    ar: 'يمكنك أيضًا فتح ملف من جهازك (CSV أو Excel أو JSON). يُعرض في هذا المتصفح وحده، ولا يُرفع إلى أي مكان.',
  },
  'own.held': {
    en: 'Rates are held against the targets of this page, not of your file.',
    ar: 'تُقاس النسب بمستهدفات هذه الصفحة، لا بمستهدفات ملفك.',
  },

  'share.copy': { en: 'Copy link', ar: 'نسخ الرابط' },
  'share.copied': { en: 'Link copied', ar: 'تم نسخ الرابط' },

  'language.switch': { en: 'Read this page in Arabic', ar: 'عرض الصفحة بالإنجليزية' },
  'language.failed': {
    en: 'Arabic could not be loaded, so the page stays in English. Please try again.',
    ar: 'تعذّر تحميل الإنجليزية، فبقيت الصفحة بالعربية. أعد المحاولة.',
  },

  'digits.latn': { en: 'Latin digits (123)', ar: 'الأرقام اللاتينية (123)' },
  'digits.arab': { en: 'Arabic-Indic digits (١٢٣)', ar: 'الأرقام العربية المشرقية (١٢٣)' },

  'theme.light': { en: 'Light theme', ar: 'المظهر الفاتح' },
  'theme.dark': { en: 'Dark theme', ar: 'المظهر الداكن' },

  'dialog.close': { en: 'Close', ar: 'إغلاق' },
} satisfies Messages;
