import {
  all,
  any,
  type Condition,
  completed,
  inTime,
  known,
  not,
  open,
  overdue,
  past,
  rejected,
  resolved,
  responded,
  yes,
} from './conditions.ts';
import type { RequestColumn } from './schema.ts';

/** How an aggregate is made of the requests that it counts. */
export interface AggregateKind {
  readonly counts: Condition;
  /** Of what was opened at any time up to the period's end, as of then; else of the cohort at the ask's instant. */
  readonly stock?: true;
  /** The column that is added up instead of counting. */
  readonly sum?: 'satisfaction';
  /** The nearest rank (0 to 1) of a duration in seconds that is found instead of counting. */
  readonly percentile?: { readonly rank: number; readonly of: DurationColumn };
}
export type DurationColumn = 'responseTook' | 'responseWork' | 'resolutionTook' | 'resolutionWork';

const at = (rank: number, of: DurationColumn, counts: Condition): AggregateKind => ({
  counts,
  percentile: { rank, of },
});
const respondedWork = all(responded, known('responseWork'));
const resolvedWork = all(resolved, known('resolutionWork'));
/** Resolved at least once: what was rejected only if it had come back before. */
const everResolved = all(
  known('reopened'),
  any(past('firstResolved'), completed),
  any(yes('reopened'), not(rejected)),
);
const answeredAtOnce = all(known('firstContact'), responded);
const rated = all(known('satisfaction'), any(past('resolved'), not(known('resolved'))));

/**
 * What SQL returns: integers only. Counts, sums and order statistics; division happens below, once. Every aggregate but
 * a stock is over the cohort: the requests opened in the period, as they stood at the ask's instant.
 */
const kinds = {
  received: { counts: all() },
  completed: { counts: completed },
  rejected: { counts: rejected },
  open: { counts: open, stock: true },
  overdue: { counts: overdue, stock: true },
  onTime: { counts: all(resolved, inTime) },
  onTimeOf: { counts: any(all(resolved, known('dueResolution')), overdue) },
  responded: { counts: responded },
  responseP50: at(0.5, 'responseTook', responded),
  responseP90: at(0.9, 'responseTook', responded),
  respondedWork: { counts: respondedWork },
  responseWorkP50: at(0.5, 'responseWork', respondedWork),
  responseWorkP90: at(0.9, 'responseWork', respondedWork),
  resolved: { counts: resolved },
  resolutionP50: at(0.5, 'resolutionTook', resolved),
  resolutionP90: at(0.9, 'resolutionTook', resolved),
  resolvedWork: { counts: resolvedWork },
  resolutionWorkP50: at(0.5, 'resolutionWork', resolvedWork),
  resolutionWorkP90: at(0.9, 'resolutionWork', resolvedWork),
  reopened: { counts: all(everResolved, yes('reopened')) },
  reopenedOf: { counts: everResolved },
  firstContact: { counts: all(answeredAtOnce, yes('firstContact')) },
  firstContactOf: { counts: answeredAtOnce },
  rated: { counts: rated },
  ratingSum: { counts: rated, sum: 'satisfaction' },
} satisfies Record<string, AggregateKind>;

export type Aggregate = keyof typeof kinds;
export const aggregateKinds: Readonly<Record<Aggregate, AggregateKind>> = kinds;
export const aggregates = Object.keys(kinds) as Aggregate[];

/** Aggregates that are stocks: they count what was opened at any time up to the period's end. */
export const stocks: readonly Aggregate[] = aggregates.filter((id) => aggregateKinds[id].stock);

export const measureIds = [
  'received',
  'completed',
  'rejected',
  'completionRate',
  'open',
  'onTimeRate',
  'overdue',
  'overdueRate',
  'firstResponseP50',
  'firstResponseP90',
  'firstResponseWorkP50',
  'firstResponseWorkP90',
  'resolutionP50',
  'resolutionP90',
  'resolutionWorkP50',
  'resolutionWorkP90',
  'reopenedRate',
  'firstContactRate',
  'satisfaction',
  'per1000',
] as const;
export type MeasureId = (typeof measureIds)[number];

/** A value with the number of requests behind it, or why there is none. */
export type Cell =
  | {
      readonly kind: 'value';
      readonly value: number;
      readonly n: number;
      /** Of an estimate: by how much the exact value may differ; null where that is not known. */
      readonly bound?: number | null;
    }
  /** Nothing to measure: no request has what the measure needs. */
  | { readonly kind: 'noData' }
  /** Too few residents for a rate of residents. */
  | { readonly kind: 'tooFew' }
  /** Withheld to protect people. */
  | { readonly kind: 'suppressed' }
  /** The data do not reach over the period. */
  | { readonly kind: 'outside' }
  /** The source does not tell it, or the engine cannot. */
  | { readonly kind: 'unavailable' };

