import type { Filter } from '../model/filter.ts';
import { type MeasureId, measures, stocks } from '../model/measures.ts';
import { instantsOf, periodConditions } from './askQuery.ts';
import { behind, choiceConditions, type Sheet } from './conditions.ts';
import type { Dialect } from './dialect.ts';

/** Columns that a list of requests shows and can be ordered by. */
export const listColumns = [
  'rid',
  'opened',
  'responded',
  'resolved',
  'dueResolution',
  'stage',
  'zone',
  'place',
  'category',
  'channel',
  'topic',
  'entity',
  'priority',
  'attachments',
] as const;
export type ListColumn = (typeof listColumns)[number];

/** One page of the requests behind a measure. */
export interface ListAsk {
  readonly measure: MeasureId;
  readonly filter: Filter;
  readonly order: ListColumn;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** The queries for a page of requests: how many there are, and the page. */
export function listQuery(sheet: Sheet, ask: ListAsk, dialect: Dialect): { total: string; page: string } {
  const { at, stockAt } = instantsOf(sheet, ask);
  const { upTo, since } = periodConditions(sheet, ask);
  const aggregate = measures[ask.measure].behind;
  const where = [
    ...choiceConditions(sheet, ask.filter, dialect, at),
    ...upTo,
    ...(stocks.includes(aggregate) ? [] : since),
    behind(sheet, aggregate, at, stockAt),
  ].join(' AND ');
  const direction = ask.descending ? 'DESC' : 'ASC';
  const order =
    ask.order === 'rid' ? `rid ${direction}` : `${ask.order} ${direction} NULLS LAST, rid ${direction}`;
  return {
    total: `SELECT count(*) AS total FROM ${dialect.requests} WHERE ${where}`,
    page:
      `SELECT ${listColumns.join(', ')} FROM ${dialect.requests} WHERE ${where} ` +
      `ORDER BY ${order} LIMIT ${Math.trunc(ask.limit)} OFFSET ${Math.trunc(ask.offset)}`,
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
