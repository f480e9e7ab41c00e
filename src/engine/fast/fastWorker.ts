import type { Answer, Ask } from '../../model/ask.ts';
import type { Change } from '../../model/change.ts';
import type { City } from '../../model/city.ts';
import type { Day } from '../../model/day.ts';
import type { Manifest } from '../../model/manifest.ts';
import { unpackAnswers } from './message.ts';
import type { FromWorker, Numbered, ToWorker } from './worker.ts';

/** The worker of a page that holds a snapshot's rows and answers what `canScan` says yes to. */
export interface FastWorker {
  /** Adds the head of the next segment; its bytes are handed over. @throws Error if they are not what was expected */
  addHead(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** To be called once all heads are there. @param cubeBudget bytes that cubes may take */
  headsDone(cubeBudget: number): Promise<void>;
  /** Adds the details of the next segment and gives the Arrow IPC stream of all its columns. */
  addDetails(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  /**
   * Takes a change in; the details of all segments must be there.
   * @returns the first day on which a request was opened that it is about; null: it is about none
   */
  apply(change: Change): Promise<Day | null>;
  answer(asks: readonly Ask[], rough: boolean): Promise<Answer[]>;
  dispose(): void;
}

/** Starts the worker. @param calendar the snapshot's calendar, as its file has it; null where it has none */
export async function openFastWorker(
  { zones, dictionaries }: City,
  manifest: Manifest,
  calendar: object | null,
): Promise<FastWorker> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { done: (result: never) => void; fail: (error: Error) => void }>();
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    const asker = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) asker?.fail(new Error(data.error));
    else asker?.done(data.result as never);
  });
  const failed = (event: ErrorEvent | MessageEvent) => {
    const error = new Error(
      `the rows' worker: ${'message' in event ? event.message : 'could not read a message'}`,
    );
    for (const { fail } of waiting.values()) fail(error);
    waiting.clear();
  };
  worker.addEventListener('error', failed);
  worker.addEventListener('messageerror', failed);
  const send = <T>(message: ToWorker, transfer: Transferable[] = []) =>
    new Promise<T>((done, fail) => {
      const id = ++last;
      waiting.set(id, { done, fail });
      worker.postMessage({ id, message } satisfies Numbered, transfer);
    });
  await send({ kind: 'open', manifest, zones, words: dictionaries, calendar });
  return {
    addHead: (bytes) => send({ kind: 'head', bytes }, [bytes.buffer]),
    headsDone: (cubeBudget) => send({ kind: 'headsDone', cubeBudget }),
    addDetails: (bytes) => send<Uint8Array>({ kind: 'details', bytes }, [bytes.buffer]),
    apply: (change) => send({ kind: 'apply', change }),
    answer: async (asks, rough) =>
      unpackAnswers(asks, await send<Float64Array>({ kind: 'answer', asks, rough })),
    dispose() {
      worker.terminate();
      for (const { fail } of waiting.values()) fail(new Error("the rows' worker was ended"));
      waiting.clear();
    },
  };
}
