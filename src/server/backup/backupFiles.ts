import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

/** A backup that cannot be made, used or put back. The message says what was found, what was kept, and what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A name in the folder of the backup, nothing that leads out of it. Tables of ratings are named as people like. */
const plainName = v.pipe(v.string(), v.regex(/^((config\/)?\w[\w.-]*|(reference|ratings)\/[^./\0][^/\0]*)$/));

const listSchema = v.strictObject({
  kind: v.literal('services360 backup'),
  /** When it was made, as an ISO instant. */
  madeAt: v.string(),
  /** The layout of the store. */
  storeVersion: whole,
  /** Rows of each table of the store. */
  counts: v.record(v.string(), whole),
  files: v.array(
    v.strictObject({
      name: plainName,
      bytes: whole,
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      /** Where it lay, of a file beside the store. */
      from: v.optional(v.string()),
    }),
  ),
});

/** What is in a backup: the file `backup.json`, written last. */
export type BackupList = v.InferOutput<typeof listSchema>;

export const listName = 'backup.json';
export const storeName = 'store.sqlite';
/** The name of a backup's folder: the instant at which it was made. They sort by their time. */
export const backupName = /^services360-\d{4}-\d{2}-\d{2}T\d{6}Z(-\d+)?$/;

/** Reads what is in a backup. @throws BackupError in words where it is none, or not a whole one */
export async function readList(folder: string): Promise<BackupList> {
  const path = join(folder, listName);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new BackupError(
      `${path}: ${cause.code === 'ENOENT' ? 'there is no such file' : cause.message}; expected a backup of "npm run backup"`,
      { cause },
    );
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = null;
  }
  const list = v.safeParse(listSchema, json);
  if (!list.success || !list.output.files.some(({ name }) => name === storeName))
    throw new BackupError(
      `${path}: got no list of a backup, expected one of "npm run backup"; use another backup`,
    );
  return list.output;
}

/** SHA-256 and size of a file, read in pieces. */
export async function sumOf(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return { sha256: hash.digest('hex'), bytes: (await stat(path)).size };
}

/** Puts on the disk what is known of a file or folder only in memory. */
export async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A number of bytes for people. */
export function bytesText(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
