import type { Messages } from '../../messages.ts';

/** Whom the server writes to when something does not work, and what became of that. */
export const noticeMessages = {
  'notices.title': { en: 'Notices', ar: 'الإشعارات' },
  'notices.none': { en: 'Nobody is told when something does not work.', ar: 'لا يُشعَر أحد عند حدوث خلل.' },
  'notices.none.body': {
    en: 'Name mailboxes or another system under "notices" in the configuration, and start the server again.',
    ar: 'حدّدوا عناوين بريد أو نظامًا آخر ضمن \u2068"notices"\u2069 في ملف الإعدادات، ثم أعيدوا تشغيل الخادم.',
  },
  'notices.note': {
    en: 'Sent when something has not worked for {minutes, plural, one {# minute} other {# minutes}}, and when it works again.',
    ar: 'تُرسل عند استمرار خلل لمدة {minutes, plural, zero {# دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}}، وعند زواله.',
  },
  'notices.trouble': { en: 'Messages cannot be kept or sent.', ar: 'تعذّر حفظ الرسائل وإرسالها.' },
  'notices.receiver': { en: 'Receiver', ar: 'المستلم' },
  'notices.kind': { en: 'By', ar: 'الوسيلة' },
  'notices.kind.mail': { en: 'mail', ar: 'البريد الإلكتروني' },
  'notices.kind.webhook': { en: 'webhook', ar: 'نظام آخر' },
  'notices.sent': { en: 'Last sent', ar: 'آخر إرسال' },
  'notices.waiting': { en: 'Waiting', ar: 'بانتظار الإرسال' },
  'notices.state': { en: 'State', ar: 'الحالة' },
  'notices.well': { en: 'nothing is held up', ar: 'لا شيء متعثر' },
  'notices.failing': {
    en: '{attempts, plural, one {failed once} other {failed # times}}, tried again at {when}',
    ar: '{attempts, plural, zero {تعذّر الإرسال} one {تعذّر الإرسال مرة واحدة} two {تعذّر الإرسال مرتين} few {تعذّر الإرسال # مرات} many {تعذّر الإرسال # مرة} other {تعذّر الإرسال # مرة}}، وتُعاد المحاولة في {when}',
  },
  'notices.lost': {
    en: '{count, plural, one {# message given up} other {# messages given up}}, last on {when}',
    ar: '{count, plural, zero {لا رسائل متروكة} one {تُركت رسالة واحدة} two {تُركت رسالتان} few {تُركت # رسائل} many {تُركت # رسالة} other {تُركت # رسالة}}، آخرها في {when}',
  },
  'notices.test': { en: 'Send a test message', ar: 'إرسال رسالة تجريبية' },
  'notices.test.sent': {
    en: 'A test message is on its way to every receiver.',
    ar: 'أُرسلت رسالة تجريبية إلى جميع المستلمين، وتظهر نتيجتها في الجدول.',
  },
  'notices.test.failed': {
    en: 'The test message could not be written.',
    ar: 'تعذّر إعداد الرسالة التجريبية.',
  },
} satisfies Messages;
