/** A place in degrees, as texts of a record. */
export interface Place {
  readonly longitude: string;
  readonly latitude: string;
}

const withZ = 0x8000_0000;
const withM = 0x4000_0000;
const withSrid = 0x2000_0000;
const point = 1;
/** Longitude and latitude of WGS 84. */
const degrees = 4326;

/**
 * The place of a point as PostGIS writes it in text: EWKB in hex.
 * @returns null for a point without coordinates; undefined where PostGIS must be asked: anything but a point, or one in
 *   another reference system
 */
export function placeOf(hex: string): Place | null | undefined {
  const bytes = Buffer.from(hex, 'hex');
  if (bytes.length < 21) return undefined;
  const little = bytes[0] === 1;
  const word = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const number = (at: number) => (little ? bytes.readDoubleLE(at) : bytes.readDoubleBE(at));
  const type = word(1);
  if ((type & ~(withZ | withM | withSrid)) !== point) return undefined;
  const hasSrid = (type & withSrid) !== 0;
  if (hasSrid && word(5) !== degrees) return undefined;
  const at = hasSrid ? 9 : 5;
  if (bytes.length < at + 16) return undefined;
  const [longitude, latitude] = [number(at), number(at + 8)];
  if (Number.isNaN(longitude) || Number.isNaN(latitude)) return null;
  return { longitude: String(longitude), latitude: String(latitude) };
}

/** SQL for the same of any geometry: the middle of what is no point, in degrees. @param value SQL of a geometry */
export function pointSql(value: string): string {
  return `CASE WHEN ST_SRID(${value}) IN (0, ${degrees}) THEN ST_Centroid(${value}) ELSE ST_Transform(ST_Centroid(${value}), ${degrees}) END`;
}
