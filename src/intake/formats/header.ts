import { latinDigits } from '../../model/fold.ts';

/** Rows in which a header is looked for. */
const mostAbove = 200;

type Rows = readonly { readonly values: readonly string[] }[];

/** The row that names the columns: the first that is as wide as most and names most; titles and notes may stand above. */
export function headerIndex(records: Rows): number {
  const widths = records.slice(0, mostAbove * 4).map((record) => record.values.length);
  // A page of notes above may have more rows than the table.
  const from = widths.findIndex((width, i) => width > 1 && widths.slice(i).every((one) => one > 1));
  const usual = mode(from > 0 && widths.length - from > 2 ? widths.slice(from) : widths);
  if (usual < 2) return 0;
  const wide = ({ values }: Rows[number]) =>
    values.length >= usual - 1 && filled(values) >= Math.max(2, usual / 2);
  const index = Math.max(records.slice(0, mostAbove).findIndex(wide), 0);
  return tellsFacts(records[index]!.values) ? (belowFacts(records, index, wide) ?? index) : index;
}

function filled(values: readonly string[]): number {
  return values.filter((value) => value.trim() !== '').length;
}

/** A number, a date or a time, in digits of any script. */
const value = /^\s*[-+]?\d[\d\s.,:/T-]*(Z|[AP]M|[صم])?\s*$/iu;

/** Which cells of a row are values, as "1,3"; '' where none is. */
function valuesAt(values: readonly string[]): string {
  const at = values.map((cell, i) => (value.test(latinDigits(cell)) ? i : -1));
  return at.filter((i) => i >= 0).join();
}

/** Whether a row tells values, as one of a page of facts above a table does: "From:", "01/03/2026". */
export function tellsFacts(values: readonly string[]): boolean {
  const labels = values.filter((cell) => /[:：]\s*$/.test(cell)).length;
  return valuesAt(values) !== '' || (labels > 0 && labels < filled(values));
}

/**
 * The header below a page of facts, or above rows that are wider than it because their values hold the delimiter; null
 * where rows begin at once.
 */
function belowFacts(records: Rows, facts: number, wide: (row: Rows[number]) => boolean): number | null {
  const at = records.slice(0, mostAbove).findIndex((row, i) => {
    const next = records[i + 1]?.values;
    if (i <= facts || !wide(row) || tellsFacts(row.values) || !next || valuesAt(next) === '') return false;
    // A row of the table that happens to tell no values has others like the next one above it.
    return records
      .slice(facts, i)
      .every(({ values }) => values.length !== next.length || valuesAt(values) !== valuesAt(next));
  });
  if (at > 0) return at;
  const above = records[facts - 1]?.values ?? [];
  return filled(above) > 1 && !tellsFacts(above) ? facts - 1 : null;
}

/** Names of columns, trimmed, each one once; those without a name are called by their position. */
export function uniqueNames(values: readonly string[]): string[] {
  const seen = new Set<string>();
  const times = new Map<string, number>();
  return values.map((value, i) => {
    const plain = value.replace(/[\p{Cf}\s]+/gu, ' ').trim() || `column ${i + 1}`;
    let name = plain;
    for (let n = times.get(plain) ?? 2; seen.has(name); n++) {
      name = `${plain} (${n})`;
      times.set(plain, n + 1);
    }
    seen.add(name);
    return name;
  });
}

/** The most frequent value; of several, the greatest. */
export function mode(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = 0;
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most || (count === most && value > best)) {
      best = value;
      most = count;
    }
  }
  return best;
}

/** For each column of a table its place in a header of the same names, in any order; null where names differ. */
export function placesIn(header: readonly string[], names: readonly string[]): number[] | null {
  const plain = (name: string) => name.trim().toLowerCase();
  const known = names.map(plain);
  const places = header.map((name) => known.indexOf(plain(name)));
  return header.length === names.length && places.every((place) => place >= 0) ? places : null;
}

/** A row in the order of another header; the empty cells at its end that a workbook does not write are there. */
export function placed(values: string[], places: readonly number[] | null, width: number): string[] {
  let row = values;
  if (places !== null) {
    row = new Array<string>(width).fill('');
    for (const [i, place] of places.entries()) row[place] = values[i] ?? '';
  }
  while (row.length < width) row.push('');
  return row;
}
