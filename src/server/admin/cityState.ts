import type { CityState } from '../../model/adminState.ts';
import type { OpenedCity } from '../intake/openCity.ts';
import { tolerance } from '../intake/store/store.ts';

/** Milliseconds for which the number of a source's requests is not counted anew. */
const countedFor = 300_000;
const mostShared = 100;

/** Says what an administrator is to know of store and sources: plain data, made anew each time that it is asked for. */
export function cityReport({ store, live, clock, kinds }: OpenedCity): () => CityState {
  const counted = new Map<string, { readonly requests: number; readonly at: number }>();
  const requestsOf = (source: string) => {
    const before = counted.get(source);
    if (before && performance.now() - before.at < countedFor) return before.requests;
    const requests = store.problems.requestsOf(source);
    counted.set(source, { requests, at: performance.now() });
    return requests;
  };
  return () => {
    const { requests, outbox, held, bytes } = store.counts();
    const { manifest, version } = live.publisher;
    return {
      timeZone: manifest.timeZone,
      now: clock.now(),
      ...version,
      ...{ requests, outbox, store: bytes },
      sources: live.sources().map(({ id, phase, trouble, lastBatch, committedAt }) => ({
        ...{ id, phase, kind: kinds[id] ?? 'simulator' },
        trouble: trouble && { fault: trouble.fault, text: trouble.text },
        lastBatch: lastBatch === null ? null : lastBatch / 1000,
        // A sample city's clock is its own.
        lag: lastBatch === null || committedAt === null || !kinds[id] ? null : lastBatch / 1000 - committedAt,
        requests: requestsOf(id),
      })),
      matches: live.matcher.matches().map(({ source, matches }) => ({
        source,
        last: matches[0] ?? null,
        differed: matches.find(({ outcome }) => outcome === 'differed') ?? null,
      })),
      matching: live.matcher.doing(),
      jobs: live.jobs.states(),
      forgetting: store.forgetting(),
      problems: store.problems.all(),
      unreadable: store.problems.unreadable(),
      shared: store.sharedIdentities(mostShared),
      held: { count: held, list: store.problems.held(tolerance) },
    };
  };
}
