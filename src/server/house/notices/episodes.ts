/** A part that is not as it should be, now. */
export interface Condition {
  /** As of an ailment: `publisher`, `source ID`, `job NAME`. */
  readonly part: string;
  /** Epoch seconds. */
  readonly since: number;
  /** In English words, for whoever runs the server. */
  readonly why: string;
}

/** What is remembered of a part. Instants are epoch seconds. */
export interface Episode {
  readonly part: string;
  /** Since when it is ill, or was until a moment ago; null: it is well, and written of not long ago. */
  readonly since: number | null;
  /** How often it fell ill since then. */
  readonly times: number;
  /** Since when it is well again; null: it is not. */
  readonly wellSince: number | null;
  /** Whether somebody was told that it is ill. */
  readonly isTold: boolean;
  /** Whether somebody should have been. */
  readonly isOwed: boolean;
  /** When it was written of last. */
  readonly toldAt: number | null;
}

/** What is to be written now, and what is remembered then. */
export interface Turn {
  readonly after: readonly Episode[];
  readonly begun: readonly Episode[];
  readonly over: readonly Episode[];
}

/** Seconds between two messages of one part. */
const between = 3600;
/** How far ahead of the clock an instant may be, seconds: beyond that a clock was wrong. */
const tolerance = 3600;

/**
 * What is to be said of parts that are ill, and of those that are well again. A part is written of when it has been ill
 * for as long as is set, and when it has been well for as long; once an hour at most. One that falls ill again before
 * that goes on to be ill. What is not due yet, but half-way, is said along with what is: parts that fail together are
 * written of together.
 * @param lasting how long it must last, seconds
 */
export function turnOf(
  before: readonly Episode[],
  conditions: readonly Condition[],
  now: number,
  lasting: number,
): Turn {
  const known = new Map(before.map((one) => [one.part, inTime(one, now)]));
  const ill = new Map(conditions.map((one) => [one.part, one]));
  const episodes = [...new Set([...known.keys(), ...ill.keys()])].map((part) =>
    looked(known.get(part), ill.get(part), now, lasting),
  );
  const isFree = ({ toldAt }: Episode) => toldAt === null || now - toldAt >= between;
  const isBegun = (one: Episode, seconds: number) => {
    const { since, wellSince, isTold } = one;
    return since !== null && wellSince === null && !isTold && now - since >= seconds && isFree(one);
  };
  const isOver = (one: Episode, seconds: number) => {
    const { wellSince, isTold, isOwed } = one;
    return wellSince !== null && (isTold || isOwed) && now - wellSince >= seconds && isFree(one);
  };
  const isDue = episodes.some((one) => isBegun(one, lasting) || isOver(one, lasting));
  const begun = episodes.filter((one) => isDue && isBegun(one, lasting / 2));
  const over = episodes.filter((one) => isDue && isOver(one, lasting / 2));
  const after = episodes
    .map((one): Episode => {
      if (begun.includes(one)) return { ...one, isTold: true, isOwed: false, toldAt: now };
      return over.includes(one) ? { ...well(one), toldAt: now } : one;
    })
    .filter((one) => one.since !== null || !isFree(one));
  return { after, begun, over };
}

function looked(
  before: Episode | undefined,
  condition: Condition | undefined,
  now: number,
  lasting: number,
): Episode {
  if (condition) {
    const { part } = condition;
    const isNew = !before || before.since === null;
    const since = isNew ? Math.min(condition.since, now) : before.since!;
    return {
      ...{ part, since, wellSince: null },
      times: isNew ? 1 : before.times + (before.wellSince === null ? 0 : 1),
      isTold: !isNew && before.isTold,
      isOwed: (!isNew && before.isOwed) || now - since >= lasting,
      toldAt: before?.toldAt ?? null,
    };
  }
  if (before!.since === null) return before!;
  const wellSince = before!.wellSince ?? now;
  const isForgotten = !before!.isTold && !before!.isOwed && now - wellSince >= lasting;
  return isForgotten ? well(before!) : { ...before!, wellSince };
}

function well(one: Episode): Episode {
  return { ...one, since: null, wellSince: null, times: 0, isTold: false, isOwed: false };
}

/** Without instants of a clock that was ahead. */
function inTime(one: Episode, now: number): Episode {
  const past = (at: number | null) => (at !== null && at > now + tolerance ? now : at);
  const isFuture = one.toldAt !== null && one.toldAt > now + tolerance;
  return {
    ...one,
    since: past(one.since),
    wellSince: past(one.wellSince),
    toldAt: isFuture ? null : one.toldAt,
  };
}
