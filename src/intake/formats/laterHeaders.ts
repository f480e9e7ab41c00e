import type { HeadersFound, OnRecord } from '../fileLayout.ts';
import { placed, placesIn, tellsFacts, uniqueNames } from './header.ts';

/** A table in which no row further below names columns. */
export const noLaterHeaders: HeadersFound = { again: 0, againLine: 0, other: 0, otherLine: 0 };

/**
 * Takes the records of a table and hands on its requests: a row that names all the columns again, as where pages or
 * files are joined, is none, and those below stand in its order. One that names other columns beside some of these is
 * handed on and counted.
 */
export class LaterHeaders {
  readonly found = { ...noLaterHeaders };
  private readonly header: readonly string[];
  private readonly onRecord: OnRecord;
  private readonly names: ReadonlySet<string>;
  private places: readonly number[] | null = null;

  constructor(header: readonly string[], onRecord: OnRecord) {
    this.header = header;
    this.onRecord = onRecord;
    // Where the first row is data, its values are no names.
    this.names = new Set(tellsFacts(header) || header.length < 2 ? [] : header);
  }

  take(values: string[], line: number): void {
    if (this.names.has((values[0] ?? '').trim()) && this.isHeader(values, line)) return;
    this.onRecord(this.places === null ? values : placed(values, this.places, this.header.length), line);
  }

  private isHeader(values: readonly string[], line: number): boolean {
    const { found, header } = this;
    const known = values.filter((value) => this.names.has(value.trim())).length;
    const filled = values.filter((value) => value.trim() !== '').length;
    if (known < 2 || known * 2 < filled) return false;
    const places = placesIn(uniqueNames(values), header);
    if (places === null) {
      found.other++;
      found.otherLine ||= line;
      this.places = null;
      return false;
    }
    found.again++;
    found.againLine ||= line;
    this.places = places.every((place, i) => place === i) ? null : places;
    return true;
  }
}
