import type { Answer, Ask } from '../model/ask.ts';
import type { Change } from '../model/change.ts';
import type { Filter } from '../model/filter.ts';
import type { ListAsk, ListColumn } from '../query/listQuery.ts';

export type ListRow = Readonly<Record<ListColumn, number | null>>;

export interface ListPage {
  readonly total: number;
  readonly rows: readonly ListRow[];
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

/** Answers questions about one version of the data at a time. */
export interface Engine {
  /** The answers to all asks, in their order, of one version. Rejects with an AbortError when given up. */
  answer(asks: readonly Ask[], options?: AnswerOptions): Promise<Answer[]>;
  /** One page of the requests behind a measure. */
  list(ask: ListAsk, signal?: AbortSignal): Promise<ListPage>;
  points(filter: Filter, signal?: AbortSignal): Promise<Points>;
  /** Takes a change into every later answer; taking it in once more changes nothing. No `answer` may be on its way. */
  apply(change: Change): Promise<void>;
  /** Runs SQL and returns its result as an Arrow IPC stream. */
  query(sql: string): Promise<Uint8Array>;
  dispose(): Promise<void>;
}
