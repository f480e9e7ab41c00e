import { copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { referenceNames } from '../../intake/reference.ts';
import { tablesIn } from '../ratings/tables.ts';
import { unreadOf } from '../unread.ts';
import { BackupError } from './backupFiles.ts';

/** What a backup holds beside the store, each in a folder of its own there. */
export const parts = ['config', 'reference', 'ratings'] as const;
export type Part = (typeof parts)[number];

/** The files of each part: where each lies now, by the name that it gets. */
export type PartFiles = Readonly<Partial<Record<Part, ReadonlyMap<string, string>>>>;

/** What is said of a part. */
export const partNames: Readonly<Record<Part, string>> = {
  config: 'configuration',
  reference: 'reference files',
  ratings: 'tables of ratings',
};

/** The reference files of an administrator's folder; none where there is no folder. Those of the program are not its. */
export async function referenceFilesOf(folder: string | null): Promise<ReadonlyMap<string, string>> {
  if (folder === null) return new Map();
  const names = referenceNames.map((name) => `${name}.json`);
  const there = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)));
  return pathsOf(
    folder,
    names.filter((_, i) => there[i]?.isFile()),
  );
}

/** The tables of ratings in a folder; none where there is no folder. @throws Error where it cannot be read */
export async function ratingFilesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  return pathsOf(folder, await tablesIn(folder));
}

function pathsOf(folder: string, names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name, join(folder, name)]));
}

/** How often a file is copied that is written meanwhile. */
const attempts = 5;

/** Copies a file that others may write: as it was at one time. @throws BackupError */
export async function copyWhole(part: Part, from: string, to: string): Promise<void> {
  const stampOf = async () => {
    const { ino, size, mtimeMs } = await stat(from);
    return `${ino} ${size} ${mtimeMs}`;
  };
  try {
    for (let n = 0; n < attempts; n++) {
      const before = await stampOf();
      await copyFile(from, to);
      if ((await stampOf()) === before) return;
    }
  } catch (cause) {
    const why = unreadOf(cause, 'file')?.en ?? (cause as Error).message;
    const todo =
      part === 'config'
        ? 'the configuration names it: put it there, or correct the configuration'
        : `it is one of the ${partNames[part]}: let this user read it, or make the backup again`;
    throw new BackupError(`${from}: could not be copied: ${why}; ${todo}`, { cause });
  }
  throw new BackupError(
    `${from}: is written again and again, expected one that stays as it is while it is copied; make the backup again`,
  );
}
