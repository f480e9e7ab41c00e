import type { FastifyInstance } from 'fastify';
import type { Doing, OldStates, StartNews } from '../../model/doing.ts';
import type { MatchNews } from '../../model/match.ts';
import { doingText } from '../doing.ts';
import { type Clock, systemClock } from '../intake/sources/source.ts';

/** What is expected of a source. */
export interface SourceExpectation {
  readonly id: string;
  /** Seconds without a word from it, or of failing, after which the server is not ready. */
  readonly limit: number;
}

/** A part that is not as it should be. */
export interface Ailment {
  /** `snapshot`, `publisher`, `city` (intake) or `source ID`. */
  readonly part: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** In words, for whoever runs the server. */
  readonly why: string;
}

/** Something that takes long, in words, and since when. */
export interface Work {
  readonly what: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** How long publishing may fail before the server is not ready, seconds. */
const publisherLimit = 60;

/**
 * Whether the server does what it is there for: serve a snapshot that follows its sources. Times are of this
 * machine's clock, also where the city has one of its own.
 */
export class Readiness {
  private readonly clock: Clock;
  private readonly sources: readonly SourceExpectation[];
  private readonly started: number;
  private served = false;
  private publisherFailing: number | null = null;
  private publisherWhy = '';
  private readonly troubles = new Map<string, string>();
  private readonly heardAt = new Map<string, number>();
  private readonly doing = new Map<Doing['what'], { doing: Doing; since: number }>();
  private cityGone: { readonly since: number; readonly why: string } | null = null;

  constructor(sources: readonly SourceExpectation[], clock: Clock = systemClock) {
    this.sources = sources;
    this.clock = clock;
    this.started = clock.now();
  }

  /** A snapshot is served from now on. */
  serves(): void {
    this.served = true;
  }

  /** What the last match of the sources told, which pages are told too; null: there was none. */
  matched: () => MatchNews | null = () => null;

  /** Requests that are shown in an older state, which pages are told too. */
  unreadable: OldStates = { count: 0, rids: [] };

  /** The mark of the ratings that are served, which pages are told too; null: there are none. */
  ratings: string | null = null;

  /** A source answered, even if with nothing new. */
  heard(source: string): void {
    this.heardAt.set(source, this.clock.now());
  }

  /** Why a source cannot go on, in words without personal data; null: it can. */
  troubled(source: string, why: string | null): void {
    if (why === null) this.troubles.delete(source);
    else this.troubles.set(source, why);
  }

  /** Something that takes long goes on; it counts until `does` is told that it has ended. */
  does(doing: Doing): void {
    const before = this.doing.get(doing.what);
    this.doing.set(doing.what, { doing, since: before?.since ?? this.clock.now() });
  }

  /** Of some kinds, or of all, nothing goes on any more. */
  ends(...kinds: readonly Doing['what'][]): void {
    for (const kind of kinds) this.doing.delete(kind);
  }

  /** Intake ended by itself; null: it is there again. */
  lost(why: string | null): void {
    this.cityGone = why === null ? null : { since: this.cityGone?.since ?? this.clock.now(), why };
  }

  /** What takes long and goes on now, in words. */
  works(): Work[] {
    return [...this.doing.values()].map(({ doing, since }) => ({
      what: doingText(doing),
      since: new Date(since * 1000).toISOString(),
    }));
  }

  /** The same, as the page is told of it. */
  news(): StartNews {
    const now = this.clock.now();
    const doing = [...this.doing.values()].map(({ doing }) => doing);
    const sources = this.sources.flatMap(({ id, limit }) => {
      const heard = this.heardAt.get(id);
      const seconds = Math.round(now - (heard ?? this.started));
      const isLate = seconds > limit && (heard !== undefined || !this.isBeforeSources);
      return this.troubles.has(id) || isLate ? [{ id, seconds }] : [];
    });
    const matched = this.matched();
    const { unreadable } = this;
    return {
      ...{ serving: this.served, doing, away: sources },
      ...(matched && { matched }),
      ...(unreadable.count > 0 && { unreadable }),
      ...(this.ratings !== null && { ratings: this.ratings }),
    };
  }

  /** Whether something goes on before which no source is asked. */
  private get isBeforeSources(): boolean {
    return (['sample', 'grow', 'start', 'fill', 'index'] as const).some((what) => this.doing.has(what));
  }

  /** Whether publishing works. @param why what is wrong, where that is known in words without personal data */
  publishes(works: boolean, why = 'the log says why'): void {
    this.publisherWhy = why;
    this.publisherFailing = works ? null : (this.publisherFailing ?? this.clock.now());
  }

  /** All that is not as it should be. */
  ailments(): Ailment[] {
    const now = this.clock.now();
    const found: Ailment[] = [];
    const add = (part: string, since: number, why: string) =>
      found.push({ part, since: new Date(since * 1000).toISOString(), why });
    if (!this.served) add('snapshot', this.started, 'no snapshot is served yet');
    if (this.cityGone) add('city', this.cityGone.since, this.cityGone.why);
    const failing = this.publisherFailing;
    if (failing !== null && now - failing > publisherLimit)
      add('publisher', failing, `changes cannot be published: ${this.publisherWhy}`);
    for (const { id, limit } of this.sources) {
      const heard = this.heardAt.get(id);
      const trouble = this.troubles.get(id);
      const why = trouble === undefined ? '' : `: ${trouble}`;
      if (heard === undefined) add(`source ${id}`, this.started, `not heard since the server started${why}`);
      else if (now - heard > limit)
        add(
          `source ${id}`,
          heard,
          `not heard for ${Math.round(now - heard)} s, expected every ${limit} s${why}`,
        );
    }
    return found;
  }
}

/** Serves /healthz (the process lives) and /readyz (it does what it is there for; else 503 and what does not). */
export function serveHealth(server: FastifyInstance, readiness: Pick<Readiness, 'ailments' | 'works'>): void {
  const options = { logLevel: 'warn' } as const;
  server.get('/healthz', options, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ ok: true }),
  );
  server.get('/readyz', options, async (_request, reply) => {
    const ailments = readiness.ailments();
    return reply
      .code(ailments.length === 0 ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready: ailments.length === 0, ailments, doing: readiness.works() });
  });
}
