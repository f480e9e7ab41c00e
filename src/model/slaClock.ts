import { type Calendar, workingHoursOn } from './calendar.ts';
import { lastInstant } from './schema.ts';
import { timeZone } from './timeZone.ts';

/** A time in which the clock stands still, such as waiting for the customer: [from, to), UTC epoch seconds. */
export interface Pause {
  readonly from: number;
  /** null: still paused */
  readonly to: number | null;
}

/**
 * The one clock that due times and response times are measured with. Instants are UTC epoch seconds from 1970 to
 * `lastInstant`; others throw a RangeError.
 *
 * An instant is working time if the wall clock of the calendar's time zone then shows working hours of its local
 * day. So hours that a change of offset leaves out do not count, and hours that come twice count twice.
 *
 * Pauses may overlap, come in any order, and reach beyond what is asked about; one that ends before it starts is
 * none.
 */
export interface SlaClock {
  isWorking(at: number): boolean;

  /** The working seconds in [from, to) outside pauses; 0 if `to` is not after `from`. */
  workingSeconds(from: number, to: number, pauses?: readonly Pause[]): number;

  /**
   * The first instant by which `targetSeconds` of working time outside pauses have passed since `from`; `from`
   * itself for a target of 0. A target that is used up as the working day ends is due then, not the next morning.
   * Null if that instant is not known: a pause that is still open starts before it, or it lies after `lastInstant`.
   */
  dueAt(from: number, targetSeconds: number, pauses?: readonly Pause[]): number | null;
}

/** A clock that reads the calendar once, for 1970 to 2106, at its first question (some 100 ms). */
export function slaClock(calendar: Calendar): SlaClock {
  let known: WorkingTime | undefined;

  function workingTime(at: number): WorkingTime {
    if (!(at >= 0 && at <= lastInstant)) {
      throw new RangeError(`Got the instant ${at}, expected epoch seconds from 0 to ${lastInstant}.`);
    }
    known ??= readWorkingTime(calendar);
    return known;
  }

  function isWorking(at: number): boolean {
    const time = workingTime(at);
    const i = lastStart(time, at);
    return i >= 0 && at < time.ends[i]!;
  }

  function workingSeconds(from: number, to: number, pauses: readonly Pause[] = noPauses): number {
    const time = workingTime(from);
    workingTime(to);
    if (to <= from) return 0;
    let seconds = workedBefore(time, to) - workedBefore(time, from);
    let free = from;
    for (const pause of inOrder(pauses)) {
      const start = Math.max(pause.from, free);
      const end = Math.min(pause.to ?? to, to);
      if (end <= start) continue;
      seconds -= workedBefore(time, end) - workedBefore(time, start);
      free = end;
    }
    return seconds;
  }

  function dueAt(from: number, targetSeconds: number, pauses: readonly Pause[] = noPauses): number | null {
    const time = workingTime(from);
    if (!(targetSeconds >= 0))
      throw new RangeError(`Got a target of ${targetSeconds} s, expected 0 or more.`);
    if (targetSeconds === 0) return from;
    let needed = workedBefore(time, from) + targetSeconds;
    let due = instantOf(time, needed);
    let free = from;
    for (const pause of inOrder(pauses)) {
      if (due === null || pause.from >= due) break;
      if (pause.to === null) return null;
      const start = Math.max(pause.from, free);
      if (pause.to <= start) continue;
      needed += workedBefore(time, pause.to) - workedBefore(time, start);
      due = instantOf(time, needed);
      free = pause.to;
    }
    return due;
  }

  return { isWorking, workingSeconds, dueAt };
}

const daySeconds = 86_400;
const noPauses: readonly Pause[] = [];

function inOrder(pauses: readonly Pause[]): readonly Pause[] {
  return pauses.length < 2 ? pauses : [...pauses].sort((a, b) => a.from - b.from);
}

/** All working time as intervals [start, end) that neither touch nor overlap, in order. */
interface WorkingTime {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** working seconds before each start */
  readonly before: Float64Array;
  /** by UTC day: index of the last interval that starts before it, −1 for none */
  readonly lastBeforeDay: Int32Array;
}

function readWorkingTime(calendar: Calendar): WorkingTime {
  const zone = timeZone(calendar.timeZone);
  const starts: number[] = [];
  const ends: number[] = [];
  const end = lastInstant + 1;

  let from = 0;
  let offset = zone.offsetAt(0);
  for (const next of [...zone.transitions(1, end), { at: end, offset: 0 }]) {
    // One stretch of constant offset: wall clock and UTC run side by side.
    const lastDay = Math.floor((next.at - 1 + offset) / daySeconds);
    for (let day = Math.floor((from + offset) / daySeconds); day <= lastDay; day++) {
      const midnight = day * daySeconds - offset;
      for (const hours of workingHoursOn(calendar, day)) {
        const start = Math.max(midnight + hours.from, from);
        const stop = Math.min(midnight + hours.to, next.at);
        if (stop <= start) continue;
        if (ends.length > 0 && ends[ends.length - 1] === start) ends[ends.length - 1] = stop;
        else {
          starts.push(start);
          ends.push(stop);
        }
      }
    }
    from = next.at;
    offset = next.offset;
  }

  const before = new Float64Array(starts.length);
  for (let i = 1; i < starts.length; i++) before[i] = before[i - 1]! + ends[i - 1]! - starts[i - 1]!;
  const lastBeforeDay = new Int32Array(Math.ceil(end / daySeconds));
  let i = -1;
  for (let day = 0; day < lastBeforeDay.length; day++) {
    while (i + 1 < starts.length && starts[i + 1]! < day * daySeconds) i++;
    lastBeforeDay[day] = i;
  }
  return { starts: Float64Array.from(starts), ends: Float64Array.from(ends), before, lastBeforeDay };
}

function workedBefore(time: WorkingTime, at: number): number {
  const i = lastStart(time, at);
  return i < 0 ? 0 : time.before[i]! + Math.min(at, time.ends[i]!) - time.starts[i]!;
}

/** Index of the last interval that starts at or before an instant; −1 if there is none. */
function lastStart({ starts, lastBeforeDay }: WorkingTime, at: number): number {
  // An instant after the last known day has all intervals before it.
  let i = lastBeforeDay[Math.floor(at / daySeconds)] ?? starts.length - 1;
  while (i + 1 < starts.length && starts[i + 1]! <= at) i++;
  return i;
}

/** The first instant before which `worked` seconds (more than 0) are working time; null if there are not as many. */
function instantOf({ starts, ends, before }: WorkingTime, worked: number): number | null {
  const i = lastBelow(before, worked);
  if (i < 0) return null;
  const at = starts[i]! + worked - before[i]!;
  return at <= ends[i]! && at <= lastInstant ? at : null;
}

/** Index of the last value < `value` in ascending `values`; −1 if there is none. */
function lastBelow(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
