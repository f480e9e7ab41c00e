import { aggregatesOf, type Ask } from '../model/ask.ts';
import { isTimeDimension, type TimeDimension } from '../model/dimension.ts';
import { type Aggregate, stocks } from '../model/measures.ts';
import { aggregateSql, behind, bucket, choiceConditions, type Sheet, timeBucket } from './conditions.ts';
import type { Dialect } from './dialect.ts';

/**
 * The queries that answer one ask. Result columns: `k0`, `k1`, … (the keys, in the order of `by`), then one for
 * each aggregate, by its name.
 *
 * A stock by time cannot be counted in one pass over opening days, because a request stays open across buckets:
 * it is asked as a flow instead, how much each bucket adds and takes away, and summed up by `mergeFlow`.
 */
export interface AskQuery {
  readonly cohort: string;
  readonly aggregates: readonly Aggregate[];
  readonly flow: string | null;
  readonly flowAggregates: readonly Aggregate[];
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
export function periodConditions(sheet: Sheet, ask: Pick<Ask, 'at' | 'filter'>): { upTo: string[]; since: string[] } {
  const { opened } = ask.filter;
  const upTo = ask.at !== undefined && ask.at < sheet.asOf ? [`opened <= ${ask.at}`] : [];
  if (opened) upTo.push(`day <= ${opened.to}`);
  return { upTo, since: opened ? [`day >= ${opened.from}`] : [] };
}

/** Compiles an ask for a database. Pure: the same ask gives the same text. */
export function askQuery(sheet: Sheet, ask: Ask, dialect: Dialect): AskQuery {
  const time = ask.by.find(isTimeDimension);
  const wanted = aggregatesOf(ask.measures);
  const flowAggregates = time === undefined ? [] : wanted.filter((aggregate) => stocks.includes(aggregate));
  const aggregates = wanted.filter((aggregate) => !flowAggregates.includes(aggregate));
  return {
    cohort: cohortSql(sheet, ask, aggregates, dialect),
    aggregates,
    flow: time === undefined || flowAggregates.length === 0 ? null : flowSql(sheet, ask, time, flowAggregates, dialect),
    flowAggregates,
  };
}

function cohortSql(sheet: Sheet, ask: Ask, aggregates: readonly Aggregate[], dialect: Dialect): string {
  const { at, stockAt } = instantsOf(sheet, ask);
  const { upTo, since } = periodConditions(sheet, ask);
  const hasStock = aggregates.some((aggregate) => stocks.includes(aggregate));
  const where = [...choiceConditions(sheet, ask.filter, dialect, at), ...upTo, ...(hasStock ? [] : since)];
  const within = hasStock && since.length > 0 ? since.join(' AND ') : 'true';
  const keys = ask.by.map((dimension, i) => `${bucket(sheet, dimension, dialect, at)} AS k${i}`);
  const values = aggregates.map((aggregate) => {
    const scope = stocks.includes(aggregate) ? 'true' : within;
    return `${aggregateSql(sheet, aggregate, dialect, at, stockAt, scope)} AS ${quoted(aggregate)}`;
  });
  if (values.length === 0) values.push(`${dialect.countIf(within)} AS ${quoted('received')}`);
  const places = ask.by.map((_, i) => i + 1).join(', ');
  const open = behind(sheet, 'open', dialect, at, stockAt);
  const having = within === 'true' ? '' : ` HAVING ${dialect.countIf(within)} > 0 OR ${dialect.countIf(open)} > 0`;
  return (
    `SELECT ${[...keys, ...values].join(', ')} FROM ${dialect.requests}` +
    (where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '') +
    (places === '' ? '' : ` GROUP BY ${places}${having} ORDER BY ${places}`)
  );
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
  const done = `NOT ${behind(sheet, 'open', dialect, at, stockAt)}`;
  const timed = `${done} AND resolved IS NOT NULL`;
  const late = `dueResolution < ${stockAt} AND NOT ${dialect.holds(`${timed} AND resolved <= dueResolution`)}`;
  const untimed = dialect.holds(`${done} AND resolved IS NULL`);
  const events: { aggregate: Aggregate; day: string; step: 1 | -1; where: string }[] = [
    { aggregate: 'open', day: dialect.signed('day'), step: 1, where: `NOT ${untimed}` },
    { aggregate: 'open', day: localDay(sheet, 'resolved', dialect), step: -1, where: timed },
    {
      aggregate: 'overdue',
      day: localDay(sheet, 'dueResolution + 1', dialect),
      step: 1,
      where: `${late} AND NOT ${untimed}`,
    },
    { aggregate: 'overdue', day: localDay(sheet, 'resolved', dialect), step: -1, where: `${late} AND ${timed}` },
  ];
  const parts = events
    .filter((event) => aggregates.includes(event.aggregate))
    .map((event) => {
      const keys = ask.by.map((dimension, i) =>
        dimension === time
          ? `${timeBucket(sheet, time, event.day, dialect)} AS k${i}`
          : `${bucket(sheet, dimension, dialect, at)} AS k${i}`,
      );
      const steps = aggregates.map((aggregate) => `${aggregate === event.aggregate ? event.step : 0} AS ${quoted(aggregate)}`);
      const where = [...common, event.where].join(' AND ');
      return `SELECT ${[...keys, ...steps].join(', ')} FROM ${dialect.requests} WHERE ${where}`;
    });
  const places = ask.by.map((_, i) => `k${i}`).join(', ');
  const sums = aggregates.map((aggregate) => `${dialect.signed(`sum(${quoted(aggregate)})`)} AS ${quoted(aggregate)}`);
  return `SELECT ${places}, ${sums.join(', ')} FROM (${parts.join(' UNION ALL ')}) AS flow GROUP BY ${places} ORDER BY ${places}`;
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
