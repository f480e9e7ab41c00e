import { cellAt, cellCentre, type Point, type Raster } from './plane.ts';
import type { ZoneFacts } from './zone.ts';

/** Cells of a tessellation: per raster cell the index of its zone, or -1. */
export type Cells = Int16Array;

/** What the fit moves: where a zone's shape sits, how much it is blown up (km), and its pull on single points. */
interface Shape {
  readonly radius: number;
  readonly half: number;
  site: Point;
  swell: number;
  readonly bumps: { readonly at: Point; readonly strength: number; readonly reach: number }[];
  /** The side of the divide that the zone may not cross to: 1 its left, -1 its right. */
  readonly barred: 1 | -1;
}

/** A line that zones do not cross, up to `reach` km from it; zones of the `west` sectors lie to its right. */
export interface Divide {
  readonly line: readonly Point[];
  readonly west: ReadonlySet<string>;
  readonly reach: number;
}

/** A point (km) that has to lie in the zone with this id. */
export interface Pin {
  readonly zone: string;
  readonly at: Point;
}

/** How much of a shape is a box along the coast; the rest is a disc. */
const BOXINESS = 0.3;
const ROUNDS = 36;
const DECAY = 0.94;
const SWELL_STEP = 0.15;
const SITE_STEP = 0.3;
/** A site may stray this share of the zone's side from the given centre. */
const SITE_REACH = 0.35;
/** What it costs (km) to claim land across the divide. */
const TRESPASS = 3;
/** A label out of its zone is pulled in by bumps of this height and width (km); a pin by narrower ones. */
const BUMP = { strength: 0.12, label: 0.45, pin: 0.25, pinRounds: 5 };
const BLOCK = 16;

function shapeOf(zone: ZoneFacts, divide: Divide): Shape {
  const site = zone.landArea < zone.area ? zone.label : zone.centre;
  return {
    radius: Math.sqrt(zone.landArea / Math.PI),
    half: Math.sqrt(zone.landArea) / 2,
    site,
    swell: 0,
    bumps: [],
    barred: divide.west.has(zone.sector) ? 1 : -1,
  };
}

/** Signed distance (km) to a shape half disc, half box along the coast; less where a bump pulls. */
function cost(shape: Shape, u: number, v: number): number {
  const du = Math.abs(u - shape.site[0]);
  const dv = Math.abs(v - shape.site[1]);
  const disc = Math.sqrt(du * du + dv * dv) - shape.radius;
  const box = Math.max(du, dv) - shape.half;
  let d = (1 - BOXINESS) * disc + BOXINESS * box - shape.swell;
  for (const bump of shape.bumps) {
    const square = (u - bump.at[0]) ** 2 + (v - bump.at[1]) ** 2;
    d -= bump.strength * Math.exp(-square / (2 * bump.reach * bump.reach));
  }
  return d;
}

/**
 * Per cell 1 left of the divide, -1 right of it, 0 out of its reach or beyond its ends.
 */
function sides(divide: Divide, raster: Raster): Int8Array {
  const out = new Int8Array(raster.columns * raster.rows);
  const us = divide.line.map((p) => p[0]);
  const vs = divide.line.map((p) => p[1]);
  const from = cellAt(raster, [Math.min(...us) - divide.reach, Math.min(...vs) - divide.reach]);
  const to = cellAt(raster, [Math.max(...us) + divide.reach, Math.max(...vs) + divide.reach]);
  const [left, right] = [from % raster.columns, to % raster.columns];
  for (let row = Math.floor(from / raster.columns); row <= Math.floor(to / raster.columns); row++)
    for (let column = left; column <= right; column++) {
      const index = row * raster.columns + column;
      out[index] = sideOf(cellCentre(raster, index), divide);
    }
  return out;
}

function sideOf(p: Point, { line, reach }: Divide): -1 | 0 | 1 {
  let least = reach;
  let side: -1 | 0 | 1 = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const [du, dv] = [b[0] - a[0], b[1] - a[1]];
    const along = ((p[0] - a[0]) * du + (p[1] - a[1]) * dv) / (du * du + dv * dv);
    const t = Math.min(1, Math.max(0, along));
    const d = Math.hypot(p[0] - a[0] - t * du, p[1] - a[1] - t * dv);
    if (d >= least) continue;
    least = d;
    const beyond = (i === 1 && along < -1.5) || (i === line.length - 1 && along > 1);
    side = beyond ? 0 : du * (p[1] - a[1]) - dv * (p[0] - a[0]) > 0 ? 1 : -1;
  }
  return side;
}

