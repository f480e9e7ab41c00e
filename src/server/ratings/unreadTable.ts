import { unreadOf } from '../unread.ts';

/** A table of ratings, or a folder of such, that the disk does not give. The message is English and names the path. */
export class UnreadTable extends Error {
  override readonly name = 'UnreadTable';
  /** The same in Arabic, without the path. */
  readonly arabic: string;

  constructor(path: string, cause: unknown, what: 'file' | 'folder') {
    const message = cause instanceof Error ? cause.message : String(cause);
    const why = unreadOf(cause, what) ?? { en: message, ar: message };
    const expected = {
      file: { en: 'a table of ratings', ar: 'جدول تقييمات' },
      folder: { en: 'a folder with tables of ratings', ar: 'مجلد فيه جداول تقييمات' },
    }[what];
    super(
      `${path}: could not be read: ${why.en}; expected ${expected.en}, as docs/sources.md describes. Correct the name, put it there, or let this user read it`,
      { cause },
    );
    this.arabic = `تعذّرت القراءة: ${why.ar}؛ المتوقع ${expected.ar} كما يصفه docs/sources.md. صحّح الاسم، أو ضعه هناك، أو اسمح لهذا المستخدم بقراءته`;
  }
}
