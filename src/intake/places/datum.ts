/** EPSG:15953, of the municipality before 1994. */
const nahrwanToWgs84 = '-250.7,-157.9,380.4,0,0,0,0';

/** The ellipsoid of Nahrwan 1967 and where it lies, as proj4 writes it. */
export const nahrwanShift = `+a=6378249.145 +rf=293.465 +towgs84=${nahrwanToWgs84}`;

/**
 * The text of a system of Nahrwan 1967 with its shift, which proj4 does not make of the name; null for any other.
 */
export function withNahrwanShift(text: string): string | null {
  if (!/(?:DATUM|TRF)\s*\[\s*"(?:D_)?Nahrwan[_ ]?1967"/i.test(text)) return null;
  return text
    .replace(/,?\s*TOWGS84\s*\[[^\]]*\]/gi, '')
    .replace(/((?:SPHEROID|ELLIPSOID)\s*\[(?:[^[\]]|\[[^\]]*\])*\])/i, `$1,TOWGS84[${nahrwanToWgs84}]`);
}

/** Whether a system's datum is WGS 84 or one within a metre or two of it (ETRS89, NAD83, GDA, SIRGAS, …). */
export function isLikeWgs84(text: string): boolean {
  return text.startsWith('+') ? isLikeByProj4(text) : isLikeByWkt(text);
}

function isLikeByProj4(text: string): boolean {
  const of = (name: string) => new RegExp(String.raw`\+${name}=(\S+)`).exec(text)?.[1];
  if (/^(WGS84|NAD83)$/.test(of('datum') ?? '')) return true;
  // A sphere as Web Mercator has it.
  if (of('nadgrids') === '@null') return Number(of('a')) === 6_378_137;
  if (of('nadgrids') !== undefined || of('datum') !== undefined || of('pm') !== undefined) return false;
  const ellipsoid = of('ellps');
  const same =
    ellipsoid === undefined ? isEllipsoid(of('a'), of('rf')) : ellipsoid === 'WGS84' || ellipsoid === 'GRS80';
  return same && isNoShift(of('towgs84'));
}

function isLikeByWkt(text: string): boolean {
  const [, axis, flattening] =
    /(?:SPHEROID|ELLIPSOID)\s*\[\s*"[^"]*"\s*,\s*([\d.]+)\s*,\s*([\d.]+)/i.exec(text) ?? [];
  const shift = /TOWGS84\s*\[([^\]]*)\]/i.exec(text)?.[1];
  return isEllipsoid(axis, flattening) && isNoShift(shift) && !/PRIMEM\s*\[\s*"(?!Greenwich)/i.test(text);
}

/** GRS 80 and WGS 84 differ by a tenth of a millimetre. */
function isEllipsoid(axis: string | undefined, flattening: string | undefined): boolean {
  return Math.abs(Number(axis) - 6_378_137) < 0.01 && Math.abs(Number(flattening) - 298.25722) < 0.0001;
}

function isNoShift(shift: string | undefined): boolean {
  return shift === undefined || shift.split(',').every((part) => Math.abs(Number(part)) <= 1.5);
}
