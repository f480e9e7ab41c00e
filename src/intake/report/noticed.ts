import type { RequestTable } from '../../model/requestTable.ts';
import { type Field, instantFields } from '../fields.ts';
import type { RecordReader } from '../reading/recordReader.ts';
import type { Noticed } from './notes.ts';
import type { Report } from './report.ts';

/** What an import counted, when all rows were read. */
interface Counted
  extends Pick<
    Noticed,
    | 'totals'
    | 'layout'
    | 'approximate'
    | 'districts'
    | 'short'
    | 'long'
    | 'unread'
    | 'unopened'
    | 'doubts'
    | 'left'
  > {
  readonly reader: RecordReader;
  readonly table: RequestTable;
  readonly filled: Report['filled'];
  /** Rows without a zone. */
  readonly unplaced: number;
  /** Instants that were dropped because they lie before the opening. */
  readonly before: { readonly [F in Field]?: number };
}

/** What an import noticed, from which its notes are made. */
export function noticedOf(counted: Counted): Noticed {
  const { reader, table, filled, unplaced, before } = counted;
  const { totals, layout, approximate, districts, short, long, unread, unopened, doubts, left } = counted;
  const { zonesFrom, geometry } = reader;
  const { readers } = reader.instants;
  return {
    ...reader.words.concluded,
    columns: reader.columns,
    zones: zonesFrom === 'fromValues' ? 'fromValues' : geometry ? 'shapes' : 'names',
    approximate,
    mostUnknown: zonesFrom === 'dubai' && unplaced > table.length / 2,
    districts,
    near: reader.zoneReader.by.near ?? 0,
    byMakani: reader.points.byMakani,
    byParcel: reader.zoneReader.by.parcel ?? 0,
    short,
    long,
    refused: reader.dictionaries.refused(),
    midnights: instantFields.map((field) => ({ field, count: readers[field]?.midnights ?? 0 })),
    oneClock: instantFields.map((field) => ({
      field,
      count: readers[field]?.midnights === 0 ? readers[field].timed : 0,
      clock: readers[field]?.clock ?? -1,
    })),
    hijri: instantFields.map((field) => ({ field, count: readers[field]?.hijri ?? 0 })),
    otherOrder: instantFields.map((field) => ({
      field,
      order: readers[field]?.order ?? '',
      count: readers[field]?.otherOrder ?? 0,
    })),
    swapped: instantFields.map((field) => ({ field, swapped: readers[field]?.swapped.found() ?? null })),
    before: (['responded', 'resolved'] as const).map((field) => ({
      field,
      count: before[field] ?? 0,
      of: (before[field] ?? 0) + (filled[field === 'resolved' ? 'firstResolved' : field] ?? 0),
    })),
    unread,
    unopened,
    doubts,
    left,
    layout,
    totals,
  };
}
