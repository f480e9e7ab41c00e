import { type Ask, aggregatesOf } from '../model/ask.ts';
import { any, completed, fellDue, open, timed } from '../model/conditions.ts';
import { isTimeDimension, type TimeDimension } from '../model/dimension.ts';
import { type Aggregate, stocks } from '../model/measures.ts';
import {
  aggregateColumns,
  bucket,
  choiceConditions,
  conditionSql,
  openSince,
  type Sheet,
  timeBucket,
} from './conditions.ts';
import type { Dialect } from './dialect.ts';

/**
 * The queries that answer one ask. Result columns: `k0`, `k1`, … (the keys, in the order of `by`; null or −1: none),
 * then one for each aggregate, by its name.
 *
 * A stock is asked apart from the cohort, because it is over all that was opened up to the period's end, of which
 * few rows are open. By time it cannot be counted in one pass over opening days, since a request stays open across
 * buckets: there it is a flow, how much each bucket adds and takes away, which `mergeFlow` sums up.
 */
export interface AskQuery {
  readonly cohort: string;
  readonly aggregates: readonly Aggregate[];
  readonly stock: {
    readonly kind: 'level' | 'flow';
    readonly sql: string;
    readonly aggregates: readonly Aggregate[];
  } | null;
}

/** The instants that an ask is about. */
export interface Instants {
  /** As of when the cohort stood. */
  readonly at: number;
  /** As of when a stock is counted: the last second of the period, or `at` if that is earlier. */
  readonly stockAt: number;
}

export function instantsOf(sheet: Sheet, ask: Pick<Ask, 'at' | 'filter'>): Instants {
  const at = Math.min(ask.at ?? sheet.asOf, sheet.asOf);
  const { opened } = ask.filter;
  return { at, stockAt: opened ? Math.min(at, sheet.city.timeZone.startOfDay(opened.to + 1) - 1) : at };
}

/** Conditions that let in what was opened up to the period's end, and those that let in the cohort. */
export function periodConditions(
  sheet: Sheet,
  ask: Pick<Ask, 'at' | 'filter'>,
): { upTo: string[]; since: string[] } {
  const { opened } = ask.filter;
  const upTo = ask.at !== undefined && ask.at < sheet.asOf ? [`opened <= ${ask.at}`] : [];
  if (opened) upTo.push(`day <= ${opened.to}`);
  return { upTo, since: opened ? [`day >= ${opened.from}`] : [] };
}

/** Compiles an ask for a database. Pure: the same ask gives the same text. */
export function askQuery(sheet: Sheet, ask: Ask, dialect: Dialect): AskQuery {
  const time = ask.by.find(isTimeDimension);
  const wanted = aggregatesOf(ask.measures);
  const level = wanted.filter((aggregate) => stocks.includes(aggregate));
  const aggregates = wanted.filter((aggregate) => !stocks.includes(aggregate));
  const { upTo, since } = periodConditions(sheet, ask);
  const { stockAt } = instantsOf(sheet, ask);
  // Rows of a group are counted also where only its stock is wanted: the group is there for either.
  const counted: readonly Aggregate[] = aggregates.length > 0 ? aggregates : ['received'];
  const cohort = groupSql(sheet, ask, counted, dialect.requests, [...upTo, ...since], dialect);
  if (level.length === 0) return { cohort, aggregates, stock: null };
  return {
    cohort,
    aggregates,
    stock:
      time === undefined
        ? {
            kind: 'level',
            sql: groupSql(
              sheet,
              ask,
              level,
              openSince(sheet, stockAt, dialect),
              [...upTo, conditionSql(sheet, open, stockAt)],
              dialect,
            ),
            aggregates: level,
          }
        : { kind: 'flow', sql: flowSql(sheet, ask, time, level, dialect), aggregates: level },
  };
}

function groupSql(
  sheet: Sheet,
  ask: Ask,
  aggregates: readonly Aggregate[],
  source: string,
  period: readonly string[],
  dialect: Dialect,
): string {
  const { at, stockAt } = instantsOf(sheet, ask);
  const where = [...choiceConditions(sheet, ask.filter, dialect, at), ...period];
  const keys = ask.by.map((dimension, i) => `${bucket(sheet, dimension, dialect, at)} AS k${i}`);
  const { inner, outer } = aggregateColumns(sheet, aggregates, dialect, at, stockAt);
  const grouped =
    `SELECT ${[...keys, ...inner].join(', ')} FROM ${source}` +
    (where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '') +
    (keys.length > 0 ? ` GROUP BY ${keys.map((_, i) => i + 1).join(', ')}` : '');
  return `SELECT ${[...ask.by.map((_, i) => `k${i}`), ...outer].join(', ')} FROM (${grouped}) AS grouped`;
}

