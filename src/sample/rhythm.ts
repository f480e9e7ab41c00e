import { type Calendar, periodOn, workingHoursOn } from '../model/calendar.ts';
import { type Day, dateOfDay, dayOfDate, weekdayOfDay } from '../model/day.ts';
import { Random } from './random.ts';

/** What kind of day it is for the people of the city. */
export interface DayKind {
  readonly day: Day;
  /** Working hours of the offices: local seconds of the day. */
  readonly hours: readonly { readonly from: number; readonly to: number }[];
  /** Working time as a share of a full working day of the same week, 0 on a day off. */
  readonly work: number;
  readonly holiday: boolean;
  readonly ramadan: boolean;
  /** Days until the Eid of the sacrifice begins, where it is within 12 days or under way (0); else null. */
  readonly untilAdha: number | null;
  /** 0: dry; 1 and more: how hard it rains. */
  readonly rain: number;
  /** Angle of the year, 0 on 1 January. */
  readonly season: number;
}

const tau = 2 * Math.PI;

export function dayKind(calendar: Calendar, seed: number, day: Day): DayKind {
  const hours = workingHoursOn(calendar, day);
  const period = periodOn(calendar, day);
  const length = (list: DayKind['hours']) => list.reduce((sum, { from, to }) => sum + to - from, 0);
  const full = Math.max(1, ...period.week.map(length));
  const { year, month } = dateOfDay(day);
  let untilAdha: number | null = null;
  let holiday = false;
  for (const one of calendar.holidays) {
    if (one.from <= day && day <= one.to) holiday = true;
    if (/Adha/.test(one.en) && day <= one.to && one.from - day <= 12) untilAdha = Math.max(0, one.from - day);
  }
  return {
    day,
    hours,
    work: length(hours) / full,
    holiday,
    ramadan: period.kind === 'ramadan',
    untilAdha,
    rain: rainOn(seed, day, month),
    season: (tau * (day - dayOfDate(year, 1, 1))) / 365.25,
  };
}

/** Rain falls on a few days of a winter, the same days however long the city's history is. */
function rainOn(seed: number, day: Day, month: number): number {
  const chance = [0.07, 0.06, 0.06, 0.03, 0, 0, 0, 0, 0, 0, 0.03, 0.06][month - 1]!;
  const random = new Random(seed, `rain ${day}`);
  return random.chance(chance) ? random.logNormal(1, 0.4) : 0;
}

/** How many requests a day gets, beside other days: weekday, holidays, Ramadan, season and growth. */
export function dayWeight(kind: DayKind, yearsBeforeEnd: number): number {
  const weekday = kind.work === 0 ? 0.52 : 0.68 + 0.32 * kind.work;
  const afterWeekend = weekdayOfDay(kind.day) === 1 && kind.work > 0 ? 1.07 : 1;
  // The summer holidays are the quiet of the year, the cool months the busy part.
  const season = 1 + 0.07 * Math.cos(kind.season);
  const growth = 1.06 ** -yearsBeforeEnd;
  return (
    weekday *
    afterWeekend *
    season *
    growth *
    (kind.holiday ? 0.8 : 1) *
    (kind.ramadan ? 0.9 : 1) *
    (1 + 0.09 * kind.rain)
  );
}

/** Weights of the 24 hours of a day. */
type Hours = readonly number[];

/** When people use a channel. `counter`: only while the offices work. */
export type Habit = 'desk' | 'chat' | 'field' | 'counter';

const workday: Record<Exclude<Habit, 'counter'>, Hours> = {
  desk: [2, 1, 1, 1, 1, 2, 6, 28, 72, 96, 100, 94, 82, 74, 66, 50, 38, 32, 28, 24, 20, 15, 9, 4],
  chat: [14, 8, 4, 3, 2, 4, 10, 26, 46, 56, 60, 58, 56, 54, 52, 54, 60, 70, 84, 98, 100, 90, 62, 32],
  field: [1, 0, 0, 0, 1, 6, 22, 52, 84, 100, 96, 80, 60, 54, 60, 66, 62, 50, 34, 24, 16, 10, 5, 2],
};
const dayOff: Record<Exclude<Habit, 'counter'>, Hours> = {
  desk: [6, 4, 3, 2, 2, 3, 8, 18, 36, 56, 72, 76, 62, 52, 60, 66, 70, 72, 68, 60, 48, 36, 22, 12],
  chat: [26, 16, 9, 6, 4, 4, 8, 16, 30, 46, 58, 60, 54, 52, 60, 68, 78, 88, 98, 100, 96, 86, 66, 44],
  field: [2, 1, 0, 0, 1, 5, 14, 30, 48, 62, 66, 58, 44, 44, 58, 78, 96, 100, 74, 46, 30, 20, 10, 5],
};
/** The fast ends the working day early; the city wakes again after sunset. */
const ramadan: Record<Exclude<Habit, 'counter'>, Hours> = {
  desk: [8, 7, 6, 5, 4, 3, 4, 12, 40, 84, 100, 98, 88, 72, 46, 28, 18, 10, 8, 20, 30, 30, 24, 14],
  chat: [70, 54, 36, 24, 14, 8, 8, 14, 28, 42, 52, 54, 52, 50, 44, 38, 32, 22, 14, 46, 78, 96, 100, 90],
  field: [12, 8, 4, 2, 2, 4, 10, 28, 56, 84, 92, 86, 70, 52, 36, 26, 16, 8, 8, 30, 46, 44, 32, 20],
};

/** The hours at which a channel is used on a day; null where it is not at all. */
export function hoursOf(kind: DayKind, habit: Habit): Hours | null {
  if (habit !== 'counter') return (kind.ramadan ? ramadan : kind.work > 0 ? workday : dayOff)[habit];
  if (kind.hours.length === 0) return null;
  return Array.from({ length: 24 }, (_, hour) =>
    kind.hours.reduce(
      (sum, { from, to }) => sum + Math.max(0, Math.min(to, (hour + 1) * 3600) - Math.max(from, hour * 3600)),
      0,
    ),
  );
}
