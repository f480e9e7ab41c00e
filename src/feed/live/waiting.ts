import type { DeltaFile } from '../../model/manifest.ts';

/** A delta that the server told of: its entry, and its bytes where they came with it. */
export interface Incoming {
  readonly file: DeltaFile;
  /** Gzipped and in base64; null: they are fetched. */
  readonly inline: string | null;
}

/** Deltas that are not taken in yet, in the order of what they lead from; no two lead from the same version. */
export type Waiting = readonly Incoming[];

/** How much may wait. */
export const mostWaiting = { deltas: 2_000, bytes: 20e6 };

/** With another one in its place. What does not fit is left out: that which is needed last. */
export function keep(waiting: Waiting, delta: Incoming): Waiting {
  const place = waiting.findLastIndex(({ file }) => file.from < delta.file.from) + 1;
  if (waiting[place]?.file.from === delta.file.from) return waiting;
  const all = waiting.toSpliced(place, 0, delta);
  let bytes = all.reduce((sum, { file }) => sum + file.bytes, 0);
  let count = all.length;
  while (count > 1 && (count > mostWaiting.deltas || bytes > mostWaiting.bytes))
    bytes -= all[--count]!.file.bytes;
  return all.slice(0, count);
}

/** Those that lead on from a version, each from where the one before leads to. */
export function joined(waiting: Waiting, from: number): Waiting {
  const end = waiting.findIndex(({ file }, i) => file.from !== (i === 0 ? from : waiting[i - 1]!.file.to));
  return end < 0 ? waiting : waiting.slice(0, end);
}

/** Where some that are joined lead to. */
export function lastOf(deltas: Waiting, from: number): number {
  return deltas.at(-1)?.file.to ?? from;
}
