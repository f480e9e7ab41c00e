import type { Raster } from './plane.ts';
import type { ZoneFacts } from './zone.ts';

/**
 * Square of the distance (in cells) from every cell to the nearest cell where `inside` is 1.
 * Exact two-pass transform of Felzenszwalb and Huttenlocher (2012), "Distance transforms of sampled functions".
 */
function squaredDistance(inside: Uint8Array, { columns, rows }: Raster): Float32Array {
  const far = 1e10;
  const distance = new Float32Array(inside.length);
  for (let i = 0; i < inside.length; i++) distance[i] = inside[i] ? 0 : far;
  const longest = Math.max(columns, rows);
  const values = new Float64Array(longest);
  const apex = new Int32Array(longest);
  const bounds = new Float64Array(longest + 1);
  const sweep = (start: number, step: number, length: number) => {
    for (let i = 0; i < length; i++) values[i] = distance[start + i * step]!;
    let k = 0;
    apex[0] = 0;
    bounds[0] = -far;
    bounds[1] = far;
    for (let q = 1; q < length; q++) {
      const top = values[q]! + q * q;
      let p = apex[k]!;
      let s = (top - values[p]! - p * p) / (2 * (q - p));
      while (k > 0 && s <= bounds[k]!) {
        p = apex[--k]!;
        s = (top - values[p]! - p * p) / (2 * (q - p));
      }
      apex[++k] = q;
      bounds[k] = s;
      bounds[k + 1] = far;
    }
    k = 0;
    for (let q = 0; q < length; q++) {
      while (bounds[k + 1]! < q) k++;
      const p = apex[k]!;
      distance[start + q * step] = (q - p) * (q - p) + values[p]!;
    }
  };
  for (let c = 0; c < columns; c++) sweep(c, columns, rows);
  for (let r = 0; r < rows; r++) sweep(r * columns, 1, columns);
  return distance;
}

/** 1 where sign · value ≥ level. */
function atLeast(values: Float32Array, level: number, sign: 1 | -1): Uint8Array {
  const out = new Uint8Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = sign * values[i]! >= level ? 1 : 0;
  return out;
}

function within(inside: Uint8Array, raster: Raster, km: number): Uint8Array {
  const limit = (km / raster.cell) ** 2;
  return atLeast(squaredDistance(inside, raster), -limit, -1);
}

function inverted(mask: Uint8Array): Uint8Array {
  const out = new Uint8Array(mask.length);
  for (let i = 0; i < out.length; i++) out[i] = 1 - mask[i]!;
  return out;
}

/** Three box blurs, which come close to a Gaussian of the given standard deviation (km). */
function blurred(mask: Uint8Array, raster: Raster, sigma: number): Float32Array {
  const radius = Math.max(1, Math.round(sigma / raster.cell));
  const { columns, rows } = raster;
  const out = Float32Array.from(mask);
  const line = new Float32Array(Math.max(columns, rows));
  const pass = (start: number, step: number, length: number) => {
    let sum = 0;
    for (let i = 0; i < length; i++) line[i] = out[start + i * step]!;
    for (let i = -radius; i <= radius; i++) sum += line[Math.max(0, i)]!;
    for (let i = 0; i < length; i++) {
      out[start + i * step] = sum / (2 * radius + 1);
      sum += line[Math.min(length - 1, i + radius + 1)]! - line[Math.max(0, i - radius)]!;
    }
  };
  for (let k = 0; k < 3; k++) {
    for (let c = 0; c < columns; c++) pass(c, columns, rows);
    for (let r = 0; r < rows; r++) pass(r * columns, 1, columns);
  }
  return out;
}

/** km by which gaps between the squares are closed, and km over which the outline is smoothed. */
const CLOSING = 7;
const SMOOTHING = 0.6;

/**
 * The emirate's land as a mask, guessed from facts alone: a square of each zone's land area at its centre,
 * turned with the coast; gaps closed; smoothed; and cut at the level where its area equals the zones' sum.
 * Returns 1 for land, 0 elsewhere, a byte per cell.
 */
export function landMask(zones: readonly ZoneFacts[], raster: Raster): Uint8Array {
  const squares = new Uint8Array(raster.columns * raster.rows);
  let total = 0;
  for (const zone of zones) {
    if (zone.site !== 'land') continue;
    total += zone.landArea;
    const half = Math.sqrt(zone.landArea) / 2;
    const [u, v] = zone.landArea < zone.area ? zone.label : zone.centre;
    const column = (x: number) => Math.round((x - raster.left) / raster.cell);
    const row = (y: number) => Math.round((y - raster.bottom) / raster.cell);
    for (let r = row(v - half); r < row(v + half); r++)
      squares.fill(1, r * raster.columns + column(u - half), r * raster.columns + column(u + half));
  }
  const grown = within(squares, raster, CLOSING);
  const closed = inverted(within(inverted(grown), raster, CLOSING));
  const soft = blurred(closed, raster, SMOOTHING);
  const target = total / raster.cell ** 2;
  const depth = signedDepth(soft, raster);
  const level = Float32Array.from(depth).sort().at(-Math.round(target))!;
  return atLeast(depth, level, 1);
}

/** Distance to the outline of soft ≥ ½ in cells, positive inside. */
function signedDepth(soft: Float32Array, raster: Raster): Float32Array {
  const inside = atLeast(soft, 0.5, 1);
  const toOutside = squaredDistance(inverted(inside), raster);
  const toInside = squaredDistance(inside, raster);
  // The soft value breaks ties between cells at the same depth, so that the cut can meet the area exactly.
  const depth = new Float32Array(soft.length);
  for (let i = 0; i < depth.length; i++)
    depth[i] = Math.sqrt(toOutside[i]!) - Math.sqrt(toInside[i]!) + soft[i]! * 0.5;
  return depth;
}
