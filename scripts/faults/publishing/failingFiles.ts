import { cp, rm } from 'node:fs/promises';
import type { PublisherEvent } from '../../../src/server/publish/publisher.ts';
import { seeded } from '../../../tests/support/seeded.ts';
import type { FaultResult } from '../fault.ts';
import { type BrokenFiles, breakAt } from './brokenFiles.ts';
import { takeNext } from './history.ts';
import { hastySettings, openLiveFolder, settle } from './liveFolder.ts';
import { Reader } from './reader.ts';

const codes = ['EIO', 'ENOSPC', 'EACCES'] as const;
/** What the publisher may pass over: a file that it cannot measure is counted as nothing. */
const harmless = /^(before|after) stat /;

/**
 * Lets each moment of the work with files fail once, each in a copy of the same folder: in publishing, joining, folding
 * and sweeping.
 * @param folder is made
 * @param most how many moments and errors, spread over all; fewer where there are fewer
 */
export async function failingFiles(
  folder: string,
  most: number,
  log: (text: string) => void,
): Promise<FaultResult> {
  const start = `${folder}/start`;
  await prepare(start);
  const { moments } = await publishThrough(`${folder}/calm`, start, 0, 'EIO');
  const all = moments * codes.length;
  const tried = Math.min(most, all);
  const wrong: string[] = [];
  let survived = 0;
  for (let i = 0; i < tried; i++) {
    const which = Math.floor((i * all) / tried);
    const at = 1 + (which % moments);
    const code = codes[(Math.floor(which / moments) + at) % codes.length]!;
    const copy = `${folder}/${i}`;
    try {
      await publishThrough(copy, start, at, code);
      survived++;
    } catch (error) {
      wrong.push(`${code} at moment ${at}, ${error instanceof Error ? error.message : error}`);
    }
    await rm(copy, { recursive: true, force: true });
  }
  log(`${moments} moments of work with files, ${codes.length} errors each`);
  return { what: 'a write, sync, rename, open or delete that fails once', tried, survived, wrong };
}

const settings = { ...hastySettings(seeded(3)), mostDeltas: 5, foldAfterRequests: 60, graceMinutes: 0 };

/** A folder in which some things have happened. */
async function prepare(folder: string): Promise<void> {
  const { store, publisher } = await openLiveFolder(folder, settings);
  for (let step = 0; step < 4; step++) {
    takeNext(store);
    await publisher.step();
  }
  await publisher.stop();
  store.close();
}

/**
 * Goes on in a copy of a folder while one moment fails, and then without, and opens it once more.
 * @throws Error where something was lost, or an error was not told
 */
async function publishThrough(
  folder: string,
  start: string,
  at: number,
  code: (typeof codes)[number],
): Promise<{ readonly moments: number }> {
  await cp(start, folder, { recursive: true });
  const events: PublisherEvent[] = [];
  const reader = new Reader(`${folder}/rows`);
  const live = await openLiveFolder(folder, settings, (event) => events.push(event));
  const { store, publisher } = live;
  let open = true;
  let told = 0;
  let broken: BrokenFiles | null = null;
  try {
    await reader.readOn(store.deltas());
    broken = breakAt(at, (what) => {
      throw Object.assign(new Error(`${code}: planted ${what}`), { code });
    });
    for (let round = 0; round < 9; round++) {
      takeNext(store);
      try {
        await publisher.step();
        // A fold that began goes on to its end.
        while (publisher.isFolding) await new Promise((done) => setTimeout(done, 1));
        if (round % 3 === 2) await publisher.sweep();
      } catch {
        told++;
        broken.restore();
        await reader.readOn(store.deltas());
      }
    }
    const { moments, broke } = broken;
    broken.restore();
    told += events.filter(({ kind }) => kind === 'failed').length;
    const where = `${broke}: `;
    try {
      if (broke && told === 0 && !harmless.test(broke)) throw new Error('no error was told');
      if (told > 1) throw new Error(`${told} errors were told of one`);
      await reader.readOn(store.deltas());
      await settle(folder, live);
      await reader.readOn(store.deltas());
      store.close();
      open = false;
      const again = await openLiveFolder(folder, settings, (event) => events.push(event));
      await settle(folder, again).finally(() => again.store.close());
      if (events.some(({ kind }) => kind === 'rebuilt')) throw new Error('all was published anew');
    } catch (error) {
      throw new Error(where + (error instanceof Error ? error.message : error), { cause: error });
    }
    return { moments };
  } finally {
    broken?.restore();
    if (open) store.close();
  }
}
