import type { Ask } from '../model/ask.ts';
import type { Screen } from '../model/screen.ts';
import { areasOf } from '../views/areas/area.ts';
import { zonePanelView } from '../views/areas/zonePanel.tsx';
import { attentionView } from '../views/attention/attention.tsx';
import { figuresView } from '../views/figures/figures.tsx';
import { categoriesView } from '../views/groups/categories.tsx';
import { channelsView } from '../views/groups/channels.tsx';
import { mapView } from '../views/map/mapView.tsx';
import { happinessView } from '../views/ratings/happiness.tsx';
import { responseTimesView } from '../views/responses/responseTimes.tsx';
import { timeBrushView } from '../views/time/timeBrush.tsx';
import { areaTopicsView } from '../views/topics/areaTopics.tsx';
import { topicsView } from '../views/topics/topics.tsx';
import type { View } from '../views/view.ts';

/** A page for a task: the views in each of its places, in reading order. */
export interface Perspective {
  readonly figures: readonly View[];
  readonly map: readonly View[];
  /** The column beside the map. */
  readonly a: readonly View[];
  /** In the place of `a` where an area or several are chosen. */
  readonly areas: readonly View[];
  /** The column at the end. */
  readonly b: readonly View[];
  readonly time: readonly View[];
}

/** What the city's leadership looks at. */
export const leadership: Perspective = {
  figures: [figuresView, happinessView],
  map: [mapView],
  a: [attentionView, topicsView],
  areas: [zonePanelView, areaTopicsView, attentionView],
  b: [categoriesView, channelsView, responseTimesView],
  time: [timeBrushView],
};

/** The views of the column beside the map: those of the areas where some are chosen. */
export function columnAOf({ a, areas }: Perspective, screen: Screen): readonly View[] {
  return areasOf(screen.filter).length > 0 ? areas : a;
}

/** What all views of a perspective want to know of a screen. */
export function asksOf(perspective: Perspective, screen: Screen): readonly Ask[] {
  const { figures, map, time, b } = perspective;
  const shown = [...figures, ...map, ...time, ...columnAOf(perspective, screen), ...b];
  return shown.flatMap((view) => view.asks(screen));
}
