declare module 'shpjs' {
  import type { Geometry } from 'geojson';
  /** In the coordinates of the file. */
  export function parseShp(shp: Uint8Array): (Geometry | null)[];
  /** @param encoding as TextDecoder knows it */
  export function parseDbf(dbf: Uint8Array, encoding?: string): Record<string, unknown>[];
}
