import type { Filter } from '../model/filter.ts';
import { type MeasureId, measures, stocks } from '../model/measures.ts';
import { instantsOf, periodConditions } from './askQuery.ts';
import { behind, choiceConditions, type Sheet } from './conditions.ts';
import type { Dialect } from './dialect.ts';

/** Columns that a list of requests has and can be ordered by. */
export const listColumns = [
  'rid',
  'day',
  'opened',
  'responded',
  'resolved',
  'dueResponse',
  'dueResolution',
  'stage',
  'zone',
  'place',
  'category',
  'channel',
  'account',
  'topic',
  'entity',
  'priority',
  'language',
  'customerKind',
  'satisfaction',
  'attachments',
] as const;
export type ListColumn = (typeof listColumns)[number];

/** The requests behind a measure, in an order; equal ones in that of their `rid`. */
export interface ListAsk {
  readonly measure: MeasureId;
  readonly filter: Filter;
  readonly order: ListColumn;
  readonly descending: boolean;
  /** Of a column of codes: what each code is ordered by, as its name's place in the reader's alphabet. */
  readonly ranks?: readonly number[];
  /** Only these requests, whatever the measure. */
  readonly only?: readonly number[];
}

/** The name of the table of one connection in which the order of a list is kept. */
const kept = 'temp.kept';

/** The queries for a list of requests, all to be put to one transaction of one connection. */
export interface ListQuery {
  /** `total`: how many there are; `sum` of their `rid`: with another sum it is another list. */
  readonly total: string;
  /** The first rows. */
  first(count: number): string;
  /** Keeps the order: from then on any rows of it can be had. */
  readonly keep: string;
  /** The days, `low` and `high`, that rows of the kept order lie in: what is read of the requests. */
  daysOf(from: number, count: number): string;
  /** The `place` of a request in the kept order; no row where it is not in it. */
  placeOf(rid: number): string;
  /** Rows of the kept order. */
  rows(from: number, count: number, low: number, high: number): string;
}

/** The queries for the requests behind a measure. */
export function listQuery(sheet: Sheet, ask: ListAsk, dialect: Dialect): ListQuery {
  const { at, stockAt } = instantsOf(sheet, ask);
  const { upTo, since } = periodConditions(sheet, ask);
  const aggregate = measures[ask.measure].behind;
  const where = ask.only
    ? `rid IN (${ask.only.map(Math.trunc).join(', ')})`
    : [
        ...choiceConditions(sheet, ask.filter, dialect, at),
        ...upTo,
        ...(stocks.includes(aggregate) ? [] : since),
        behind(sheet, aggregate, at, stockAt),
      ].join(' AND ');
  const direction = ask.descending ? 'DESC' : 'ASC';
  const key = ask.ranks ? `list_extract([${ask.ranks.join(', ')}], ${ask.order}::INTEGER + 1)` : ask.order;
  const order = ask.order === 'rid' ? `rid ${direction}` : `${key} ${direction} NULLS LAST, rid ${direction}`;
  const from = `FROM ${dialect.requests} WHERE ${where}`;
  const columns = listColumns.join(', ');
  // Rows that a transaction has not committed yet are numbered from far beyond 0.
  const places = (first: number, count: number) =>
    `rowid - (SELECT min(rowid) FROM ${kept}) BETWEEN ${Math.trunc(first)} AND ${Math.trunc(first + count) - 1}`;
  return {
    total: `SELECT count(*) AS total, coalesce(sum(rid), 0) AS sum ${from}`,
    first: (count) => `SELECT ${columns} ${from} ORDER BY ${order} LIMIT ${Math.trunc(count)}`,
    keep: `CREATE TEMP TABLE kept AS SELECT rid, day ${from} ORDER BY ${order}`,
    daysOf: (first, count) =>
      `SELECT min(day) AS low, max(day) AS high FROM ${kept} WHERE ${places(first, count)}`,
    placeOf: (rid) =>
      `SELECT rowid - (SELECT min(rowid) FROM ${kept}) AS place FROM ${kept} WHERE rid = ${Math.trunc(rid)}`,
    rows: (first, count, low, high) =>
      `SELECT ${columns} FROM (SELECT rid, rowid AS nth FROM ${kept} WHERE ${places(first, count)}) AS wanted ` +
      `JOIN ${dialect.requests} USING (rid) WHERE day BETWEEN ${low} AND ${high} ORDER BY nth`,
  };
}

/** The query for the points of a filter: grid coordinates and how many requests lie there. */
export function pointsQuery(sheet: Sheet, filter: Filter, dialect: Dialect): string {
  const { at } = instantsOf(sheet, { filter });
  const { upTo, since } = periodConditions(sheet, { filter });
  const where = [
    ...choiceConditions(sheet, filter, dialect, at),
    ...upTo,
    ...since,
    'pointLon IS NOT NULL',
    'pointLat IS NOT NULL',
  ];
  return (
    `SELECT pointLon, pointLat, count(*) AS received FROM ${dialect.requests} ` +
    `WHERE ${where.join(' AND ')} GROUP BY 1, 2 ORDER BY 1, 2`
  );
}
