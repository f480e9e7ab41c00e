import type { JobResult } from '../../../model/job.ts';
import { differing, type Match } from '../../../model/match.ts';
import { errorText } from '../../live/errorText.ts';
import { type Part, type Source, SourceError } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import { matchSource } from './matchSource.ts';

export interface MatcherOptions {
  readonly sources: readonly Source[];
  readonly store: Store;
  /** Epoch seconds of the city. */
  readonly now: () => number;
  /** Requests were taken that are to be published. */
  readonly onTaken: () => void;
  readonly onMatch: (match: Match) => void;
  /** Aborts when the city ends. */
  readonly signal: AbortSignal;
  readonly patience?: number;
}

export interface MatchOrder {
  /** False: only tells what differs. */
  readonly mend: boolean;
  /** Months that are read whatever their sums say; null: those that differ. */
  readonly parts: readonly Part[] | null;
}

/** Matches that are kept of a source, the newest first. */
const mostKept = 14;

interface Kept {
  readonly matches: readonly Match[];
  readonly settled: readonly (readonly [Part, string])[];
}

/** Holds sources against the store, one at a time, and remembers what came of it. */
export class Matcher {
  private readonly options: MatcherOptions;
  private last: Promise<unknown> = Promise.resolve();
  /** What is going on, in words. */
  private progress: string | null = null;

  constructor(options: MatcherOptions) {
    this.options = options;
  }

  /** Of each source what came of it, the newest first. */
  matches(): { readonly source: string; readonly matches: readonly Match[] }[] {
    return this.options.sources.map(({ id }) => ({ source: id, matches: this.keptOf(id).matches }));
  }

  doing(): string | null {
    return this.progress;
  }

  /** Holds a source against the store, after those that were asked for before. @throws Error for an unknown one */
  match(id: string, order: MatchOrder): Promise<Match> {
    const source = this.options.sources.find((one) => one.id === id);
    if (!source) return Promise.reject(unknownSource(id, this.options.sources));
    const next = this.last.then(() => this.run(source, order));
    this.last = next.catch(() => {});
    return next;
  }

  /**
   * Holds all against the store, but for those that were since an instant of the machine, epoch seconds.
   * @throws SourceError where it cannot be told of some what differs
   */
  async matchAll(since: number): Promise<JobResult> {
    const { sources, signal } = this.options;
    const told: Match[] = [];
    for (const { id } of sources) {
      signal.throwIfAborted();
      const [last] = this.keptOf(id).matches;
      const isDone = last && last.at >= since && last.outcome !== 'failed';
      told.push(isDone ? last : await this.match(id, { mend: true, parts: null }));
    }
    const failed = told.filter(({ outcome }) => outcome === 'failed');
    if (failed.length > 0)
      throw new SourceError(
        'unreachable',
        `of ${failed.length} of ${told.length} sources it cannot be told what differs: ${failed.map(({ source, why }) => `${source} (${why})`).join('; ')}`,
      );
    const asked = told.filter(({ outcome }) => outcome !== 'unasked');
    return {
      code: 'matched',
      sources: asked.length,
      equal: asked.filter(({ outcome }) => outcome === 'equal').length,
      requests: asked.reduce((sum, match) => sum + differing(match), 0),
    };
  }

  private async run(source: Source, order: MatchOrder): Promise<Match> {
    const { store, now, onTaken, onMatch, signal, patience } = this.options;
    const { id, matchable } = source;
    const started = Date.now();
    const facts = {
      source: id,
      at: started / 1000,
      requests: 0,
      parts: 0,
      read: 0,
      differences: [],
      mended: false,
    };
    const kept = this.keptOf(id);
    let settled = kept.settled;
    let match: Match;
    try {
      if (!matchable)
        match = {
          ...facts,
          seconds: 0,
          outcome: 'unasked',
          why: 'it tells what is new, and cannot be asked what it has',
        };
      else {
        const matched = await matchSource({
          ...{ source: id, matchable, store, now, ...order, signal },
          settled: new Map(settled),
          ...(patience === undefined ? {} : { patience }),
          onProgress: (text) => {
            this.progress = `${id}: ${text}`;
          },
        });
        settled = [...matched.settled];
        const outcome = matched.differences.length === 0 ? 'equal' : 'differed';
        const { requests, parts, read, differences } = matched;
        const mended = order.mend && outcome === 'differed';
        match = {
          ...facts,
          requests,
          parts,
          read,
          differences,
          outcome,
          mended,
          seconds: secondsSince(started),
          why: null,
        };
        if (mended) onTaken();
      }
    } catch (error) {
      if (signal.aborted) throw error;
      match = { ...facts, outcome: 'failed', seconds: secondsSince(started), why: errorText(error) };
    } finally {
      this.progress = null;
    }
    const matches = [match, ...kept.matches].slice(0, mostKept);
    store.setNote(`match:${id}`, JSON.stringify({ matches, settled } satisfies Kept));
    onMatch(match);
    return match;
  }

  private keptOf(id: string): Kept {
    const text = this.options.store.note(`match:${id}`);
    return text === null ? { matches: [], settled: [] } : (JSON.parse(text) as Kept);
  }
}

/** For whoever asks for a source that is not there. */
export function unknownSource(id: string, sources: readonly { readonly id: string }[]): SourceError {
  return new SourceError(
    'misfit',
    `${id}: there is no such source; expected one of ${sources.map((one) => one.id).join(', ')}`,
  );
}

function secondsSince(started: number): number {
  return (Date.now() - started) / 1000;
}
