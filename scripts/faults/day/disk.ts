import { execFile } from 'node:child_process';
import { appendFile, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A small disk of its own, which can be filled up. */
export interface SmallDisk {
  /** Fills it, and takes what becomes free on it until it is emptied, as a store's log that is cut short. */
  fill(): Promise<void>;
  empty(): Promise<void>;
  leave(): Promise<void>;
}

/** Mounts one of so many bytes; null where there is no right to. */
export async function mountDisk(folder: string, bytes: number): Promise<SmallDisk | null> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=700`, 'tmpfs', folder]);
  } catch {
    return null;
  }
  const ballast = join(folder, 'ballast');
  let isFull = false;
  let filling: Promise<void> | null = null;
  const topUp = async () => {
    const { bavail, bsize } = await statfs(folder);
    if (bavail > 0) await appendFile(ballast, new Uint8Array(bavail * bsize)).catch(() => {});
  };
  return {
    async fill() {
      isFull = true;
      await topUp();
      filling = (async () => {
        for (; isFull; await pause(50)) await topUp();
      })();
    },
    async empty() {
      isFull = false;
      await filling;
      await rm(ballast, { force: true });
    },
    async leave() {
      isFull = false;
      await filling;
      await run('umount', ['-l', folder]);
    },
  };
}

export async function bytesOf(folder: string): Promise<number> {
  let sum = 0;
  for (const entry of await readdir(folder, { recursive: true }))
    sum += (await stat(join(folder, entry))).size;
  return sum;
}
