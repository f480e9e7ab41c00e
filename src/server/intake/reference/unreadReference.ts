import { stat } from 'node:fs/promises';
import { unreadOf } from '../../unread.ts';

/** An error for a reference file that is there and that the disk does not give. */
export function unreadReference(path: string, cause: unknown): Error {
  const why = unreadOf(cause, 'file')?.en ?? (cause as Error).message;
  return new Error(
    `${path}: could not be read: ${why}; expected a reference file. Let this user read it, or take it out of the folder: that of data/ takes its place`,
    { cause },
  );
}

/** A sentence on a folder of reference files that cannot be looked into; null where it can. */
export async function folderTrouble(folder: string): Promise<string | null> {
  const found = await stat(folder).catch((cause: unknown) => unreadOf(cause, 'folder')?.en ?? String(cause));
  const why = typeof found === 'string' ? found : found.isDirectory() ? null : 'it is no folder';
  return why === null
    ? null
    : `${folder}: ${why}; expected a folder with reference files (REFERENCE_DIR). Correct the name or make it; until then all of them are those of data/`;
}
