import { useContext, useEffect, useState } from 'react';
import { type Filter, formatFilter } from '../../model/filter.ts';
import { useSlow } from '../../ui/useSlow.ts';
import type { HeatState } from './mapLegend.tsx';
import { type Points, PointsContext } from './mapPoints.ts';

interface Heat {
  readonly points: Points | null;
  readonly state: HeatState;
}

type Loaded =
  | { readonly kind: 'loading' | 'unavailable' }
  | { readonly kind: 'points'; readonly points: Points; readonly requests: number; readonly most: number };

/** Data that go on are drawn anew this often, in ms: a heat map is of many requests, and dear. */
const every = 10_000;

/**
 * The points of a filter's requests while a heat map is shown. The last ones stay until the next have come; a
 * question that is no longer asked is aborted.
 */
export function useHeat(wanted: boolean, filter: Filter, version: string, hasPoints: boolean): Heat {
  const load = useContext(PointsContext);
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' });
  const key = JSON.stringify(formatFilter(filter));
  const followed = useSlow(version, every);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key and the version stand for filter and data
  useEffect(() => {
    if (!wanted || !load || !hasPoints) return;
    const abort = new AbortController();
    setLoaded((before) => (before.kind === 'points' ? before : { kind: 'loading' }));
    load(filter, abort.signal).then(
      (points) => {
        if (abort.signal.aborted) return;
        setLoaded({
          kind: 'points',
          points,
          requests: points.weights.reduce((sum, weight) => sum + weight, 0),
          most: points.weights.reduce((most, weight) => Math.max(most, weight), 0),
        });
      },
      () => {
        if (!abort.signal.aborted) setLoaded({ kind: 'unavailable' });
      },
    );
    return () => abort.abort();
  }, [wanted, load, hasPoints, key, followed]);

  if (!wanted) return { points: null, state: { kind: 'loading' } };
  if (!hasPoints) return { points: null, state: { kind: 'unavailable' } };
  if (!load) return { points: null, state: { kind: 'starting' } };
  if (loaded.kind !== 'points') return { points: null, state: loaded };
  return { points: loaded.points, state: { kind: 'drawn', requests: loaded.requests, most: loaded.most } };
}
