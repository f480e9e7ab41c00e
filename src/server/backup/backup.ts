import { chmod, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../files.ts';
import { houseFile } from '../house/house.ts';
import {
  BackupError,
  type BackupList,
  backupName,
  bytesText,
  listName,
  storeName,
  sumOf,
  sync,
} from './backupFiles.ts';
import { copyHouse } from './houseCopy.ts';
import { copyWhole, type PartFiles, parts } from './parts.ts';
import { checkStore, copyStore } from './storeCopy.ts';

export interface BackupOptions {
  /** The folder of the data, with the store in it. */
  readonly data: string;
  /** Where backups are kept; made where it is not there. */
  readonly to: string;
  /** What it holds beside the store. */
  readonly files?: PartFiles;
  /** How many backups are kept; null: all. */
  readonly keep?: number | null;
  readonly say: (text: string) => void;
  readonly now?: Date;
}

/**
 * Makes a backup: a folder named by the instant, with store and house in one file each, the configuration, reference files and
 * ratings, and what each file's check sum is. The store may be in use. It has its name only when it is whole, read again and on the disk.
 * @returns the folder
 * @throws BackupError
 */
export async function backUp(options: BackupOptions): Promise<string> {
  const { data, to, files = {}, keep = null, say, now = new Date() } = options;
  const store = join(data, storeName);
  if (!(await stat(store).catch(() => null)))
    throw new BackupError(
      `${store}: there is no such file; expected the folder of a server's data (--data, CONFIG or DATA_DIR)`,
    );
  await mkdir(to, { recursive: true, mode: 0o700 });
  await sweep(to);
  const name = await freeName(to, now);
  const making = join(to, `.${name}.${process.pid}.tmp`);
  try {
    await mkdir(making, { mode: 0o700 });
    const copy = join(making, storeName);
    copyStore(store, copy);
    const facts = checkStore(copy);
    const list: BackupList = {
      kind: 'services360 backup',
      madeAt: now.toISOString(),
      storeVersion: facts.version,
      counts: facts.counts,
      files: [{ name: storeName, ...(await settled(copy)) }],
    };
    const house = join(making, houseFile);
    if (copyHouse(join(data, houseFile), house))
      list.files.push({ name: houseFile, ...(await settled(house)) });
    for (const part of parts) {
      const named = files[part] ?? new Map<string, string>();
      if (named.size > 0) await mkdir(join(making, part), { mode: 0o700 });
      for (const [file, from] of named) {
        const path = join(making, part, file);
        await copyWhole(part, from, path);
        list.files.push({ name: `${part}/${file}`, ...(await settled(path)), from });
      }
    }
    await writeDurably(join(making, listName), `${JSON.stringify(list, null, 2)}\n`);
    await rename(making, join(to, name));
    await sync(to);
    say(`Backup: ${join(to, name)}`);
    for (const line of linesOf(list)) say(line);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
  if (keep !== null) await forgetOld(to, keep, say);
  return join(to, name);
}

/** What is in a backup, for whoever reads along. */
export function linesOf({ files, counts, storeVersion }: BackupList): string[] {
  const { requests = 0, personal = 0 } = counts;
  return [
    `  store: version ${storeVersion}, ${requests.toLocaleString('en')} requests (with those that are gone), of ${personal.toLocaleString('en')} who asked; every page and reference checked`,
    ...files.map(({ name, bytes, sha256 }) => `  ${name}: ${bytesText(bytes)}, SHA-256 ${sha256}`),
  ];
}

/** On the disk, for nobody but this user; with its check sum. */
async function settled(path: string): Promise<{ sha256: string; bytes: number }> {
  await chmod(path, 0o600);
  await sync(path);
  return sumOf(path);
}

async function freeName(to: string, now: Date): Promise<string> {
  const instant = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '');
  const taken = new Set(await readdir(to));
  let name = `services360-${instant}`;
  for (let n = 2; taken.has(name); n++) name = `services360-${instant}-${n}`;
  return name;
}

/** Deletes what attempts have left whose process is gone. */
async function sweep(to: string): Promise<void> {
  for (const name of await readdir(to)) {
    const pid = name.match(/^\.services360-.*\.(\d+)\.tmp$/)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(to, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Deletes all backups but the newest. */
async function forgetOld(to: string, keep: number, say: (text: string) => void): Promise<void> {
  const names = await readdir(to);
  const old = names
    .filter((name) => backupName.test(name))
    .sort(byTime)
    .slice(0, -keep);
  for (const name of old) {
    await rm(join(to, name), { recursive: true });
    say(`Deleted: ${name} (of the older ones, ${keep} are kept)`);
  }
}

/** Backups from the oldest to the newest. */
export function byTime(a: string, b: string): number {
  const [first, second] = [a, b].map((name) => name.match(/^(.*Z)(?:-(\d+))?$/)!);
  if (first![1] !== second![1]) return first![1]! < second![1]! ? -1 : 1;
  return Number(first![2] ?? 1) - Number(second![2] ?? 1);
}
