import { latinDigits } from '../../model/fold.ts';
import { numberOf } from '../reading/cells.ts';
import { metresOf } from './coordinate.ts';
import { degreesOf } from './dms.ts';
import { jsonPoint } from './jsonPoint.ts';
import { type PlainPoint, wktPoint } from './wkt.ts';

/** A point in a text of both coordinates. */
export interface PointText extends PlainPoint {
  /** Whether the text tells which is which; if not, `x` is what stands first. */
  readonly told: boolean;
}

const inLink =
  /(?:[?&](?:q|ll|query|daddr|destination|center)=(?:loc:)?|@)(-?\d+\.\d+)(?:,|%2C)\s*\+?(-?\d+\.\d+)/i;
const labels = /\b(lat(?:itude)?|lon(?:gitude)?|lng|long|x|y)\s*[:=]\s*/gi;

/**
 * Reads both coordinates from one text: "25.26464,55.31217", "25,26464; 55,31217", degrees with minutes and seconds,
 * WKT and EWKT, JSON, the link of a map. Null for any other.
 */
export function readPoint(written: string): PointText | null {
  if (written.charCodeAt(0) === 123) return told(jsonPoint(written));
  if (/^(?:SRID=|<http|(?:MULTI)?POINT)/i.test(written)) return told(wktPoint(written));
  const text = latinDigits(written);
  if (!/\d/.test(text)) return null;
  const link = inLink.exec(text);
  if (link) return { x: Number(link[2]), y: Number(link[1]), srid: null, told: true };
  const names = [...text.matchAll(labels)].map((match) => match[1]!.toLowerCase());
  const plain = text
    .replace(/^geo:/i, '')
    .replace(labels, ' ')
    .replace(/[()[\]]/g, ' ')
    .trim();
  const halves = halvesOf(plain);
  if (!halves) return null;
  const [one, two] = halves.map(half);
  if (!one || !two) return null;
  const axis =
    one.axis ??
    (two.axis === null ? null : two.axis === 'latitude' ? 'longitude' : 'latitude') ??
    axisOf(names);
  if (one.axis !== null && one.axis === two.axis) return null;
  if (/^geo:/i.test(text) || axis === 'latitude')
    return { x: two.value, y: one.value, srid: null, told: true };
  return { x: one.value, y: two.value, srid: null, told: axis !== null };
}

function told(point: PlainPoint | null): PointText | null {
  return point && { ...point, told: true };
}

function axisOf(names: readonly string[]): 'latitude' | 'longitude' | null {
  if (names.length !== 2) return null;
  return /^(la|y)/.test(names[0]!) ? 'latitude' : 'longitude';
}

function half(
  text: string,
): { readonly value: number; readonly axis: 'latitude' | 'longitude' | null } | null {
  const number = numberOf(text);
  if (!Number.isNaN(number)) return { value: number, axis: null };
  const degrees = degreesOf(text);
  if (degrees) return { value: degrees.degrees, axis: degrees.axis };
  const metres = metresOf(text);
  return Number.isNaN(metres) ? null : { value: metres, axis: null };
}

/** The two parts of a text that hold a coordinate each. */
function halvesOf(text: string): readonly [string, string] | null {
  const lettered =
    /^(.*[NSEWشجقغ])[\s,;|/،]*([^NSEWشجقغ]+[NSEWشجقغ])$|^([NSEW][^NSEW]+?)[\s,;|/،]*([NSEW][^NSEW]+)$/i.exec(
      text,
    );
  if (lettered) return [(lettered[1] ?? lettered[3])!, (lettered[2] ?? lettered[4])!];
  for (const separator of [/\s*[;|/،\t]\s*/, /\s*,\s+/, /\s+/, /,/]) {
    const parts = text.split(separator).filter((part) => part !== '');
    if (parts.length === 2) return parts as [string, string];
    // A height may stand behind.
    if (parts.length === 3 && separator.source === ',') return [parts[0]!, parts[1]!];
    if (parts.length === 4 && separator.source === ',' && parts.every((part) => /^-?\d+$/.test(part)))
      return [`${parts[0]}.${parts[1]}`, `${parts[2]}.${parts[3]}`];
  }
  // Degrees, minutes and seconds with spaces, twice.
  const words = text.split(/\s+/);
  if (words.length === 4 || words.length === 6) {
    const middle = words.length / 2;
    return [words.slice(0, middle).join(' ').replace(/,$/, ''), words.slice(middle).join(' ')];
  }
  return null;
}
