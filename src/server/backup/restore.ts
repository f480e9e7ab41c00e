import { access, chmod, constants, copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { houseFile } from '../house/house.ts';
import { DatabaseSync } from '../intake/store/sqlite.ts';
import { lockFor, restoring } from '../intake/store/storeFile.ts';
import { makePrivate } from '../privateFiles.ts';
import { byTime, linesOf } from './backup.ts';
import {
  BackupError,
  type BackupList,
  backupName,
  listName,
  readList,
  storeName,
  sumOf,
  sync,
} from './backupFiles.ts';
import { putHouseBack } from './houseCopy.ts';
import { foldersOf, putBack } from './putBack.ts';
import { checkStore } from './storeCopy.ts';

const sqliteBusy = 5;

export interface RestoreOptions {
  /** A backup, or a folder of backups, of which the newest is taken. */
  readonly from: string;
  /** The folder of the data; made where it is not there. */
  readonly data: string;
  /** Where the configuration and the reference files are put; null: nowhere. */
  readonly config?: string | null;
  readonly reference?: string | null;
  /** Where the tables of ratings are put; null: `ratings` beside the store, where the server looks unless told. */
  readonly ratings?: string | null;
  /** Whether a store that is there, and files of the parts, are given up for it. */
  readonly replace?: boolean;
  readonly say: (text: string) => void;
}

/**
 * Puts a backup back: every byte checked first, the store last and in one step, so that whenever it is broken off the
 * old store is there or the new one with all that goes with it. What was published before stays served, and is made
 * anew at the next start.
 * @throws BackupError where the backup is not whole, a server runs, or there is a store that is not to be replaced
 */
export async function restore(options: RestoreOptions): Promise<void> {
  const { data, config = null, reference = null, replace = false, say } = options;
  const places = { config, reference, ratings: options.ratings ?? join(data, 'ratings') };
  const from = await backupOf(options.from);
  const list = await readList(from);
  await checkSums(from, list);
  const store = join(data, storeName);
  // All before the first change: a store without the configuration that goes with it is half a restore.
  for (const folder of [data, ...foldersOf(list, places)]) await makeWritable(folder);
  await makePrivate(data);
  const lock = lockFor(store);
  let beside: readonly string[];
  try {
    const there = await stat(store).catch(() => null);
    const house =
      list.files.some(({ name }) => name === houseFile) &&
      (await stat(join(data, houseFile)).catch(() => null));
    if ((there || house) && !replace)
      throw new BackupError(
        `${there ? store : join(data, houseFile)}: there is a ${there ? 'store' : 'house'} already, expected none; nothing was changed. Back it up first if it is worth it, then say --replace.`,
      );
    const coming = `${store}${restoring}`;
    await rm(coming, { force: true });
    await copyFile(join(from, storeName), coming);
    await chmod(coming, 0o600);
    await sync(coming);
    await checkSum(coming, list.files.find(({ name }) => name === storeName)!);
    const { counts } = checkStore(coming);
    if (JSON.stringify(counts) !== JSON.stringify(list.counts))
      throw new BackupError(`${from}: the store has other rows than ${listName} says; use another backup`);
    if (there) await makeSingle(store);
    beside = await putBack(from, list, places, replace);
    if (await putHouseBack(from, data, makeSingle))
      beside = [`Restored: ${join(data, houseFile)}`, ...beside];
    await rename(coming, store);
    await sync(data);
  } finally {
    lock.close();
  }
  say(
    `Restored: the store of ${list.madeAt}, from ${from} to ${store}${replace ? ' (in place of what was there)' : ''}`,
  );
  for (const line of [...linesOf(list), ...beside]) say(line);
  say('Start the server: it publishes all anew, and asks each source for what has happened since.');
}

/** Makes a folder where it is not there. @throws BackupError where that cannot be, or it cannot be written */
async function makeWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new BackupError(
      `${folder}: could not be made or written (${(cause as NodeJS.ErrnoException).code}); nothing was changed. Make it as root, for the user whom the server runs as, and restore as that user; or name another folder.`,
      { cause },
    );
  }
}

/** The backup itself, or the newest in a folder of backups. */
async function backupOf(path: string): Promise<string> {
  const folder = resolve(path);
  const names = await readdir(folder).catch((cause: Error) => {
    throw new BackupError(
      `${folder}: could not be read (${cause.message}); expected a backup or a folder of backups`,
      {
        cause,
      },
    );
  });
  if (names.includes(listName)) return folder;
  const newest = names
    .filter((name) => backupName.test(name))
    .sort(byTime)
    .at(-1);
  if (!newest) throw new BackupError(`${folder}: got no backup in it, expected one of "npm run backup"`);
  return join(folder, newest);
}

async function checkSums(from: string, list: BackupList): Promise<void> {
  for (const file of list.files) await checkSum(join(from, file.name), file);
}

async function checkSum(path: string, { bytes, sha256 }: { bytes: number; sha256: string }): Promise<void> {
  const found = await sumOf(path).catch((cause: Error) => {
    throw new BackupError(`${path}: could not be read (${cause.message}); use another backup`, { cause });
  });
  if (found.bytes !== bytes || found.sha256 !== sha256)
    throw new BackupError(
      `${path}: got ${found.bytes} bytes with SHA-256 ${found.sha256}, expected ${bytes} with ${sha256}: the backup is damaged; nothing was changed. Use another backup.`,
    );
}

/** Brings what stands beside a store into it: it must not come to stand beside another one. */
async function makeSingle(store: string): Promise<void> {
  try {
    const db = new DatabaseSync(store);
    try {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
    } finally {
      db.close();
    }
  } catch (cause) {
    if ((cause as { errcode?: number }).errcode === sqliteBusy)
      throw new BackupError(
        `${store}: another program reads it, perhaps a backup; nothing was changed. Wait until it has ended.`,
        { cause },
      );
    // Else it is damaged, and is given up.
  }
  for (const ending of ['-wal', '-shm', '-journal']) await rm(`${store}${ending}`, { force: true });
}
