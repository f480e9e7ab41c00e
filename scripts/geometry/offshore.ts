import type { Cells } from './cells.ts';
import { cellAt, cellCentre, type Point, type Raster } from './plane.ts';
import type { ZoneFacts } from './zone.ts';

const ROUNDS = 30;
const OPENING = 2;

/** Distance (km) from a point to the segment from a to b. */
function segmentDistance([u, v]: Point, a: Point, b: Point): number {
  const du = b[0] - a[0];
  const dv = b[1] - a[1];
  const length = du * du + dv * dv;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((u - a[0]) * du + (v - a[1]) * dv) / length));
  const x = u - a[0] - t * du;
  const y = v - a[1] - t * dv;
  return Math.sqrt(x * x + y * y);
}

/**
 * Adds the zones that lie at sea to the cells: each a capsule from its centre to its label, grown and moved
 * until its sea area (km²) and centroid agree with the facts. Only free cells off the land are taken, the
 * smaller zone first.
 */
export function addOffshore(
  zones: readonly ZoneFacts[],
  land: Uint8Array,
  raster: Raster,
  cells: Cells,
): void {
  const capsules = zones
    .map((zone, index) => ({ zone, index, target: zone.area - (zone.site === 'land' ? zone.landArea : 0) }))
    .filter(({ zone, target }) => zone.site !== 'apart' && target > 0.01)
    .map(({ zone, index, target }) => {
      const { centre, label } = zone;
      const axis: Point = [label[0] - centre[0], label[1] - centre[1]];
      const length = Math.min(Math.hypot(...axis), Math.sqrt(target) * 0.6);
      const scale = Math.hypot(...axis) > 0 && zone.site === 'sea' ? length / Math.hypot(...axis) / 2 : 0;
      const half: Point = [axis[0] * scale, axis[1] * scale];
      // πr² + 4hr = area of a capsule with a spine of length 2h.
      const h = Math.hypot(...half);
      const radius = (Math.sqrt(4 * h * h + Math.PI * target) - 2 * h) / Math.PI;
      const landShare = zone.site === 'land' ? zone.landArea / zone.area : 0;
      const aim: Point = [
        (centre[0] - landShare * label[0]) / (1 - landShare),
        (centre[1] - landShare * label[1]) / (1 - landShare),
      ];
      return { zone, index, target, half, radius, aim, site: aim };
    })
    .sort((a, b) => a.target - b.target);

  const reach = Math.max(...capsules.map((c) => c.radius + Math.hypot(...c.half))) * 1.4;
  const free: number[] = [];
  for (let i = 0; i < land.length; i++) {
    if (land[i]) continue;
    const p = cellCentre(raster, i);
    if (capsules.some((c) => Math.hypot(p[0] - c.site[0], p[1] - c.site[1]) < reach)) free.push(i);
  }
  for (let round = 0; round < ROUNDS; round++) {
    const sums = capsules.map(() => ({ n: 0, u: 0, v: 0 }));
    const ends = capsules.map(({ site, half }): [Point, Point] => [
      [site[0] - half[0], site[1] - half[1]],
      [site[0] + half[0], site[1] + half[1]],
    ]);
    // Only the last round needs every cell; before it one in nine gives the same sums.
    const last = round === ROUNDS - 1;
    const stride = last ? 1 : 9;
    for (let f = 0; f < free.length; f += stride) {
      const i = free[f]!;
      const p = cellCentre(raster, i);
      const best = ends.findIndex(([a, b], k) => segmentDistance(p, a, b) < capsules[k]!.radius);
      if (best < 0) continue;
      if (last) cells[i] = capsules[best]!.index;
      const sum = sums[best]!;
      sum.n++;
      sum.u += p[0];
      sum.v += p[1];
    }
    const damp = 0.94 ** round;
    capsules.forEach((c, k) => {
      const { n, u, v } = sums[k]!;
      if (n === 0) return;
      c.radius += damp * 0.25 * (Math.sqrt(c.target) - Math.sqrt(n * stride * raster.cell ** 2));
      const limit = Math.sqrt(c.target) * 0.35;
      const step = (axis: 0 | 1, mean: number) => {
        const wish = c.site[axis] + damp * 0.3 * (c.aim[axis] - mean);
        return Math.min(c.aim[axis] + limit, Math.max(c.aim[axis] - limit, wish));
      };
      c.site = [step(0, u / n), step(1, v / n)];
    });
  }
}

/**
 * Makes the land mask agree with the labels: a land zone stands on a disc of land there; a zone at sea on a disc
 * of water that is open to the sea for `OPENING` km.
 */
export function settleLabels(zones: readonly ZoneFacts[], land: Uint8Array, raster: Raster): void {
  for (const zone of zones) {
    if (zone.site === 'apart') continue;
    const atSea = zone.site === 'sea';
    const radius = atSea ? 1.1 * Math.sqrt(zone.area / Math.PI) : 0.25 * Math.sqrt(zone.landArea);
    const reach = Math.ceil(Math.min(0.6, radius) / raster.cell);
    const at = cellAt(raster, zone.label);
    for (let dr = -reach; dr <= (atSea ? OPENING / raster.cell : reach); dr++)
      for (let dc = -reach; dc <= reach; dc++)
        if (dc * dc + Math.min(dr, atSea ? 0 : dr) ** 2 <= reach * reach)
          land[at + dr * raster.columns + dc] = atSea ? 0 : 1;
  }
}
