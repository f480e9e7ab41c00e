import type { Messages } from '../messages.ts';

/** The largest changes, and where they happened. */
export const attentionMessages = {
  'attention.title': { en: 'Largest changes', ar: 'أبرز التغيّرات' },
  'attention.quiet': {
    en: 'Nothing has changed beyond the usual up and down.',
    ar: 'لا تغيّر يتجاوز التفاوت المعتاد.',
  },
  'attention.noBefore': {
    en: 'The data do not reach back to an earlier period of {days, plural, one {# day} other {# days}}.',
    ar: 'لا تمتد البيانات إلى فترة سابقة مدتها {days, plural, zero {لا أيام} one {يوم واحد} two {يومان} few {# أيام} many {# يومًا} other {# يوم}}.',
  },
  'attention.more': { en: 'More requests: {now} after {before}', ar: 'طلبات أكثر: {now} بعد {before}' },
  'attention.fewer': { en: 'Fewer requests: {now} after {before}', ar: 'طلبات أقل: {now} بعد {before}' },
  'attention.rate': { en: '{measure}: {now} after {before}', ar: '{measure}: {now} بعد {before}' },
  'attention.column.what': { en: 'What', ar: 'الموضع' },
  'attention.column.now': { en: 'Now', ar: 'الآن' },
  'attention.column.before': { en: 'Before', ar: 'سابقًا' },
  'attention.column.change': { en: 'Change', ar: 'التغيّر' },
  'attention.sentence': {
    en: '{count, plural, =0 {Nothing has changed beyond the usual up and down.} one {One change beyond the usual up and down.} other {# changes beyond the usual up and down, the clearest first.}}',
    ar: '{count, plural, =0 {لا تغيّر يتجاوز التفاوت المعتاد.} zero {لا تغيّر يتجاوز التفاوت المعتاد.} one {تغيّر واحد يتجاوز التفاوت المعتاد.} two {تغيّران يتجاوزان التفاوت المعتاد، أوضحهما أولًا.} few {# تغيّرات تتجاوز التفاوت المعتاد، أوضحها أولًا.} many {# تغيّرًا يتجاوز التفاوت المعتاد، أوضحها أولًا.} other {# تغيّر يتجاوز التفاوت المعتاد، أوضحها أولًا.}}',
  },
  'attention.count': { en: '{shown, number} of {count, number}', ar: '{shown, number} من {count, number}' },
  'attention.all': { en: 'Show all {count, number}', ar: 'عرض الكل ({count, number})' },
  'attention.few': { en: 'Show the five clearest', ar: 'عرض الخمسة الأوضح' },
  'attention.column.kind': { en: 'Kind', ar: 'النوع' },

  'movers.where': {
    en: 'Mostly in {areas}: {share} of the change',
    ar: 'معظمه في {areas}: {share} من التغيّر',
  },
  'movers.whereAll': {
    en: 'In {areas}: more than the whole change; elsewhere it went the other way',
    ar: 'في {areas}: ما يفوق التغيّر كله؛ وفي غيرها العكس',
  },
  'movers.spread': {
    en: 'Over many zones; most in {areas}: {share}',
    ar: 'موزّع على مناطق كثيرة؛ أكثره في {areas}: {share}',
  },
  'movers.what': { en: 'Mostly {topics}: {share} of the change', ar: 'معظمه {topics}: {share} من التغيّر' },
  'movers.whatAll': {
    en: '{topics}: more than the whole change; the rest went the other way',
    ar: '{topics}: ما يفوق التغيّر كله؛ وفي غيرها العكس',
  },
  'movers.whatSpread': {
    en: 'Over many topics; most {topics}: {share}',
    ar: 'موزّع على مواضيع كثيرة؛ أكثره {topics}: {share}',
  },
  'movers.looking': { en: 'Looking where it happened…', ar: 'يجري تحديد موضع التغيّر…' },
  'movers.unknown': { en: 'Where it happened could not be counted.', ar: 'تعذّر تحديد موضع التغيّر.' },
  'movers.before': { en: 'after {before}', ar: 'بعد {before}' },
  'movers.list': { en: 'List of requests', ar: 'قائمة الطلبات' },
  'movers.map': { en: 'On the map', ar: 'على الخريطة' },
  'movers.only': { en: 'Choose only this', ar: 'اقتصار الاختيار عليه' },
  'movers.all': { en: 'Take out of the choice', ar: 'إلغاء اختياره' },
  'movers.trend': { en: '{measure} of {what} over the period', ar: '{measure}: {what} خلال الفترة' },
} satisfies Messages;
