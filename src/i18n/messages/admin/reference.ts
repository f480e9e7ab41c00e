import type { Messages } from '../../messages.ts';

/** Reference files and ratings. */
export const referenceMessages = {
  'ratings.tables': { en: 'Ratings of the Happiness Meter', ar: 'تقييمات مؤشر السعادة' },
  'ratings.well': {
    en: 'Tables are taken by themselves when they are changed. They lie in',
    ar: 'تُعتمد الجداول تلقائيًا عند تعديلها، وموضعها',
  },
  'ratings.refused': {
    en: '{count, plural, one {# table is not taken; the others are shown without it.} other {# tables are not taken; the others are shown without them.}} They lie in',
    ar: '{count, plural, zero {# جدول لم يُعتمد} one {جدول واحد لم يُعتمد} two {جدولان لم يُعتمدا} few {# جداول لم تُعتمد} many {# جدولًا لم يُعتمد} other {# جدول لم يُعتمد}}، وتُعرض التقييمات من الجداول الأخرى. وموضعها',
  },
  'ratings.unread': { en: 'They are not read yet.', ar: 'لم تُقرأ بعد.' },
  'ratings.empty': {
    en: 'There are no tables of ratings, so the page shows no Happiness Meter. They belong into',
    ar: 'لا توجد جداول تقييمات، فلا يظهر مؤشر السعادة في الصفحة. وموضعها',
  },
  'ratings.file': { en: 'Table', ar: 'الجدول' },
  'ratings.rows': { en: 'Rows', ar: 'الصفوف' },
  'ratings.daysTold': { en: 'Days', ar: 'الأيام' },
  'ratings.readAt': { en: 'Read', ar: 'وقت القراءة' },
  'ratings.state': { en: 'State', ar: 'الحالة' },
  'ratings.taken': { en: 'in force', ar: 'سارٍ' },
  'ratings.notTaken': { en: 'not taken', ar: 'لم يُعتمد' },
  'ratings.problems': {
    en: '{count, plural, one {# problem} other {# problems; the last}}: {problem}',
    ar: '{count, plural, zero {# مشكلة} one {مشكلة واحدة} two {مشكلتان، آخرهما} few {# مشكلات، آخرها} many {# مشكلة، آخرها} other {# مشكلة، آخرها}}: {problem}',
  },

  'reference.title': { en: 'Reference files', ar: 'الملفات المرجعية' },
  'reference.note': {
    en: '{count, plural, one {One changed file is not taken.} other {# changed files are not taken.}} What was in force before stays in force.',
    ar: '{count, plural, zero {كل الملفات معتمدة.} one {ملف معدّل واحد لم يُعتمد.} two {ملفان معدّلان لم يُعتمدا.} few {# ملفات معدّلة لم تُعتمد.} many {# ملفًا معدّلًا لم تُعتمد.} other {# ملف معدّل لم تُعتمد.}} ويبقى ما كان ساريًا من قبل.',
  },
  'reference.well': {
    en: 'All that are in the folder are in force; a change is taken by itself once it passes its check.',
    ar: 'كل ما في المجلد سارٍ، ويُعتمد أي تعديل تلقائيًا بعد أن يجتاز التحقق.',
  },
  'reference.none': { en: 'They were not read yet.', ar: 'لم تُقرأ بعد.' },
  'reference.file': { en: 'File', ar: 'الملف' },
  'reference.since': { en: 'In force', ar: 'سارٍ' },
  'reference.start': { en: 'since the start', ar: 'منذ التشغيل' },
  'reference.state': { en: 'State', ar: 'الحالة' },
  'reference.taken': { en: 'in force', ar: 'سارٍ' },
  'reference.refused': { en: 'not taken since {time}', ar: 'لم يُعتمد منذ {time}' },
  'reference.fault': {
    en: 'Line {line}, {at}: found {got}, expected {expected}',
    ar: 'السطر {line}، {at}: وُجد {got}، والمتوقع {expected}',
  },
} satisfies Messages;
