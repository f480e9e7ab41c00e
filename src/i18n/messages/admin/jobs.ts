import type { Messages } from '../../messages.ts';

/** What the server does by itself, again and again. */
export const jobMessages = {
  'jobs.title': { en: 'Jobs', ar: 'المهام الدورية' },
  'jobs.name': { en: 'Job', ar: 'المهمة' },
  'jobs.due': { en: 'Due', ar: 'موعدها' },
  'jobs.daily': { en: 'daily at {at}', ar: 'يوميًا الساعة \u2068{at}\u2069' },
  'jobs.every': {
    en: '{minutes, plural, =60 {every hour} one {every minute} other {every # minutes}}',
    ar: '{minutes, plural, =60 {كل ساعة} zero {كل # دقيقة} one {كل دقيقة} two {كل دقيقتين} few {كل # دقائق} many {كل # دقيقة} other {كل # دقيقة}}',
  },
  'jobs.last': { en: 'Last run', ar: 'آخر تنفيذ' },
  'jobs.took': { en: 'Took', ar: 'المدة' },
  'jobs.result': { en: 'Result', ar: 'النتيجة' },
  'jobs.result.nothing': { en: 'nothing to do', ar: 'لا شيء للتنفيذ' },
  'jobs.result.folded': {
    en: '{count, plural, one {# changed request folded in} other {# changed requests folded in}}',
    ar: '{count, plural, zero {لا طلبات مدموجة} one {دُمج طلب متغير واحد} two {دُمج طلبان متغيران} few {دُمجت # طلبات متغيرة} many {دُمج # طلبًا متغيرًا} other {دُمج # طلب متغير}}',
  },
  'jobs.result.forgotten': {
    en: '{count, plural, =0 {no term has passed} one {forgotten of # request} other {forgotten of # requests}}',
    ar: '{count, plural, zero {لم تنقضِ أي مدة} one {مُحيت بيانات طلب واحد} two {مُحيت بيانات طلبين} few {مُحيت بيانات # طلبات} many {مُحيت بيانات # طلبًا} other {مُحيت بيانات # طلب}}',
  },
  'jobs.result.unasked': { en: 'no source can be asked', ar: 'لا مصدر يمكن سؤاله' },
  'jobs.result.matched': {
    en: '{sources, plural, one {# source} other {# sources}}: {count, plural, =0 {no difference} one {# request differed} other {# requests differed}}',
    ar: '{sources, plural, zero {لا مصادر} one {مصدر واحد} two {مصدران} few {# مصادر} many {# مصدرًا} other {# مصدر}}: {count, plural, zero {لا اختلاف} one {اختلف طلب واحد} two {اختلف طلبان} few {اختلفت # طلبات} many {اختلف # طلبًا} other {اختلف # طلب}}',
  },
  'jobs.failed': {
    en: '{failures, plural, one {failed} other {failed # times}}',
    ar: '{failures, plural, zero {تعذّر التنفيذ} one {تعذّر التنفيذ} two {تعذّر التنفيذ مرتين} few {تعذّر التنفيذ # مرات} many {تعذّر التنفيذ # مرة} other {تعذّر التنفيذ # مرة}}',
  },
  'jobs.lost': { en: 'cut off: the server ended meanwhile', ar: 'انقطع التنفيذ بتوقف الخادم' },
  'jobs.next': { en: 'Next', ar: 'التنفيذ القادم' },
  'jobs.soon': { en: 'soon', ar: 'قريبًا' },
  'jobs.running': { en: 'runs since {when}', ar: 'قيد التنفيذ منذ {when}' },
  'jobs.looked': {
    en: '{count, plural, one {# request looked at} other {# requests looked at}}',
    ar: '{count, plural, zero {لم يُفحص أي طلب} one {فُحص طلب واحد} two {فُحص طلبان} few {فُحصت # طلبات} many {فُحص # طلبًا} other {فُحص # طلب}}',
  },
  'jobs.left': { en: 'was cut off, goes on after {when}', ar: 'انقطع التنفيذ، ويُستأنف بعد {when}' },
  'jobs.order': { en: 'Order', ar: 'الإجراء' },
  'jobs.run': { en: 'Run now', ar: 'تنفيذ الآن' },
  'jobs.run.failed': { en: 'The job could not be begun.', ar: 'تعذّر بدء المهمة.' },

  'job.fold': { en: 'Folding changes into the monthly files', ar: 'دمج التغييرات في الملفات الشهرية' },
  'job.forget': { en: 'Forgetting personal data', ar: 'محو البيانات الشخصية' },
  'job.match': { en: 'Matching with the sources', ar: 'المطابقة مع المصادر' },
} satisfies Messages;
