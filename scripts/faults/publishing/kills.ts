import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { storedContent } from '../../../tests/support/published.ts';
import { seeded } from '../../../tests/support/seeded.ts';
import type { FaultResult } from '../fault.ts';
import { openCityStore, positionOf, takeNext } from './history.ts';
import { hastySettings, openLiveFolder, settle } from './liveFolder.ts';
import { compare, Reader } from './reader.ts';

/** After how many kills a folder is left for a new, empty one. */
const killsOfFolder = 40;

export interface KillOptions {
  /** The bundled `child.ts`. */
  readonly child: string;
  /** A folder of its own, which is made and left empty. */
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
  /** In milliseconds after it began, or at a step of its work with files. */
  readonly when: 'time' | 'step';
  readonly log: (text: string) => void;
}

/** Kills a publishing process again and again, and looks at what it left. */
export async function killAgainAndAgain(options: KillOptions): Promise<Omit<FaultResult, 'what'>> {
  const random = seeded(options.seed);
  const wrong: string[] = [];
  let survived = 0;
  let followed = 0;
  let reloaded = 0;
  for (let first = 0; first < options.kills; first += killsOfFolder) {
    const folder = `${options.folder}/${first}`;
    const city = new KilledCity(folder, options, random);
    for (let kill = first; kill < Math.min(first + killsOfFolder, options.kills); kill++) {
      try {
        const how = await city.kill(kill === first);
        try {
          await city.check(kill % 2 === 0, kill % 10 === 9);
          survived++;
        } catch (error) {
          throw new Error(`${how}: ${messageOf(error)}`);
        }
      } catch (error) {
        wrong.push(`seed ${options.seed}, kill ${kill}, ${messageOf(error)}`);
      }
    }
    followed += city.reader.followed;
    reloaded += city.reader.reloaded;
    await city.end();
  }
  options.log(
    `${options.kills} kills, ${survived} survived: readers followed the deltas ${followed} times, began anew ${reloaded} times`,
  );
  return { tried: options.kills, survived, wrong };
}

/** A folder whose process is killed, and what must be in it. */
class KilledCity {
  readonly reader: Reader;
  private readonly folder: string;
  private readonly options: KillOptions;
  private readonly random: () => number;
  /** A store that nothing happens to. */
  private readonly untouched = openCityStore(':memory:');
  private wasPublished = false;
  /** Milliseconds that a process took to open the folder, the last time. */
  private opening = 300;

  constructor(folder: string, options: KillOptions, random: () => number) {
    this.folder = folder;
    this.options = options;
    this.random = random;
    this.reader = new Reader(`${folder}/rows`);
  }

  /**
   * Lets a process publish for a while and kills it.
   * @returns how, in words
   * @throws Error where it did what no process must
   */
  async kill(isFirst: boolean): Promise<string> {
    const { child: script, when } = this.options;
    const { random } = this;
    // A first snapshot takes some 400 moments.
    const at = Math.ceil(random() * (isFirst ? 450 : 1000));
    const args = [this.folder, `${Math.floor(random() * 2 ** 32)}`, ...(when === 'step' ? [`${at}`] : [])];
    const child = fork(script, args, { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let [rebuilt, errors] = [false, ''];
    child.stderr!.on('data', (part: Buffer) => {
      errors += part;
    });
    const started = performance.now();
    const open = new Promise<void>((done) => {
      child.on('message', (message) => {
        if (message === 'rebuilt') rebuilt = true;
        else done();
      });
    });
    const ended = once(child, 'exit');
    let how = `at moment ${at}`;
    if (when === 'time') {
      const early = isFirst || random() < 0.2;
      const ms = early ? random() * 1.3 * this.opening : random() ** 2 * 250;
      how = `${ms.toFixed(1)} ms after ${early ? 'its start' : 'it opened'}`;
      if (!early) {
        await Promise.race([open, ended]);
        this.opening = performance.now() - started;
      }
      await sleep(ms);
      child.kill('SIGKILL');
    }
    await killedBy(child, ended);
    if (child.signalCode !== 'SIGKILL')
      throw new Error(`${how}: it ended by itself (${child.exitCode}): ${errors.trim().slice(-300)}`);
    if (rebuilt && this.wasPublished) throw new Error(`${how}: it published all anew`);
    return how;
  }

  /**
   * @param withStore whether this process looks into the store, or leaves it to the next child as it is
   * @param toTheEnd whether this process goes on with the folder until all is published
   */
  async check(withStore: boolean, toTheEnd: boolean): Promise<void> {
    const hasStore = existsSync(`${this.folder}/store.sqlite`);
    const store = hasStore && withStore ? openCityStore(`${this.folder}/store.sqlite`) : null;
    try {
      const ring = store?.deltas() ?? [];
      if (this.wasPublished || existsSync(`${this.folder}/rows/manifest.json`)) {
        await this.reader.readOn(ring);
        this.wasPublished ||= ring.length > 0;
      }
      if (store) this.compareStore(store);
    } finally {
      store?.close();
    }
    if (!toTheEnd) return;
    const live = await openLiveFolder(this.folder, hastySettings(this.random));
    try {
      await settle(this.folder, live);
      await this.reader.readOn(live.store.deltas());
      this.compareStore(live.store);
    } finally {
      live.store.close();
    }
  }

  async end(): Promise<void> {
    this.untouched.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private compareStore(store: ReturnType<typeof openCityStore>): void {
    const position = positionOf(store);
    if (position < positionOf(this.untouched))
      throw new Error(`the store is at batch ${position}, and was at ${positionOf(this.untouched)}`);
    while (positionOf(this.untouched) < position) takeNext(this.untouched);
    compare(
      `the store after batch ${position}`,
      storedContent(store.months()),
      storedContent(this.untouched.months()),
    );
  }
}

/** Waits until a process has ended; kills it after a minute. */
async function killedBy(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGTERM'), 60_000);
  await ended;
  clearTimeout(timer);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
