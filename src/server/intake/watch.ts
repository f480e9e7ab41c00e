import type { Doing } from '../../model/doing.ts';
import type { JobState } from '../../model/job.ts';
import type { Match } from '../../model/match.ts';
import type { HubVersion } from '../live/hub.ts';
import { describe, type ErrorWords } from '../live/logger.ts';
import { type WireDelta, wireDelta } from '../live/ring.ts';
import type { PublisherEvent } from './publish/publisher.ts';
import type { SourceState } from './sources/runner.ts';
import type { Batch } from './sources/source.ts';
import type { Taken } from './store/store.ts';

/** What is published as a publisher begins, and the deltas that lead up to it, the oldest first. */
export interface Opened {
  readonly version: HubVersion;
  readonly ring: readonly WireDelta[];
  /** The city's time, epoch seconds, and how many times as fast as the clock it runs; null: it is the clock's. */
  readonly now: number;
  readonly pace: number | null;
}

/** What a publisher did, in a form that another process can be told. */
export type PublisherNews =
  | Exclude<PublisherEvent, { readonly kind: 'published' | 'failed' }>
  | {
      readonly kind: 'published';
      readonly delta: WireDelta;
      readonly seconds: number;
      readonly oldest: number | null;
    }
  | { readonly kind: 'failed'; readonly what: 'publish' | 'fold'; readonly error: ErrorWords };

/** Told what happens; nothing waits for it. All that it is told can be told to another process as it is. */
export interface Watch {
  /** What takes long and goes on now; null when nothing does any more. */
  readonly doing?: (doing: Doing | null) => void;
  /** A sentence about a source or a file, for whoever runs the server; holds no personal data. */
  readonly said?: (text: string) => void;
  /** A publisher begins: comes before anything that it publishes. */
  readonly opened?: (opened: Opened) => void;
  readonly published?: (news: PublisherNews) => void;
  readonly taken?: (source: string, taken: Taken, batch: Pick<Batch, 'committedAt'>) => void;
  readonly source?: (state: SourceState) => void;
  /** A source was held against the store. */
  readonly matched?: (match: Match) => void;
  /** A job was run, or it is known that its run was lost. */
  readonly ran?: (job: JobState) => void;
  /** So many of a kind could not be taken, or are doubtful; they are in the store. Never a value. */
  readonly problem?: (source: string, field: string, problem: string, count: number) => void;
}

/** What a publisher did, as it is told. */
export function newsOf(event: PublisherEvent): PublisherNews {
  if (event.kind === 'published') {
    const { event: delta, ...rest } = event;
    return { ...rest, delta: wireDelta(delta) };
  }
  return event.kind === 'failed' ? { ...event, error: describe(event.error) } : event;
}
