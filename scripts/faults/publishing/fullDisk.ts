import { execFile } from 'node:child_process';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { PublisherEvent } from '../../../src/server/publish/publisher.ts';
import { StoreError } from '../../../src/server/store/storeError.ts';
import { storedContent } from '../../../tests/support/published.ts';
import { seeded } from '../../../tests/support/seeded.ts';
import type { FaultResult } from '../fault.ts';
import { openCityStore, positionOf, takeNext } from './history.ts';
import { hastySettings, openLiveFolder, settle } from './liveFolder.ts';
import { compare, Reader } from './reader.ts';

const run = promisify(execFile);
const what = 'a disk that is full for a while';

/**
 * A store and what is published of it on a small disk that fills up, each time with a little more room before it does.
 * Needs the right to mount; without it nothing is tried.
 * @param folder is made: where the disk is mounted
 */
export async function fullDisk(
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
    try {
      const room = Math.floor((i * 400_000) / tries);
      const refused = await fillUp(folder, room, seeded(i));
      log(`full after ${room} more bytes: ${refused.store} batches and ${refused.publisher} steps refused`);
      survived++;
    } catch (error) {
      wrong.push(`try ${i}: ${error instanceof Error ? error.message : error}`);
    } finally {
      await run('umount', [folder]);
    }
  }
  return { what, tried: tries, survived, wrong };
}

/**
 * @param room bytes that are left when it begins
 * @returns what was refused for want of room
 * @throws Error where something was lost, torn, or not told in words
 */
async function fillUp(
  folder: string,
  room: number,
  random: () => number,
): Promise<{ readonly store: number; readonly publisher: number }> {
  const reader = new Reader(`${folder}/rows`);
  const failed: PublisherEvent[] = [];
  const live = await openLiveFolder(folder, hastySettings(random), (event) => {
    if (event.kind === 'failed') failed.push(event);
  });
  const { store, publisher } = live;
  const refused = { store: 0, publisher: 0 };
  try {
    await publisher.step();
    await reader.readOn(store.deltas());
    const { bavail, bsize } = await statfs(folder);
    await writeFile(`${folder}/ballast`, new Uint8Array(Math.max(0, bavail * bsize - room)));
    for (let round = 0; round < 60 && refused.store + refused.publisher < 12; round++) {
      try {
        takeNext(store);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        if (!error.message.includes('make room')) throw new Error(`not in words: ${error.message}`);
        refused.store++;
      }
      try {
        await publisher.step();
      } catch (error) {
        if (!(error instanceof Error) || !/full|ENOSPC/.test(error.message)) throw error;
        refused.publisher++;
      }
      await reader.readOn(store.deltas());
    }
    if (refused.store + refused.publisher === 0) throw new Error('the disk was never full');
    await rm(`${folder}/ballast`);
    for (let round = 0; round < 5; round++) takeNext(store);
    await settle(folder, live);
    await reader.readOn(store.deltas());
    const untouched = openCityStore(':memory:');
    while (positionOf(untouched) < positionOf(store)) takeNext(untouched);
    compare('the store', storedContent(store.months()), storedContent(untouched.months()));
    untouched.close();
    return refused;
  } finally {
    store.close();
  }
}
