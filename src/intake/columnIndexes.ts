import { fold } from '../model/fold.ts';
import { meant } from './closestName.ts';
import {
  type Field,
  fields,
  type InstantField,
  type PlainField,
  plainFields,
  type SpanField,
  type WordField,
} from './fields.ts';
import type { Mapping } from './mapping.ts';
import { type AbsentColumn, MappingError } from './mappingError.ts';
import { shownWord } from './privacy.ts';
import type { DurationUnit } from './words/durationWords.ts';

/** Indexes of a source's columns. */
export type ColumnIndexes = {
  readonly [F in InstantField]?: readonly [date: number, time: number | null];
} & {
  readonly [F in WordField]?: readonly [first: number, second: number | null];
} & { readonly [F in PlainField]?: number } & {
  /** What fields hold that come of several columns: their indexes follow those of the source's own columns. */
  readonly joined?: readonly (readonly number[])[];
  /** Fields that are told as the time that they took from the opening. */
  readonly after?: { readonly [F in SpanField]?: Span };
};

/** A column of durations. */
export interface Span {
  readonly column: number;
  /** Of values that tell none themselves. */
  readonly unit: DurationUnit | null;
}

/** Whether some column tells a field. */
export function isTold(columns: ColumnIndexes, field: Field): boolean {
  return columns[field] !== undefined || columns.after?.[field as SpanField] !== undefined;
}

/** A column that a mapping names, and where in the mapping. */
interface NamedColumn {
  readonly at: string;
  readonly column: string;
}

/** The columns that a mapping names, in its order. */
export function namedColumns(mapping: Pick<Mapping, 'columns'>): NamedColumn[] {
  return fields.flatMap((field) => {
    const told = mapping.columns[field];
    if (told === undefined) return [];
    if (typeof told === 'string') return [{ at: `columns.${field}`, column: told }];
    if ('after' in told) return [{ at: `columns.${field}.after`, column: told.after }];
    return Object.entries(told).flatMap(([key, names]) =>
      [names].flat().map((column) => ({ at: `columns.${field}.${key}`, column })),
    );
  });
}

/**
 * Finds the columns that a mapping names in a file's header, exactly or with other capitals, spaces and marks.
 * @throws MappingError that names the columns that the file does not have
 */
export function columnIndexes(
  mapping: Pick<Mapping, 'columns'>,
  header: readonly string[],
  file: string,
): ColumnIndexes {
  const indexOf = columnLookup(header);
  const absent: AbsentColumn[] = namedColumns(mapping).filter(({ column }) => indexOf(column) < 0);
  if (absent.length > 0) throw noColumn(header, file, absent);
  const joined: number[][] = [];
  const after: Record<string, Span> = {};
  const out: Record<string, unknown> = {};
  for (const field of fields) {
    const told = mapping.columns[field];
    if (told === undefined) continue;
    const alone = (index: number) => (isPlainField(field) ? index : [index, null]);
    if (typeof told === 'string') out[field] = alone(indexOf(told));
    else if ('first' in told) out[field] = alone(header.length + joined.push(told.first.map(indexOf)) - 1);
    else if ('after' in told) after[field] = { column: indexOf(told.after), unit: told.unit ?? null };
    else if ('date' in told) out[field] = [indexOf(told.date), indexOf(told.time)];
    else out[field] = [indexOf(told.en), indexOf(told.ar)];
  }
  if (joined.length > 0) out.joined = joined;
  if (Object.keys(after).length > 0) out.after = after;
  if ((out.longitude === undefined) !== (out.latitude === undefined)) {
    const [there, missing] =
      out.longitude === undefined
        ? (['latitude', 'longitude'] as const)
        : (['longitude', 'latitude'] as const);
    throw new MappingError('mapping', { code: 'alone', missing, there });
  }
  return out as ColumnIndexes;
}

function isPlainField(field: Field): field is PlainField {
  return (plainFields as readonly string[]).includes(field);
}

/**
 * Finds columns of a header by their names, exactly or with other capitals, spaces and marks. What it returns takes
 * where in the mapping a column is named, for the error, and throws a MappingError for a column that is not there.
 */
export function columnFinder(
  header: readonly string[],
  file: string,
): (at: string, column: string) => number {
  const indexOf = columnLookup(header);
  return (at, column) => {
    const index = indexOf(column);
    if (index < 0) throw noColumn(header, file, [{ at, column }]);
    return index;
  };
}

/** Mappings name the attributes of a map server's features so that were saved before these had plain names. */
const prefix = /^\s*attributes\./i;

/** Where a column is in a header; -1: nowhere, or in two places. */
function columnLookup(header: readonly string[]): (column: string) => number {
  const exact = new Map(header.map((column, index) => [column, index]));
  const folded = new Map<string, number>();
  header.forEach((column, index) => {
    const key = fold(column);
    folded.set(key, folded.has(key) ? -1 : index);
  });
  const find = (column: string) => exact.get(column) ?? folded.get(fold(column)) ?? -1;
  return (column) => {
    const index = find(column.trim());
    return index < 0 && prefix.test(column) ? find(column.replace(prefix, '')) : index;
  };
}

function noColumn(header: readonly string[], file: string, absent: readonly AbsentColumn[]): MappingError {
  const shown = header.slice(0, mostNames).map(shortName);
  const [{ at, column }, ...others] = absent as [AbsentColumn, ...AbsentColumn[]];
  return new MappingError('mapping', {
    code: 'noColumn',
    at,
    file,
    column,
    meant: meant(column, header),
    others,
    header: shown,
    more: header.length - shown.length,
  });
}

const mostNames = 40;

function shortName(column: string): string {
  const shown = shownWord(column);
  return column.length > 40 ? `${shown.slice(0, 39)}…` : shown;
}