export type Unit = 'count' | 'share' | 'hours' | 'rating' | 'per1000';
type Ints = Partial<Record<Aggregate, number | null>>;

export interface Measure {
  readonly unit: Unit;
  /** Which way is good; null where neither is. */
  readonly better: 'up' | 'down' | null;
  /** The integers it is made of. */
  readonly needs: readonly Aggregate[];
  /** The aggregate that counts the requests behind it: its n, and the rows that its list shows. */
  readonly behind: Aggregate;
  /** Columns that a source must fill for the measure to mean anything. */
  readonly requires: readonly RequestColumn[];
  readonly value: (ints: Ints, residents: number | null) => Cell;
}

const noData: Cell = { kind: 'noData' };

function count(
  aggregate: Aggregate,
  better: Measure['better'],
  requires: readonly RequestColumn[] = [],
): Measure {
  return {
    unit: 'count',
    better,
    needs: [aggregate],
    behind: aggregate,
    requires,
    value: (ints) => ({ kind: 'value', value: ints[aggregate] ?? 0, n: ints[aggregate] ?? 0 }),
  };
}

function ratio(
  unit: Unit,
  numerator: Aggregate,
  denominator: Aggregate,
  better: Measure['better'],
  requires: readonly RequestColumn[],
): Measure {
  return {
    unit,
    better,
    needs: [numerator, denominator],
    behind: denominator,
    requires,
    value: (ints) => {
      const n = ints[denominator] ?? 0;
      return n === 0 ? noData : { kind: 'value', value: (ints[numerator] ?? 0) / n, n };
    },
  };
}

function hours(statistic: Aggregate, of: Aggregate, requires: readonly RequestColumn[]): Measure {
  return {
    unit: 'hours',
    better: 'down',
    needs: [statistic, of],
    behind: of,
    requires,
    value: (ints) => {
      const n = ints[of] ?? 0;
      const seconds = ints[statistic] ?? null;
      return n === 0 || seconds === null ? noData : { kind: 'value', value: seconds / 3600, n };
    },
  };
}

/** Below this many residents a rate of residents says nothing. */
export const fewestResidents = 100;

/** The measures and their formulas (numerator / denominator as in docs/measures.md). */
export const measures: Readonly<Record<MeasureId, Measure>> = {
  received: count('received', null),
  completed: count('completed', 'up', ['stage']),
  rejected: count('rejected', null, ['stage']),
  completionRate: ratio('share', 'completed', 'received', 'up', ['stage']),
  open: count('open', 'down', ['stage']),
  onTimeRate: ratio('share', 'onTime', 'onTimeOf', 'up', ['stage', 'resolved', 'dueResolution']),
  overdue: count('overdue', 'down', ['stage', 'dueResolution']),
  overdueRate: ratio('share', 'overdue', 'open', 'down', ['stage', 'dueResolution']),
  firstResponseP50: hours('responseP50', 'responded', ['responded']),
  firstResponseP90: hours('responseP90', 'responded', ['responded']),
  firstResponseWorkP50: hours('responseWorkP50', 'respondedWork', ['responseWork']),
  firstResponseWorkP90: hours('responseWorkP90', 'respondedWork', ['responseWork']),
  resolutionP50: hours('resolutionP50', 'resolved', ['resolved']),
  resolutionP90: hours('resolutionP90', 'resolved', ['resolved']),
  resolutionWorkP50: hours('resolutionWorkP50', 'resolvedWork', ['resolutionWork']),
  resolutionWorkP90: hours('resolutionWorkP90', 'resolvedWork', ['resolutionWork']),
  reopenedRate: ratio('share', 'reopened', 'reopenedOf', 'down', ['reopened']),
  firstContactRate: ratio('share', 'firstContact', 'firstContactOf', 'up', ['firstContact']),
  satisfaction: ratio('rating', 'ratingSum', 'rated', 'up', ['satisfaction']),
  per1000: {
    unit: 'per1000',
    better: null,
    needs: ['received'],
    behind: 'received',
    requires: [],
    value: (ints, residents) => {
      const n = ints.received ?? 0;
      if (residents === null) return noData;
      return residents < fewestResidents
        ? { kind: 'tooFew' }
        : { kind: 'value', value: (n / residents) * 1000, n };
    },
  },
};

/** Whether a measure counts what was opened in a period, so that a longer one has more of it. */
export function growsWithDays(measure: MeasureId): boolean {
  const { unit, behind } = measures[measure];
  return (unit === 'count' || unit === 'per1000') && !stocks.includes(behind);
}

export function isMeasure(id: string): id is MeasureId {
  return (measureIds as readonly string[]).includes(id);
}
