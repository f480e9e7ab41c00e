import { cp, rm } from 'node:fs/promises';
import type { PublisherEvent } from '../../../src/server/intake/publish/publisher.ts';
import { seeded } from '../../../tests/support/seeded.ts';
import type { FaultResult } from '../fault.ts';
import { type BrokenFiles, breakAt } from './brokenFiles.ts';
import { takeNext } from './history.ts';
import { hastySettings, type LiveFolder, openLiveFolder, settle } from './liveFolder.ts';
import { Reader } from './reader.ts';

const codes = ['EIO', 'ENOSPC', 'EACCES'] as const;
type Code = (typeof codes)[number];
/** What the publisher may pass over: a file that it cannot measure is counted as nothing. Not its folder, whose mode is
 * that of the files it writes. */
const harmless = /^(before|after) stat of (?!rows$)/;
const settings = { ...hastySettings(seeded(3)), mostDeltas: 5, foldAfterRequests: 60, graceMinutes: 0 };

/**
 * Lets one moment after the other of the work with files fail once, each in a folder of its own: in the first snapshot,
 * and in publishing, joining, folding and sweeping.
 * @param folder is made
 * @param most how many moments of each, spread over all
 */
export async function failingFiles(
  folder: string,
  most: number,
  log: (text: string) => void,
): Promise<FaultResult> {
  const start = `${folder}/start`;
  await begin(start, 0, 'EIO');
  const works: Readonly<Record<string, (copy: string, at: number, code: Code) => Promise<number>>> = {
    'the first snapshot': begin,
    publishing: async (copy, at, code) => {
      await cp(start, copy, { recursive: true });
      return goOn(copy, at, code);
    },
  };
  const wrong: string[] = [];
  let [tried, survived] = [0, 0];
  for (const [name, work] of Object.entries(works)) {
    const moments = await work(`${folder}/calm ${name}`, 0, 'EIO');
    const tries = Math.min(most, moments);
    for (let i = 0; i < tries; i++) {
      const at = 1 + Math.floor((i * moments) / tries);
      const code = codes[i % codes.length]!;
      const copy = `${folder}/${name} ${i}`;
      try {
        await work(copy, at, code);
        survived++;
      } catch (error) {
        wrong.push(`${name}, ${code} at moment ${at}, ${error instanceof Error ? error.message : error}`);
      }
      await rm(copy, { recursive: true, force: true });
    }
    tried += tries;
    log(`${name}: ${tries} of ${moments} moments of the work with files`);
  }
  return { what: 'a write, sync, rename, open or delete that fails once', tried, survived, wrong };
}

function breakWith(code: Code, at: number): BrokenFiles {
  return breakAt(at, (what) => {
    throw Object.assign(new Error(`${code}: planted ${what}`), { code });
  });
}

/**
 * Makes the first snapshot of a folder while one moment fails, once more where that could not be done, and some deltas.
 * @returns how many moments there were
 * @throws Error where something was lost, or an error was not told
 */
async function begin(folder: string, at: number, code: Code): Promise<number> {
  const broken = breakWith(code, at);
  let live: LiveFolder | null = null;
  try {
    live = await openLiveFolder(folder, settings);
  } catch {}
  broken.restore();
  const { broke, moments } = broken;
  try {
    if (live === null && broke === null) throw new Error('a folder could not be opened');
    if (live !== null && broke !== null) throw new Error('no error was told');
    live ??= await openLiveFolder(folder, settings);
    for (let step = 0; step < 4; step++) {
      takeNext(live.store);
      await live.publisher.step();
    }
    await endWell(folder, live, new Reader(`${folder}/rows`));
  } catch (error) {
    throw new Error(`${broke}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
  return moments;
}

/**
 * Goes on in a folder while one moment fails, and then without.
 * @returns how many moments there were
 * @throws Error where something was lost, or an error was not told once
 */
async function goOn(folder: string, at: number, code: Code): Promise<number> {
  const events: PublisherEvent[] = [];
  const live = await openLiveFolder(folder, settings, (event) => events.push(event));
  const { store, publisher } = live;
  const reader = new Reader(`${folder}/rows`);
  await reader.readOn(store.deltas());
  const broken = breakWith(code, at);
  let told = 0;
  try {
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
    broken.restore();
    told += events.filter(({ kind }) => kind === 'failed').length;
    if (told !== (broken.broke === null || harmless.test(broken.broke) ? 0 : 1))
      throw new Error(`${told} errors were told`);
    await endWell(folder, live, reader);
    if (events.some(({ kind }) => kind === 'rebuilt')) throw new Error('all was published anew');
  } catch (error) {
    broken.restore();
    throw new Error(`${broken.broke}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
  return broken.moments;
}

/** Publishes all, and once more after the folder was opened anew. @throws Error where something is missing */
async function endWell(folder: string, live: LiveFolder, reader: Reader): Promise<void> {
  try {
    await settle(folder, live);
    await reader.readOn(live.store.deltas());
  } finally {
    live.store.close();
  }
  const again = await openLiveFolder(folder, settings, ({ kind }) => {
    if (kind === 'rebuilt') throw new Error('all was published anew');
  });
  await settle(folder, again).finally(() => again.store.close());
}
