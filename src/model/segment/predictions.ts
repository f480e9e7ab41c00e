import { responseBounds } from '../dimension.ts';
import { lastInstant, nullOf, type RequestColumn, unknownTime } from '../schema.ts';
import type { Basis } from './basis.ts';
import type { HeadRows } from './head.ts';

/** The columns that details tell by what is left to say of a prediction, in the order in which they are told. */
export const predictedColumns = [
  'rid',
  'opened',
  'responded',
  'resolved',
  'firstResolved',
  'updated',
  'dueResponse',
  'dueResolution',
  'responseWork',
  'resolutionWork',
  'version',
  'entity',
  'pointLon',
  'pointLat',
] as const satisfies readonly RequestColumn[];
export type PredictedColumn = (typeof predictedColumns)[number];

/**
 * What a prediction may look at: the head, `reopened` and `priority`, the first rid, the predicted columns before its own, and the
 * rows before its own in it. Null is 0xffffffff in these, but for `entity`, where it is a value like any other.
 */
export type Known = HeadRows & {
  readonly reopened: Uint8Array;
  readonly priority: Uint8Array;
  /** rid of the first row. */
  readonly firstRid: number;
} & { readonly [C in PredictedColumn]: Uint32Array };

/**
 * Predicts a row's value; null is 0xffffffff. Rows must be asked for one after the other, from 0 on. The same known
 * columns and basis give the same predictions everywhere: a file can be read only as it was written.
 */
export type Prediction = (row: number) => number;

const none = nullOf.u32;

/** How each column is predicted. */
export const predictions: Record<PredictedColumn, (known: Known, basis: Basis) => Prediction> = {
  /** The one after the row before. */
  rid:
    ({ rid, firstRid }) =>
    (i) =>
      i === 0 ? firstRid : rid[i - 1]! + 1,

  /** The start of its half day. */
  opened({ day, openedAfter }, basis) {
    const startOf = startsOf(basis);
    return (i) => startOf(2 * day[i]! + openedAfter[i]!);
  },

  /** The least that its bucket says. */
  responded({ respondedAfter, response, opened }) {
    const least = new Float64Array(256);
    least.set(responseBounds.slice(0, -1), 1);
    return (i) =>
      respondedAfter[i] === nullOf.u16 ? none : Math.min(opened[i]! + least[response[i]!]!, lastInstant);
  },

  /** The start of its half day, or what is known to have happened in that half day before. */
  resolved({ day, completedAfter, openedAfter, respondedAfter, opened, responded }, basis) {
    const startOf = startsOf(basis);
    return (i) => {
      const after = completedAfter[i]!;
      if (after >= unknownTime) return none;
      let start = startOf(2 * day[i]! + after);
      if (openedAfter[i] === after) start = Math.max(start, opened[i]!);
      if (respondedAfter[i] === after) start = Math.max(start, responded[i]!);
      return start;
    };
  },

  /** When it was resolved; if it came back since, when it was answered. */
  firstResolved({ reopened, opened, responded, resolved }) {
    return (i) => {
      if (reopened[i] !== 1) return resolved[i]!;
      return responded[i] === none ? opened[i]! : responded[i]!;
    };
  },

  /** The latest thing known to have happened. */
  updated({ opened, responded, firstResolved, resolved }) {
    const happened = (at: number) => (at === none ? 0 : at);
    return (i) =>
      Math.max(opened[i]!, happened(responded[i]!), happened(firstResolved[i]!), happened(resolved[i]!));
  },

  dueResponse: (known, basis) => due(known, known.dueResponse, basis),
  dueResolution: (known, basis) => due(known, known.dueResolution, basis),

  responseWork: ({ opened, responded }, basis) => worked(opened, responded, basis),
  resolutionWork: ({ opened, resolved }, basis) => worked(opened, resolved, basis),

  version: () => () => 0,
  entity: ({ entity, topic }) => asBefore(entity, (i) => topic[i]!, 0x10000),
  pointLon: (known) => below(known, known.pointLon),
  pointLat: (known) => below(known, known.pointLat),
};

/** The first instant of a half day; of one after the last instant, that one. Remembered. */
function startsOf({ halves }: Basis): (halfDay: number) => number {
  const lastHalf = halves.of(lastInstant);
  // 0 where it is not known yet.
  const starts = new Float64Array(lastHalf + 1);
  return (halfDay) => {
    if (halfDay > lastHalf) return lastInstant;
    let start = starts[halfDay]!;
    if (start === 0) {
      start = Math.max(halves.startOf(halfDay), 0);
      starts[halfDay] = start;
    }
    return start;
  };
}

/**
 * When it is due if it has as much working time as the last request of the same category, topic and priority had; of
 * the same category and priority, where there was none.
 */
function due(
  { category, topic, priority, opened }: Known,
  values: Uint32Array,
  { clock }: Basis,
): Prediction {
  const allowedOf = new Map<number, number>();
  const roughly = new Float64Array(0x10000).fill(none);
  let rough = 0;
  let key = 0;
  let predicted = none;
  let learnt = true;
  const learn = (row: number) => {
    const at = values[row]!;
    if (at === predicted && learnt) return;
    const allowed = at === none ? none : clock.workingSeconds(opened[row]!, at);
    allowedOf.set(key, allowed);
    roughly[rough] = allowed;
  };
  return (i) => {
    if (i > 0) learn(i - 1);
    rough = category[i]! * 0x100 + priority[i]!;
    key = topic[i]! * 0x10000 + rough;
    const known = allowedOf.get(key);
    learnt = known !== undefined;
    const allowed = known ?? roughly[rough]!;
    predicted = allowed === none ? none : (clock.dueAt(opened[i]!, allowed) ?? none);
    return predicted;
  };
}

/** The working time from opening to an instant. */
function worked(opened: Uint32Array, until: Uint32Array, { clock }: Basis): Prediction {
  return (i) => (until[i] === none ? none : clock.workingSeconds(opened[i]!, until[i]!));
}

/** The last value there was of the same key. @param keys how many keys there may be */
function asBefore(values: Uint32Array, keyOf: (row: number) => number, keys: number): Prediction {
  const last = new Uint32Array(keys).fill(none);
  let key = 0;
  return (i) => {
    if (i > 0 && values[i - 1] !== none) last[key] = values[i - 1]!;
    key = keyOf(i);
    return last[key]!;
  };
}

/** Somewhat below the last one at the same place, or else in the same zone, so that those around it lie above. */
function below({ place, zone }: Known, values: Uint32Array): Prediction {
  const last = asBefore(values, (i) => (place[i] === nullOf.u16 ? 0x10000 + zone[i]! : place[i]!), 0x20000);
  return (i) => {
    const value = last(i);
    return value === none ? none : Math.max(0, value - 0x80);
  };
}
