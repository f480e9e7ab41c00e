declare module 'shpjs' {
  import type { Geometry } from 'geojson';
  /** @param prj the text of a .prj; one that is not understood leaves the coordinates as they are */
  export function parseShp(shp: Uint8Array, prj?: string): (Geometry | null)[];
  /** @param encoding as TextDecoder knows it */
  export function parseDbf(dbf: Uint8Array, encoding?: string): Record<string, unknown>[];
}
