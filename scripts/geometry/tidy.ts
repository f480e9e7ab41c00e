import { type Cells, moments } from './cells.ts';
import { cellAt, cellCentre, type Point, type Raster } from './plane.ts';
import type { ZoneFacts } from './zone.ts';

/**
 * Leaves each zone one connected piece, the one under its label (else its largest). Loose land goes to the
 * neighbour that reaches it first, loose sea to nobody. Throws when a zone has no cell at all.
 */
export function keepOnePiece(
  zones: readonly ZoneFacts[],
  land: Uint8Array,
  raster: Raster,
  cells: Cells,
): void {
  const { columns, rows } = raster;
  const piece = new Int32Array(cells.length).fill(-1);
  const sizes: number[] = [];
  const owner: number[] = [];
  const stack: number[] = [];
  const around = (i: number, visit: (j: number) => void) => {
    const c = i % columns;
    if (c > 0) visit(i - 1);
    if (c < columns - 1) visit(i + 1);
    if (i >= columns) visit(i - columns);
    if (i < columns * (rows - 1)) visit(i + columns);
  };
  for (let start = 0; start < cells.length; start++) {
    if (cells[start]! < 0 || piece[start]! >= 0) continue;
    const id = sizes.length;
    const zone = cells[start]!;
    let size = 0;
    piece[start] = id;
    stack.push(start);
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      size++;
      around(i, (j) => {
        if (cells[j] !== zone || piece[j]! >= 0) return;
        piece[j] = id;
        stack.push(j);
      });
    }
    sizes.push(size);
    owner.push(zone);
  }
  const kept = new Set<number>();
  zones.forEach((zone, k) => {
    if (zone.site === 'apart') return;
    const at = cellAt(raster, zone.label);
    const own = owner.flatMap((o, id) => (o === k ? [id] : []));
    if (own.length === 0)
      throw new Error(`Zone ${zone.id} has no cell; expected at least one under its label.`);
    const largest = own.reduce((a, b) => (sizes[b]! > sizes[a]! ? b : a));
    kept.add(cells[at] === k ? piece[at]! : largest);
  });
  let front: number[] = [];
  for (let i = 0; i < cells.length; i++) if (cells[i]! >= 0 && !kept.has(piece[i]!)) cells[i] = -1;
  for (let i = 0; i < cells.length; i++) if (cells[i]! >= 0 && land[i]) front.push(i);
  while (front.length > 0) {
    const next: number[] = [];
    for (const i of front)
      around(i, (j) => {
        if (cells[j]! >= 0 || !land[j]) return;
        cells[j] = cells[i]!;
        next.push(j);
      });
    front = next;
  }
}

/**
 * Gives each zone the ground round its label where the fit did not: a disc, short of the nearest other label,
 * and a strip from there to the middle of the zone's own cells.
 */
export function claimLabels(zones: readonly ZoneFacts[], raster: Raster, cells: Cells): void {
  const centroids = moments(cells, raster, zones.length);
  const isUnderOther = (cell: number, k: number) => {
    const at = cellCentre(raster, cell);
    return zones.some((other, j) => j !== k && distance(other.label, at) < 1.5 * raster.cell);
  };
  zones.forEach((zone, k) => {
    if (zone.site === 'apart' || cells[cellAt(raster, zone.label)] === k) return;
    const others = zones.filter((other) => other !== zone).map((other) => distance(other.label, zone.label));
    const radius = Math.min(0.2 * Math.sqrt(zone.area), 0.45 * Math.min(...others));
    const goal = centroids[k]!.area > 0 ? centroids[k]!.centroid : zone.label;
    const steps = Math.ceil(distance(goal, zone.label) / (raster.cell / 2)) + 1;
    for (let step = 0; step < steps; step++) {
      const t = step / steps;
      const at = cellAt(raster, [
        zone.label[0] + t * (goal[0] - zone.label[0]),
        zone.label[1] + t * (goal[1] - zone.label[1]),
      ]);
      if (step > 0 && cells[at] === k) break;
      const reach = Math.max(1, Math.floor((step === 0 ? radius : radius / 2) / raster.cell));
      for (let dr = -reach; dr <= reach; dr++)
        for (let dc = -reach; dc <= reach; dc++) {
          const cell = at + dr * raster.columns + dc;
          if (dr * dr + dc * dc > reach * reach || isUnderOther(cell, k)) continue;
          cells[cell] = k;
        }
    }
  });
}

const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Rounds off single-cell steps and touching corners: each cell near a border takes the zone most common around it. */
export function smoothBorders(cells: Cells, land: Uint8Array, raster: Raster, times: number): void {
  const { columns, rows } = raster;
  for (let t = 0; t < times; t++) {
    const before = cells.slice();
    for (let r = 2; r < rows - 2; r++) {
      for (let c = 2; c < columns - 2; c++) {
        const i = r * columns + c;
        const own = before[i]!;
        if (
          own < 0 ||
          (before[i - 1] === own &&
            before[i + 1] === own &&
            before[i - columns] === own &&
            before[i + columns] === own)
        )
          continue;
        const votes = new Map<number, number>();
        for (let dr = -2; dr <= 2; dr++)
          for (let dc = -2; dc <= 2; dc++) {
            const j = i + dr * columns + dc;
            if (before[j]! < 0 || land[j] !== land[i]) continue;
            votes.set(before[j]!, (votes.get(before[j]!) ?? 0) + 1);
          }
        let best = own;
        let most = votes.get(own) ?? 0;
        for (const [zone, n] of votes) if (n > most) [best, most] = [zone, n];
        cells[i] = best;
      }
    }
  }
}
