import { type ChildProcess, fork } from 'node:child_process';
import type { ErrorWords } from '../live/logger.ts';
import type { Order, Told } from './messages.ts';

export interface ChildOptions {
  /** The program. */
  readonly file: URL;
  readonly args?: readonly string[];
  /** What its first run begins with; a later one with what it told last. */
  readonly task: unknown;
  /** Megabytes of its heap; what is more ends it, and no other process. */
  readonly heap?: number;
  /** It was started, and can be told things. */
  readonly onStart?: () => void;
  /** What it tells that is not for whoever keeps it going. */
  readonly onTold: (told: Told) => void;
  /** It ended by itself, and is started again after so many milliseconds. */
  readonly onCrash: (error: ErrorWords, pause: number) => void;
  /** It said why it cannot do what it is there for, which it never did. It is not started again. */
  readonly onFailed: (text: string) => void;
  /** Milliseconds before the first new start; each that follows waits twice as long, up to `longestWait`. */
  readonly firstWait?: number;
  readonly longestWait?: number;
}

/** How long it must have run for its next end to be the first of a row, milliseconds. */
const steady = 600_000;
/** Characters of its last words that are looked through for a reason. */
const lastWords = 4000;
/** What V8 writes before pages about the heap and the stack. */
const heapReport = '<--- Last few GCs --->';

/** A process of the server that is started again when it ends by itself. */
export class Child {
  private readonly options: ChildOptions;
  private task: unknown;
  private process: ChildProcess | null = null;
  private open = false;
  private wasOpen = false;
  private stopping = false;
  private wait: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ended: (code: number | null) => void = () => {};

  constructor(options: ChildOptions) {
    this.options = options;
    this.task = options.task;
    this.wait = options.firstWait ?? 1000;
  }

  get isThere(): boolean {
    return this.process !== null;
  }

  /** Whether it does what it is there for. */
  get isOpen(): boolean {
    return this.open;
  }

  /** Null while it is not there. */
  get pid(): number | null {
    return this.process?.pid ?? null;
  }

  /** Starts it; at once where it waits to be started again, and nothing where it is there. */
  start(): void {
    clearTimeout(this.timer);
    this.stopping = false;
    if (!this.process) this.run();
  }

  private run(): void {
    const { file, args = [], heap, onStart } = this.options;
    const startedAt = Date.now();
    const child = fork(file, args, {
      execArgv: ['--import', 'tsx', ...(heap ? [`--max-old-space-size=${heap}`] : [])],
      serialization: 'advanced',
      // The last one is a pipe on which nothing comes: it ends with this process, however that ends.
      stdio: ['ignore', 'inherit', 'pipe', 'ipc', 'pipe'],
    });
    this.process = child;
    let why: ErrorWords | null = null;
    let text: string | null = null;
    child.stdio[4]!.on('error', () => {});
    // One that is ending takes nothing more.
    child.on('error', () => {});
    const words = passOn(child);
    child.on('message', (told: Told) => {
      if (told.kind === 'crashed') why = told.error;
      else if (told.kind === 'failed') ({ text } = told);
      else if (told.kind === 'task') this.task = told.task;
      else {
        if (told.kind === 'open') {
          this.open = true;
          this.wasOpen = true;
        }
        this.options.onTold(told);
      }
    });
    child.once('close', (code, signal) => {
      this.process = null;
      this.open = false;
      if (this.stopping) {
        this.ended(code);
        return;
      }
      if (text !== null && !this.wasOpen) {
        this.options.onFailed(text);
        return;
      }
      if (Date.now() - startedAt > steady) this.wait = this.options.firstWait ?? 1000;
      const pause = this.wait;
      this.wait = Math.min(this.options.longestWait ?? 60_000, pause * 2);
      const said: ErrorWords | null = text === null ? null : { name: 'Error', message: text, at: [] };
      this.options.onCrash(said ?? why ?? reasonOf(words(), code, signal, heap), pause);
      this.timer = setTimeout(() => this.run(), pause);
    });
    this.send({ kind: 'begin', task: this.task });
    onStart?.();
  }

  /** Tells it something; what is told to one that is not there is lost. */
  send(order: Order): void {
    this.process?.send(order, () => {});
  }

  /**
   * Lets it end in an orderly way, until it is started again, and resolves with its exit code when it has; null where it was ended as it was, or
   * was not there.
   * @param grace milliseconds after which it is ended as it is
   */
  async stop(grace: number, code = 0): Promise<number | null> {
    this.stopping = true;
    clearTimeout(this.timer);
    if (!this.process) return null;
    const gone = new Promise<number | null>((done) => {
      this.ended = done;
    });
    this.send({ kind: 'stop', code });
    const timer = setTimeout(() => this.process?.kill('SIGKILL'), this.open ? grace : Math.min(grace, 1000));
    const ended = await gone;
    clearTimeout(timer);
    return ended;
  }

  /** Ends it at once, for good. */
  kill(): void {
    this.stopping = true;
    clearTimeout(this.timer);
    this.process?.kill('SIGKILL');
  }
}

/** Lets its errors be read where this process's are, but for V8's pages about a full heap. Returns its last words. */
function passOn(child: ChildProcess): () => string {
  let last = '';
  let isReport = false;
  child.stderr!.on('data', (part: Buffer) => {
    last = (last + part).slice(-lastWords);
    isReport ||= last.includes(heapReport);
    if (!isReport) process.stderr.write(part);
  });
  return () => last;
}

function reasonOf(words: string, code: number | null, signal: string | null, heap?: number): ErrorWords {
  if (/heap out of memory/i.test(words))
    return {
      ...{ name: 'Error', code: 'ERR_OUT_OF_MEMORY', at: [] },
      message: heap ? `out of memory: its heap of ${heap} MB was full` : 'out of memory',
    };
  return { name: `ended with ${signal ?? code}`, at: [] };
}
