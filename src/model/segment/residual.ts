import { nullOf } from '../schema.ts';

/** What stands for null; differences go round at it. */
const none = nullOf.u32;

/**
 * What is left to say of a value that was predicted: 0 where the prediction is right, which most are; 1 for a null
 * in place of a value; 2 and more for values above the predicted one; for a value in place of a null, 1 and the
 * value. Values, predictions and residuals are whole numbers from 0 to 0xffffffff, which as a value is null. Each
 * value has one residual, so that nothing is lost however odd the data are; values below the predicted one take four
 * bytes.
 */
export function residualOf(value: number, predicted: number): number {
  if (value === predicted) return 0;
  if (predicted === none) return value + 1;
  if (value === none) return 1;
  return value - predicted + (value > predicted ? 1 : none + 1);
}

/** The value that has a residual. */
export function restored(residual: number, predicted: number): number {
  if (residual === 0) return predicted;
  if (predicted === none) return residual - 1;
  if (residual === 1) return none;
  const value = predicted + residual - 1;
  return value < none ? value : value - none;
}

/**
 * Numbers as byte planes: all lowest bytes, then all second ones, … as many as the largest number needs, none where
 * all are 0. Each plane alone packs better than the numbers as they lie.
 */
export function planesOf(numbers: Uint32Array): Uint8Array[] {
  let all = 0;
  for (const number of numbers) all |= number;
  const planes: Uint8Array[] = [];
  for (let shift = 0; shift < 32 && all >>> shift !== 0; shift += 8) {
    const plane = new Uint8Array(numbers.length);
    for (let i = 0; i < plane.length; i++) plane[i] = numbers[i]! >>> shift;
    planes.push(plane);
  }
  return planes;
}

/** The numbers of which `planesOf` made the planes. */
export function numbersOf(planes: readonly Uint8Array[], length: number): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array(length);
  for (const [p, plane] of planes.entries()) {
    for (let i = 0; i < length; i++) numbers[i] = numbers[i]! | (plane[i]! << (8 * p));
  }
  return numbers;
}
