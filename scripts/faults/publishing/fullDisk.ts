import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { FaultResult } from '../fault.ts';

const run = promisify(execFile);
const what = 'a disk that is full for a while';
/** Bytes that are left at most before the disk is full: some 40 batches. */
const mostRoom = 400_000;

/**
 * A store and what is published of it on a small disk that fills up, each time with a little more room before it does.
 * Needs the right to mount; without it nothing is tried.
 * @param script the bundled `diskFiller.ts`
 * @param folder is made: where the disk is mounted
 */
export async function fullDisk(
  script: string,
  folder: string,
  tries: number,
  log: (text: string) => void,
): Promise<FaultResult> {
  await mkdir(folder, { recursive: true });
  const wrong: string[] = [];
  let survived = 0;
  for (let i = 0; i < tries; i++) {
    try {
      await run('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder]);
    } catch {
      return { what: `${what} (not tried: no right to mount one here)`, tried: 0, survived: 0, wrong: [] };
    }
    const room = Math.floor((i * mostRoom) / tries);
    try {
      // A process of its own: SQLite keeps files of a closed store open until its last statement is collected.
      const { stdout } = await run(process.execPath, [script, folder, `${room}`, `${i}`], {
        timeout: 60_000,
      });
      log(`full after ${room} more bytes: ${stdout.trim()}`);
      survived++;
    } catch (error) {
      const { stderr } = error as { readonly stderr?: string };
      wrong.push(`full after ${room} more bytes: ${stderr?.trim() || error}`);
    } finally {
      await run('umount', [folder]);
    }
  }
  return { what, tried: tries, survived, wrong };
}
