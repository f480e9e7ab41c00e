import * as v from 'valibot';

/** What came of holding a source against the store. */
export type MatchOutcome =
  /** They have the same. */
  | 'equal'
  /** They had not; what the source has was taken, unless it was only to be told. */
  | 'differed'
  /** It could not be told: `why` says so. */
  | 'failed'
  /** It is none that can be asked. */
  | 'unasked';

/** A part of a source that was not as the store had it. */
export interface PartDifference {
  /** A local month of opening as `2026-01`; `all` where months cannot be told apart; `none`: opened at no time. */
  readonly part: string;
  /** Requests that the store lacked. */
  readonly missing: number;
  /** That were otherwise there. */
  readonly other: number;
  /** That the source has no more. */
  readonly extra: number;
  /** Rows of the source that cannot be read: no difference, and told as problems when they came. */
  readonly unreadable: number;
}

/** One time that a source was held against the store. Instants are epoch seconds of the machine. */
export interface Match {
  readonly source: string;
  readonly at: number;
  readonly seconds: number;
  readonly outcome: MatchOutcome;
  /** Requests that the source said it has. */
  readonly requests: number;
  readonly parts: number;
  /** Parts whose sums differed, and which were therefore read row by row. */
  readonly read: number;
  /** Only those that lastingly differed. */
  readonly differences: readonly PartDifference[];
  /** Whether what the source has was taken. */
  readonly mended: boolean;
  readonly why: string | null;
}

/** A local month, as parts are named. */
export const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

/** How many requests of a match were not as the store had them. */
export function differing({ differences }: Pick<Match, 'differences'>): number {
  return differences.reduce((sum, { missing, other, extra }) => sum + missing + other + extra, 0);
}

/** What open pages are told of the last match: of several sources the worst. */
export const matchNewsSchema = v.object({
  /** Epoch seconds. */
  at: v.number(),
  /** mended: requests differed, and what the source has was taken; left: they still differ. */
  outcome: v.picklist(['equal', 'mended', 'left', 'failed']),
  /** How many requests differed. */
  requests: v.number(),
});
export type MatchNews = Readonly<v.InferOutput<typeof matchNewsSchema>>;
