import type { Answer, Ask } from '../model/ask.ts';
import type { Change } from '../model/change.ts';
import type { Filter } from '../model/filter.ts';
import type { ListAsk, ListColumn } from '../query/listQuery.ts';
import type { ReferenceFiles } from './references.ts';

/** A request: the numbers of its columns, and the reference that people call it by. */
export type ListRow = Readonly<Record<ListColumn, number | null>> & { readonly ref: string };

/** Answers in the order of their asks, all of one version of the data. */
export interface Answers {
  /** See `versionOf`. */
  readonly version: string;
  readonly answers: readonly Answer[];
}

/** The requests behind a measure in an order, all as they were when the list was opened. To be closed. */
export interface KeptList {
  /** Of the data that it is of: see `versionOf`. */
  readonly version: string;
  readonly total: number;
  /** The sum of their `rid`: another sum is another list. */
  readonly sum: number;
  /** Rows from a place of the order on, from 0; fewer where it ends. */
  rows(from: number, count: number, signal?: AbortSignal): Promise<readonly ListRow[]>;
  /** The same as an Arrow IPC file with the columns of `listColumns`, without their references. */
  piece(from: number, count: number): Promise<Uint8Array>;
  /** The references of all its requests and of others of their days. */
  references(signal?: AbortSignal): Promise<ReferenceFiles>;
  /** The place of a request in the order, from 0, by its reference; null where it is not in the list. */
  placeOf(ref: string, signal?: AbortSignal): Promise<number | null>;
  /** Has it stay open for one more who closes it. */
  hold(): void;
  /** Closes it, once all who hold it have. */
  close(): Promise<void>;
}

/** Points for a heat map: longitude and latitude interleaved, in degrees, and the number of requests at each. */
export interface Points {
  readonly positions: Float32Array;
  readonly weights: Float32Array;
}

export interface AnswerOptions {
  readonly signal?: AbortSignal;
  /** While something is dragged: percentiles may be estimates, with their `Answer.bounds`. */
  readonly rough?: boolean;
}

/** Answers questions about one version of the data at a time, and says about which. */
export interface Engine {
  /** The answers to all asks. Rejects with an AbortError when given up. */
  answer(asks: readonly Ask[], options?: AnswerOptions): Promise<Answers>;
  /** Opens the list of the requests behind a measure. */
  list(ask: ListAsk, signal?: AbortSignal): Promise<KeptList>;
  points(filter: Filter, signal?: AbortSignal): Promise<Points>;
  /** Takes a change into every later answer; taking it in once more changes nothing. */
  apply(change: Change): Promise<void>;
  dispose(): Promise<void>;
}

/** An engine whose rows are in a database of its own, for questions in SQL that no ask can put. */
export interface SqlEngine extends Engine {
  /** Runs SQL and returns its result as an Arrow IPC file. */
  query(sql: string): Promise<Uint8Array>;
}
