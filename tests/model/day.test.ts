import { describe, expect, it } from 'vitest';
import {
  dateOfDay,
  dayOfDate,
  firstDayOfMonth,
  formatDay,
  formatMonth,
  monthOfDay,
  parseDay,
  parseMonth,
  type Weekday,
  weekdayOfDay,
  weekStart,
} from '../../src/model/day.ts';

describe('day', () => {
  it('agrees with Date on every day from 1900 to 2200', () => {
    const first = Date.UTC(1900, 0, 1) / 86_400_000;
    const last = Date.UTC(2200, 0, 1) / 86_400_000;
    for (let day = first; day <= last; day++) {
      const date = new Date(day * 86_400_000);
      const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      const text = date.toISOString().slice(0, 10);
      const found = dateOfDay(day);
      if (
        dayOfDate(year, month, dayOfMonth) !== day ||
        found.year !== year ||
        found.month !== month ||
        found.day !== dayOfMonth ||
        formatDay(day) !== text ||
        parseDay(text) !== day ||
        weekdayOfDay(day) !== (date.getUTCDay() || 7) ||
        monthOfDay(day) !== (year - 1970) * 12 + month - 1 ||
        firstDayOfMonth(monthOfDay(day)) !== Date.UTC(year, month - 1, 1) / 86_400_000 ||
        formatMonth(monthOfDay(day)) !== text.slice(0, 7) ||
        parseMonth(text.slice(0, 7)) !== monthOfDay(day)
      ) {
        expect.fail(`wrong on ${text}: ${formatDay(day)} ${JSON.stringify(found)}`);
      }
    }
  });

  it('starts a week on its first weekday, at most six days back', () => {
    for (let day = -1000; day <= 1000; day++) {
      for (const first of [1, 2, 3, 4, 5, 6, 7] as Weekday[]) {
        const start = weekStart(day, first);
        expect(weekdayOfDay(start)).toBe(first);
        expect(day - start).toBeGreaterThanOrEqual(0);
        expect(day - start).toBeLessThan(7);
      }
    }
    expect(formatDay(weekStart(parseDay('2026-03-01')!))).toBe('2026-02-23');
    expect(formatDay(weekStart(parseDay('2026-03-01')!, 7))).toBe('2026-03-01');
  });

  it('counts in the proleptic Gregorian calendar', () => {
    expect(dayOfDate(1970, 1, 1)).toBe(0);
    expect(dayOfDate(0, 3, 1)).toBe(-719_468);
    expect(dayOfDate(-1, 12, 31) + 1).toBe(dayOfDate(0, 1, 1));
    expect(formatDay(parseDay('0000-02-29')!)).toBe('0000-02-29');
    expect(formatDay(parseDay('9999-12-31')!)).toBe('9999-12-31');
  });

  it.each([
    ['2026-02-29'],
    ['2026-02-00'],
    ['2026-00-10'],
    ['2026-13-01'],
    ['2026-04-31'],
    ['1900-02-29'],
    ['2026-3-1'],
    ['2026-03-01T00:00'],
    [' 2026-03-01'],
    ['26-03-01'],
    ['٢٠٢٦-٠٣-٠١'],
    [''],
  ])('takes %j for no day', (text) => {
    expect(parseDay(text)).toBeNull();
  });

  it.each([['2026-00'], ['2026-13'], ['2026-1'], ['2026-01-01'], ['']])('takes %j for no month', (text) => {
    expect(parseMonth(text)).toBeNull();
  });
});
