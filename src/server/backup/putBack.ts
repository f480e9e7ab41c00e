import { chmod, copyFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { restoring } from '../intake/store/storeFile.ts';
import { BackupError, type BackupList, sumOf, sync } from './backupFiles.ts';
import { type Part, partNames, parts } from './parts.ts';

/** Where each part is put; null: nowhere. */
export type Places = Readonly<Record<Part, string | null>>;

/** The variable by which the server knows where a part is. */
const variables: Readonly<Record<Part, string>> = {
  config: 'CONFIG',
  reference: 'REFERENCE_DIR',
  ratings: 'RATINGS_DIR',
};

/** The folders in which files of a backup are to be put. */
export function foldersOf(list: BackupList, places: Places): string[] {
  return parts.flatMap((part) => {
    const place = places[part];
    return place === null || filesOf(list, part).length === 0 ? [] : [place];
  });
}

/**
 * Puts what a backup has beside the store where it belongs, each file in one step. What is there already and is
 * another is kept unless it is to be replaced; what the backup does not have is left.
 * @returns what became of each file, in a sentence
 * @throws BackupError where one cannot be written
 */
export async function putBack(
  from: string,
  list: BackupList,
  places: Places,
  replace: boolean,
): Promise<string[]> {
  const said: string[] = [];
  for (const part of parts) {
    const files = filesOf(list, part);
    const to = places[part];
    if (files.length === 0) continue;
    if (to === null) {
      said.push(
        `The ${partNames[part]} lie in ${join(from, part)}; --${part} DIR puts them back, and ${variables[part]} tells the server where. They lay at:`,
        ...files.map(({ from }) => `  ${from}`),
      );
      continue;
    }
    for (const { name, sha256 } of files) {
      const path = join(to, name.slice(part.length + 1));
      const isThere = (await stat(path).catch(() => null)) !== null;
      if (isThere && !replace) {
        const isSame = (await sumOf(path)).sha256 === sha256;
        said.push(
          isSame ? `There already, the same: ${path}` : `Kept: ${path}, which is there already (--replace)`,
        );
        continue;
      }
      await place(join(from, name), to, path);
      said.push(`Restored: ${path}`);
    }
    await sync(to);
  }
  return said;
}

async function place(from: string, to: string, path: string): Promise<void> {
  // Of a name that is no table of ratings, should it be left.
  const coming = join(to, `.services360${restoring}`);
  try {
    await copyFile(from, coming);
    await chmod(coming, 0o600);
    await sync(coming);
    await rename(coming, path);
  } catch (cause) {
    throw new BackupError(
      `${path}: could not be written (${(cause as Error).message}); the store is as it was. Make room or let this user write there, and restore again.`,
      { cause },
    );
  }
}

function filesOf(list: BackupList, part: Part): BackupList['files'] {
  return list.files.filter(({ name }) => name.startsWith(`${part}/`));
}
