/** What was dropped: a file, or something that cannot be opened as one. */
export type Dropped =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'several'; readonly count: number }
  | { readonly kind: 'folder' }
  | { readonly kind: 'nothing' };

/** The parts of a DataTransfer that are looked at. */
export interface Transfer {
  readonly types: readonly string[];
  readonly files: ArrayLike<File>;
  readonly items: ArrayLike<{
    readonly kind: string;
    webkitGetAsEntry?(): { readonly isDirectory: boolean } | null;
  }>;
}

/** Whether files are dragged, and not a text or a picture of the page itself. */
export function bringsFiles(transfer: Pick<Transfer, 'types'> | null): boolean {
  return transfer !== null && Array.from(transfer.types).includes('Files');
}

/** Reads what was dropped; to be called while the event is handled. */
export function readDropped({ files, items }: Transfer): Dropped {
  const folder = Array.from(items).some(
    (item) => item.kind === 'file' && item.webkitGetAsEntry?.()?.isDirectory === true,
  );
  if (folder) return { kind: 'folder' };
  const [file] = Array.from(files);
  if (!file) return { kind: 'nothing' };
  return files.length > 1 ? { kind: 'several', count: files.length } : { kind: 'file', file };
}
