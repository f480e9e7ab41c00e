import { JobError } from './failure.ts';
import type { FromWorker, JobKind, Jobs, Opened, Progress, ToWorker } from './protocol.ts';

/** The parts of a worker that are used. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<FromWorker>) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Asks a worker for the import's work. To stop is to end the worker, whatever it is doing; the next job starts
 * another, which is told of the file first.
 */
export class ImportClient {
  private readonly start: () => WorkerLike;
  private worker: WorkerLike | null = null;
  private opened: Opened | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  constructor(start: () => WorkerLike) {
    this.start = start;
  }

  /** The file, and what is known of it, that the next jobs are about. */
  open(opened: Opened): void {
    this.opened = opened;
    this.worker?.postMessage({ kind: 'open', opened });
  }

  /** @throws JobError that says why there is no answer; an AbortError once `stop` was called */
  ask<K extends JobKind>(
    kind: K,
    ask: Jobs[K]['ask'],
    onProgress: (progress: Progress) => void = () => {},
  ): Promise<Jobs[K]['answer']> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, onProgress });
      try {
        this.running().postMessage({ kind, id, ask } as ToWorker);
      } catch (error) {
        this.waiting.delete(id);
        reject(new JobError({ kind: 'fault', detail: String(error) }));
      }
    });
  }

  /** Ends whatever runs; nothing of it answers any more. */
  stop(): void {
    this.end(new DOMException('The work was stopped.', 'AbortError'));
  }

  private running(): WorkerLike {
    if (this.worker) return this.worker;
    const worker = this.start();
    worker.addEventListener('message', ({ data }) => {
      // A worker that was stopped may have spoken before.
      if (this.worker === worker) this.receive(data);
    });
    worker.addEventListener('error', ({ message }) => {
      if (this.worker !== worker) return;
      // A worker that ends without a word has mostly run out of memory.
      this.end(
        new JobError(
          message
            ? { kind: 'fault', detail: message }
            : { kind: 'memory', bytes: this.opened?.file.size ?? 0 },
        ),
      );
    });
    this.worker = worker;
    if (this.opened) worker.postMessage({ kind: 'open', opened: this.opened });
    return worker;
  }

  private receive(message: FromWorker): void {
    const job = this.waiting.get(message.id);
    if (!job) return;
    if (message.kind === 'progress') {
      job.onProgress(message.progress);
      return;
    }
    this.waiting.delete(message.id);
    if (message.kind === 'done') job.resolve(message.answer as never);
    else job.reject(new JobError(message.failure));
  }

  private end(reason: Error): void {
    this.worker?.terminate();
    this.worker = null;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of waiting) reject(reason);
  }
}

/** A client of the worker that the page brings. */
export function startClient(): ImportClient {
  return new ImportClient(
    () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }) as unknown as WorkerLike,
  );
}
