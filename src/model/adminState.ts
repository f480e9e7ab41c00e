import type { JobState } from './job.ts';
import type { Match } from './match.ts';
import type { MessagesState } from './message.ts';
import type { HeldTelling, Problem, Unreadable } from './problem.ts';
import type { Said } from './said.ts';

/** What the administrator's page shows: plain data, as `/admin/state.json` has them. Instants are epoch seconds. */
export interface AdminState {
  /** Of the server's clock. */
  readonly at: number;
  readonly server: ServerState;
  /** Null while store and sources are not there: they start, or are busy. */
  readonly city: CityState | null;
}

/** The reference files: those in force, and what of those that were changed since is not taken. */
export interface ReferenceState {
  readonly folder: string;
  readonly files: readonly ReferenceFileState[];
}

export interface ReferenceFileState {
  /** Without its ending. */
  readonly name: string;
  /** When it was taken while the server ran; null: it has been in force since the start. */
  readonly since: number | null;
  /** What is wrong with the file as it is now, in English words; null: it is in force. */
  readonly refused: {
    readonly at: number;
    readonly faults: readonly {
      readonly line: number;
      readonly at: string;
      readonly got: string;
      readonly expected: string;
    }[];
  } | null;
}

/** The tables of ratings of the Happiness Meter, and what became of each. */
export interface RatingsState {
  readonly folder: string;
  /** Why they could not be read the last time; null: they could. */
  readonly trouble: Said | null;
  readonly files: readonly RatingsFileState[];
}

export interface RatingsFileState {
  readonly name: string;
  /** Null: nothing of it was taken, and `last` says why. */
  readonly taken: {
    readonly rows: number;
    /** Days since 1970-01-01: the first and the last that it tells. */
    readonly from: number;
    readonly to: number;
  } | null;
  /** When it was read. */
  readonly readAt: number;
  /** How many problems were found in it. */
  readonly problems: number;
  /** That of the furthest line, or why nothing was taken; null: none. */
  readonly last: Said | null;
}

export interface ServerState {
  /** Where the board is, as an address of this page; null where nobody knows under which name people reach it. */
  readonly board: string | null;
  readonly version: string;
  /** Of Node. */
  readonly runtime: string;
  readonly startedAt: number;
  /** Resident memory, bytes. */
  readonly memory: number;
  /** Pages that are told of changes now. */
  readonly pages: number;
  /** What `/readyz` says is not as it should be. */
  readonly ailments: readonly { readonly part: string; readonly since: string; readonly why: string }[];
  /** What takes long and goes on now, in English words. */
  readonly works: readonly { readonly what: string; readonly since: string }[];
  /** Null before they were read. */
  readonly reference: ReferenceState | null;
  readonly ratings: RatingsState | null;
  readonly messages: MessagesState;
  /** Bytes: of the published files, and what the disk has left for them; null where that is not known. */
  readonly files: number;
  readonly free: number | null;
}

export interface CityState {
  /** IANA name: in which instants are shown. */
  readonly timeZone: string;
  /** Of the city's clock, which a sample city has of its own. */
  readonly now: number;
  readonly sequence: number;
  /** The instant that the newest published version is of. */
  readonly asOf: number;
  readonly requests: number;
  /** Changes that are in the store and not published yet. */
  readonly outbox: number;
  /** Bytes of the store. */
  readonly store: number;
  readonly sources: readonly SourceSummary[];
  /** What came of holding sources against the store, in the order of `sources`. */
  readonly matches: readonly SourceMatches[];
  /** The source that is held against the store now and how far that is, in English words; null: none. */
  readonly matching: string | null;
  /** What is done by itself, again and again. */
  readonly jobs: readonly JobState[];
  readonly forgetting: ForgettingReport;
  readonly problems: readonly Problem[];
  readonly unreadable: { readonly count: number; readonly list: readonly Unreadable[] };
  /** Those with the most requests. */
  readonly shared: readonly SharedSummary[];
  readonly held: { readonly count: number; readonly list: readonly HeldTelling[] };
}

/** After how many months personal data are forgotten, and what became of that. */
export interface ForgettingReport {
  /** Months after a request is completed; null: never. */
  readonly afterMonths: number | null;
  /** Epoch seconds of the city's clock at which the last run ended; null before the first. */
  readonly lastRun: number | null;
  /** Requests whose personal data the last run forgot. */
  readonly requests: number;
  /** And all runs together. */
  readonly total: number;
}

export interface SourceMatches {
  readonly source: string;
  /** The last time; null: not yet. */
  readonly last: Match | null;
  /** The last time that something differed; null: never, of the times that are kept. */
  readonly differed: Match | null;
}

/** A phone, an address of mail or an account that is nobody, because many share it. */
export interface SharedSummary {
  readonly kind: string;
  /** Null where it is the same in every source. */
  readonly source: string | null;
  /** Why it is nobody: how it looks, how often it comes, or a setting. */
  readonly why: string;
  /** A little of it. */
  readonly masked: string;
  readonly requests: number;
  readonly since: number;
}

export interface SourceSummary {
  readonly id: string;
  readonly kind: string;
  readonly phase: 'starting' | 'initial' | 'following' | 'waiting' | 'stopped';
  /** Why it waits or stopped, in English words for whoever runs the server. */
  readonly trouble: { readonly fault: string; readonly text: string } | null;
  /** When a batch of it was taken last, by the machine's clock; null before the first. */
  readonly lastBatch: number | null;
  /** Seconds from the source's own commit to the store, of the last batch that tells it. */
  readonly lag: number | null;
  /** Requests of it in the store; null where nobody counted. */
  readonly requests: number | null;
}

/** What is sent to mark a kind of problem as seen, or to take that back. */
export interface SeenOrder {
  readonly source: string;
  readonly field: string;
  readonly problem: string;
  readonly seen: boolean;
}
