import type { Feature, Geometry } from 'geojson';

/** What a file of a format holds, before anything is checked. */
export interface RawLayer {
  /** GeoJSON, TopoJSON, KML, Shapefile. */
  readonly format: string;
  readonly features: readonly Feature<Geometry | null>[];
  /** Where the file says that it comes from, if it does. */
  readonly source: { readonly en: string; readonly ar: string } | null;
  /** The system of its coordinates, as `systemNamed` reads it; null for degrees, or where nothing names it. */
  readonly crs: string | null;
  /** What was assumed while reading. */
  readonly notes: readonly string[];
}
