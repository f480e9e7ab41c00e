import { totalmem } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { CityMessage, CityOrder } from './cityMessages.ts';
import type { CityQuestions } from './cityQuestions.ts';
import { describe, type ErrorWords } from './live/logger.ts';
import type { Watch } from './liveCity.ts';
import type { CityTask } from './openCity.ts';
import { startThread } from './workerThread.ts';

export interface CityLinkOptions {
  readonly task: CityTask;
  readonly watch: Watch;
  /** The city is open, for the first time or again. */
  readonly onOpen: () => void;
  /** It ended by itself, and is started again after so many milliseconds. */
  readonly onCrash: (error: ErrorWords, pause: number) => void;
  /** It could not be opened with the task that it was given while it ran, and is opened with the one that is answered. */
  readonly onUnfit?: (text: string) => CityTask;
  /** Milliseconds before the first new start; each that follows waits twice as long, up to `longestWait`. */
  readonly firstWait?: number;
  readonly longestWait?: number;
  /** Megabytes of the worker's heap; what is more ends the worker, and not the server. */
  readonly heap?: number;
}

/** Why a question has no answer: the city is not open, or is busy for longer than the one who asks wants to wait. */
export class CityAway extends Error {
  override readonly name = 'CityAway';
}

/** How long a city must have run for its next crash to be the first of a row, milliseconds. */
const steady = 600_000;

/** A city in a thread of its own, as the thread that answers sees it; it is started again when it ends by itself. */
export class CityLink {
  private readonly options: CityLinkOptions;
  private worker: Worker | null = null;
  private isOpen = false;
  private wasOpen = false;
  private stopping = false;
  private task: CityTask;
  /** Whether it is ended so that it begins with another task, and whether it has not been open with that yet. */
  private renewing = false;
  private untried = false;
  private wait: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private startedAt = 0;
  private asked = 0;
  private readonly waiting = new Map<
    number,
    { readonly done: (value: unknown) => void; readonly fail: (error: Error) => void }
  >();
  private ended: () => void = () => {};

  constructor(options: CityLinkOptions) {
    this.options = options;
    this.task = options.task;
    this.wait = options.firstWait ?? 1000;
  }

  /**
   * Starts the city. Resolves when it is open for the first time.
   * @throws Error with the words of why it cannot be opened
   */
  start(task = this.task): Promise<void> {
    this.task = task;
    return new Promise((done, fail) => this.run(done, fail));
  }

  /**
   * Asks the city something.
   * @param patience milliseconds after which the answer is waited for no more
   * @throws CityAway; Error where it could not be answered
   */
  ask<K extends keyof CityQuestions>(
    question: K,
    args: Parameters<CityQuestions[K]>,
    patience = 5000,
  ): Promise<Awaited<ReturnType<CityQuestions[K]>>> {
    const { worker } = this;
    if (!worker || !this.isOpen) return Promise.reject(new CityAway('the city is not open'));
    const id = ++this.asked;
    return new Promise((done, fail) => {
      const timer = setTimeout(
        () => settle(() => fail(new CityAway(`no answer in ${patience} ms`))),
        patience,
      );
      const settle = (how: () => void) => {
        clearTimeout(timer);
        this.waiting.delete(id);
        how();
      };
      this.waiting.set(id, {
        done: (value) => settle(() => done(value as Awaited<ReturnType<CityQuestions[K]>>)),
        fail: (error) => settle(() => fail(error)),
      });
      worker.postMessage({ kind: 'ask', id, question, args } satisfies CityOrder);
    });
  }

  /** Lets the city publish what was taken, and opens it anew with another task. */
  renew(task: CityTask, grace = 20_000): void {
    this.task = task;
    this.untried = true;
    const { worker } = this;
    if (!worker || this.renewing || this.stopping) return;
    this.renewing = true;
    worker.postMessage({ kind: 'stop' } satisfies CityOrder);
    const timer = setTimeout(() => void worker.terminate(), grace);
    worker.once('exit', () => clearTimeout(timer));
  }

  /**
   * Lets the city publish what was taken, and ends it.
   * @param grace milliseconds after which it is ended as it is: its store is whole whatever it does
   */
  async stop(grace = 20_000): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    const { worker } = this;
    if (!worker) return;
    const gone = new Promise<void>((done) => {
      this.ended = done;
    });
    worker.postMessage({ kind: 'stop' } satisfies CityOrder);
    // One that is still being opened has nothing to publish.
    const timer = setTimeout(() => void worker.terminate(), this.isOpen ? grace : Math.min(grace, 1000));
    await gone;
    clearTimeout(timer);
  }

  private run(done: () => void = () => {}, fail: (error: Error) => void = () => {}): void {
    const { watch, onOpen, heap = heapFor(totalmem()) } = this.options;
    const { task } = this;
    this.startedAt = Date.now();
    const worker = startThread(new URL('./cityWorker.ts', import.meta.url), {
      workerData: { task },
      resourceLimits: { maxOldGenerationSizeMb: heap },
    });
    this.worker = worker;
    let why: ErrorWords | null = null;
    let text: string | null = null;
    worker.on('message', (message: CityMessage) => {
      switch (message.kind) {
        case 'watch':
          // Names and arguments belong together; the type checker cannot follow that.
          (watch[message.name] as ((...args: readonly unknown[]) => void) | undefined)?.(...message.args);
          break;
        case 'open':
          this.isOpen = true;
          this.wasOpen = true;
          if (task === this.task) this.untried = false;
          onOpen();
          done();
          break;
        case 'answer':
          this.waiting.get(message.id)?.done(message.value);
          break;
        case 'unanswered':
          this.waiting.get(message.id)?.fail(new Error(message.error.message ?? message.error.name));
          break;
        case 'failed':
          why = message.error;
          ({ text } = message);
          break;
      }
    });
    worker.on('error', (error) => {
      why = describe(error);
    });
    worker.on('exit', (code) => {
      this.worker = null;
      this.isOpen = false;
      for (const { fail } of [...this.waiting.values()]) fail(new CityAway('the city ended'));
      if (this.stopping) {
        this.ended();
        done();
        return;
      }
      if (this.renewing) {
        this.renewing = false;
        this.run(done, fail);
        return;
      }
      const { onUnfit } = this.options;
      if (text !== null && this.untried && onUnfit) {
        this.untried = false;
        this.task = onUnfit(text);
        this.run(done, fail);
        return;
      }
      if (text !== null && !this.wasOpen) {
        fail(new Error(text));
        return;
      }
      if (Date.now() - this.startedAt > steady) this.wait = this.options.firstWait ?? 1000;
      const pause = this.wait;
      this.wait = Math.min(this.options.longestWait ?? 60_000, pause * 2);
      this.options.onCrash(why ?? { name: `ended with ${code}`, at: [] }, pause);
      this.timer = setTimeout(() => this.run(done, fail), pause);
    });
  }
}

/** Half of the machine's memory, within reason, in megabytes: what a city holds is mostly outside of the heap. */
function heapFor(machine: number): number {
  const constrained = process.constrainedMemory?.() || machine;
  return Math.round(Math.min(2048, Math.max(256, Math.min(machine, constrained) / 2 ** 21)));
}
