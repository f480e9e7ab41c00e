import type { City } from '../model/city.ts';
import { choiceDimensions, isWordDimension, noneId } from '../model/dimension.ts';
import { addClause, choose, type Filter, formatFilter, formatRange } from '../model/filter.ts';
import { isMeasure, type MeasureId } from '../model/measures.ts';

/** What a page without an address shows. */
export interface Usual {
  readonly filter: Filter;
  readonly measure: MeasureId;
}

/** What the address says: all that another person should see too. What is personal is not in it. */
export interface Address {
  readonly filter: Filter;
  readonly measure: MeasureId;
  /** The measure whose requests are listed; null: no list is open. */
  readonly list: MeasureId | null;
}

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
): Address & { readonly unknown: readonly string[] } {
  const params = new URLSearchParams(search);
  const unknown: string[] = [];
  let filter: Filter = params.has('opened') ? {} : usual.filter.opened ? { opened: usual.filter.opened } : {};
  const opened = params.get('opened');
  if (opened !== null && opened !== allDays) {
    try {
      filter = addClause(filter, 'opened', opened);
    } catch {
      unknown.push(`opened=${opened}`);
      if (usual.filter.opened) filter = { opened: usual.filter.opened };
    }
  }
  for (const dimension of choiceDimensions) {
    const ids = (params.get(dimension) ?? '').split(',').filter((id) => id !== '');
    const known = ids.filter(
      (id) => id === noneId || !isWordDimension(dimension) || city.codeOf(dimension, id) >= 0,
    );
    unknown.push(...ids.filter((id) => !known.includes(id)).map((id) => `${dimension}=${id}`));
    filter = choose(filter, dimension, known);
  }
  const measure = params.get('measure') ?? '';
  if (measure !== '' && !isMeasure(measure)) unknown.push(`measure=${measure}`);
  const list = params.get('list') ?? '';
  return {
    filter,
    measure: isMeasure(measure) ? measure : usual.measure,
    list: isMeasure(list) ? list : null,
    unknown,
  };
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
  if (address.list) params.set('list', address.list);
  const text = params.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
