import { type Day, formatDay, parseDay } from './day.ts';
import { type ChoiceDimension, choiceDimensions } from './dimension.ts';

/** Local days, both ends included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/**
 * What a person has chosen: a range of opening days, and ids for each dimension. No entry: everything.
 * Within a dimension the ids are alternatives. Dimensions of one group (see `groups`) are alternatives too,
 * so that a zone and a place chosen together are a union, counted once; across groups all must hold.
 */
export type Filter = { readonly opened?: DayRange } & {
  readonly [D in ChoiceDimension]?: readonly string[];
};

export const emptyFilter: Filter = {};

/** Dimensions that describe the same thing at different levels. */
const groups: readonly (readonly ChoiceDimension[])[] = [
  ['sector', 'district', 'zone', 'place'],
  ['service', 'topic'],
  ['channel', 'account'],
];

/** The dimensions that a view of one dimension owns, and so leaves out of its own question. */
export function groupOf(dimension: ChoiceDimension): readonly ChoiceDimension[] {
  return groups.find((group) => group.includes(dimension)) ?? [dimension];
}

/** All groups, in a fixed order: what a filter is a conjunction of. */
export const filterGroups: readonly (readonly ChoiceDimension[])[] = [
  ...groups,
  ...choiceDimensions.filter((d) => !groups.some((group) => group.includes(d))).map((d) => [d] as const),
];

/** The filter that a view of this dimension is drawn under: everything but its own choice (crossfilter). */
export function without(filter: Filter, dimension: ChoiceDimension | 'opened'): Filter {
  const out: Record<string, unknown> = { ...filter };
  if (dimension === 'opened') delete out.opened;
  else for (const own of groupOf(dimension)) delete out[own];
  return out as Filter;
}

/** The filter with these ids chosen in a dimension; none chosen takes the dimension out. */
export function choose(filter: Filter, dimension: ChoiceDimension, ids: readonly string[]): Filter {
  const out: Record<string, unknown> = { ...filter };
  if (ids.length === 0) delete out[dimension];
  else out[dimension] = [...new Set(ids)];
  return out as Filter;
}

/** Adds an id to a dimension's choice, or takes it out if it is there. */
export function toggle(filter: Filter, dimension: ChoiceDimension, id: string): Filter {
  const ids = filter[dimension] ?? [];
  return choose(filter, dimension, ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
}

/** The filter with another range of opening days; null takes it out. */
export function during(filter: Filter, opened: DayRange | null): Filter {
  const { opened: _, ...rest } = filter;
  return opened ? { ...rest, opened } : rest;
}

/** One clause of an address or of `--where`: `category=complaint,report`, `opened=2026-01-01..2026-03-31`. */
export function formatFilter(filter: Filter): [name: string, value: string][] {
  const out: [string, string][] = [];
  if (filter.opened) out.push(['opened', formatRange(filter.opened)]);
  for (const dimension of choiceDimensions) {
    const ids = filter[dimension];
    if (ids && ids.length > 0) out.push([dimension, ids.join(',')]);
  }
  return out;
}

export function formatRange(range: DayRange): string {
  return `${formatDay(range.from)}..${formatDay(range.to)}`;
}

/** `2026-01-01..2026-03-31`, or a single day; null where it is not one or its end is before its start. */
export function parseRange(text: string): DayRange | null {
  const [a, b = a] = text.split('..');
  const from = parseDay(a ?? '');
  const to = parseDay(b ?? '');
  return from === null || to === null || to < from ? null : { from, to };
}

/**
 * Adds one clause to a filter. Throws a sentence that names the clause and what was expected.
 * Ids are not checked against a city here: see `knownIds`.
 */
export function addClause(filter: Filter, name: string, value: string): Filter {
  if (name === 'opened') {
    const range = parseRange(value);
    if (!range)
      throw new Error(`opened=${value}: expected local days as 2026-01-01..2026-03-31 or one day 2026-01-01`);
    return during(filter, range);
  }
  if (!isChoiceDimension(name)) {
    throw new Error(
      `${name}: not a dimension of a filter; expected opened or one of ${choiceDimensions.join(', ')}`,
    );
  }
  const ids = value.split(',').filter((id) => id !== '');
  if (ids.length === 0)
    throw new Error(`${name}=: expected at least one id, as in category=complaint,report`);
  return choose(filter, name, [...(filter[name] ?? []), ...ids]);
}

export function isChoiceDimension(name: string): name is ChoiceDimension {
  return (choiceDimensions as readonly string[]).includes(name);
}

/** Two filters that choose the same, in whatever order. */
export function sameFilter(a: Filter, b: Filter): boolean {
  const text = (filter: Filter) =>
    formatFilter(filter)
      .map(([name, value]) => `${name}=${name === 'opened' ? value : value.split(',').sort().join(',')}`)
      .join('&');
  return text(a) === text(b);
}