/** Gives every land cell to the zone of least cost; the block list keeps the zones that can win somewhere in a block. */
function assign(
  shapes: readonly Shape[],
  land: Uint8Array,
  side: Int8Array,
  raster: Raster,
  cells: Cells,
): void {
  const slack = 2 * BLOCK * raster.cell * Math.SQRT1_2 * 1.05;
  for (let top = 0; top < raster.rows; top += BLOCK) {
    for (let left = 0; left < raster.columns; left += BLOCK) {
      const endRow = Math.min(raster.rows, top + BLOCK);
      const endColumn = Math.min(raster.columns, left + BLOCK);
      let used = false;
      for (let r = top; r < endRow && !used; r++)
        used = land.subarray(r * raster.columns + left, r * raster.columns + endColumn).includes(1);
      if (!used) continue;
      const u = raster.left + (left + BLOCK / 2) * raster.cell;
      const v = raster.bottom + (top + BLOCK / 2) * raster.cell;
      const costs = shapes.map((s) => cost(s, u, v));
      const least = Math.min(...costs);
      const near: number[] = [];
      let divided = false;
      for (let r = top; r < endRow && !divided; r++)
        divided = side
          .subarray(r * raster.columns + left, r * raster.columns + endColumn)
          .some((x) => x !== 0);
      costs.forEach((c, i) => {
        const pull = shapes[i]!.bumps.reduce((sum, b) => sum + b.strength, 0);
        if (c - least <= slack + 2 * pull + (divided ? TRESPASS : 0)) near.push(i);
      });
      for (let r = top; r < endRow; r++) {
        for (let c = left; c < endColumn; c++) {
          const index = r * raster.columns + c;
          if (!land[index]) continue;
          const pu = raster.left + (c + 0.5) * raster.cell;
          const pv = raster.bottom + (r + 0.5) * raster.cell;
          let best = near[0]!;
          let bestCost = Infinity;
          for (const i of near) {
            const shape = shapes[i]!;
            const d = cost(shape, pu, pv) + (side[index] === shape.barred ? TRESPASS : 0);
            if (d < bestCost) {
              bestCost = d;
              best = i;
            }
          }
          cells[index] = best;
        }
      }
    }
  }
}

/** Area (km²) and centroid (km) of each zone's cells. */
export function moments(cells: Cells, raster: Raster, zones: number): { area: number; centroid: Point }[] {
  const sums = Array.from({ length: zones }, () => ({ n: 0, u: 0, v: 0 }));
  for (let i = 0; i < cells.length; i++) {
    const zone = cells[i]!;
    if (zone < 0) continue;
    const sum = sums[zone]!;
    const [u, v] = cellCentre(raster, i);
    sum.n++;
    sum.u += u;
    sum.v += v;
  }
  return sums.map(({ n, u, v }) => ({
    area: n * raster.cell ** 2,
    centroid: n ? [u / n, v / n] : [NaN, NaN],
  }));
}

/**
 * Divides the land among the zones. A cell belongs to the zone whose shape (part disc, part box, of the zone's
 * area) is nearest; shapes are swelled and moved in damped rounds until areas and centroids agree with the facts.
 */
export function fitCells(
  zones: readonly ZoneFacts[],
  pins: readonly Pin[],
  divide: Divide,
  land: Uint8Array,
  raster: Raster,
): Cells {
  const cells: Cells = new Int16Array(land.length).fill(-1);
  const onLand = zones.map((z, i) => ({ z, i })).filter(({ z }) => z.site === 'land');
  const shapes = onLand.map(({ z }) => shapeOf(z, divide));
  const side = sides(divide, raster);
  const local: Cells = new Int16Array(land.length).fill(-1);
  for (let round = 0; round < ROUNDS; round++) {
    assign(shapes, land, side, raster, local);
    const damp = DECAY ** round;
    moments(local, raster, shapes.length).forEach(({ area, centroid }, k) => {
      const shape = shapes[k]!;
      const zone = onLand[k]!.z;
      const length = Math.sqrt(zone.landArea);
      shape.swell += damp * SWELL_STEP * (length - Math.sqrt(area));
      if (area === 0 || zone.landArea < zone.area) return;
      const moved = [0, 1].map((axis) => {
        const wish = shape.site[axis]! + damp * SITE_STEP * (zone.centre[axis]! - centroid[axis]!);
        const reach = SITE_REACH * length;
        return Math.min(zone.centre[axis]! + reach, Math.max(zone.centre[axis]! - reach, wish));
      });
      shape.site = [moved[0]!, moved[1]!];
    });
  }
  for (let attempt = 0; attempt < 24; attempt++) {
    assign(shapes, land, side, raster, local);
    let lost = 0;
    onLand.forEach(({ z }, k) => {
      const at = cellAt(raster, z.label);
      if (local[at] === k || !land[at]) return;
      lost++;
      shapes[k]!.bumps.push({ at: z.label, strength: BUMP.strength * (1 + attempt / 6), reach: BUMP.label });
    });
    if (attempt < BUMP.pinRounds)
      for (const pin of pins) {
        const k = onLand.findIndex(({ z }) => z.id === pin.zone);
        const at = cellAt(raster, pin.at);
        if (k < 0 || local[at] === k || !land[at]) continue;
        lost++;
        shapes[k]!.bumps.push({ at: pin.at, strength: BUMP.strength, reach: BUMP.pin });
      }
    if (lost === 0) break;
  }
  for (let i = 0; i < local.length; i++) if (local[i]! >= 0) cells[i] = onLand[local[i]!]!.i;
  return cells;
}
