import type { City } from '../model/city.ts';
import type { Condition, Fact } from '../model/conditions.ts';
import {
  type ChoiceDimension,
  childOf,
  type Dimension,
  isWordDimension,
  noneId,
  responseTimes,
  type TimeDimension,
} from '../model/dimension.ts';
import { type Filter, filterGroups } from '../model/filter.ts';
import { type Aggregate, aggregateKinds } from '../model/measures.ts';
import { type Dialect, stragglerDays } from './dialect.ts';

/** What every question is put against: the meaning of codes, and the instant and first weekday of the data. */
export interface Sheet {
  readonly city: City;
  /** Epoch seconds that the data are of. */
  readonly asOf: number;
  /** Epoch seconds of the earliest request. */
  readonly since: number;
  readonly weekStart: number;
}

/** The choices of a filter, without its period, as SQL conditions that must all hold. */
export function choiceConditions(sheet: Sheet, filter: Filter, dialect: Dialect, at: number): string[] {
  const out: string[] = [];
  for (const group of filterGroups) {
    const alternatives = group.flatMap((dimension) => {
      const ids = filter[dimension];
      return ids && ids.length > 0 ? [chosen(sheet, dimension, ids, dialect, at)] : [];
    });
    if (alternatives.length > 0) out.push(`(${alternatives.join(' OR ')})`);
  }
  return out;
}

function chosen(
  sheet: Sheet,
  dimension: ChoiceDimension,
  ids: readonly string[],
  dialect: Dialect,
  at: number,
): string {
  const none = ids.includes(noneId);
  const oneOf = (column: string, codes: readonly number[]) => {
    const parts: string[] = [];
    if (codes.length > 0) parts.push(`${column} IN (${codes.join(', ')})`);
    if (none) parts.push(`${column} IS NULL`);
    return parts.length === 0 ? 'false' : `(${parts.join(' OR ')})`;
  };
  const { city } = sheet;
  switch (dimension) {
    case 'sector':
    case 'district':
    case 'service':
      return oneOf(
        childOf[dimension],
        childrenOf(city.parents[dimension], codesOf(city, dimension, ids), none),
      );
    case 'hour':
    case 'weekday': {
      const numbers = ids.map(Number).filter((n) => Number.isInteger(n) && n >= 0 && n < 25);
      return numbers.length === 0
        ? 'false'
        : `${bucket(sheet, dimension, dialect, at)} IN (${numbers.join(', ')})`;
    }
    case 'responseTime': {
      const parts = ids.flatMap((id) => {
        const index = responseTimes.findIndex((bucket) => bucket.id === id);
        return index < 0 ? [] : [`(${responseIn(index, at)})`];
      });
      if (none) parts.push(`NOT ${dialect.holds(`responded <= ${at}`)}`);
      return parts.length === 0 ? 'false' : `(${parts.join(' OR ')})`;
    }
    default:
      return oneOf(dimension, codesOf(city, dimension, ids));
  }
}

function codesOf(city: City, dimension: ChoiceDimension, ids: readonly string[]): number[] {
  if (!isWordDimension(dimension)) return [];
  return ids.map((id) => city.codeOf(dimension, id)).filter((code) => code >= 0);
}

function childrenOf(parents: readonly number[], codes: readonly number[], none: boolean): number[] {
  return parents.flatMap((parent, child) => (codes.includes(parent) || (none && parent < 0) ? [child] : []));
}

function responseIn(index: number, at: number): string {
  const from = index === 0 ? 0 : responseTimes[index - 1]!.below;
  const below = responseTimes[index]!.below;
  const upper = Number.isFinite(below) ? ` AND responseTook < ${below}` : '';
  return `responded <= ${at} AND responseTook >= ${from}${upper}`;
}

/** The SQL of the key that rows are grouped by; null or −1 for none. */
export function bucket(sheet: Sheet, dimension: Dimension, dialect: Dialect, at: number): string {
  switch (dimension) {
    case 'day':
    case 'hour':
      return dimension;
    case 'week':
    case 'month':
      return timeBucket(sheet, dimension, dialect.signed('day'), dialect);
    case 'weekday':
      return `((${dialect.signed('day')} + 3) % 7 + 1)`;
    case 'responseTime': {
      const cases = responseTimes.flatMap(({ below }, index) =>
        Number.isFinite(below) ? [`WHEN responseTook < ${below} THEN ${index}`] : [],
      );
      return `(CASE WHEN responded <= ${at} THEN CASE ${cases.join(' ')} ELSE ${responseTimes.length - 1} END ELSE -1 END)`;
    }
    case 'sector':
    case 'district':
    case 'service':
      return parentOf(childOf[dimension], sheet.city.parents[dimension], dialect);
    default:
      return dimension;
  }
}

/** The key of the bucket that a local day lies in. 1970-01-01 was a Thursday, ISO weekday 4. */
export function timeBucket(sheet: Sheet, dimension: TimeDimension, day: string, dialect: Dialect): string {
  switch (dimension) {
    case 'day':
      return day;
    case 'week':
      return `(${day} - (${day} + ${11 - sheet.weekStart}) % 7)`;
    case 'month':
      return dialect.monthOf(day);
  }
}

function parentOf(column: string, parents: readonly number[], dialect: Dialect): string {
  const children = new Map<number, number[]>();
  parents.forEach((parent, child) => {
    if (parent >= 0) children.set(parent, [...(children.get(parent) ?? []), child]);
  });
  if (children.size === 0) return dialect.signed('-1');
  const cases = [...children].map(
    ([parent, codes]) => `WHEN ${column} IN (${codes.join(', ')}) THEN ${parent}`,
  );
  return `(CASE ${cases.join(' ')} ELSE -1 END)`;
}

