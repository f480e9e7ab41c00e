import { besideParts, readBeside } from './beside.ts';
import { type Choice, mapModes, type OpenList, openViews } from './choice.ts';
import type { City } from './city.ts';
import { formatComparison, parseComparison } from './comparison.ts';
import {
  type ChoiceDimension,
  choiceDimensions,
  isWordDimension,
  noneId,
  responseTimes,
} from './dimension.ts';
import { choose, type DayRange, during, type Filter, formatRange, parseRange } from './filter.ts';
import { type MeasureId, measureIds } from './measures.ts';

/** The form of the text. A text without it is of before it had one; these are read for ever. */
export const version = '1';

/** The text of the usual choice. */
export const usualText = `v=${version}`;

/** Begins the names of what a list's filter has otherwise than the page's: `list.zone=C226`. */
const ofList = 'list.';
/** The value of `opened` where no period is chosen; without `opened` it is the usual one. */
const allDays = 'all';

const filterNames = ['opened', ...choiceDimensions] as const;
type FilterName = (typeof filterNames)[number];
const names: ReadonlySet<string> = new Set([
  ...['v', 'measure', 'compare', 'map', 'list', 'request', 'view', 'beside'],
  ...filterNames,
  ...filterNames.map((name) => ofList + name),
]);
/** Names that stand beside a choice in an address: what a page is opened in, and what senders of links add. */
const foreign = /^(lang|utm_.*|fbclid|gclid)$/;

/** Something that a text names and these data do not have, as it was written. */
export type UnknownPart =
  | {
      readonly kind:
        | 'version'
        | 'period'
        | 'measure'
        | 'list'
        | 'comparison'
        | 'map'
        | 'view'
        | 'beside'
        /** A name that no choice has. */
        | 'name'
        /** A name that came before with another value, which counts. */
        | 'twice';
      readonly value: string;
    }
  | { readonly kind: 'word'; readonly dimension: ChoiceDimension; readonly value: string };

/** A choice as it was read. */
export interface ReadChoice {
  readonly choice: Choice;
  /** What was left out of it. */
  readonly unknown: readonly UnknownPart[];
}

/**
 * The one text of a choice: `v=1&category=complaint&measure=open`. Equal choices have equal texts.
 * @param usual what is as in it is left out, and means for whoever reads the text what is usual then; without it period
 * and measure are told, so that the text goes on to mean the same
 */
export function choiceText(choice: Choice, usual?: Choice): string {
  const { filter, measure, comparison, map, list, request, view, beside } = choice;
  const parts = new URLSearchParams(usualText);
  for (const name of filterNames) {
    const text = textOf(filter, name);
    if (usual ? text !== textOf(usual.filter, name) : text !== '') parts.set(name, text);
  }
  if (measure !== usual?.measure) parts.set('measure', measure);
  if (comparison !== 'before') parts.set('compare', formatComparison(comparison));
  if (map !== 'zones') parts.set('map', map);
  if (list) {
    parts.set('list', list.measure);
    for (const name of filterNames) {
      const text = textOf(list.filter, name);
      if (text !== textOf(filter, name)) parts.set(ofList + name, text);
    }
    if (request) parts.set('request', request);
  }
  if (view) parts.set('view', view);
  if (beside) parts.set('beside', joined(besideParts(beside)));
  return parts.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
}

/** The text of a choice of which only the period matters: of one that a reader keeps. */
export function periodText(period: DayRange): string {
  return `${usualText}&opened=${formatRange(period)}`;
}

/** The period that a text tells; null where it tells none. */
export function periodOf(text: string): DayRange | null {
  return parseRange(new URLSearchParams(text).get('opened') ?? '');
}

function textOf(filter: Filter, name: FilterName): string {
  if (name === 'opened') return filter.opened ? formatRange(filter.opened) : allDays;
  return joined([...new Set(filter[name])].sort());
}

