import type { Day } from '../../model/day.ts';
import { type HeadColumn, headColumnNames, headColumns, nullOf, unknownTime } from '../../model/schema.ts';

export type Column = Uint8Array | Uint16Array | Uint32Array;
export type HeadColumns = Readonly<Record<HeadColumn, Column>>;

/** What the scan takes from a segment's details; null is `nullOf`. */
export const detailColumns = ['account', 'entity', 'hour', 'priority', 'language', 'customerKind'] as const;
export type DetailColumn = (typeof detailColumns)[number];
export type DetailColumns = Readonly<Record<DetailColumn, Uint8Array>> & {
  /** Seconds from opening to first response; `nullOf.u32` where there was none. */
  readonly responseTook: Uint32Array;
};

/** Half days after which a request that is not completed, or was completed later, counts as a straggler. */
const stragglerAge = 56;

/** Rows of one day, which lie together: [from, to). */
export interface DayRun {
  readonly day: Day;
  readonly from: number;
  readonly to: number;
}

/** Some requests in the order of their opening days, one typed array a column. */
export class RowsChunk {
  readonly head: HeadColumns;
  readonly length: number;
  readonly runs: readonly DayRun[];
  /** Rows that were not completed `stragglerAge` after their day's start, ascending. */
  readonly stragglers: Uint32Array;
  /** Null until the segment's details have come. */
  details: DetailColumns | null = null;
  /** 1 for rows of which a later version lies in another chunk, or that are gone; null where none is. */
  dead: Uint8Array | null = null;

  /** @throws Error where the rows are not in the order of their days */
  constructor(head: HeadColumns) {
    this.head = head;
    const { day, completedAfter } = head;
    this.length = day.length;
    const runs: DayRun[] = [];
    for (let from = 0; from < day.length; ) {
      const one = day[from]!;
      if (from > 0 && one < day[from - 1]!)
        throw new Error(`row ${from}: got day ${one} after ${day[from - 1]}`);
      let to = from + 1;
      while (to < day.length && day[to] === one) to++;
      runs.push({ day: one, from, to });
      from = to;
    }
    this.runs = runs;
    let count = 0;
    for (let i = 0; i < day.length; i++) count += +isStraggler(completedAfter[i]!);
    this.stragglers = new Uint32Array(count);
    let next = 0;
    for (let i = 0; i < day.length; i++) if (isStraggler(completedAfter[i]!)) this.stragglers[next++] = i;
  }

  /** Takes a row out of every answer. */
  kill(index: number): void {
    this.dead ??= new Uint8Array(this.length);
    this.dead[index] = 1;
  }
}

/** A chunk of rows of others, which have their details; given in the order of their days. */
export function mergedChunk(
  places: readonly { readonly chunk: RowsChunk; readonly index: number }[],
): RowsChunk {
  const head = {} as Record<HeadColumn, Column>;
  for (const name of headColumnNames) {
    head[name] = headColumns[name] === 'u8' ? new Uint8Array(places.length) : new Uint16Array(places.length);
    places.forEach(({ chunk, index }, i) => {
      head[name][i] = chunk.head[name][index]!;
    });
  }
  const merged = new RowsChunk(head);
  const codes = {} as Record<DetailColumn, Uint8Array>;
  for (const name of detailColumns)
    codes[name] = Uint8Array.from(places, ({ chunk, index }) => chunk.details![name][index]!);
  const responseTook = Uint32Array.from(places, ({ chunk, index }) => chunk.details!.responseTook[index]!);
  merged.details = { ...codes, responseTook };
  return merged;
}

function isStraggler(completedAfter: number): boolean {
  return completedAfter > stragglerAge && completedAfter !== unknownTime;
}

/** Half days that a request may have been open for without being among a chunk's stragglers. */
export const ordinaryAge = stragglerAge;

/** `…After` of what has not happened. */
export const never = nullOf.u16;
