/** Lanes that the kernel works on at once. */
const blockLanes = 16;

/** The day of an event that has not happened: such rows are left out. */
export const noDay = 0xffff;

/**
 * The cells of a grid that count: 1 for an allowed code, 0 for another, none last; null allows all. Another choice is
 * another object: the masks that were used last are known by it.
 */
export interface Masks {
  readonly zones: Uint8Array | null;
  readonly channels: Uint8Array | null;
  readonly categories: Uint8Array | null;
}

export const allCells: Masks = { zones: null, channels: null, categories: null };

/**
 * Numbers the cells of zone × channel × category. Every dimension has its codes and, last, a slot for none.
 *
 * A pair of channel and category is a lane. Cells lie in blocks of 16 lanes, in a block zone after zone, so that the
 * kernel adds up a block's lanes in registers while it walks through the zones.
 */
export class CellGrid {
  readonly zones: number;
  readonly channels: number;
  readonly categories: number;
  /** Lanes, with those that only fill the last block. */
  readonly lanes: number;
  /** How many cells there are: their numbers are below it. */
  readonly cells: number;
  /** By cell. */
  readonly zoneOf: Uint16Array;
  /** By cell. */
  readonly laneOf: Uint16Array;
  private readonly firstOfLane: Uint32Array;

  /**
   * Each count includes the slot for none.
   * @throws RangeError where a count is not a whole number of at least 1, or there are more zones or lanes than a
   * 16-bit number tells apart
   */
  constructor(zones: number, channels: number, categories: number) {
    for (const [name, count] of Object.entries({ zones, channels, categories })) {
      if (!Number.isInteger(count) || count < 1)
        throw new RangeError(
          `${name}: got ${count}, expected a whole number of at least 1 (one is for none)`,
        );
    }
    this.zones = zones;
    this.channels = channels;
    this.categories = categories;
    this.lanes = Math.ceil((channels * categories) / blockLanes) * blockLanes;
    if (zones > 0xffff || this.lanes > 0xffff)
      throw new RangeError(`${zones} zones × ${this.lanes} lanes: expected at most 65535 of each`);
    this.cells = zones * this.lanes;
    this.zoneOf = new Uint16Array(this.cells);
    this.laneOf = new Uint16Array(this.cells);
    this.firstOfLane = new Uint32Array(this.lanes);
    for (let lane = 0; lane < this.lanes; lane++) {
      const first = Math.floor(lane / blockLanes) * blockLanes * zones + (lane % blockLanes);
      this.firstOfLane[lane] = first;
      for (let zone = 0; zone < zones; zone++) {
        this.zoneOf[first + zone * blockLanes] = zone;
        this.laneOf[first + zone * blockLanes] = lane;
      }
    }
  }

  /** The cell of three codes. A code that the grid does not have, such as a column's null, is none. */
  cellOf(zone: number, channel: number, category: number): number {
    const lane =
      Math.min(channel, this.channels - 1) * this.categories + Math.min(category, this.categories - 1);
    return this.firstOfLane[lane]! + Math.min(zone, this.zones - 1) * blockLanes;
  }

  /**
   * Writes the cells of rows `from` to `to` (excluded) of code columns into the beginning of `into`, which may be of
   * 16 bits where the grid has at most 65536 cells.
   */
  fillCells(
    codes: { readonly zone: Uint16Array; readonly channel: Uint8Array; readonly category: Uint8Array },
    into: Uint16Array | Uint32Array,
    from = 0,
    to: number = codes.zone.length,
  ): void {
    const { zone, channel, category } = codes;
    const { zones, channels, categories, firstOfLane } = this;
    for (let row = from; row < to; row++) {
      const lane =
        Math.min(channel[row]!, channels - 1) * categories + Math.min(category[row]!, categories - 1);
      into[row - from] = firstOfLane[lane]! + Math.min(zone[row]!, zones - 1) * blockLanes;
    }
  }
}
