import { useMemo, useReducer } from 'react';
import type { MapHover } from '../../ui/map/island.ts';

/** How the map stands beyond what is chosen: kept while the page is open, and told in no link. */
export interface MapState {
  /** `unavailable`: this browser cannot draw a map, and the table stands in its place for good. */
  readonly form: 'map' | 'table' | 'unavailable';
  /** Whether the colours part around the goal, where there is one. */
  readonly around: boolean;
  /** Whether the colours follow the values that are shown. */
  readonly fitted: boolean;
  readonly streets: 'shown' | 'hidden' | 'failed';
  readonly heatFailed: boolean;
  /** The area under the pointer, of which the card tells. */
  readonly hover: MapHover | null;
}

/** What happens to it. */
export type MapStep =
  | { readonly kind: 'table'; readonly shown: boolean }
  | { readonly kind: 'around'; readonly around: boolean }
  | { readonly kind: 'fitted'; readonly fitted: boolean }
  | { readonly kind: 'streets'; readonly shown: boolean }
  | { readonly kind: 'failed'; readonly what: 'map' | 'heat' | 'streets' }
  | { readonly kind: 'hover'; readonly hover: MapHover | null };

/** The map as it opens. */
export const openingMap: MapState = {
  form: 'map',
  around: true,
  fitted: false,
  streets: 'shown',
  heatFailed: false,
  hover: null,
};

/** The state after a step; the same object where the step changes nothing. What has failed stays so. */
export function nextMapState(state: MapState, step: MapStep): MapState {
  const changed = partsAfter(state, step);
  const same = (Object.keys(changed) as (keyof MapState)[]).every((part) => state[part] === changed[part]);
  return same ? state : { ...state, ...changed };
}

function partsAfter({ form, streets }: MapState, step: MapStep): Partial<MapState> {
  switch (step.kind) {
    case 'table':
      if (form === 'unavailable') return {};
      // Nothing is under the pointer of a map that comes back.
      return { form: step.shown ? 'table' : 'map', hover: null };
    case 'around':
      return { around: step.around };
    case 'fitted':
      return { fitted: step.fitted };
    case 'streets':
      return streets === 'failed' ? {} : { streets: step.shown ? 'shown' : 'hidden' };
    case 'failed':
      if (step.what === 'map') return { form: 'unavailable', hover: null };
      return step.what === 'heat' ? { heatFailed: true } : { streets: 'failed' };
    case 'hover':
      return { hover: step.hover };
  }
}

/** The state of a map, and what tells it of steps: the same functions for as long as the map is there. */
export function useMapState() {
  const [state, step] = useReducer(nextMapState, openingMap);
  const on = useMemo(
    () => ({
      table: (shown: boolean) => step({ kind: 'table', shown }),
      around: (around: boolean) => step({ kind: 'around', around }),
      fitted: (fitted: boolean) => step({ kind: 'fitted', fitted }),
      streets: (shown: boolean) => step({ kind: 'streets', shown }),
      hover: (hover: MapHover | null) => step({ kind: 'hover', hover }),
      cardClosed: () => step({ kind: 'hover', hover: null }),
      mapFailed: () => step({ kind: 'failed', what: 'map' }),
      heatFailed: () => step({ kind: 'failed', what: 'heat' }),
      streetsFailed: () => step({ kind: 'failed', what: 'streets' }),
    }),
    [],
  );
  return { state, on };
}
