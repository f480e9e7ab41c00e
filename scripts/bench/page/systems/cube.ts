import { Cube, type CubeShape } from '../../../../src/engine/cube/cube.ts';
import { CellGrid, type Masks, noDay } from '../../../../src/engine/cube/grid.ts';
import { layoutOf } from '../../answers.ts';
import type { Choice } from '../../brushPath.ts';
import { type BenchRows, days, firstDay, type Sizes } from '../../rows.ts';
import type { Kernel } from '../kernel.ts';

const measures = ['received', 'completed', 'onTime'] as const;
const rowsAtOnce = 1 << 16;

/** Bytes that the cube of so many cells takes. */
export function cubeBytes(sizes: Sizes): number {
  return Cube.bytesOf(shapeOf(sizes), measures);
}

function shapeOf({ zones, channels, categories }: Sizes): CubeShape {
  return { grid: new CellGrid(zones, channels, categories), firstDay, days, weekStart: 1 };
}

/** The cube of our fast path. @param simd false: its kernel in plain JavaScript */
export async function cubeKernel(rows: BenchRows, simd: boolean): Promise<Kernel> {
  const shape = shapeOf(rows.sizes);
  const { grid } = shape;
  const cube = await Cube.open(shape, measures, simd ? {} : { simd });
  if (cube.simd !== simd) throw new Error('the SIMD kernel does not run here');
  const cells = grid.cells <= 0x10000 ? new Uint16Array(rowsAtOnce) : new Uint32Array(rowsAtOnce);
  const on = new Uint16Array(rowsAtOnce);
  for (let from = 0; from < rows.day.length; from += rowsAtOnce) {
    const to = Math.min(rows.day.length, from + rowsAtOnce);
    grid.fillCells(rows, cells, from, to);
    const day = rows.day.subarray(from, to);
    cube.add(0, day, cells);
    for (const measure of [1, 2] as const) {
      const happened = rows[measures[measure]];
      for (let row = from; row < to; row++) on[row - from] = happened[row] ? day[row - from]! : noDay;
      cube.add(measure, on, cells, to - from);
    }
  }
  cube.fold();
  const layout = layoutOf(rows.sizes);
  let chosen: Choice | null = null;
  let masks = masksOf(rows, chosen);
  return {
    step(step) {
      if (step.choice !== chosen) {
        chosen = step.choice;
        masks = masksOf(rows, chosen);
      }
      const answers = new Uint32Array(layout.length);
      for (let measure = 0; measure < measures.length; measure++) {
        const { byZone, byChannel, byCategory } = cube.marginals(measure, step, masks);
        let at = measure;
        for (const view of [byZone, byChannel, byCategory])
          for (let code = 0; code < view.length; code++, at += 3) answers[at] = view[code]!;
      }
      return answers;
    },
    limit: {
      bytes: 3 * 10 * grid.cells,
      read(step) {
        for (let measure = 0; measure < measures.length; measure++) cube.readOnly(measure, step);
      },
    },
  };
}

function masksOf({ sizes }: BenchRows, choice: Choice | null): Masks {
  const mask = (size: number, codes: readonly number[]) =>
    Uint8Array.from({ length: size }, (_, code) => (codes.includes(code) ? 1 : 0));
  return {
    zones: null,
    channels: choice && mask(sizes.channels, choice.channels),
    categories: choice && mask(sizes.categories, choice.categories),
  };
}
