import type { Arrival } from './liveArrivals.ts';

/**
 * The newest requests in as many seats as there are. Each keeps its seat until it is no longer among the newest; who is
 * new takes the seat that became free. So nothing moves while it is read.
 */
export function seated(before: readonly Arrival[], newest: readonly Arrival[], seats: number): Arrival[] {
  const now = new Map(newest.slice(0, seats).map((arrival) => [arrival.rid, arrival]));
  const kept = [...now].map((_, seat) => now.get(before[seat]?.rid ?? -1));
  for (const arrival of kept) if (arrival) now.delete(arrival.rid);
  const fresh = [...now.values()];
  return kept.flatMap((arrival) => arrival ?? fresh.shift() ?? []);
}

/** How many requests a line of some width holds so that each can be read, in rem. */
export function seatsIn(width: number): number {
  return 1 + [48, 80, 110].filter((least) => width > least).length;
}
