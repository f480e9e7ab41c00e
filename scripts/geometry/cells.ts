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
  readonly bumps: { readonly at: Point; readonly strength: number }[];
}

const ROUNDS = 36;
const DECAY = 0.94;
const SWELL_STEP = 0.15;
const SITE_STEP = 0.3;
/** A site may stray this share of the zone's side from the given centre. */
const SITE_REACH = 0.35;
const BUMP_REACH = 0.45;
const BLOCK = 16;

function shapeOf(zone: ZoneFacts): Shape {
  const site = zone.landArea < zone.area ? zone.label : zone.centre;
  return { radius: Math.sqrt(zone.landArea / Math.PI), half: Math.sqrt(zone.landArea) / 2, site, swell: 0, bumps: [] };
}

/** Signed distance (km) to a shape half disc, half box along the coast; less where a bump pulls. */
function cost(shape: Shape, u: number, v: number): number {
  const du = Math.abs(u - shape.site[0]);
  const dv = Math.abs(v - shape.site[1]);
  let d = 0.5 * (Math.sqrt(du * du + dv * dv) - shape.radius + Math.max(du, dv) - shape.half) - shape.swell;
  for (const bump of shape.bumps) {
    const square = (u - bump.at[0]) ** 2 + (v - bump.at[1]) ** 2;
    d -= bump.strength * Math.exp(-square / (2 * BUMP_REACH * BUMP_REACH));
  }
  return d;
}

/** Gives every land cell to the zone of least cost; the block list keeps the zones that can win somewhere in a block. */
function assign(shapes: readonly Shape[], land: Uint8Array, raster: Raster, cells: Cells): void {
  const slack = 2 * BLOCK * raster.cell * Math.SQRT1_2 * 1.05;
  for (let top = 0; top < raster.rows; top += BLOCK) {
    for (let side = 0; side < raster.columns; side += BLOCK) {
      const endRow = Math.min(raster.rows, top + BLOCK);
      const endColumn = Math.min(raster.columns, side + BLOCK);
      let used = false;
      for (let r = top; r < endRow && !used; r++)
        used = land.subarray(r * raster.columns + side, r * raster.columns + endColumn).includes(1);
      if (!used) continue;
      const u = raster.left + (side + BLOCK / 2) * raster.cell;
      const v = raster.bottom + (top + BLOCK / 2) * raster.cell;
      const costs = shapes.map((s) => cost(s, u, v));
      const least = Math.min(...costs);
      const near: number[] = [];
      costs.forEach((c, i) => {
        const pull = shapes[i]!.bumps.reduce((sum, b) => sum + b.strength, 0);
        if (c - least <= slack + 2 * pull) near.push(i);
      });
      for (let r = top; r < endRow; r++) {
        for (let c = side; c < endColumn; c++) {
          const index = r * raster.columns + c;
          if (!land[index]) continue;
          const pu = raster.left + (c + 0.5) * raster.cell;
          const pv = raster.bottom + (r + 0.5) * raster.cell;
          let best = near[0]!;
          let bestCost = Infinity;
          for (const i of near) {
            const d = cost(shapes[i]!, pu, pv);
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
  return sums.map(({ n, u, v }) => ({ area: n * raster.cell ** 2, centroid: n ? [u / n, v / n] : [NaN, NaN] }));
}

/**
 * Divides the land among the zones. A cell belongs to the zone whose shape (half disc, half box, of the zone's
 * area) is nearest; shapes are swelled and moved in damped rounds until areas and centroids agree with the facts.
 */
export function fitCells(zones: readonly ZoneFacts[], land: Uint8Array, raster: Raster): Cells {
  const cells: Cells = new Int16Array(land.length).fill(-1);
  const onLand = zones.map((z, i) => ({ z, i })).filter(({ z }) => z.site === 'land');
  const shapes = onLand.map(({ z }) => shapeOf(z));
  const local: Cells = new Int16Array(land.length).fill(-1);
  for (let round = 0; round < ROUNDS; round++) {
    assign(shapes, land, raster, local);
    const damp = DECAY ** round;
    moments(local, raster, shapes.length).forEach(({ area, centroid }, k) => {
      const shape = shapes[k]!;
      const zone = onLand[k]!.z;
      const side = Math.sqrt(zone.landArea);
      shape.swell += damp * SWELL_STEP * (side - Math.sqrt(area));
      if (area === 0 || zone.landArea < zone.area) return;
      const moved = [0, 1].map((axis) => {
        const wish = shape.site[axis]! + damp * SITE_STEP * (zone.centre[axis]! - centroid[axis]!);
        const reach = SITE_REACH * side;
        return Math.min(zone.centre[axis]! + reach, Math.max(zone.centre[axis]! - reach, wish));
      });
      shape.site = [moved[0]!, moved[1]!];
    });
  }
  for (let attempt = 0; attempt < 12; attempt++) {
    assign(shapes, land, raster, local);
    let lost = 0;
    onLand.forEach(({ z }, k) => {
      const at = cellAt(raster, z.label);
      if (local[at] === k || !land[at]) return;
      lost++;
      shapes[k]!.bumps.push({ at: z.label, strength: 0.12 });
    });
    if (lost === 0) break;
  }
  for (let i = 0; i < local.length; i++) if (local[i]! >= 0) cells[i] = onLand[local[i]!]!.i;
  return cells;
}
