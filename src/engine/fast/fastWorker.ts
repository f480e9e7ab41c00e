import type { Answer, Ask } from '../../model/ask.ts';
import type { Change } from '../../model/change.ts';
import type { City } from '../../model/city.ts';
import type { Day } from '../../model/day.ts';
import type { Manifest } from '../../model/manifest.ts';
import { Calls } from '../thread/calls.ts';
import type { Thread } from '../thread/thread.ts';
import { unpackAnswers } from './message.ts';
import type { RowsMessage } from './rows.ts';

/** The thread that holds a snapshot's rows and answers what `canScan` says yes to. */
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

/**
 * Opens a snapshot in a thread.
 * @param thread runs `serveRows`
 * @param calendar the snapshot's calendar, as its file has it; null where it has none
 */
export async function openFastWorker(
  thread: Thread,
  { zones, dictionaries }: City,
  manifest: Manifest,
  calendar: object | null,
): Promise<FastWorker> {
  const rows = new Calls<RowsMessage>(thread, "the rows' worker");
  await rows.ask({ kind: 'open', manifest, zones, words: dictionaries, calendar });
  return {
    addHead: (bytes) => rows.ask({ kind: 'head', bytes }, [bytes.buffer]),
    headsDone: (cubeBudget) => rows.ask({ kind: 'headsDone', cubeBudget }),
    addDetails: (bytes) => rows.ask<Uint8Array>({ kind: 'details', bytes }, [bytes.buffer]),
    apply: (change) => rows.ask({ kind: 'apply', change }),
    answer: async (asks, rough) =>
      unpackAnswers(asks, await rows.ask<Float64Array>({ kind: 'answer', asks, rough })),
    dispose: () => rows.end(),
  };
}
