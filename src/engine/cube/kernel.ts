import type { Day } from '../../model/day.ts';
import { type CellGrid, noDay } from './grid.ts';

/** What has an address of its own in a kernel's memory. */
export type Place =
  | 'zoneMask'
  | 'laneMask'
  | 'zoneSums'
  | 'laneSums'
  | 'quarters'
  /** A plane without counts, of sums or of an edge. */
  | 'zeros'
  | 'days'
  | 'cells'
  | 'spilled';

/** The memory that a kernel works on. */
export interface KernelMemory {
  readonly grid: CellGrid;
  /** Byte addresses of what the kernel takes and gives. */
  readonly places: Readonly<Record<Place, number>>;
  /** All of the memory, twice; other arrays once it has grown. */
  readonly words: Int32Array;
  readonly bytes: Int8Array;
}

/**
 * The loops over all cells, on what lies in a workspace. Addresses are in bytes. A sums plane has a 32-bit number a cell; an
 * edge plane has a signed byte a cell. Masks and results lie at the workspace's places.
 */
export interface Kernel {
  /**
   * Counts the events that lie in the workspace's `days` and `cells`. An entry of the table is four 32-bit numbers:
   * addresses of the day's sums plane and of its first edge plane, how many edge planes (next to each other) count
   * the day, and what an event adds to each of them. An event adds `by` to the sums plane. What leaves the range of a
   * signed byte is listed in the workspace's `spilled`: row and address of the edge.
   * @param table address of the entry of day `first`
   * @returns how many are listed
   */
  count(rows: number, table: number, first: Day, by: number): number;
  /**
   * Of end − start + endEdge − startEdge, cell by cell: by zone what the allowed lanes hold, by lane what the allowed
   * zones hold. The flags say of which masks it is known that they allow everything.
   */
  marginals(
    end: number,
    start: number,
    endEdge: number,
    startEdge: number,
    allZones: boolean,
    allLanes: boolean,
  ): void;
  /** The same of end − start, without edges. */
  differences(end: number, start: number): void;
  /** What the allowed cells of a sums plane hold, as a 32-bit number whose sign means nothing. */
  sumTotal(at: number): number;
  /** What the allowed cells of an edge plane hold. */
  edgeTotal(at: number): number;
  /** Reads the bytes that `marginals` reads and adds them up in some way: the limit to compare it with. */
  readOnly(end: number, start: number, endEdge: number, startEdge: number): number;
}

/** The kernel in plain JavaScript. */
export function plainKernel(space: KernelMemory): Kernel {
  const { grid, places } = space;
  const { zones, lanes } = grid;
  const zoneMask = places.zoneMask / 4;
  const laneMask = places.laneMask / 4;
  const zoneSums = places.zoneSums / 4;
  const laneSums = places.laneSums / 4;

  return {
    count(rows, table, first, by) {
      const { words, bytes } = space;
      const days = new Uint16Array(words.buffer, places.days, rows);
      const cells = places.cells / 4;
      const spilled = places.spilled / 4;
      let out = spilled;
      for (let row = 0; row < rows; row++) {
        const day = days[row]!;
        if (day === noDay) continue;
        const entry = table / 4 + (day - first) * 4;
        const cell = words[cells + row]!;
        const own = words[entry]! / 4 + cell;
        words[own] = words[own]! + by;
        const step = words[entry + 3]!;
        const start = words[entry + 1]! + cell;
        const end = start + words[entry + 2]! * grid.cells;
        for (let at = start; at < end; at += grid.cells) {
          const edge = bytes[at]! + step;
          bytes[at] = edge;
          if (edge <= 127 && edge >= -128) continue;
          words[out++] = row;
          words[out++] = at;
        }
      }
      return (out - spilled) / 2;
    },
    marginals(end, start, endEdge, startEdge) {
      const { words, bytes } = space;
      words.fill(0, zoneSums, zoneSums + zones);
      // Four lanes at a time, so that their sums and masks stay in registers.
      for (let lane = 0; lane < lanes; lane += 4) {
        const first = (lane & ~15) * zones + (lane & 15);
        const m0 = words[laneMask + lane]!;
        const m1 = words[laneMask + lane + 1]!;
        const m2 = words[laneMask + lane + 2]!;
        const m3 = words[laneMask + lane + 3]!;
        let s0 = 0;
        let s1 = 0;
        let s2 = 0;
        let s3 = 0;
        let a = end / 4 + first;
        let b = start / 4 + first;
        let c = endEdge + first;
        let d = startEdge + first;
        for (let zone = 0; zone < zones; zone++) {
          const mask = words[zoneMask + zone]!;
          const v0 = (words[a]! - words[b]! + bytes[c]! - bytes[d]!) | 0;
          const v1 = (words[a + 1]! - words[b + 1]! + bytes[c + 1]! - bytes[d + 1]!) | 0;
          const v2 = (words[a + 2]! - words[b + 2]! + bytes[c + 2]! - bytes[d + 2]!) | 0;
          const v3 = (words[a + 3]! - words[b + 3]! + bytes[c + 3]! - bytes[d + 3]!) | 0;
          s0 = (s0 + (v0 & mask)) | 0;
          s1 = (s1 + (v1 & mask)) | 0;
          s2 = (s2 + (v2 & mask)) | 0;
          s3 = (s3 + (v3 & mask)) | 0;
          words[zoneSums + zone] =
            (words[zoneSums + zone]! + (v0 & m0) + (v1 & m1) + (v2 & m2) + (v3 & m3)) | 0;
          a += 16;
          b += 16;
          c += 16;
          d += 16;
        }
        words[laneSums + lane] = s0;
        words[laneSums + lane + 1] = s1;
        words[laneSums + lane + 2] = s2;
        words[laneSums + lane + 3] = s3;
      }
    },
    differences(end, start) {
      this.marginals(end, start, places.zeros, places.zeros, false, false);
    },
    sumTotal(at) {
      const { words } = space;
      let total = 0;
      for (let lane = 0; lane < lanes; lane++) {
        if (words[laneMask + lane] === 0) continue;
        const first = at / 4 + (lane & ~15) * zones + (lane & 15);
        for (let zone = 0; zone < zones; zone++)
          total = (total + (words[first + zone * 16]! & words[zoneMask + zone]!)) | 0;
      }
      return total;
    },
    edgeTotal(at) {
      const { words, bytes } = space;
      let total = 0;
      for (let lane = 0; lane < lanes; lane++) {
        if (words[laneMask + lane] === 0) continue;
        const first = at + (lane & ~15) * zones + (lane & 15);
        for (let zone = 0; zone < zones; zone++)
          total = (total + (bytes[first + zone * 16]! & words[zoneMask + zone]!)) | 0;
      }
      return total;
    },
    readOnly(end, start, endEdge, startEdge) {
      const { words } = space;
      const read = (at: number, length: number) => {
        let total = 0;
        for (let i = at / 4; i < (at + length) / 4; i++) total = (total + words[i]!) | 0;
        return total;
      };
      return (
        (read(end, grid.cells * 4) +
          read(start, grid.cells * 4) +
          read(endEdge, grid.cells) +
          read(startEdge, grid.cells)) |
        0
      );
    },
  };
}
