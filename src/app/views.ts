import type { Ask } from '../model/ask.ts';
import type { Screen } from '../model/screen.ts';
import { areasOf } from '../views/area.ts';
import { areaTopicsView } from '../views/areaTopics.tsx';
import { attentionView } from '../views/attention/attention.tsx';
import { categoriesView } from '../views/categories.tsx';
import { channelsView } from '../views/channels.tsx';
import { figuresView } from '../views/figures.tsx';
import { mapView } from '../views/mapView.tsx';
import { happinessView } from '../views/ratings/happiness.tsx';
import { responseTimesView } from '../views/responseTimes.tsx';
import { timeBrushView } from '../views/timeBrush.tsx';
import { topicsView } from '../views/topics.tsx';
import type { View } from '../views/view.ts';
import { zonePanelView } from '../views/zonePanel.tsx';

/** The parts of the page and the views in each, in reading order. */
export const parts = {
  figures: [figuresView, happinessView],
  map: [mapView],
  a: [attentionView, topicsView],
  /** In the place of `a` where an area or several are chosen. */
  zone: [zonePanelView, areaTopicsView, attentionView],
  b: [categoriesView, channelsView, responseTimesView],
  time: [timeBrushView],
} as const satisfies Record<string, readonly View[]>;

/** The views of the first side column: those of the areas where some are chosen. */
export function columnAOf(screen: Screen): readonly View[] {
  return areasOf(screen.filter).length > 0 ? parts.zone : parts.a;
}

/** What all views on the page want to know of a screen. */
export function asksOfPage(screen: Screen): readonly Ask[] {
  const shown = [...parts.figures, ...parts.map, ...parts.time, ...columnAOf(screen), ...parts.b];
  return shown.flatMap((view) => view.asks(screen));
}
