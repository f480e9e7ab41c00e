import type { Day } from './day.ts';

/** An instant at which a time zone's offset changes, and the offset from then on. */
export interface Transition {
  /** epoch seconds */
  readonly at: number;
  /** seconds east of UTC */
  readonly offset: number;
}

/**
 * A time zone by its IANA name. Instants are UTC epoch seconds; local seconds are the wall clock, counted from
 * 1970-01-01T00:00 local as if no offset ever changed. Instants from 1969-12 to 2106-12 are answered in a few
 * nanoseconds; others throw a RangeError.
 */
export interface TimeZone {
  readonly name: string;
  /** seconds east of UTC */
  offsetAt(epochSeconds: number): number;
  /** what the wall clock shows: `epochSeconds + offsetAt(epochSeconds)` */
  localSeconds(epochSeconds: number): number;
  dayOf(epochSeconds: number): Day;
  /** 0 to 23 */
  hourOf(epochSeconds: number): number;
  /**
   * The first instant of a local day: the moment the clock jumps where midnight does not exist, the earlier where
   * it comes twice, the next day's start where the whole day was skipped.
   */
  startOfDay(day: Day): number;
  /**
   * The instant at which the wall clock shows `localSeconds`. A time that a jump forward leaves out lies after the
   * jump by as much as it was past it; of a time that comes twice, the earlier (Temporal's "compatible").
   */
  toEpoch(localSeconds: number): number;
  /** the changes of offset in [from, to), in order */
  transitions(from: number, to: number): readonly Transition[];
}

const zones = new Map<string, TimeZone>();

/** The time zone of that name, the same object each time. Throws if the platform does not know the name. */
export function timeZone(name: string): TimeZone {
  let zone = zones.get(name);
  if (!zone) {
    zone = makeTimeZone(name, intlOffset(name));
    zones.set(name, zone);
  }
  return zone;
}

const daySeconds = 86_400;

// The offsets of 194 days are read at once, on demand: 2^24 seconds, so that 256 such spans fill the 32 bits of an
// instant. Two more on either side leave room for local times and for the end of 2106.
const spanSeconds = 2 ** 24;
const firstSpan = -2;
const endSpan = 258;

// Six days. No zone of the tz database has two changes of offset closer than 6.9 days from 1969 on, so that within a
// step there is at most one.
const stepSeconds = 2 ** 19;

/** One span's offsets: `offsets[i]` applies from `starts[i]`; `starts[0]` is the span's own start. */
interface Span {
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

function makeTimeZone(name: string, readOffset: (epochSeconds: number) => number): TimeZone {
  const spans: (Span | undefined)[] = [];

  // The stretch of constant offset found last: rows come in order of time, so that most find theirs here.
  let from = 0;
  let to = 0;
  let offset = 0;

  function spanAt(index: number): Span {
    let span = spans[index - firstSpan];
    if (!span) {
      span = readSpan(index * spanSeconds, readOffset);
      spans[index - firstSpan] = span;
    }
    return span;
  }

  function seek(at: number): void {
    const index = Math.floor(at / spanSeconds);
    if (!(index >= firstSpan && index < endSpan)) {
      throw new RangeError(`Got the instant ${at}, expected epoch seconds between 1970 and 2106.`);
    }
    const { starts, offsets } = spanAt(index);
    let i = starts.length - 1;
    while (starts[i]! > at) i--;
    from = starts[i]!;
    to = starts[i + 1] ?? (index + 1) * spanSeconds;
    offset = offsets[i]!;
  }

  function offsetAt(epochSeconds: number): number {
    if (!(epochSeconds >= from && epochSeconds < to)) seek(epochSeconds);
    return offset;
  }

  function localSeconds(epochSeconds: number): number {
    return epochSeconds + offsetAt(epochSeconds);
  }

  function dayOf(epochSeconds: number): Day {
    return Math.floor((epochSeconds + offsetAt(epochSeconds)) / daySeconds);
  }

  function hourOf(epochSeconds: number): number {
    const local = epochSeconds + offsetAt(epochSeconds);
    return Math.floor((local - Math.floor(local / daySeconds) * daySeconds) / 3600);
  }

  function toEpoch(local: number): number {
    const at = local - offset;
    if (at - daySeconds >= from && at + daySeconds < to) return at;
    // No offset is as large as a day, so that these two are the offsets on either side of the instant.
    const before = offsetAt(local - daySeconds);
    const after = offsetAt(local + daySeconds);
    const early = local - before;
    if (before === after || offsetAt(early) === before) return early;
    const late = local - after;
    return offsetAt(late) === after ? late : early;
  }

  function startOfDay(day: Day): number {
    // Since 1970 no zone's clock has jumped from before a midnight to after it: jumps over one start or land on it.
    return toEpoch(day * daySeconds);
  }

  function transitions(begin: number, end: number): readonly Transition[] {
    const found: Transition[] = [];
    if (!(begin < end)) return found;
    let before = offsetAt(begin - 1);
    let at = begin;
    while (at < end) {
      const here = offsetAt(at);
      if (here !== before) found.push({ at, offset: here });
      before = here;
      at = to;
    }
    return found;
  }

  return { name, offsetAt, localSeconds, dayOf, hourOf, startOfDay, toEpoch, transitions };
}

function readSpan(start: number, readOffset: (epochSeconds: number) => number): Span {
  const end = start + spanSeconds;
  let current = readOffset(start);
  const starts = [start];
  const offsets = [current];
  for (let stepStart = start; stepStart < end; stepStart += stepSeconds) {
    const stepEnd = stepStart + stepSeconds;
    const last = readOffset(stepEnd);
    if (last === current) continue;
    let low = stepStart;
    let high = stepEnd;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (readOffset(middle) === current) low = middle;
      else high = middle;
    }
    current = last;
    starts.push(high);
    offsets.push(last);
  }
  return { starts, offsets };
}

/** Reads offsets from the platform's own tz database; a microsecond or two each. */
function intlOffset(name: string): (epochSeconds: number) => number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new Error(
      `Got the time zone ${JSON.stringify(name)}, expected an IANA name such as "Asia/Dubai".`,
      {
        cause,
      },
    );
  }
  return (epochSeconds) => {
    const [month, day, year, hour, minute, second] = format
      .format(epochSeconds * 1000)
      .match(/\d+/g)!
      .map(Number);
    return Date.UTC(year!, month! - 1, day, hour, minute, second) / 1000 - epochSeconds;
  };
}
