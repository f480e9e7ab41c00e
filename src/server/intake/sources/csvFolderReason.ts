import { FileError, type FileProblem } from '../../../intake/fileError.ts';
import { MappingError } from '../../../intake/mappingError.ts';

/** Why a file of a folder is not taken. The message is English and says what was got, what was expected, what to do. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
  /** What was found, in Arabic. */
  readonly arabic: string;
  constructor(message: string, arabic: string, options?: ErrorOptions) {
    super(message, options);
    this.arabic = arabic;
  }
}

/** The refusal that an error of the import stands for; null where the file is not to blame. */
export function refusalOf(cause: unknown): RefusedFile | null {
  if (cause instanceof RefusedFile) return cause;
  if (cause instanceof FileError) {
    const line = 'line' in cause.problem ? ` (السطر ${cause.problem.line})` : '';
    return new RefusedFile(cause.message, `${arabicOf[cause.problem.code]}${line}`, { cause });
  }
  return cause instanceof MappingError
    ? new RefusedFile(cause.message, 'أعمدة الملف لا تطابق ملف مطابقة الأعمدة (mapping)', { cause })
    : null;
}

/** What lies beside a refused file, for whoever dropped it. */
export function reasonText(name: string, { message, arabic }: RefusedFile, todo: 'again' | 'rename'): string {
  const english =
    todo === 'again'
      ? 'Nothing of it was taken; other files and what was taken before are as they were. Correct or export the file again, and drop it into the folder.'
      : 'What was taken from it before is as it was; nothing more of it is taken. If it holds something new, drop it into the folder under another name.';
  const advice =
    todo === 'again'
      ? 'لم يُؤخذ منه شيء، ولم يتغيّر ما أُخذ من قبل ولا بقية الملفات. صحّح الملف أو صدّره من جديد، ثم ضعه في المجلد.'
      : 'بقي ما أُخذ منه من قبل كما هو، ولم يُؤخذ منه شيء آخر. إن كان فيه جديد فضعه في المجلد باسم آخر.';
  return `${name}\n\n${message}\n${english}\n\n${arabic}.\n${advice}\n`;
}

const arabicOf: Readonly<Record<FileProblem['code'], string>> = {
  otherFormat: 'صيغة الملف غير مدعومة؛ المتوقع جدول بصيغة CSV أو Excel أو OpenDocument أو JSON أو Open311',
  truncated: 'الملف مقطوع: آخره ناقص',
  damaged: 'محتوى الملف المضغوط تالف',
  syntax: 'في نص الملف خطأ، فلا يُقرأ ما بعده',
  encoding: 'أحرف الملف ليست بترميز UTF-8، ولا يتبيّن ترميزها؛ احفظه بترميز UTF-8',
  tooDeep: 'في الملف مستويات متداخلة أكثر مما يكون في جدول طلبات',
  encrypted: 'الملف محمي بكلمة مرور',
  files: 'المتوقع داخل ملف zip جدول واحد أو جداول أعمدتها واحدة',
  method: 'طريقة الضغط داخل ملف zip غير مدعومة',
  packedTwice: 'الملف مضغوط مرات أكثر مما يُفك',
  tooLarge: 'حجم الملف بعد فك الضغط أكبر مما يُقرأ',
  longRecord: 'في الملف سجل أطول مما يكون في جدول طلبات',
  manyColumns: 'في الملف أعمدة أكثر مما يكون في جدول طلبات',
  noTable: 'لا يوجد في الملف جدول طلبات',
  noSheet: 'لا توجد في المصنف ورقة بالاسم المذكور في ملف مطابقة الأعمدة (mapping)',
  open311Error: 'الملف رسالة خطأ من خادم Open311 وليس طلبات',
};
