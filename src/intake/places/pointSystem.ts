/** What the numbers of a point mean. */
export interface PointSystem {
  /** "EPSG:3997"; the name where there is no code. */
  readonly id: string;
  /** "Dubai Local TM (EPSG:3997)". */
  readonly name: string;
  /** Whether the numbers are metres, which people write with marks between thousands. */
  readonly metric: boolean;
  /** Longitude and latitude in degrees WGS 84; null where the numbers cannot be of this system. */
  toDegrees(x: number, y: number): readonly [longitude: number, latitude: number] | null;
}

/** Degrees WGS 84, as they are. */
export const degrees: PointSystem = {
  id: 'EPSG:4326',
  name: 'WGS 84 (EPSG:4326)',
  metric: false,
  toDegrees: (x, y) => (Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : null),
};

/** Whether numbers of a system are degrees WGS 84 as they stand. */
export function isDegrees(system: PointSystem): boolean {
  return system.toDegrees === degrees.toDegrees;
}
