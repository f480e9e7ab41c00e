import { latinDigits } from './fold.ts';

/**
 * The points that a Makani number may mean, in degrees WGS 84 [longitude, latitude]; null where a text is none. The
 * number is ten digits: metres east and north within the 100 km square of UTM zone 40N, which it does not name. Only in
 * one of the squares that reach into the emirate does it lie in a zone, but for Hatta's, whose number two may share.
 */
export function makaniPoints(text: string): [longitude: number, latitude: number][] | null {
  const digits = latinDigits(text).replace(/[\s\u00a0-]/g, '');
  if (!/^\d{10}$/.test(digits)) return null;
  const east = Number(digits.slice(0, 5));
  const north = Number(digits.slice(5));
  return [3, 2, 4].flatMap((x) =>
    [27, 28].map((y) => degreesOfUtm40(x * 100_000 + east, y * 100_000 + north)),
  );
}

const a = 6_378_137;
const f = 1 / 298.257223563;
const n = f / (2 - f);
const radius = (a / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
const beta = [
  n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3,
  n ** 2 / 48 + n ** 3 / 15,
  (17 / 480) * n ** 3,
] as const;
const delta = [
  2 * n - (2 / 3) * n ** 2 - 2 * n ** 3,
  (7 / 3) * n ** 2 - (8 / 5) * n ** 3,
  (56 / 15) * n ** 3,
] as const;

/** Degrees of a point of UTM zone 40 north (EPSG:32640), exact to a millimetre: Krüger's series to the third order of n. */
export function degreesOfUtm40(easting: number, northing: number): [longitude: number, latitude: number] {
  const xi = northing / (0.9996 * radius);
  const eta = (easting - 500_000) / (0.9996 * radius);
  let x = xi;
  let e = eta;
  beta.forEach((b, i) => {
    const k = 2 * (i + 1);
    x -= b * Math.sin(k * xi) * Math.cosh(k * eta);
    e -= b * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const chi = Math.asin(Math.sin(x) / Math.cosh(e));
  let latitude = chi;
  delta.forEach((d, i) => {
    latitude += d * Math.sin(2 * (i + 1) * chi);
  });
  const longitude = (57 * Math.PI) / 180 + Math.atan2(Math.sinh(e), Math.cos(x));
  return [(longitude * 180) / Math.PI, (latitude * 180) / Math.PI];
}
