import type { FC } from 'react';
import type { Area } from '../model/area.ts';
import type { Answer, Ask, Frame } from '../model/ask.ts';
import { keyOf } from '../model/ask.ts';
import type { Choice, MapMode } from '../model/choice.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Filter } from '../model/filter.ts';
import type { MeasureId } from '../model/measures.ts';
import type { Screen } from '../model/screen.ts';

/** What a view may do: the same functions for as long as the page is open. */
export interface ViewActions {
  /** Changes what is chosen. */
  readonly onFilter: (change: (filter: Filter) => Filter) => void;
  /** Tells that the view is being dragged, and that it was let go. */
  readonly onDragging: (dragging: boolean) => void;
  /** Opens the list of the requests behind a measure, under a filter. */
  readonly onList: (measure: MeasureId, filter: Filter) => void;
  readonly onMeasure: (measure: MeasureId) => void;
  /** Changes how the map is drawn. */
  readonly onMap: (map: MapMode) => void;
  /** Opens the table of all zones and public locations. */
  readonly onAreas: () => void;
  /** Puts areas side by side, the first four of them. */
  readonly onBeside: (areas: readonly Area[]) => void;
  /** Changes what the period is held against. */
  readonly onComparison: (comparison: Comparison) => void;
  /** Shows what proves a claim. */
  readonly onProof: (proof: Choice) => void;
}

/** What a view is given. It knows neither engine nor store. */
export interface ViewProps extends ViewActions {
  /** What the frame answers: its filter may be older than `filter` while the next frame is computed. */
  readonly screen: Screen;
  readonly frame: Frame;
  /** Whether the frame is of a drag that went on: what is only read aloud may stay as it was until the drag ends. */
  readonly passing: boolean;
  /** What is chosen now: choices are drawn by it. Only a view whose choice is the period is told the period. */
  readonly filter: Filter;
  readonly map: MapMode;
}

/** One chart, map layer or panel: what it asks, and how it draws the answers. */
export interface View {
  readonly id: string;
  readonly asks: (screen: Screen) => readonly Ask[];
  /** Whether its choice is the period. */
  readonly ofPeriod?: true;
  readonly Component: FC<ViewProps>;
}

/** The answer to an ask; undefined while the frame has none, which a view shows as a skeleton. */
export function read(frame: Frame, ask: Ask | null): Answer | undefined {
  return ask === null ? undefined : frame.answers.get(keyOf(ask));
}
