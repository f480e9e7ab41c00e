/** A point as a text holds it. */
export interface PlainPoint {
  readonly x: number;
  readonly y: number;
  /** The EPSG code of its system, where the text tells it. */
  readonly srid: number | null;
}

const number = String.raw`[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?`;
const pattern = new RegExp(
  String.raw`^(?:SRID=(\d+);\s*|<[^>]*EPSG[^>]*?(\d+)>\s*)?(?:MULTI)?POINT\s*(?:ZM|Z|M)?\s*\(+\s*(${number})\s+(${number})[\s\d.+e-]*[,)]`,
  'i',
);

/** The point of a WKT or EWKT text: POINT (55.3 25.2), SRID=3997;POINT(494056 2787899). Null for any other. */
export function wktPoint(text: string): PlainPoint | null {
  const match = pattern.exec(text.trim());
  if (!match) return null;
  const [, srid, named, x, y] = match;
  const code = srid ?? named;
  return { x: Number(x), y: Number(y), srid: code === undefined || code === '0' ? null : Number(code) };
}