/** An id may hold what stands between two of them. */
function joined(ids: readonly string[]): string {
  return ids.map((id) => id.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');
}

/** What of a city a text is read with: which words it has. */
export type Vocabulary = Pick<City, 'codeOf'>;

/**
 * Reads a text of any form. What the city does not know is left out and told.
 * @param text `v=1&…`, or the query part of an address
 * @param usual what is so where the text tells nothing
 */
export function parseChoice(text: string, city: Vocabulary, usual: Choice): ReadChoice {
  const reading = new Reading(text, city);
  const filter = reading.filter('', usual.filter);
  const measure = reading.oneOf('measure', measureIds, 'measure');
  const list = reading.list(filter);
  const comparison = reading.known('comparison', reading.text('compare'), parseComparison);
  const map = reading.oneOf('map', mapModes, 'map');
  const view = reading.oneOf('view', openViews, 'view');
  const beside = reading.beside();
  reading.tellNames(list !== null);
  return {
    choice: {
      filter,
      measure: measure ?? usual.measure,
      comparison: comparison ?? usual.comparison,
      map: map ?? usual.map,
      list,
      request: list && (reading.text('request') || null),
      view,
      beside,
    },
    unknown: reading.unknown,
  };
}

/** One text that is read, part by part. */
class Reading {
  readonly unknown: UnknownPart[] = [];
  private readonly parts: URLSearchParams;
  private readonly city: Vocabulary;

  constructor(text: string, city: Vocabulary) {
    this.parts = new URLSearchParams(text);
    this.city = city;
    const form = this.text('v');
    if (form !== '' && form !== version) this.tell('version', form);
  }

  text(name: string): string {
    return this.parts.get(name) ?? '';
  }

  /** What a part means; told, and null, where it means nothing. */
  known<T>(
    kind: Exclude<UnknownPart['kind'], 'word'>,
    text: string,
    read: (text: string) => T | null,
  ): T | null {
    const value = read(text);
    if (value === null) this.tell(kind, text);
    return value;
  }

  /** One of some words; null where the text has none of them. */
  oneOf<T extends string>(
    name: string,
    words: readonly T[],
    kind: Exclude<UnknownPart['kind'], 'word'>,
  ): T | null {
    const text = this.text(name);
    if (text === '') return null;
    return this.known(kind, text, () => words.find((word) => word === text) ?? null);
  }

  /** A filter: another one, but for what the text tells of it under names that begin so. */
  filter(begin: string, other: Filter): Filter {
    const opened = this.parts.get(`${begin}opened`);
    let filter = other;
    if (opened === allDays) filter = during(filter, null);
    else if (opened !== null)
      filter = during(filter, this.known('period', opened, parseRange) ?? other.opened ?? null);
    for (const dimension of choiceDimensions) {
      const ids = this.ids(begin + dimension);
      if (!ids) continue;
      const known = ids.filter((id) => isKnown(this.city, dimension, id));
      for (const value of ids)
        if (!known.includes(value)) this.unknown.push({ kind: 'word', dimension, value });
      filter = choose(filter, dimension, known);
    }
    return filter;
  }

  /** The open list; a request alone opens that of all requests. */
  list(page: Filter): OpenList | null {
    if (!this.parts.has('list')) return this.text('request') ? { measure: 'received', filter: {} } : null;
    const measure = this.oneOf<MeasureId>('list', measureIds, 'list');
    return measure && { measure, filter: this.filter(ofList, page) };
  }

  beside(): Choice['beside'] {
    const parts = this.ids('beside');
    if (!parts) return null;
    const { beside, unknown } = readBeside(this.city, parts);
    for (const value of unknown) this.tell('beside', value);
    return beside;
  }

  /** Tells which names mean nothing here: those of a list where none is open, or that of all requests. */
  tellNames(listOpen: boolean): void {
    const listed = listOpen && this.parts.has('list');
    for (const name of new Set(this.parts.keys())) {
      const ofNoList = name === 'request' ? !listOpen : !listed && name.startsWith(ofList);
      if (foreign.test(name)) continue;
      if (!names.has(name) || ofNoList) this.tell('name', name);
      else if (this.parts.getAll(name).length > 1) this.tell('twice', name);
    }
  }

  /** The ids of a part; null where the text has it not. Before texts had a form, no id could hold a comma. */
  private ids(name: string): string[] | null {
    const ids = this.parts.get(name)?.split(',');
    if (!ids) return null;
    const told = ids.filter((id) => id !== '');
    return this.parts.has('v') ? told.map((id) => id.replaceAll('%2C', ',').replaceAll('%25', '%')) : told;
  }

  private tell(kind: Exclude<UnknownPart['kind'], 'word'>, value: string): void {
    this.unknown.push({ kind, value });
  }
}

function isKnown(city: Vocabulary, dimension: ChoiceDimension, id: string): boolean {
  if (id === noneId) return true;
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
