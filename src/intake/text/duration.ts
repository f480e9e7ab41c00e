import { fold, latinDigits } from '../../model/fold.ts';
import { type DurationUnit, dualWords, durationWords } from '../words/durationWords.ts';

export const durationUnits = Object.keys(durationWords) as readonly DurationUnit[];

const secondsIn = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
  weeks: 604_800,
} as const satisfies Readonly<Record<DurationUnit, number>>;

const units = byWord(durationWords);
const duals = byWord(dualWords);

/** The unit that a word names; undefined for any other word. @param word folded */
export function durationUnitNamed(word: string): DurationUnit | undefined {
  return units.get(word);
}

/**
 * The seconds of a duration: ISO 8601 (`PT26H`), numbers with units (`1d 4h`, `٣ أيام`), hours and minutes (`26:15`,
 * `26:15:30`), days before them (`2 days 03:15`, `2.03:15:00`), or a number alone. Negative where it says so, NaN where
 * it is none.
 * @param unit of a number alone; null: such a number is no duration
 */
export function readDuration(text: string, unit: DurationUnit | null): number {
  const plain = latinDigits(text).replace(/٫/g, '.').replace(/−/g, '-').trim();
  const negative = plain.startsWith('-');
  const size = sizeOf(plain.replace(/^[+-]\s*/, ''), unit);
  return negative ? -size : size;
}

function sizeOf(text: string, unit: DurationUnit | null): number {
  if (/^[\d.,]+$/.test(text)) return unit === null ? Number.NaN : numberIn(text) * secondsIn[unit];
  return ofIso(text) ?? ofClock(text) ?? ofWords(text);
}

const iso = /^P(?:([\d.,]+)W)?(?:([\d.,]+)D)?(?:T(?:([\d.,]+)H)?(?:([\d.,]+)M)?(?:([\d.,]+)S)?)?$/i;
const isoUnits = ['weeks', 'days', 'hours', 'minutes', 'seconds'] as const satisfies readonly DurationUnit[];

function ofIso(text: string): number | null {
  const parts = iso.exec(text)?.slice(1);
  if (!parts || parts.every((part) => part === undefined)) return null;
  return isoUnits.reduce(
    (sum, unit, i) => sum + (parts[i] === undefined ? 0 : numberIn(parts[i]) * secondsIn[unit]),
    0,
  );
}

const clock = /^(?:(.*?\p{L})[\s,]+|(\d+)\.)?(\d+):([0-5]\d)(?::([0-5]\d(?:[.,]\d+)?))?$/u;

function ofClock(text: string): number | null {
  const found = clock.exec(text);
  if (!found) return null;
  const [, before, days, hours, minutes, seconds = '0'] = found;
  return (
    (before === undefined ? Number(days ?? 0) * secondsIn.days : ofWords(before)) +
    Number(hours) * secondsIn.hours +
    Number(minutes) * secondsIn.minutes +
    numberIn(seconds)
  );
}

const token = /([\d.,]*)\s*(\p{L}[\p{L}\p{M}]*)\.?[\s,،]*/uy;
/** "and", between two units. */
const joining = new Set(['and', 'et', 'y', 'e', 'und', 'و']);

function ofWords(text: string): number {
  let sum = 0;
  let told = false;
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (!found) return Number.NaN;
    const [, number = '', written = ''] = found;
    const word = fold(written);
    if (number === '' && joining.has(word)) continue;
    const own = word.replace(/^و(?=..)/, '');
    const dual = number === '' ? (duals.get(word) ?? duals.get(own)) : undefined;
    const unit = units.get(word) ?? units.get(own);
    if (dual) sum += 2 * secondsIn[dual];
    // "يوم" alone is one day; "d" alone is nothing.
    else if (unit && (number !== '' || /[\u0600-\u06ff]/.test(word)))
      sum += (number === '' ? 1 : numberIn(number)) * secondsIn[unit];
    else return Number.NaN;
    told = true;
  }
  return told ? sum : Number.NaN;
}

/** A number with a point or a comma before its decimals; NaN where the comma may stand for thousands as well. */
function numberIn(text: string): number {
  if (/^[1-9]\d{0,2}(,\d{3})+$/.test(text)) return Number.NaN;
  if (/^[1-9]\d{0,2}(,\d{3})+\.\d+$/.test(text)) return Number(text.replaceAll(',', ''));
  return /^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}

function byWord(words: Readonly<Record<DurationUnit, string>>): ReadonlyMap<string, DurationUnit> {
  return new Map(
    (Object.entries(words) as [DurationUnit, string][]).flatMap(([unit, list]) =>
      list.split(' ').map((word) => [fold(word), unit] as const),
    ),
  );
}
