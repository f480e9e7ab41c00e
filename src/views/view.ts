import type { FC } from 'react';
import type { Answer, Ask, Frame } from '../model/ask.ts';
import { keyOf } from '../model/ask.ts';
import type { Filter } from '../model/filter.ts';
import type { MeasureId } from '../model/measures.ts';
import type { Screen } from '../model/screen.ts';

/** What a view is given. It knows neither engine nor store. */
export interface ViewProps {
  /** What the frame answers: its filter may be older than `filter` while the next frame is computed. */
  readonly screen: Screen;
  readonly frame: Frame;
  /** What is chosen now: choices are drawn and changed by it. */
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  /** Opens the list of the requests behind a measure, under a filter. */
  readonly onList: (measure: MeasureId, filter: Filter) => void;
  readonly onMeasure: (measure: MeasureId) => void;
}

/** One chart, map layer or panel: what it asks, and how it draws the answers. */
export interface View {
  readonly id: string;
  readonly asks: (screen: Screen) => readonly Ask[];
  readonly Component: FC<ViewProps>;
}

/** The answer to an ask; undefined while the frame has none, which a view shows as a skeleton. */
export function read(frame: Frame, ask: Ask | null): Answer | undefined {
  return ask === null ? undefined : frame.answers.get(keyOf(ask));
}
