import type { CellGrid, Masks } from '../../src/engine/cube/grid.ts';
import type { Day } from '../../src/model/day.ts';
import type { DayRange } from '../../src/model/filter.ts';

/** An event, or a request with the bucket of its response time, as the cubes' oracle keeps them. */
export interface CubeRow {
  readonly day: Day;
  readonly zone: number;
  readonly channel: number;
  readonly category: number;
  readonly bucket: number;
  /** How often it is counted; −1 takes one away. */
  readonly times: number;
}

/** Counts by bucket of a dimension's codes. */
type Counts = number[];

export interface WalkedCounts {
  readonly total: Counts;
  readonly byZone: Counts;
  readonly byChannel: Counts;
  readonly byCategory: Counts;
}

/** What the cubes must answer, by a plain walk over rows; one bucket: no histogram. */
export function walk(
  rows: readonly CubeRow[],
  grid: CellGrid,
  window: DayRange,
  masks: Masks,
  buckets = 1,
): WalkedCounts {
  const counts = (length: number) => new Array<number>(length * buckets).fill(0);
  const out = {
    total: counts(1),
    byZone: counts(grid.zones),
    byChannel: counts(grid.channels),
    byCategory: counts(grid.categories),
  };
  for (const { day, zone, channel, category, bucket: exact, times } of rows) {
    if (day < window.from || day > window.to) continue;
    const bucket = buckets === 1 ? 0 : exact;
    const inZone = !masks.zones || masks.zones[zone] === 1;
    const inChannel = !masks.channels || masks.channels[channel] === 1;
    const inCategory = !masks.categories || masks.categories[category] === 1;
    if (inZone && inChannel && inCategory) out.total[bucket]! += times;
    if (inChannel && inCategory) out.byZone[zone * buckets + bucket]! += times;
    if (inZone && inCategory) out.byChannel[channel * buckets + bucket]! += times;
    if (inZone && inChannel) out.byCategory[category * buckets + bucket]! += times;
  }
  return out;
}

/** Random masks of a grid: of each dimension all, none, one or some codes. */
export function randomMasks(grid: CellGrid, random: () => number): Masks {
  const mask = (length: number): Uint8Array | null => {
    const kind = Math.floor(random() * 4);
    if (kind === 0) return null;
    const chosen = new Uint8Array(length);
    if (kind === 1) chosen[Math.floor(random() * length)] = 1;
    else if (random() < 0.9) for (let code = 0; code < length; code++) chosen[code] = random() < 0.6 ? 1 : 0;
    return chosen;
  };
  return { zones: mask(grid.zones), channels: mask(grid.channels), categories: mask(grid.categories) };
}

/** A random period about some days: within them, over their ends, outside them or empty. */
export function randomWindow(days: DayRange, random: () => number): DayRange {
  const length = days.to - days.from + 1;
  const from = days.from + Math.floor((random() * 1.4 - 0.2) * length);
  const to = random() < 0.3 ? from + Math.floor(random() * 9) - 2 : from + Math.floor(random() * length);
  return { from, to };
}
