import type { Beside } from './beside.ts';
import type { City } from './city.ts';
import type { Comparison } from './comparison.ts';
import { during, type Filter } from './filter.ts';
import type { Manifest } from './manifest.ts';
import { type MeasureId, measures } from './measures.ts';
import { lastDays, periodBefore } from './period.ts';

/**
 * All that a reader has chosen, and another person should see too; its one text is `choiceText`'s. How wide a column
 * is, the language, the theme are one reader's own and not in it.
 */
export interface Choice extends Asked {
  /** How the map is drawn. */
  readonly map: MapMode;
  /** The list that is open. */
  readonly list: OpenList | null;
  /** The reference of the request that is opened in the list. */
  readonly request: string | null;
  /** What is open over the page beside a list. */
  readonly view: OpenView | null;
  /** The areas that stand side by side; null where that is not open. */
  readonly beside: Beside | null;
}

/** What of a choice the answers depend on. */
export interface Asked {
  readonly filter: Filter;
  /** What the period is held against. */
  readonly comparison: Comparison;
  /** The measure that the map shows. */
  readonly measure: MeasureId;
}

/** `zones`: in the colours of the measure; `heat`: the points of the requests. */
export const mapModes = ['zones', 'heat'] as const;
export type MapMode = (typeof mapModes)[number];

/** `areas`: the table of all zones and public locations. */
export const openViews = ['areas'] as const;
export type OpenView = (typeof openViews)[number];

/** The list of requests that is open: those behind a measure, under a filter of its own. */
export interface OpenList {
  readonly measure: MeasureId;
  readonly filter: Filter;
}

/** Days of the period that a page opens with. */
const usualDays = 28;

/** What a page shows before anything is chosen; its period goes on with the data. */
export function usualChoice(city: City, manifest: Manifest): Choice {
  return plainChoice(usualFilter(city, manifest), usualMeasure(manifest));
}

/** A filter and the measure of the map, and nothing else chosen. */
export function plainChoice(filter: Filter, measure: MeasureId): Choice {
  return {
    ...{ filter, comparison: 'before', measure, map: 'zones' },
    ...{ list: null, request: null, view: null, beside: null },
  };
}

/** The completion rate, or what was received where the source tells no stages. */
function usualMeasure({ fields }: Manifest): MeasureId {
  return measures.completionRate.requires.every((column) => fields.includes(column))
    ? 'completionRate'
    : 'received';
}

/** The last 28 days, or all where the data hold no earlier 28 to compare with. */
export function usualFilter({ timeZone }: City, { days, asOf }: Manifest): Filter {
  if (!days) return {};
  const last = Math.min(lastDays(timeZone, asOf, usualDays).to, days.to);
  const opened = { from: last - usualDays + 1, to: last };
  return periodBefore(opened).from < days.from ? {} : during({}, opened);
}
