import type { CellGrid, Masks } from './grid.ts';
import type { Workspace } from './workspace.ts';

/** Counts under masks. Each array is by code, none last, and leaves the mask of its own dimension out. */
export interface Marginals {
  /** Under all masks. */
  total: number;
  readonly byZone: Uint32Array;
  readonly byChannel: Uint32Array;
  readonly byCategory: Uint32Array;
}

/** Marginals of a grid without counts. */
export function emptyMarginals({ zones, channels, categories }: CellGrid): Marginals {
  return {
    total: 0,
    byZone: new Uint32Array(zones),
    byChannel: new Uint32Array(channels),
    byCategory: new Uint32Array(categories),
  };
}

/** Takes the counts by zone and by lane that a kernel has left in its workspace. */
export function readMarginals({ words, places, grid }: Workspace, masks: Masks, into: Marginals): Marginals {
  const { zones, channels, categories } = grid;
  const { byZone, byChannel, byCategory } = into;
  const zoneSums = places.zoneSums / 4;
  for (let zone = 0; zone < zones; zone++) byZone[zone] = words[zoneSums + zone]!;
  byCategory.fill(0);
  let lane = places.laneSums / 4;
  let total = 0;
  for (let channel = 0; channel < channels; channel++) {
    const channelAllowed = masks.channels ? masks.channels[channel]! : 1;
    let sum = 0;
    for (let category = 0; category < categories; category++) {
      const count = words[lane++]! >>> 0;
      sum += masks.categories ? masks.categories[category]! * count : count;
      byCategory[category] = byCategory[category]! + channelAllowed * count;
    }
    byChannel[channel] = sum;
    total += channelAllowed * sum;
  }
  into.total = total;
  return into;
}
