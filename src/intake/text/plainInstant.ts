import { lastInstant } from '../../model/schema.ts';
import type { TimeZone } from '../../model/timeZone.ts';
import type { DateText } from './dateText.ts';

const secondsOfDay = 86_400;

/** The instant of a date that was read; Infinity outside 1970 to 2106. */
export function instantOf(date: DateText, zone: TimeZone): number {
  if (date.local < -secondsOfDay || date.local > lastInstant + secondsOfDay) return Number.POSITIVE_INFINITY;
  const at = date.offset === null ? zone.toEpoch(date.local) : date.local - date.offset;
  return at < 0 || at > lastInstant || zone.localSeconds(at) < 0 ? Number.POSITIVE_INFINITY : at;
}
