import { setTimeout as wait } from 'node:timers/promises';
import { type Batch, type Source, SourceError } from '../../src/server/intake/sources/source.ts';
import { MapTaker } from './mapTaker.ts';

/** Where our side is broken off. */
export type Crash = 'before it is taken' | 'before it is acknowledged' | 'after it is acknowledged';

/** Takes what a source tells until it is told to stop, as the server does, and starts again whenever it breaks. */
export class Follower implements AsyncDisposable {
  readonly taker = new MapTaker();
  /** Why it broke, each time. */
  readonly faults: SourceError[] = [];
  /** The most requests that came at once. */
  largest = 0;
  private readonly source: Source;
  private stop = new AbortController();
  private crash: { readonly at: Crash; readonly done: () => void } | null = null;
  private done: Promise<void>;

  constructor(source: Source) {
    this.source = source;
    this.done = this.run();
  }

  /** Breaks off at the next batch, as a crash of our process would. */
  break(at: Crash): Promise<void> {
    return new Promise((done) => {
      this.crash = { at, done };
    });
  }

  /** Stops, as the server does when it ends. */
  async end(): Promise<void> {
    this.stop.abort();
    await this.done;
  }

  /** Goes on from where it ended. */
  resume(): void {
    this.stop = new AbortController();
    this.done = this.run();
  }

  /** Waits until something is so. @throws Error that says what was not */
  async until(what: string, isSo: () => boolean | Promise<boolean>, patience = 240_000): Promise<void> {
    for (const end = Date.now() + patience; !(await isSo()); await wait(20)) {
      if (Date.now() > end)
        throw new Error(
          `${what}: not so; it has ${JSON.stringify([...this.taker.content]).slice(0, 1000)}, and last said: ${this.faults.at(-1)?.message ?? 'nothing'}`,
        );
    }
  }

  /** The faults of a kind since the first so many. */
  saidSince(from: number, fault: SourceError['fault']): SourceError | undefined {
    return this.faults.slice(from).find((said) => said.fault === fault);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }

  private async run(): Promise<void> {
    const { signal } = this.stop;
    while (!signal.aborted) {
      try {
        if (this.taker.position === null) await this.taker.readAll(this.source, signal);
        else await this.follow(signal);
      } catch (cause) {
        if (!(cause instanceof SourceError)) throw cause;
        this.faults.push(cause);
        if (cause.fault === 'lostPosition') this.taker.position = null;
        else await wait(100);
      }
    }
  }

  private async follow(signal: AbortSignal): Promise<void> {
    for await (const batch of this.source.changes(this.taker.position!, signal)) {
      this.largest = Math.max(this.largest, batch.requests.length);
      if (await this.take(batch)) return;
    }
  }

  /** Whether we broke off. */
  private async take(batch: Batch): Promise<boolean> {
    const { crash } = this;
    this.crash = null;
    if (crash?.at !== 'before it is taken') this.taker.take(batch);
    if (crash === null || crash.at === 'after it is acknowledged') await batch.kept?.();
    crash?.done();
    return crash !== null;
  }
}
