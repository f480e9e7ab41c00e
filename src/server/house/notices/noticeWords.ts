import { jobMessages } from '../../../i18n/messages/admin/jobs.ts';
import type { Said } from '../../../model/said.ts';

/** What is said of a kind of part: its name, what it means that it is ill, and what helps. */
export interface PartWords {
  readonly name: Said;
  readonly means: Said;
  readonly todo: Said;
}

/** A name of another system in an Arabic sentence, in which it must not turn around. */
const apart = (text: string) => `\u2068${text}\u2069`;

const known: Readonly<Record<string, (id: string) => PartWords>> = {
  snapshot: () => ({
    name: { en: 'What is published', ar: 'ما هو منشور' },
    means: {
      en: 'There are no data to show yet.',
      ar: 'لا توجد بيانات معروضة حتى الآن.',
    },
    todo: {
      en: 'Read the server’s log: it says what keeps the data from being made ready.',
      ar: 'يُرجى مراجعة سجل الخادم، ففيه سبب عدم اكتمال إعداد البيانات.',
    },
  }),
  publisher: () => ({
    name: { en: 'Publishing', ar: 'النشر' },
    means: {
      en: 'Changes cannot be published. Pages go on showing what was published last; nothing is lost.',
      ar: 'يتعذّر نشر التغييرات. تستمر الصفحات في عرض آخر ما نُشر، ولم تُفقد أي بيانات.',
    },
    todo: {
      en: 'See that the disk has room, and that the server’s user may write to the folder of the data.',
      ar: 'يُرجى التأكد من توفر مساحة على القرص ومن أن مستخدم الخادم يملك صلاحية الكتابة في مجلد البيانات.',
    },
  }),
  city: () => ({
    name: { en: 'Store and sources', ar: 'المخزن والمصادر' },
    means: {
      en: 'The part that reads the sources has ended, and cannot be started again. What is published stays shown.',
      ar: 'توقف الجزء الذي يقرأ المصادر وتتعذّر إعادة تشغيله. تبقى البيانات المنشورة معروضة.',
    },
    todo: {
      en: 'Read the server’s log. If it says that a file is damaged, put back a backup.',
      ar: 'يُرجى مراجعة سجل الخادم. وإذا ورد فيه أن ملفًا قد تلف فيُرجى استعادة نسخة احتياطية.',
    },
  }),
  source: (id) => ({
    name: { en: `Source ${id}`, ar: `المصدر ${apart(id)}` },
    means: {
      en: 'Nothing is heard from this source. What it told before stays shown; it goes on from where it was.',
      ar: 'لا ترد أي بيانات من هذا المصدر. تبقى بياناته السابقة معروضة، وتُستأنف القراءة من حيث توقفت.',
    },
    todo: {
      en: 'See that the source’s system runs, that the network leads to it, and that the account still works.',
      ar: 'يُرجى التأكد من عمل نظام المصدر، ومن الاتصال به عبر الشبكة، ومن أن حساب الدخول إليه ما زال صالحًا.',
    },
  }),
  job: (id) => ({
    name: {
      en: `Job: ${jobName(id)?.en ?? id}`,
      ar: `المهمة الدورية: ${jobName(id)?.ar ?? apart(id)}`,
    },
    means: {
      en: 'This job failed several times, one after the other. It is tried again by itself.',
      ar: 'تعذّر تنفيذ هذه المهمة عدة مرات متتالية. وتُعاد المحاولة تلقائيًا.',
    },
    todo: {
      en: 'The administrator’s page shows when it is tried again, and lets you run it now.',
      ar: 'تُبيّن صفحة الإدارة موعد المحاولة القادمة، وتتيح تنفيذ المهمة الآن.',
    },
  }),
  disk: () => ({
    name: { en: 'Disk', ar: 'القرص' },
    means: {
      en: 'The disk of the data is nearly full. When it is full, no change can be taken any more.',
      ar: 'أوشكت مساحة قرص البيانات على النفاد. وإذا نفدت تعذّر حفظ أي تغيير.',
    },
    todo: {
      en: 'Make room, or give the data a larger disk.',
      ar: 'يُرجى توفير مساحة أو نقل البيانات إلى قرص أكبر.',
    },
  }),
  reference: () => ({
    name: { en: 'Reference files', ar: 'الملفات المرجعية' },
    means: {
      en: 'A change of a reference file is not taken. The former version is still in force.',
      ar: 'لم يُقبل تعديل في أحد الملفات المرجعية. ولا تزال النسخة السابقة سارية.',
    },
    todo: {
      en: 'Correct the file: the administrator’s page shows the line, and what is expected there.',
      ar: 'يُرجى تصحيح الملف. تُبيّن صفحة الإدارة السطر والقيمة المتوقعة فيه.',
    },
  }),
};

/** What is said of a part, such as `publisher` or `source crm`. */
export function wordsOfPart(part: string): PartWords {
  const space = part.indexOf(' ');
  const [kind, id] = space < 0 ? [part, ''] : [part.slice(0, space), part.slice(space + 1)];
  return known[kind]?.(id) ?? { ...known.snapshot!(''), name: { en: part, ar: apart(part) } };
}

function jobName(id: string): Said | undefined {
  return (jobMessages as Readonly<Record<string, Said>>)[`job.${id}`];
}
