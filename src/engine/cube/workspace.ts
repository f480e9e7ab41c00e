import type { CellGrid, Masks } from './grid.ts';
import { type Kernel, type KernelMemory, type Place, plainKernel } from './kernel.ts';
import { kernelBytes } from './kernelBytes.ts';

/** The end of the addresses that a signed 32-bit number can hold. */
const mostBytes = 2 ** 31;

/** Rows that are counted at once. */
export const rowsAtOnce = 4096;

/** Bytes of a page of WebAssembly's memory. */
const page = 65_536;

export interface WorkspaceOptions {
  /** True: with the SIMD kernel or not at all; false: plain JavaScript. Left out: what this machine can. */
  readonly simd?: boolean;
}

/** One piece of memory with a cube's data, and the kernel that works on it. */
export class Workspace implements KernelMemory {
  readonly grid: CellGrid;
  readonly places: Readonly<Record<Place, number>>;
  readonly simd: boolean;
  readonly kernel: Kernel;
  /** Another array after `take`, as `bytes`. */
  words: Int32Array;
  bytes: Int8Array;
  private used: number;
  private allowed: Masks | null = null;
  private readonly memory: WebAssembly.Memory | null;

  /**
   * @param bytes how many will be taken in the beginning
   * @throws RangeError where there is not so much memory, CompileError where SIMD is forced and missing
   */
  static async open(grid: CellGrid, bytes: number, options: WorkspaceOptions = {}): Promise<Workspace> {
    const kernel = options.simd === false ? null : await compiled(options.simd ?? false);
    return new Workspace(grid, bytes, kernel);
  }

  private constructor(grid: CellGrid, bytes: number, compiledKernel: WebAssembly.Module | null) {
    this.grid = grid;
    const { places, end } = placesOf(grid);
    this.places = places;
    this.used = end;
    this.simd = compiledKernel !== null;
    checkSize(end + bytes);
    const pages = Math.ceil((end + bytes) / page);
    this.memory = compiledKernel && new WebAssembly.Memory({ initial: pages });
    const buffer = this.memory?.buffer ?? new ArrayBuffer(pages * page);
    this.words = new Int32Array(buffer);
    this.bytes = new Int8Array(buffer);
    if (!compiledKernel) {
      this.kernel = plainKernel(this);
      return;
    }
    const { exports } = new WebAssembly.Instance(compiledKernel, { env: { memory: this.memory! } });
    const { place, ...rest } = exports as unknown as Kernel & { place(...numbers: number[]): void };
    const { zoneMask, laneMask, zoneSums, laneSums, quarters, days, cells, spilled } = places;
    place(grid.zones, grid.lanes, zoneMask, laneMask, zoneSums, laneSums, quarters, days, cells, spilled);
    this.kernel = rest;
  }

  /** The address of so many bytes more, all zero. @throws RangeError where there is not so much memory */
  take(bytes: number): number {
    const at = this.used;
    const end = at + Math.ceil(bytes / 16) * 16;
    const { byteLength } = this.words;
    checkSize(end);
    if (end > byteLength) {
      const more = Math.ceil((end - byteLength) / page);
      let buffer: ArrayBuffer;
      if (this.memory) {
        this.memory.grow(more);
        buffer = this.memory.buffer;
      } else {
        buffer = new ArrayBuffer(byteLength + more * page);
        new Int32Array(buffer).set(this.words);
      }
      this.words = new Int32Array(buffer);
      this.bytes = new Int8Array(buffer);
    }
    this.used = end;
    return at;
  }

  /** Lays down which cells the kernel lets count. @throws RangeError where a mask has another length */
  allow(masks: Masks): void {
    if (masks === this.allowed) return;
    const { zones, channels, categories } = masks;
    const { words, grid } = this;
    checkMask('zones', zones, grid.zones);
    checkMask('channels', channels, grid.channels);
    checkMask('categories', categories, grid.categories);
    const zoneMask = this.places.zoneMask / 4;
    if (!zones) words.fill(-1, zoneMask, zoneMask + grid.zones);
    else for (let zone = 0; zone < grid.zones; zone++) words[zoneMask + zone] = -zones[zone]! | 0;
    let lane = this.places.laneMask / 4;
    if (!channels && !categories) words.fill(-1, lane, lane + grid.lanes);
    else
      for (let channel = 0; channel < grid.channels; channel++)
        for (let category = 0; category < grid.categories; category++)
          words[lane++] =
            -((channels ? channels[channel]! : 1) & (categories ? categories[category]! : 1)) | 0;
    this.allowed = masks;
  }
}

function placesOf(grid: CellGrid): { places: Record<Place, number>; end: number } {
  let end = 1024;
  const words = (count: number) => {
    const at = end;
    end += Math.ceil(count / 16) * 64;
    return at;
  };
  const places = {
    zoneMask: words(grid.zones),
    laneMask: words(grid.lanes),
    zoneSums: words(grid.zones),
    laneSums: words(grid.lanes),
    quarters: words(4 * grid.zones),
    zeros: words(grid.cells),
    days: words(rowsAtOnce / 2),
    cells: words(rowsAtOnce),
    /** A row leaves at most three edges. */
    spilled: words(rowsAtOnce * 3 * 2),
  };
  return { places, end };
}

function checkSize(bytes: number): void {
  if (bytes > mostBytes) throw new RangeError(`a cube of ${bytes} bytes: expected at most ${mostBytes}`);
}

function checkMask(name: string, mask: Uint8Array | null, length: number): void {
  if (mask && mask.length !== length)
    throw new RangeError(`mask of ${name}: got ${mask.length} values, expected ${length}`);
}

/** The kernel's module; null where this machine or the page's security policy does not let it run. */
async function compiled(must: boolean): Promise<WebAssembly.Module | null> {
  try {
    return await WebAssembly.compile(
      Uint8Array.from(atob(kernelBytes), (character) => character.charCodeAt(0)),
    );
  } catch (error) {
    if (must) throw error;
    return null;
  }
}