function flowSql(
  sheet: Sheet,
  ask: Ask,
  time: TimeDimension,
  aggregates: readonly Aggregate[],
  dialect: Dialect,
): string {
  const { at, stockAt } = instantsOf(sheet, ask);
  const common = [...choiceConditions(sheet, ask.filter, dialect, at), ...periodConditions(sheet, ask).upTo];
  // What happened before the period counts as one step on its first day.
  const from = ask.filter.opened?.from ?? sheet.city.timeZone.dayOf(sheet.since);
  const start = sheet.city.timeZone.startOfDay(from);
  const standing = openSince(sheet, start - 1, dialect);
  const done = conditionSql(sheet, completed, stockAt);
  const late = conditionSql(sheet, fellDue, stockAt);
  const onOrAfter = (day: string) => `greatest(${day}, ${from})`;
  const events: { aggregate: Aggregate; day: string; step: 1 | -1; where: string }[] = [
    {
      aggregate: 'open',
      day: String(from),
      step: 1,
      where: `day < ${from} AND ${conditionSql(sheet, open, start - 1)}`,
    },
    {
      aggregate: 'open',
      day: dialect.signed('day'),
      step: 1,
      where: `day >= ${from} AND ${conditionSql(sheet, any(open, timed), stockAt)}`,
    },
    {
      aggregate: 'open',
      day: localDay(sheet, 'completedAt', dialect),
      step: -1,
      where: `completedAt >= ${Math.max(1, start)} AND ${done}`,
    },
    {
      aggregate: 'overdue',
      day: onOrAfter(localDay(sheet, 'dueResolution + 1', dialect)),
      step: 1,
      where: late,
    },
    {
      aggregate: 'overdue',
      day: onOrAfter(localDay(sheet, 'completedAt', dialect)),
      step: -1,
      where: `${late} AND ${done}`,
    },
  ];
  const parts = events
    .filter((event) => aggregates.includes(event.aggregate))
    .map((event) => {
      const keys = ask.by.map((dimension, i) =>
        dimension === time
          ? `${timeBucket(sheet, time, event.day, dialect)} AS k${i}`
          : `${bucket(sheet, dimension, dialect, at)} AS k${i}`,
      );
      const steps = aggregates.map(
        (aggregate) => `${aggregate === event.aggregate ? event.step : 0} AS ${quoted(aggregate)}`,
      );
      const where = [...common, event.where].join(' AND ');
      return `SELECT ${[...keys, ...steps].join(', ')} FROM ${event.aggregate === 'open' ? standing : dialect.requests} WHERE ${where}`;
    });
  const places = ask.by.map((_, i) => `k${i}`).join(', ');
  const sums = aggregates.map(
    (aggregate) => `${dialect.signed(`sum(${quoted(aggregate)})`)} AS ${quoted(aggregate)}`,
  );
  return `SELECT ${places}, ${sums.join(', ')} FROM (${parts.join(' UNION ALL ')}) AS flow GROUP BY ${places}`;
}

/** The local day of an instant, by the time zone's offsets over the span of the data. */
function localDay(sheet: Sheet, instant: string, dialect: Dialect): string {
  const { timeZone } = sheet.city;
  const shifted = (offset: number) => dialect.divide(`(${dialect.signed(instant)} + ${offset})`, 86_400);
  const changes = timeZone.transitions(sheet.since, sheet.asOf + 86_400);
  if (changes.length === 0) return shifted(timeZone.offsetAt(sheet.since));
  let offset = timeZone.offsetAt(sheet.since);
  const cases = changes.map((change) => {
    const text = `WHEN ${instant} < ${change.at} THEN ${shifted(offset)}`;
    offset = change.offset;
    return text;
  });
  return `(CASE ${cases.join(' ')} ELSE ${shifted(offset)} END)`;
}

function quoted(aggregate: Aggregate): string {
  return `"${aggregate}"`;
}
