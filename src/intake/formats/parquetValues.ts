import type { SchemaElement } from 'hyparquet';
import { wkbGeometry } from '../text/wkb.ts';

/** A value of a column as a person would write it; values that are missing are not asked for. */
export type ValueText = (value: unknown) => string;

/**
 * Says what the values of a column mean, and has the reader hand them on as they are stored: it would make floating
 * numbers of decimals, and dates that do not tell whether they are of a wall clock.
 */
export function valueText(element: SchemaElement): ValueText {
  const { type, converted_type: converted, logical_type: logical } = element;
  const kind = logical?.type ?? converted;
  if (kind === 'FLOAT16') return numberText;
  delete element.converted_type;
  delete element.logical_type;
  if (type === 'INT96') return (value) => instantText(milliseconds(value, 'NANOS'), true);
  if (kind === 'DECIMAL') {
    const scale = logical?.type === 'DECIMAL' ? logical.scale : (element.scale ?? 0);
    return (value) => decimalText(value, scale);
  }
  if (logical?.type === 'TIMESTAMP') {
    return (value) => instantText(milliseconds(value, logical.unit), logical.isAdjustedToUTC);
  }
  if (converted === 'TIMESTAMP_MILLIS') return (value) => instantText(milliseconds(value, 'MILLIS'), true);
  if (converted === 'TIMESTAMP_MICROS') return (value) => instantText(milliseconds(value, 'MICROS'), true);
  if (kind === 'DATE') return (value) => instantText(Number(value) * 86_400_000, false).slice(0, 10);
  if (logical?.type === 'TIME') return (value) => clockText(milliseconds(value, logical.unit));
  if (converted === 'TIME_MILLIS') return (value) => clockText(milliseconds(value, 'MILLIS'));
  if (converted === 'TIME_MICROS') return (value) => clockText(milliseconds(value, 'MICROS'));
  if (converted === 'INTERVAL') return intervalText;
  if (kind === 'UUID') return (value) => hexText(value).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const unsigned = logical?.type === 'INTEGER' ? !logical.isSigned : converted?.startsWith('UINT_') === true;
  if (unsigned) {
    return (value) =>
      typeof value === 'bigint' ? String(BigInt.asUintN(64, value)) : String(Number(value) >>> 0);
  }
  switch (type) {
    case 'BYTE_ARRAY':
      if (kind === 'GEOMETRY' || kind === 'GEOGRAPHY') return pointText;
      if (kind === undefined) return bytesText;
      // The reader makes texts of these, those of a dictionary once.
      element.converted_type = 'UTF8';
      return (value) => (value instanceof Uint8Array ? bytesText(value) : String(value));
    case 'FIXED_LEN_BYTE_ARRAY':
      return hexText;
    case 'FLOAT':
      return floatText;
    default:
      return numberText;
  }
}

function milliseconds(value: unknown, unit: 'MILLIS' | 'MICROS' | 'NANOS'): number {
  const big = BigInt(value as bigint | number);
  return Number(unit === 'MILLIS' ? big : unit === 'MICROS' ? big / 1000n : big / 1_000_000n);
}

/** An instant, or the time of a wall clock, without fractions of a second. */
function instantText(at: number, utc: boolean): string {
  if (!(Math.abs(at) < 8.64e15)) return '';
  const text = new Date(at).toISOString();
  const seconds = text.replace(/\.\d+Z$/, '');
  return utc ? `${seconds}Z` : seconds.replace('T', ' ');
}

function clockText(at: number): string {
  return instantText(at, false).slice(-8);
}

/** Months, days and milliseconds. */
function intervalText(value: unknown): string {
  const bytes = value as Uint8Array;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 12);
  const [months, days, clock] = [0, 4, 8].map((at) => view.getUint32(at, true)) as [number, number, number];
  const parts = [months > 0 ? `${months} months` : '', days > 0 ? `${days} days` : ''].filter(Boolean);
  if (clock > 0 || parts.length === 0) parts.push(clockText(clock));
  return parts.join(' ');
}

function decimalText(value: unknown, scale: number): string {
  let whole = 0n;
  if (value instanceof Uint8Array) {
    for (const byte of value) whole = whole * 256n + BigInt(byte);
    whole = BigInt.asIntN(value.length * 8, whole);
  } else whole = BigInt(value as bigint | number);
  if (scale <= 0) return String(whole);
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0');
  const fraction = digits.slice(-scale).replace(/0+$/, '');
  return `${whole < 0n ? '-' : ''}${digits.slice(0, -scale)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A number of 32 bits with no more digits than tell it apart. */
function floatText(value: unknown): string {
  const number = Number(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === number) return numberText(short);
  }
  return numberText(number);
}

function numberText(value: unknown): string {
  return typeof value === 'number' && !Number.isFinite(value) ? '' : String(value);
}

const texts = new WeakMap<Uint8Array, string>();
const decoder = new TextDecoder();

/** Bytes that old writers do not say to be a text. */
function bytesText(value: unknown): string {
  if (!(value instanceof Uint8Array)) return String(value);
  let text = texts.get(value);
  if (text === undefined) {
    text = decoder.decode(value);
    texts.set(value, text);
  }
  return text;
}

function pointText(value: unknown): string {
  const geometry = wkbGeometry(value as Uint8Array);
  if (geometry === null) return '';
  return typeof geometry === 'string' ? geometry : `POINT (${geometry.x} ${geometry.y})`;
}

function hexText(value: unknown): string {
  return Array.from(value as Uint8Array, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
