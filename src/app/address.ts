import type { City } from '../model/city.ts';
import { type Comparison, formatComparison, parseComparison } from '../model/comparison.ts';
import {
  type ChoiceDimension,
  choiceDimensions,
  isWordDimension,
  noneId,
  responseTimes,
} from '../model/dimension.ts';
import {
  addClause,
  choose,
  during,
  type Filter,
  formatFilter,
  formatRange,
  parseRange,
} from '../model/filter.ts';
import { isMeasure, type MeasureId } from '../model/measures.ts';
import { type Beside, formatBeside, parseBeside } from '../views/beside/besideChoice.ts';

/** What a page without an address shows. */
export interface Usual {
  readonly filter: Filter;
  readonly measure: MeasureId;
}

/** What the address says: all that another person should see too. What is personal is not in it. */
export interface Address {
  readonly filter: Filter;
  readonly measure: MeasureId;
  readonly comparison: Comparison;
  /** The list that is open. */
  readonly list: OpenList | null;
  /** The reference of the request that is opened in it. */
  readonly request: string | null;
  /** What is open over the page beside a list. */
  readonly view: OpenView | null;
  /** The areas that stand side by side; null where that is not open. */
  readonly beside: Beside | null;
}

/** Something that an address names and these data do not have, as it was written. */
export type UnknownPart =
  | {
      readonly kind: 'period' | 'measure' | 'list' | 'comparison' | 'view' | 'beside';
      readonly value: string;
    }
  | { readonly kind: 'word'; readonly dimension: ChoiceDimension; readonly value: string }
  /** A name that no address has. */
  | { readonly kind: 'name'; readonly value: string };

/** Names that an address may have beside a choice: what a page is opened in, and what senders of links add. */
const foreign = /^(lang|utm_.*|fbclid|gclid)$/;
const ownNames: ReadonlySet<string> = new Set([
  'opened',
  'measure',
  'compare',
  'list',
  'request',
  'view',
  'beside',
  ...choiceDimensions,
]);

/** `areas`: the table of all zones and public locations. */
export type OpenView = 'areas';

/** The list of requests that is open: those behind a measure, under a filter of its own. */
export interface OpenList {
  readonly measure: MeasureId;
  readonly filter: Filter;
}

/** Begins the names of what a list's filter has otherwise than the page's: `list.zone=C226`. */
const ofList = 'list.';

/** The value of `opened` for a page without a period; without `opened` the page shows its default period. */
const allDays = 'all';

/**
 * Reads an address. What the city does not know is left out and named in `unknown`.
 * @param search the query part of the URL
 * @param usual what a page without an address shows
 */
export function readAddress(
  search: string,
  city: City,
  usual: Usual,
): Address & { readonly unknown: readonly UnknownPart[] } {
  const params = new URLSearchParams(search);
  const unknown: UnknownPart[] = [];
  let filter: Filter = params.has('opened') ? {} : usual.filter.opened ? { opened: usual.filter.opened } : {};
  const opened = params.get('opened');
  if (opened !== null && opened !== allDays) {
    try {
      filter = addClause(filter, 'opened', opened);
    } catch {
      unknown.push({ kind: 'period', value: opened });
      if (usual.filter.opened) filter = { opened: usual.filter.opened };
    }
  }
  for (const dimension of choiceDimensions) {
    const ids = (params.get(dimension) ?? '').split(',').filter((id) => id !== '');
    const known = ids.filter((id) => id === noneId || isKnown(city, dimension, id));
    for (const value of ids) if (!known.includes(value)) unknown.push({ kind: 'word', dimension, value });
    filter = choose(filter, dimension, known);
  }
  const measure = params.get('measure') ?? '';
  if (measure !== '' && !isMeasure(measure)) unknown.push({ kind: 'measure', value: measure });
  const request = params.get('request') || null;
  const list = params.get('list') ?? (request ? 'received' : '');
  if (list !== '' && !isMeasure(list)) unknown.push({ kind: 'list', value: list });
  const compare = params.get('compare') ?? '';
  const comparison = parseComparison(compare);
  if (comparison === null) unknown.push({ kind: 'comparison', value: compare });
  const view = params.get('view') ?? '';
  if (view !== '' && view !== 'areas') unknown.push({ kind: 'view', value: view });
  const beside = params.has('beside') ? parseBeside(city, params.get('beside') ?? '') : null;
  for (const value of beside?.unknown ?? []) unknown.push({ kind: 'beside', value });
  for (const name of new Set(params.keys()))
    if (!ownNames.has(name) && !name.startsWith(ofList) && !foreign.test(name))
      unknown.push({ kind: 'name', value: name });
  return {
    filter,
    measure: isMeasure(measure) ? measure : usual.measure,
    comparison: comparison ?? 'before',
    list: isMeasure(list)
      ? { measure: list, filter: params.has('list') ? listFilter(params, city, filter) : {} }
      : null,
    request: isMeasure(list) ? request : null,
    view: view === 'areas' ? view : null,
    beside: beside?.beside ?? null,
    unknown,
  };
}

function isKnown(city: City, dimension: ChoiceDimension, id: string): boolean {
  if (isWordDimension(dimension)) return city.codeOf(dimension, id) >= 0;
  switch (dimension) {
    case 'hour':
      return /^(1?\d|2[0-3])$/.test(id);
    case 'weekday':
      return /^[1-7]$/.test(id);
    case 'responseTime':
      return responseTimes.some((bucket) => bucket.id === id);
  }
}

/** The filter of a list: the page's, but for what the address says of the list itself. */
function listFilter(params: URLSearchParams, city: City, page: Filter): Filter {
  let filter = page;
  const opened = params.get(`${ofList}opened`);
  if (opened !== null) filter = during(filter, opened === allDays ? null : parseRange(opened));
  for (const dimension of choiceDimensions) {
    const ids = params.get(ofList + dimension)?.split(',');
    if (!ids) continue;
    const known = ids.filter((id) => id === noneId || isKnown(city, dimension, id));
    filter = choose(filter, dimension, known);
  }
  return filter;
}

/** Writes an address: only what differs from a page without one. */
export function writeAddress(address: Address, usual: Usual): string {
  const params = new URLSearchParams();
  for (const [name, value] of formatFilter(address.filter)) {
    if (name === 'opened' && usual.filter.opened && value === formatRange(usual.filter.opened)) continue;
    params.set(name, value);
  }
  if (!address.filter.opened && usual.filter.opened) params.set('opened', allDays);
  if (address.measure !== usual.measure) params.set('measure', address.measure);
  const compare = formatComparison(address.comparison);
  if (compare !== '') params.set('compare', compare);
  const { list, request } = address;
  if (list) {
    params.set('list', list.measure);
    for (const name of ['opened', ...choiceDimensions] as const) {
      const [own, page] = [textOf(list.filter, name), textOf(address.filter, name)];
      if (own !== page) params.set(ofList + name, own);
    }
    if (request) params.set('request', request);
  }
  if (address.view) params.set('view', address.view);
  if (address.beside) params.set('beside', formatBeside(address.beside));
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}

function textOf(filter: Filter, name: 'opened' | ChoiceDimension): string {
  if (name === 'opened') return filter.opened ? formatRange(filter.opened) : allDays;
  return (filter[name] ?? []).join(',');
}
