import type { RequestColumn } from './schema.ts';

/**
 * What SQL returns: integers only. Counts, sums and order statistics; division happens here, once.
 * Durations are seconds. Every aggregate but `open` and `overdue` is over the cohort: the requests opened in the
 * period, as they stood at the ask's instant. `open` and `overdue` are stocks at the end of the period.
 */
export const aggregates = [
  'received',
  'completed',
  'rejected',
  'open',
  'overdue',
  'onTime',
  'onTimeOf',
  'responded',
  'responseP50',
  'responseP90',
  'respondedWork',
  'responseWorkP50',
  'responseWorkP90',
  'resolved',
  'resolutionP50',
  'resolutionP90',
  'resolvedWork',
  'resolutionWorkP50',
  'resolutionWorkP90',
  'reopened',
  'reopenedOf',
  'firstContact',
  'firstContactOf',
  'rated',
  'ratingSum',
] as const;
export type Aggregate = (typeof aggregates)[number];

/** Aggregates that are stocks: they count what was opened at any time up to the period's end. */
export const stocks: readonly Aggregate[] = ['open', 'overdue'];

export const measureIds = [
  'received',
  'completed',
  'rejected',
  'completionRate',
  'open',
  'onTimeRate',
  'overdue',
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

export function isMeasure(id: string): id is MeasureId {
  return (measureIds as readonly string[]).includes(id);
}
