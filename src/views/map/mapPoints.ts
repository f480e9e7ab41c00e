import { createContext } from 'react';
import type { Filter } from '../../model/filter.ts';

/** Points of requests, as the map draws them: longitude and latitude in turn, and requests at each point. */
export interface Points {
  readonly positions: Float32Array;
  readonly weights: Float32Array;
}

/** Fetches the points of a filter's requests; rejects when aborted. */
export type LoadPoints = (filter: Filter, signal: AbortSignal) => Promise<Points>;

/** Where the map gets points from; null where the engine cannot give any (yet). */
export const PointsContext = createContext<LoadPoints | null>(null);
