import * as v from 'valibot';
import { type Day, formatDay, parseDay, weekdayOfDay } from './day.ts';
import { misfit } from './misfit.ts';
import { timeZone } from './timeZone.ts';

/** Working hours of one day: local wall clock in seconds after midnight, [from, to), at most 86,400. */
export interface WorkingHours {
  readonly from: number;
  readonly to: number;
}

/** The working week of a range of days. */
export interface Period {
  readonly from: Day;
  /** the last day, included; null: without end */
  readonly to: Day | null;
  /** such as "ramadan", which overrides; null: a plain period */
  readonly kind: string | null;
  readonly label: { readonly en: string; readonly ar: string } | null;
  /** Seven entries, Monday first, each in order and without overlap; an empty one is a day off. */
  readonly week: readonly (readonly WorkingHours[])[];
}

/** Days without working time, both ends included. */
export interface Holiday {
  readonly from: Day;
  readonly to: Day;
  readonly en: string;
  readonly ar: string;
  /** Foreseen, not yet announced. */
  readonly expected: boolean;
}

/** When a city's offices work. Has at least one plain period. */
export interface Calendar {
  readonly source: string;
  /** IANA name of the time zone that the working hours are told in */
  readonly timeZone: string;
  readonly periods: readonly Period[];
  readonly holidays: readonly Holiday[];
}

const wholeDay: readonly WorkingHours[] = [{ from: 0, to: 86_400 }];

/** Every second of every day is working time: for a city without a calendar. */
export const alwaysOpen: Calendar = {
  source: 'every hour of every day',
  timeZone: 'UTC',
  periods: [
    {
      from: 0,
      to: null,
      kind: null,
      label: null,
      week: [wholeDay, wholeDay, wholeDay, wholeDay, wholeDay, wholeDay, wholeDay],
    },
  ],
  holidays: [],
};

/**
 * The working hours of a day: none on a holiday; else those of the last period in the list that covers it, one of
 * a kind before a plain one. A day that no period covers takes the nearest plain one (the earlier of two as near).
 */
export function workingHoursOn(calendar: Calendar, day: Day): readonly WorkingHours[] {
  for (const holiday of calendar.holidays) {
    if (holiday.from <= day && day <= holiday.to) return [];
  }
  return periodOn(calendar, day).week[weekdayOfDay(day) - 1]!;
}

/** The period whose working week applies on a day. */
export function periodOn(calendar: Calendar, day: Day): Period {
  let best = calendar.periods[0]!;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const period of calendar.periods) {
    const rank = distance(period, day);
    if (rank <= bestRank) {
      best = period;
      bestRank = rank;
    }
  }
  return best;
}

/** −1 for a covering period of a kind, 0 for a covering plain one, else more the further away a plain one is. */
function distance(period: Period, day: Day): number {
  const before = period.from - day;
  const after = period.to === null ? 0 : day - period.to;
  if (before <= 0 && after <= 0) return period.kind === null ? 0 : -1;
  if (period.kind !== null) return Number.POSITIVE_INFINITY;
  // Of two as near, the one that ended comes before the one that has not begun.
  return after > 0 ? after : before + 0.5;
}

/** A date written as "YYYY-MM-DD", read as a day. */
export const dayText = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const day = parseDay(dataset.value);
    if (day !== null) return day;
    addIssue({ expected: 'a date such as "2026-03-01"' });
    return NEVER;
  }),
);

const timeText = v.pipe(
  v.string(),
  v.check(
    (text) => /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text),
    'a time such as "07:30", up to "24:00"',
  ),
  v.transform((text) => Number(text.slice(0, 2)) * 3600 + Number(text.slice(3)) * 60),
);

const dayHours = v.pipe(
  v.array(v.strictTuple([timeText, timeText])),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    let end = 0;
    for (const [from, to] of dataset.value) {
      if (from < end || to <= from) {
        addIssue({
          received: JSON.stringify(dataset.value.map((hours) => hours.map(clock))),
          expected:
            'hours in order of time, each ending after it starts, without overlap (past midnight: two)',
        });
        return NEVER;
      }
      end = to;
    }
    return dataset.value.map(([from, to]): WorkingHours => ({ from, to }));
  }),
);

const dayOrOff = v.optional(dayHours, []);

const week = v.pipe(
  v.strictObject({
    '1': dayOrOff,
    '2': dayOrOff,
    '3': dayOrOff,
    '4': dayOrOff,
    '5': dayOrOff,
    '6': dayOrOff,
    '7': dayOrOff,
  }),
  v.transform((days) => [days['1'], days['2'], days['3'], days['4'], days['5'], days['6'], days['7']]),
);

/** Within `v.rawCheck`: the last of two days, where there is one, must not be before the first. */
export function daysInOrder<T extends { readonly from: Day; readonly to?: Day | undefined }>({
  dataset,
  addIssue,
}: v.RawCheckContext<T>): void {
  if (!dataset.typed) return;
  const { from, to } = dataset.value;
  if (to !== undefined && to < from) {
    addIssue({
      received: `${formatDay(from)} to ${formatDay(to)}`,
      expected: 'a last day not before the first',
    });
  }
}

const period = v.pipe(
  v.strictObject({
    from: dayText,
    to: v.optional(dayText),
    kind: v.optional(v.pipe(v.string(), v.nonEmpty())),
    label: v.optional(v.object({ en: v.string(), ar: v.string() })),
    week,
  }),
  v.rawCheck((context) => daysInOrder(context)),
  v.transform(
    ({ from, to, kind, label, week }): Period => ({
      from,
      to: to ?? null,
      kind: kind ?? null,
      label: label ?? null,
      week,
    }),
  ),
);

const holiday = v.pipe(
  v.strictObject({
    from: dayText,
    to: dayText,
    en: v.string(),
    ar: v.string(),
    expected: v.optional(v.boolean(), false),
  }),
  v.rawCheck((context) => daysInOrder(context)),
);

const zoneName = v.pipe(
  v.string(),
  v.check((name) => {
    try {
      timeZone(name);
      return true;
    } catch {
      return false;
    }
  }, 'an IANA time zone such as "Asia/Dubai"'),
);

/**
 * The calendar file, data/calendar.json: dates as "YYYY-MM-DD", times as "HH:MM" up to "24:00", weekdays "1"
 * (Monday) to "7"; a weekday that is missing is a day off. A misspelt name in a period or a holiday is refused.
 */
export const calendarSchema = v.object({
  source: v.string(),
  timeZone: zoneName,
  periods: v.pipe(
    v.array(period),
    v.check((periods) => periods.some((one) => one.kind === null), 'at least one period without a kind'),
  ),
  holidays: v.array(holiday),
});

/** Reads a calendar file. Throws an Error that says where it does not fit, what was found and what was expected. */
export function parseCalendar(json: unknown): Calendar {
  const result = v.safeParse(calendarSchema, json);
  if (result.success) return result.output;
  throw new Error(`calendar: ${misfit(result.issues[0])}`);
}

function clock(seconds: number): string {
  return `${String(Math.floor(seconds / 3600)).padStart(2, '0')}:${String((seconds / 60) % 60).padStart(2, '0')}`;
}
