import type { Day } from '../../model/day.ts';
import { longestAfter } from '../../model/schema.ts';
import type { RowsChunk } from './rowsChunk.ts';

/** Rows that are looked at together, so that what is written between two steps stays in the cache. */
const blockRows = 4096;

/** Some rows of one chunk that were opened on one day: those at `indexes[0]` to `indexes[count - 1]`. */
export interface Block {
  chunk: RowsChunk;
  day: Day;
  readonly indexes: Uint32Array;
  count: number;
}

/** Takes out of a block the rows for which a condition does not hold. */
export type Narrow = (block: Block) => void;

const indexes = new Uint32Array(blockRows);

/** Goes through the rows opened in [from, to], block by block, leaving out what does not pass. */
export function eachBlock(
  chunks: readonly RowsChunk[],
  from: Day,
  to: Day,
  narrow: readonly Narrow[],
  onBlock: (block: Block) => void,
): void {
  for (const chunk of chunks) {
    for (const run of chunk.runs) {
      if (run.day < from || run.day > to) continue;
      for (let start = run.from; start < run.to; start += blockRows) {
        const count = Math.min(blockRows, run.to - start);
        for (let k = 0; k < count; k++) indexes[k] = start + k;
        give({ chunk, day: run.day, indexes, count }, narrow, onBlock);
      }
    }
  }
}

/** Goes through the stragglers that were opened before a day. */
export function eachStraggler(
  chunks: readonly RowsChunk[],
  before: Day,
  narrow: readonly Narrow[],
  onBlock: (block: Block) => void,
): void {
  for (const chunk of chunks) {
    const { stragglers, head } = chunk;
    for (let k = 0; k < stragglers.length; ) {
      const day = head.day[stragglers[k]!]!;
      if (day >= before) break;
      let count = 0;
      while (k < stragglers.length && count < blockRows && head.day[stragglers[k]!] === day)
        indexes[count++] = stragglers[k++]!;
      give({ chunk, day, indexes, count }, narrow, onBlock);
    }
  }
}

function give(block: Block, narrow: readonly Narrow[], onBlock: (block: Block) => void): void {
  if (block.chunk.dead) leaveOutDead(block, block.chunk.dead);
  for (const condition of narrow) {
    if (block.count === 0) return;
    condition(block);
  }
  if (block.count > 0) onBlock(block);
}

function leaveOutDead(block: Block, dead: Uint8Array): void {
  const { indexes: list, count } = block;
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const i = list[k]!;
    list[kept] = i;
    kept += 1 - dead[i]!;
  }
  block.count = kept;
}

/** Half days from a day's start to the end of a half day: what `…After` is compared with; −1 for an earlier one. */
export function afterOf(halfDay: number, day: Day): number {
  return Math.max(-1, Math.min(longestAfter, halfDay - 2 * day));
}
