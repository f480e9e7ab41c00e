import type { Choice } from './choice.ts';
import type { Dimension, TimeDimension } from './dimension.ts';
import type { DayRange } from './filter.ts';
import type { Cell, MeasureId } from './measures.ts';

/**
 * A sentence as data: what it says are its numbers, and where a reader sees them is its proof. Made in `analysis/claims`,
 * said in `i18n/claims.ts`, drawn by the views; none of its parts is a word.
 */
export type Claim =
  | NothingClaim
  | OutsideClaim
  | LeadClaim
  | TopicsClaim
  | AnsweredClaim
  | TimelineClaim
  | ExtremesClaim
  | NoExtremesClaim
  | PointsClaim
  | OverdueClaim
  | ChangesClaim
  | UncomparedClaim
  | MoverClaim
  | WhereaboutsClaim
  | HappyClaim;

export type ClaimKind = Claim['kind'];

interface Proven {
  /** What to choose so that the page shows the claim's number. */
  readonly proof: Choice;
  /** The figure that is the number there; null where what made the claim shows it there, and no figure does. */
  readonly figure: Figure | null;
}

/** A measure of all requests of a choice, as a figure of the page shows it. */
export interface Figure {
  readonly measure: MeasureId;
  readonly cell: Cell;
}

/** That there is nothing of something in a choice; `data`: in any. */
export interface NothingClaim extends Proven {
  readonly kind: 'nothing';
  readonly of: 'requests' | 'topics' | 'ratings' | 'data';
}

/** That a period lies outside the days that the data reach over, so that nothing is known of it. */
export interface OutsideClaim extends Proven {
  readonly kind: 'outside';
  readonly reach: DayRange;
}

/** The largest group of a dimension; of equal ones the first of the city's order. */
export interface LeadClaim extends Proven {
  readonly kind: 'lead';
  readonly dimension: Dimension;
  readonly key: number;
  readonly count: number;
  /** Requests of all groups, those that name none too. */
  readonly total: number;
}

/** The most frequent topic, and how few of the topics most requests are about. */
export interface TopicsClaim extends Proven {
  readonly kind: 'topics';
  readonly key: number;
  readonly count: number;
  /** So many topics have the share `reached` of all requests. */
  readonly topics: number;
  readonly reached: number;
}

/** How many requests had their first response within a time, and how many wait for theirs. */
export interface AnsweredClaim extends Proven {
  readonly kind: 'answered';
  readonly answered: number;
  readonly hours: number;
  readonly pending: number;
  readonly total: number;
}

/** Requests of all days of the data, and the step of time that has most; of equal ones the earliest. */
export interface TimelineClaim extends Proven {
  readonly kind: 'timeline';
  readonly total: number;
  readonly days: DayRange;
  readonly step: TimeDimension;
  readonly key: number;
  readonly most: number;
}

/** The zones with the highest and the lowest value; of equal ones the first and the last of the city's order. */
export interface ExtremesClaim extends Proven {
  readonly kind: 'extremes';
  readonly measure: MeasureId;
  readonly zones: number;
  /** Whether zones with too few requests to be judged were passed over. */
  readonly thin: boolean;
  readonly highest: Extreme;
  readonly lowest: Extreme;
}

export interface Extreme {
  /** The zone's. */
  readonly key: number;
  readonly value: number;
}

/** That no zone has a value. */
export interface NoExtremesClaim extends Proven {
  readonly kind: 'noExtremes';
  readonly measure: MeasureId;
  readonly zones: number;
}

/** How many requests are drawn as points. */
export interface PointsClaim extends Proven {
  readonly kind: 'points';
  readonly requests: number;
}

/** How many of the open requests are overdue, and what share of them. */
export interface OverdueClaim extends Proven {
  readonly kind: 'overdue';
  readonly overdue: Cell;
  readonly share: Cell;
}

/** How many changes are beyond the usual up and down. */
export interface ChangesClaim extends Proven {
  readonly kind: 'changes';
  readonly count: number;
}

/** That nothing is said of changes: none is wanted (`days` is null), or the data hold no earlier period so long. */
export interface UncomparedClaim extends Proven {
  readonly kind: 'uncompared';
  readonly days: number | null;
}

/** A measure of one group that changed beyond the usual up and down. */
export interface MoverClaim extends Proven {
  readonly kind: 'mover';
  readonly dimension: Dimension;
  readonly key: number;
  readonly measure: MeasureId;
  readonly now: Cell;
  readonly before: Cell;
  /** As of `Mover`. */
  readonly score: number;
}

/** In which groups most of a change happened. */
export interface WhereaboutsClaim extends Proven {
  readonly kind: 'whereabouts';
  readonly by: Dimension;
  readonly spread: 'most' | 'beyond' | 'spread';
  readonly keys: readonly number[];
  /** Their part of the whole change; more than 1 where the rest went the other way. */
  readonly share: number;
}

/** The share of happy ones of the ratings of the Happiness Meter in a period. */
export interface HappyClaim extends Proven {
  readonly kind: 'happy';
  readonly share: number;
  readonly ratings: number;
}
