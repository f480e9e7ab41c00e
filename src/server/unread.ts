/** Why a file or folder cannot be read, in English and Arabic, as the part of a sentence. */
export interface Unread {
  readonly en: string;
  readonly ar: string;
}

const known: Readonly<Record<string, Readonly<Record<'file' | 'folder', Unread>>>> = {
  ENOENT: {
    file: { en: 'there is no such file', ar: 'لا يوجد ملف بهذا الاسم' },
    folder: { en: 'there is no such folder', ar: 'لا يوجد مجلد بهذا الاسم' },
  },
  EACCES: {
    file: { en: 'reading it is not allowed', ar: 'قراءته غير مسموح بها' },
    folder: { en: 'reading it is not allowed', ar: 'قراءته غير مسموح بها' },
  },
  EISDIR: {
    file: { en: 'it is a folder', ar: 'هو مجلد وليس ملفًا' },
    folder: { en: 'it is a folder', ar: 'هو مجلد' },
  },
  ENOTDIR: {
    file: { en: 'it lies in what is no folder', ar: 'موضعه ليس مجلدًا' },
    folder: { en: 'it is no folder', ar: 'ليس مجلدًا' },
  },
};

/** The words for an error of the system; its code where there are none for it, null where the system did not say it. */
export function unreadOf(cause: unknown, what: 'file' | 'folder'): Unread | null {
  const { code, syscall } = cause as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return null;
  return (
    known[code]?.[what] ?? {
      en: `the system says ${code}`,
      ar: `رمز الخطأ من النظام \u2066${code}\u2069`,
    }
  );
}
