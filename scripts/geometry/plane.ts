/** A longitude and latitude in degrees (WGS 84), or a point of the plane in km. */
export type Point = readonly [number, number];

const ORIGIN: Point = [55.25, 25.1];
const KM_PER_DEGREE: Point = [100.876, 110.789];
const COAST = (41.3 * Math.PI) / 180;
const COS = Math.cos(COAST);
const SIN = Math.sin(COAST);

/** Degrees to kilometres in a plane turned with the coast: u runs along it to the north-east, v out to sea. */
export function toPlane([lon, lat]: Point): Point {
  const x = (lon - ORIGIN[0]) * KM_PER_DEGREE[0];
  const y = (lat - ORIGIN[1]) * KM_PER_DEGREE[1];
  return [x * COS + y * SIN, y * COS - x * SIN];
}

/** Kilometres of the turned plane back to degrees. */
export function toDegrees([u, v]: Point): Point {
  const x = u * COS - v * SIN;
  const y = u * SIN + v * COS;
  return [ORIGIN[0] + x / KM_PER_DEGREE[0], ORIGIN[1] + y / KM_PER_DEGREE[1]];
}

/** A raster over the plane: square cells of `cell` km, row 0 at the lowest v. */
export interface Raster {
  readonly left: number;
  readonly bottom: number;
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
}

/** The smallest raster that covers the points with a margin (km) on every side. */
export function rasterAround(points: readonly Point[], margin: number, cell: number): Raster {
  const us = points.map((p) => p[0]);
  const vs = points.map((p) => p[1]);
  const left = Math.floor(Math.min(...us) - margin);
  const bottom = Math.floor(Math.min(...vs) - margin);
  return {
    left,
    bottom,
    cell,
    columns: Math.ceil((Math.max(...us) + margin - left) / cell),
    rows: Math.ceil((Math.max(...vs) + margin - bottom) / cell),
  };
}

/** Index of the cell that holds a point, or -1 outside the raster. */
export function cellAt(raster: Raster, [u, v]: Point): number {
  const column = Math.floor((u - raster.left) / raster.cell);
  const row = Math.floor((v - raster.bottom) / raster.cell);
  if (column < 0 || row < 0 || column >= raster.columns || row >= raster.rows) return -1;
  return row * raster.columns + column;
}

/** Centre of a cell, km. */
export function cellCentre(raster: Raster, index: number): Point {
  return [
    raster.left + ((index % raster.columns) + 0.5) * raster.cell,
    raster.bottom + (Math.floor(index / raster.columns) + 0.5) * raster.cell,
  ];
}
