import { type Misfit, misfitText } from '../expected.ts';
import { type JsonFault, jsonFaultText } from '../formats/jsonFault.ts';
import { type SystemError, systemReason } from '../places/systemError.ts';

/** Why a zones file cannot be used, as a code with its values, so that it can be said in any language. */
export type ZonesProblem =
  | { readonly code: 'empty' }
  /** The .shp of a Shapefile without its other parts. */
  | { readonly code: 'shapefilePart' }
  | { readonly code: 'geoPackage' }
  /** Neither JSON nor XML nor a zip. */
  | { readonly code: 'noLayer' }
  | ({ readonly code: 'notJson' } & JsonFault)
  /** JSON that is no layer; its type as JSON, or null where it has none. */
  | { readonly code: 'otherJson'; readonly type: string | null }
  | { readonly code: 'noFeatures' }
  | { readonly code: 'noObjects' }
  | { readonly code: 'badObject'; readonly object: string; readonly detail: string }
  | { readonly code: 'notXml'; readonly detail: string }
  | { readonly code: 'otherXml'; readonly root: string }
  | { readonly code: 'badZip'; readonly detail: string }
  /** Unpacked, it is larger than so many bytes. */
  | { readonly code: 'largeZip'; readonly most: number }
  | {
      readonly code: 'noLayerInZip';
      readonly names: readonly string[];
      /** What the files in it are instead. */
      readonly hint: 'geodatabase' | 'noShp' | null;
    }
  | { readonly code: 'severalLayers'; readonly names: readonly string[] }
  | { readonly code: 'noDbf' }
  | { readonly code: 'badPart'; readonly part: 'shp' | 'dbf'; readonly detail: string }
  | { readonly code: 'unequal'; readonly shapes: number; readonly rows: number }
  /** Features, but no polygon among them: how many of which type, and how many have no shape. */
  | {
      readonly code: 'noPolygons';
      readonly features: number;
      readonly types: readonly (readonly [type: string, count: number])[];
      readonly empty: number;
    }
  /** Features are counted from 1. */
  | { readonly code: 'badFeature'; readonly feature: number }
  | { readonly code: 'badCoordinate'; readonly feature: number; readonly got: string }
  | {
      readonly code: 'notDegrees';
      readonly x: number;
      readonly y: number;
      /** What the numbers look like. */
      readonly like: 'mercator' | 'metres';
    }
  /** A system of coordinates that is not known, or whose datum is another. */
  | { readonly code: 'badSystem'; readonly system: string; readonly why: SystemError['why'] }
  | { readonly code: 'noAttribute'; readonly attribute: string; readonly attributes: readonly string[] }
  /** JSON that is neither a list of zones nor a layer. */
  | { readonly code: 'noZones' }
  /** Zones are counted from 1. */
  | { readonly code: 'nameless'; readonly zone: number }
  | { readonly code: 'twice'; readonly zone: number; readonly id: string }
  | ({ readonly code: 'misfit' } & Misfit);

/** A zones file that cannot be used. The message says in a sentence what it is, what was expected and what to do. */
export class ZonesFileError extends Error {
  override readonly name = 'ZonesFileError';
  readonly file: string;
  readonly problem: ZonesProblem;

  constructor(file: string, problem: ZonesProblem, options?: ErrorOptions) {
    super(`${file}: ${sentence(problem)}`, options);
    this.file = file;
    this.problem = problem;
  }
}

const layers = 'GeoJSON, TopoJSON, KML, KMZ, or a zip with a Shapefile';

