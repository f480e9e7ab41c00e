import { type Condition, type Fact, factKey, factsOf, holds } from '../../model/conditions.ts';
import { nullOf, unknownTime } from '../../model/schema.ts';
import { rejectedStage } from '../../model/words.ts';
import { afterOf, type Block } from './block.ts';
import { never, type RowsChunk } from './rowsChunk.ts';

/** The facts that the head of a segment tells, one bit each, as `stateReader` writes them. */
const bits = {
  'past completedAt': 1,
  timed: 2,
  'past responded': 4,
  'before dueResolution': 8,
  'known dueResolution': 16,
  inTime: 32,
  [`stage ${rejectedStage}`]: 64,
  'known firstContact': 128,
  'yes firstContact': 256,
} as const;
const states = 512;

/** Whether the head tells all facts of a condition. */
export function isTold(condition: Condition): boolean {
  return factsOf(condition).every((fact) => bitOf(fact) !== undefined);
}

function bitOf(fact: Fact): number | undefined {
  return (bits as Readonly<Record<string, number | undefined>>)[factKey(fact)];
}

/**
 * A condition for each state that a request can be in: 1 where it holds, by the bits that `readStates` writes.
 * @throws Error for one with facts that the head does not tell
 */
export function compiled(condition: Condition): Uint8Array {
  const bitsOf = new Map(
    factsOf(condition).map((fact): [string, number] => {
      const bit = bitOf(fact);
      if (bit === undefined) throw new Error(`the head does not tell "${factKey(fact)}"`);
      return [factKey(fact), bit];
    }),
  );
  return Uint8Array.from({ length: states }, (_, state) =>
    holds(condition, (fact) => (state & bitsOf.get(factKey(fact))!) !== 0) ? 1 : 0,
  );
}

/**
 * Writes what is true of each row of a block at the end of a half day, as bits.
 * @param at the half day
 * @param rejected code of the stage rejected, −1 for none
 */
export function readStates(
  { chunk, day, indexes, count }: Block,
  at: number,
  rejected: number,
  into: Uint16Array,
) {
  const after = afterOf(at, day);
  const stateOf = stateReader(chunk.head, rejected);
  for (let k = 0; k < count; k++) into[k] = stateOf(indexes[k]!, after);
}

/** Tells what is true of a row so many half days after its day's start, as bits. @param rejected as in `readStates` */
export function stateReader(
  { completedAfter, respondedAfter, dueAfter, late, stage, firstContact }: RowsChunk['head'],
  rejected: number,
): (row: number, after: number) => number {
  return (i, after) => {
    const done = completedAfter[i]!;
    const due = dueAfter[i]!;
    // Bits by arithmetic: what is true of a row follows no order that a processor could foresee.
    const told = +(done !== never);
    const timed = told & +(done !== unknownTime);
    const dated = +(due !== never);
    const first = firstContact[i]!;
    const known = +(first !== nullOf.u8);
    return (
      +(done <= after) |
      (told & ~timed) |
      (timed << 1) |
      (+(respondedAfter[i]! <= after) << 2) |
      (+(due <= after) << 3) |
      (dated << 4) |
      ((told & dated & (late[i]! ^ 1)) << 5) |
      (+(stage[i]! === rejected) << 6) |
      (known << 7) |
      ((known & +(first !== 0)) << 8)
    );
  };
}
