import type { Ask } from '../model/ask.ts';
import type { Screen } from '../model/screen.ts';
import { areaOf } from '../views/area.ts';
import { attentionView } from '../views/attention.tsx';
import { categoriesView } from '../views/categories.tsx';
import { channelsView } from '../views/channels.tsx';
import { figuresView } from '../views/figures.tsx';
import { mapView } from '../views/mapView.tsx';
import { responseTimesView } from '../views/responseTimes.tsx';
import { timeBrushView } from '../views/timeBrush.tsx';
import { topicsView } from '../views/topics.tsx';
import type { View } from '../views/view.ts';
import { zonePanelView } from '../views/zonePanel.tsx';

/** The parts of the page and the views in each, in reading order. */
export const parts = {
  figures: [figuresView],
  map: [mapView],
  a: [attentionView, topicsView],
  /** In the place of `a` where one zone, place or sector is chosen. */
  zone: [zonePanelView],
  b: [categoriesView, channelsView, responseTimesView],
  time: [timeBrushView],
} as const satisfies Record<string, readonly View[]>;

/** The views of the first side column: those of the zone where one is chosen. */
export function columnAOf(screen: Screen): readonly View[] {
  return areaOf(screen.filter) ? parts.zone : parts.a;
}

/** What all views on the page want to know of a screen. */
export function asksOfPage(screen: Screen): readonly Ask[] {
  const shown = [...parts.figures, ...parts.map, ...parts.time, ...columnAOf(screen), ...parts.b];
  return shown.flatMap((view) => view.asks(screen));
}