function sentence(problem: ZonesProblem): string {
  switch (problem.code) {
    case 'empty':
      return 'the file is empty, expected a layer of zones';
    case 'shapefilePart':
      return 'got one part of a Shapefile, expected a zip with its .shp, .dbf, .prj and .cpg together';
    case 'geoPackage':
      return `got a GeoPackage, expected ${layers}; export it as one of them`;
    case 'noLayer':
      return `got no layer of zones, expected ${layers}`;
    case 'notJson':
      return `not JSON: ${jsonFaultText(problem)}; expected ${layers}`;
    case 'otherJson':
      return `got JSON ${problem.type === null ? 'without a "type"' : `of type ${problem.type}`}, expected ${layers}`;
    case 'noFeatures':
      return 'got a FeatureCollection without "features", expected a list of them';
    case 'noObjects':
      return 'got TopoJSON without objects, expected one of zones';
    case 'badObject':
      return `TopoJSON whose object ${JSON.stringify(problem.object)} cannot be read (${problem.detail})`;
    case 'notXml':
      return `got XML that cannot be read (${problem.detail}), expected KML`;
    case 'otherXml':
      return `got XML of <${problem.root}>, expected KML (<kml>)`;
    case 'badZip':
      return `the zip cannot be unpacked (${problem.detail})`;
    case 'largeZip':
      return `the zip cannot be unpacked: it unpacks to more than ${problem.most / 1e6} MB`;
    case 'noLayerInZip': {
      const inside = problem.names.length === 0 ? 'nothing' : problem.names.slice(0, 5).join(', ');
      const hint = problem.hint === null ? '' : `; ${hints[problem.hint]}`;
      return `got a zip with ${inside}, expected a Shapefile (.shp, .dbf, .prj), a .kml or a .geojson in it${hint}`;
    }
    case 'severalLayers':
      return `got a zip with ${problem.names.length} layers (${problem.names.slice(0, 5).join(', ')}), expected one; leave only that of the zones in it`;
    case 'noDbf':
      return 'got a Shapefile without its .dbf, which holds the attributes; expected .shp and .dbf (and .prj, .cpg) of the same name in the zip';
    case 'badPart':
      return `its .${problem.part} cannot be read (${problem.detail}); expected ${problem.part === 'shp' ? 'an ESRI Shapefile' : 'a dBASE table'}`;
    case 'unequal':
      return `got ${problem.shapes} shapes in its .shp and ${problem.rows} rows in its .dbf, expected as many; export both again`;
    case 'noPolygons': {
      const { features, types, empty } = problem;
      const found = types.map(([type, count]) => `${count} ${type}`).join(', ');
      const got = found || (empty > 0 ? `${empty} empty geometries` : 'none');
      return `got ${features} features without a polygon (${got}), expected polygons of zones`;
    }
    case 'badFeature':
      return `feature ${problem.feature}: its shape cannot be read, expected a GeoJSON feature with rings of coordinates`;
    case 'badCoordinate':
      return `feature ${problem.feature}: got the coordinate ${problem.got}, expected numbers`;
    case 'notDegrees':
      return `got coordinates such as ${problem.x}, ${problem.y}, which look like ${likes[problem.like]}; expected degrees WGS 84 (EPSG:4326). Export it in EPSG:4326, or as a Shapefile with a .prj that names its projection`;
    case 'badSystem':
      return `its coordinates are in ${JSON.stringify(problem.system)}: ${systemReason(problem.why)}`;
    case 'noAttribute':
      return `got no attribute ${JSON.stringify(problem.attribute)}, expected one of ${problem.attributes.join(', ') || 'none: its features have no attributes'}`;
    case 'noZones':
      return 'got neither {"zones": [{"id", "en", "ar"}, …]} nor a GeoJSON FeatureCollection; expected one of them';
    case 'nameless':
      return `zone ${problem.zone}: got neither id nor name, expected at least one`;
    case 'twice':
      return `zone ${problem.zone}: the id ${JSON.stringify(problem.id)} is there twice, expected it once`;
    case 'misfit':
      return misfitText(problem);
  }
}

const hints = {
  geodatabase: 'a file geodatabase must be exported as one of these',
  noShp: 'the .shp of the Shapefile is missing',
} as const;

const likes = {
  mercator: 'Web Mercator (EPSG:3857)',
  metres: 'metres of a projection such as UTM 40N or Dubai Local TM',
} as const;