/**
 * The columns that a database adds to those of a snapshot, so that no question computes them again: when a request
 * was completed (0 where it is at an unknown time, null where it is not), and the seconds to its first response and
 * to its resolution.
 */
export function derivedColumns(
  sheet: Pick<Sheet, 'city'>,
): readonly { readonly name: string; readonly sql: string }[] {
  const done = sheet.city.stages.flatMap((stage, code) => (stage.done ? [code] : []));
  const completed =
    done.length === 0 ? 'NULL' : `CASE WHEN stage IN (${done.join(', ')}) THEN coalesce(resolved, 0) END`;
  return [
    { name: 'completedAt', sql: completed },
    { name: 'responseTook', sql: 'CASE WHEN responded >= opened THEN responded - opened END' },
    { name: 'resolutionTook', sql: 'CASE WHEN resolved >= opened THEN resolved - opened END' },
  ];
}

/** The requests of which the table of stragglers is made. */
export const isStraggler = `completedAt IS NULL OR completedAt > opened + ${stragglerDays * 86_400}`;

/**
 * Where to look for requests that were open at an instant or later: those opened not long before it, and of the
 * older ones the stragglers. What was opened a day more than `stragglerDays` before (a day may be an hour short) and
 * is no straggler, was completed by then.
 */
export function openSince(sheet: Sheet, instant: number, dialect: Dialect): string {
  const first = sheet.city.timeZone.dayOf(Math.max(0, instant)) - stragglerDays - 1;
  return (
    `(SELECT * FROM ${dialect.requests} WHERE day >= ${first} ` +
    `UNION ALL SELECT * FROM ${dialect.stragglers} WHERE day < ${first}) AS standing`
  );
}

/**
 * A condition on one request as SQL.
 * @param instant epoch seconds: the one that `past` and `before` are of
 * @param holds false for its opposite
 */
export function conditionSql(sheet: Sheet, condition: Condition, instant: number, holds = true): string {
  if ('not' in condition) return conditionSql(sheet, condition.not, instant, !holds);
  if ('all' in condition || 'any' in condition) {
    const [of, joint] = 'all' in condition ? [condition.all, holds] : [condition.any, !holds];
    if (of.length === 0) return String(joint);
    const parts = of.map((one) => conditionSql(sheet, one, instant, holds));
    return parts.length === 1 ? parts[0]! : `(${parts.join(joint ? ' AND ' : ' OR ')})`;
  }
  return factSql(sheet, condition, instant, holds);
}

function factSql(sheet: Sheet, fact: Fact, instant: number, holds: boolean): string {
  switch (fact.fact) {
    case 'past':
      return holds
        ? `${fact.column} <= ${instant}`
        : `(${fact.column} IS NULL OR ${fact.column} > ${instant})`;
    case 'before':
      return holds
        ? `${fact.column} < ${instant}`
        : `(${fact.column} IS NULL OR ${fact.column} >= ${instant})`;
    case 'known':
      return `${fact.column} IS ${holds ? 'NOT ' : ''}NULL`;
    case 'yes':
      return holds ? fact.column : `${fact.column} IS NOT TRUE`;
    case 'timed':
      return holds ? 'completedAt > 0' : '(completedAt IS NULL OR completedAt = 0)';
    case 'inTime':
      return holds
        ? 'completedAt <= dueResolution'
        : '(completedAt IS NULL OR dueResolution IS NULL OR completedAt > dueResolution)';
    case 'stage': {
      const code = sheet.city.codeOf('stage', fact.stage);
      if (code < 0) return String(!holds);
      return holds ? `stage = ${code}` : `stage IS DISTINCT FROM ${code}`;
    }
  }
}

/**
 * Which requests an aggregate counts: for figures and for lists.
 * @param at the instant as of which the cohort stood
 * @param stockAt the instant as of which a stock is counted: the period's end, or `at` if that is earlier
 */
export function behind(sheet: Sheet, aggregate: Aggregate, at: number, stockAt: number): string {
  const { counts, stock } = aggregateKinds[aggregate];
  return conditionSql(sheet, counts, stock ? stockAt : at);
}

/**
 * The columns that compute aggregates over the rows of a query, and how to read the aggregates off them: the two
 * percentiles of one duration come from one list, so that its values are gathered once.
 */
export function aggregateColumns(
  sheet: Sheet,
  wanted: readonly Aggregate[],
  dialect: Dialect,
  at: number,
  stockAt: number,
): { inner: string[]; outer: string[] } {
  const inner = new Map<string, string>();
  const outer = wanted.map((aggregate) => {
    const condition = behind(sheet, aggregate, at, stockAt);
    const { percentile, sum } = aggregateKinds[aggregate];
    if (percentile) {
      const list = `${percentile.of}List`;
      const together = wanted.flatMap((other) => {
        const sibling = aggregateKinds[other].percentile;
        return sibling?.of === percentile.of ? [sibling.rank] : [];
      });
      inner.set(list, dialect.percentilesIf(percentile.of, together, condition));
      return `${dialect.percentile(list, together.indexOf(percentile.rank) + 1)} AS "${aggregate}"`;
    }
    const computed = sum
      ? dialect.sumIf(sum, condition)
      : aggregate === 'received'
        ? 'count(*)'
        : dialect.countIf(condition);
    inner.set(`"${aggregate}"`, computed);
    return `"${aggregate}"`;
  });
  return { inner: [...inner].map(([name, sql]) => `${sql} AS ${name}`), outer };
}
