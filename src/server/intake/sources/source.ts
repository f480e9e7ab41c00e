import type { RequestRow } from '../../../model/schema.ts';

/** What is known of who asked and in which words: never published, kept apart from the row. */
export interface Personal {
  /** Who asked, as far as a source can tell it apart from others: an account, a phone number, an address of mail. */
  readonly customer: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  /** What was asked, in the customer's words. */
  readonly text: string | null;
  /** Where it is, in words. */
  readonly address: string | null;
}

/** One request as a source tells it. */
export interface SourceRequest {
  /** The source's own reference: there is one request of it in a source. */
  readonly ref: string;
  /** Of two tellings of a request the one with the higher order is the later one. */
  readonly order: number;
  /** Null: the source has it no more. Its rid, version and customer flags are the store's. */
  readonly row: RequestRow | null;
  /** Null where the source tells none. */
  readonly personal: Personal | null;
}

/** Where a source is to go on: JSON, opaque to all but the source. */
export type Position = string;

/** Some changes that are kept together or not at all. */
export interface Batch {
  readonly requests: readonly SourceRequest[];
  /** Where to go on after them; null while the initial requests are still coming: these begin anew after a crash. */
  readonly position: Position | null;
  /** Epoch seconds at which the source itself took the last of them; null where it does not tell. */
  readonly committedAt: number | null;
  /** To be called when the batch is on disk: lets the source forget it. */
  readonly kept?: () => void | Promise<void>;
}

/** A part of a source's requests: those of a local month of opening, as `2026-01`, or `all` of them. */
export type Part = string;

/** How many requests there are of a stage, and the sum of `matchHash` over them, modulo 2^32. */
export interface StageSum {
  readonly count: number;
  readonly sum: number;
}

/** Counts and check sums by part and stage (its code; null for none). */
export type PartSums = ReadonlyMap<Part, ReadonlyMap<number | null, StageSum>>;

/** What a source says that it has. */
export interface SourceSums {
  readonly sums: PartSums;
  /** Whether months are told apart; else all is one part. */
  readonly byMonth: boolean;
  /** The instants that are in its check sums, in this order. */
  readonly summed: readonly SummedInstant[];
}

/** An instant that a check sum may hold beside the reference. */
export type SummedInstant = 'opened' | 'responded' | 'resolved' | 'updated';

/** All that a source has at one instant, held still for as long as it is open. */
export interface Look extends AsyncDisposable {
  /** Tellings of an order up to this one are of before it: what it shows is what counts then. */
  readonly asOf: number;
  /** Whether all that it shows has been told to whoever has this position. */
  isTold(position: Position): boolean;
  /** The rows of some parts, some at a time. */
  rows(parts: readonly Part[]): AsyncIterable<LookRows>;
  /** The rows of some references, whatever their part. */
  rowsOf(refs: readonly string[]): AsyncIterable<LookRows>;
}

export interface LookRows {
  /** Of all rows, also of those that cannot be read. */
  readonly refs: readonly string[];
  readonly requests: readonly SourceRequest[];
}

/** A source that can be asked what it has, beside what it tells by itself. */
export interface Matchable {
  /** Asks it for counts and check sums: one question that reads all and moves nothing. @throws SourceError */
  sums(signal: AbortSignal): Promise<SourceSums>;
  /** Holds what it has still. @throws SourceError */
  look(signal: AbortSignal): Promise<Look>;
}

/** A system that requests come from. Both iterables end when `signal` aborts. */
export interface Source {
  /** Names it in the store, in metrics and logs: lower-case letters, digits and hyphens. */
  readonly id: string;
  /** Whether `initial` tells all that there is, so that a request which it does not tell is gone. */
  readonly whole?: boolean;
  /** Null or left out: it cannot be asked what it has. */
  readonly matchable?: Matchable | null;
  /**
   * All requests that it has, from a point that `changes` continues from: the last batch carries the position.
   * @throws SourceError
   */
  initial(signal: AbortSignal): AsyncIterable<Batch>;
  /** What happens from a position on; goes on until the signal aborts. @throws SourceError */
  changes(position: Position, signal: AbortSignal): AsyncIterable<Batch>;
}

/** Why a source cannot go on. */
export type SourceFault =
  /** It cannot be reached now: try again later. */
  | 'unreachable'
  /** What it would continue from is gone (a slot was dropped, a file was rewritten): all must be read anew. */
  | 'lostPosition'
  /** What is configured does not fit the source, or no longer does: somebody must look at it. */
  | 'misfit';

/** A source that cannot go on. The message is for whoever runs the server and holds no personal data. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly fault: SourceFault;
  /** Milliseconds after which the source wants to be asked again; null: whoever runs it decides. */
  readonly retryAfter: number | null;
  constructor(fault: SourceFault, message: string, options?: ErrorOptions & { retryAfter?: number }) {
    super(message, options);
    this.fault = fault;
    this.retryAfter = options?.retryAfter ?? null;
  }
}

/** The time as the publisher sees it. */
export interface Clock {
  /** Epoch seconds, with a fraction. */
  now(): number;
}

/** The time of this machine. */
export const systemClock: Clock = { now: () => Date.now() / 1000 };
