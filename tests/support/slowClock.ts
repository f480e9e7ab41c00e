/**
 * A working clock that is too slow to use and too plain to be wrong: it looks at every minute of a span of years,
 * asks Intl what the wall clock shows, and reads the calendar file (not the parsed calendar) as text.
 */

export interface CalendarFile {
  source: string;
  timeZone: string;
  periods: { from: string; to?: string; kind?: string; week: Record<string, [string, string][]> }[];
  holidays: { from: string; to: string; en: string; ar: string; expected?: boolean }[];
}

export interface SlowPause {
  from: number;
  to: number | null;
}

export interface SlowClock {
  /** instants that it knows: [from, to) */
  readonly from: number;
  readonly to: number;
  isWorking(at: number): boolean;
  /** `step`: the seconds of one look, 60 where all instants are whole minutes, else 1. */
  workingSeconds(from: number, to: number, pauses: readonly SlowPause[], step: number): number;
  /** 'unknown' if the walk leaves the known span. */
  dueAt(from: number, target: number, pauses: readonly SlowPause[], step: number): number | null | 'unknown';
}

export function slowClock(file: CalendarFile, fromYear: number, toYear: number): SlowClock {
  const spanFrom = Date.UTC(fromYear, 0, 1) / 1000;
  const spanTo = Date.UTC(toYear, 0, 1) / 1000;
  const working = new Uint8Array((spanTo - spanFrom) / 60);

  // Offsets change at whole half hours of UTC in the years that are asked for.
  const wallClock = new Intl.DateTimeFormat('en-CA', {
    timeZone: file.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const hoursByDate = new Map<string, [number, number][]>();
  for (let at = spanFrom; at < spanTo; at += 1800) {
    const [date = '', time = ''] = wallClock.format(at * 1000).split(', ');
    for (let minute = 0; minute < 30; minute++) {
      const minuteOfDay = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) + minute;
      // Where an offset of :45 or :15 makes midnight fall inside the half hour, ask again.
      const here = minuteOfDay < 1440 ? date : wallClock.format((at + minute * 60) * 1000).split(', ')[0]!;
      let hours = hoursByDate.get(here);
      if (!hours) {
        hours = hoursOn(file, here).map(([from, to]) => [minutes(from), minutes(to)]);
        hoursByDate.set(here, hours);
      }
      const now = minuteOfDay % 1440;
      if (hours.some(([from, to]) => from <= now && now < to)) {
        working[(at - spanFrom) / 60 + minute] = 1;
      }
    }
  }

  function isWorking(at: number): boolean {
    return working[Math.floor((at - spanFrom) / 60)] === 1;
  }

  return {
    from: spanFrom,
    to: spanTo,
    isWorking,
    workingSeconds(from, to, pauses, step) {
      let seconds = 0;
      for (let at = from; at < to; at += step) {
        if (isWorking(at) && !isPaused(pauses, at)) seconds += step;
      }
      return seconds;
    },
    dueAt(from, target, pauses, step) {
      const pausedForGood = Math.min(...pauses.map((pause) => (pause.to === null ? pause.from : Infinity)));
      let seconds = 0;
      let at = from;
      while (seconds < target) {
        if (at >= pausedForGood) return null;
        if (at >= spanTo) return 'unknown';
        if (isWorking(at) && !isPaused(pauses, at)) seconds += step;
        at += step;
      }
      return at;
    },
  };
}

function isPaused(pauses: readonly SlowPause[], at: number): boolean {
  for (const pause of pauses) {
    if (pause.from <= at && (pause.to === null || at < pause.to)) return true;
  }
  return false;
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function hoursOn(file: CalendarFile, date: string): [string, string][] {
  if (file.holidays.some((holiday) => holiday.from <= date && date <= holiday.to)) return [];
  const covering = file.periods.filter((period) => period.from <= date && (!period.to || date <= period.to));
  const period = covering.findLast((one) => one.kind) ?? covering.at(-1) ?? nearest(file, date);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return period.week[String(weekday === 0 ? 7 : weekday)] ?? [];
}

function nearest(file: CalendarFile, date: string): CalendarFile['periods'][number] {
  const plain = file.periods.filter((period) => !period.kind);
  for (let days = 1; ; days++) {
    const ended = plain.findLast((period) => period.to === shift(date, -days));
    if (ended) return ended;
    const begins = plain.findLast((period) => period.from === shift(date, days));
    if (begins) return begins;
  }
}

function shift(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
