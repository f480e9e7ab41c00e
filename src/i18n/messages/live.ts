import type { Messages } from '../messages.ts';

/** What comes in while the page is open. */
export const liveMessages = {
  'live.on': { en: 'Live', ar: 'مباشر' },
  'live.simulated': { en: 'Live (simulated)', ar: 'مباشر (محاكاة)' },
  'live.ago': { en: '{live} · {ago}', ar: '{live} · {ago}' },
  'live.justNow': { en: '{live} · just now', ar: '{live} · الآن' },
  'live.connecting': { en: 'Connecting… · as of {when}', ar: 'جارٍ الاتصال… · البيانات حتى {when}' },
  'live.behind': {
    en: 'Catching up: {count, plural, one {# change} other {# changes}}',
    ar: 'جارٍ استكمال التحديث: {count, plural, zero {لا تغييرات} one {تغيير واحد} two {تغييران} few {# تغييرات} many {# تغييرًا} other {# تغيير}}',
  },
  'live.paused': { en: 'Paused while you look at {period}', ar: 'توقّف التحديث أثناء عرض {period}' },
  'live.pausedBriefly': {
    en: '{count, plural, =0 {Paused in the past} other {Paused · # waiting}}',
    ar: '{count, plural, zero {متوقّف عند فترة سابقة} one {متوقّف · تغيير واحد بالانتظار} two {متوقّف · تغييران بالانتظار} few {متوقّف · # بالانتظار} many {متوقّف · # بالانتظار} other {متوقّف · # بالانتظار}}',
  },
  'live.waiting': {
    en: '{count, plural, =0 {Nothing new has come meanwhile} one {# change waits} other {# changes wait}}',
    ar: '{count, plural, zero {لم يرد جديد في هذه الأثناء} one {تغيير واحد بالانتظار} two {تغييران بالانتظار} few {# تغييرات بالانتظار} many {# تغييرًا بالانتظار} other {# تغيير بالانتظار}}',
  },
  'live.goLive': { en: 'Go live', ar: 'العودة إلى المباشر' },
  'live.reopening': { en: 'Loading the newest data…', ar: 'جارٍ تحميل أحدث البيانات…' },
  'live.stale': { en: 'No connection · as of {when}', ar: 'لا يوجد اتصال · البيانات حتى {when}' },
  'live.failed': { en: 'This page is out of date', ar: 'هذه الصفحة لم تعد حديثة' },
  'live.failed.body': {
    en: 'The server was updated. What is on the screen is complete as of {when}; load the page again to go on. What you chose is kept.',
    ar: 'جرى تحديث الخادم. المعروض مكتمل حتى {when}؛ أعد تحميل الصفحة للمتابعة، وسيبقى اختيارك كما هو.',
  },
  'live.reloadPage': { en: 'Load the page again', ar: 'إعادة تحميل الصفحة' },
  'live.back': {
    en: 'The connection is back, and the figures are up to date.',
    ar: 'عاد الاتصال، والمؤشرات محدّثة الآن.',
  },
  'live.reloaded': {
    en: 'The newest data were loaded anew. What you chose is kept.',
    ar: 'أُعيد تحميل أحدث البيانات، وبقي اختيارك كما هو.',
  },
  'live.renewed': {
    en: 'Names, lists or targets were changed, and are the new ones here now. What you chose is kept.',
    ar: 'عُدّلت أسماء أو قوائم أو مدد مستهدفة، وهي هنا الآن بصيغتها الجديدة. وبقي اختيارك كما هو.',
  },
  'live.matched.night': { en: 'Matched with the source last night', ar: 'طابق المصدر الليلة الماضية' },
  'live.matched.on': { en: 'Last matched with the source on {when}', ar: 'طابق المصدر آخر مرة في {when}' },
  'live.matched.when.night': { en: 'last night', ar: 'الليلة الماضية' },
  'live.matched.when.on': { en: 'on {when}', ar: 'في {when}' },
  'live.matched.mended': {
    en: '{count, plural, one {# request differed from the source {when} and was put right} other {# requests differed from the source {when} and were put right}}',
    ar: '{count, plural, zero {لم يختلف أي طلب عن المصدر {when}} one {اختلف طلب واحد عن المصدر {when} وصُحّح} two {اختلف طلبان عن المصدر {when} وصُحّحا} few {اختلفت # طلبات عن المصدر {when} وصُحّحت} many {اختلف # طلبًا عن المصدر {when} وصُحّحت} other {اختلف # طلب عن المصدر {when} وصُحّحت}}',
  },
  'live.matched.left': {
    en: '{count, plural, one {# request differed from the source {when} and was left as it was} other {# requests differed from the source {when} and were left as they were}}',
    ar: '{count, plural, zero {لم يختلف أي طلب عن المصدر {when}} one {اختلف طلب واحد عن المصدر {when} وتُرك كما هو} two {اختلف طلبان عن المصدر {when} وتُركا كما هما} few {اختلفت # طلبات عن المصدر {when} وتُركت كما هي} many {اختلف # طلبًا عن المصدر {when} وتُركت كما هي} other {اختلف # طلب عن المصدر {when} وتُركت كما هي}}',
  },
  'live.matched.not': { en: 'Could not be matched with the source', ar: 'تعذّرت المطابقة مع المصدر' },
  'live.oldStates': {
    en: '{count, plural, one {# request is} other {# requests are}} shown in an older state: what the source told last cannot be read',
    ar: '{count, plural, zero {كل الطلبات معروضة بحالتها الأخيرة} one {طلب واحد معروض بحالة سابقة: تعذّرت قراءة آخر ما ورد من المصدر} two {طلبان معروضان بحالة سابقة: تعذّرت قراءة آخر ما ورد من المصدر} few {# طلبات معروضة بحالة سابقة: تعذّرت قراءة آخر ما ورد من المصدر} many {# طلبًا معروضة بحالة سابقة: تعذّرت قراءة آخر ما ورد من المصدر} other {# طلب معروضة بحالة سابقة: تعذّرت قراءة آخر ما ورد من المصدر}}',
  },
  'live.newest': { en: 'Load the newest data', ar: 'تحميل أحدث البيانات' },

  'ticker.title': { en: 'Newest requests', ar: 'أحدث الطلبات' },
  'ticker.waiting': { en: 'They appear here once the data are loaded', ar: 'تظهر هنا بعد تحميل البيانات' },
  'ticker.none': { en: 'None yet: the next one appears here', ar: 'لا طلبات بعد، ويظهر هنا أول طلب يرد' },
  'ticker.choose': { en: 'Show only {zone}', ar: 'عرض {zone} وحدها' },
} satisfies Messages;
