import { describe, expect, it } from 'vitest';
import { parseCalendar, periodOn, workingHoursOn } from '../../src/model/calendar.ts';
import { parseDay } from '../../src/model/day.ts';

const week = { '1': [['07:30', '15:30']] };
const file = {
  source: 'a test',
  timeZone: 'Asia/Dubai',
  periods: [
    { from: '2020-01-01', to: '2020-12-31', label: { en: 'one', ar: 'one' }, week },
    { from: '2020-06-01', to: '2020-06-30', label: { en: 'two', ar: 'two' }, week },
    { from: '2020-06-10', to: '2020-06-20', kind: 'ramadan', label: { en: 'four', ar: 'four' }, week },
    { from: '2020-06-15', to: '2021-01-05', label: { en: 'five', ar: 'five' }, week },
    { from: '2021-01-11', label: { en: 'three', ar: 'three' }, week },
  ],
  holidays: [{ from: '2021-02-01', to: '2021-02-01', en: 'a holiday', ar: 'عطلة' }],
};

function withPeriod(period: object): unknown {
  return { ...file, periods: [file.periods[0], { from: '2020-01-01', week, ...period }] };
}

describe('periodOn', () => {
  it.each([
    ['1999-01-01', 'one', 'before all: the first'],
    ['2020-03-01', 'one', 'alone'],
    ['2020-06-05', 'two', 'the later in the list'],
    ['2020-06-12', 'four', 'one of a kind before a plain one'],
    ['2020-06-17', 'four', 'also before a later one in the list'],
    ['2020-06-25', 'five', 'the later in the list'],
    ['2021-01-05', 'five', 'its last day'],
    ['2021-01-07', 'five', 'in a gap: the nearest'],
    ['2021-01-08', 'five', 'in the middle of a gap: the earlier'],
    ['2021-01-09', 'three', 'in a gap: the nearest'],
    ['2050-01-01', 'three', 'without end'],
  ])('on %s is %s: %s', (day, label) => {
    expect(periodOn(parseCalendar(file), parseDay(day)!).label?.en).toBe(label);
  });
});

describe('workingHoursOn', () => {
  it('is empty on a holiday and on a weekday that the period does not name', () => {
    const calendar = parseCalendar(file);
    const on = (day: string) => workingHoursOn(calendar, parseDay(day)!);
    expect(on('2021-01-25')).toEqual([{ from: 27_000, to: 55_800 }]);
    expect(on('2021-02-01')).toEqual([]);
    expect(on('2021-01-26')).toEqual([]);
  });
});

describe('parseCalendar', () => {
  it.each([
    [null, 'calendar: the whole file: got null, expected Object'],
    [
      { ...file, timeZone: 'Dubai' },
      'calendar: timeZone: got "Dubai", expected an IANA time zone such as "Asia/Dubai"',
    ],
    [
      withPeriod({ from: '2020-02-30' }),
      'calendar: periods.1.from: got "2020-02-30", expected a date such as "2026-03-01"',
    ],
    [
      withPeriod({ to: '2019-12-31' }),
      'calendar: periods.1: got 2020-01-01 to 2019-12-31, expected a last day not before the first',
    ],
    [withPeriod({ knid: 'ramadan' }), 'calendar: periods.1.knid: got "knid", expected no such name'],
    [withPeriod({ week: { '0': [] } }), 'calendar: periods.1.week.0: got "0", expected no such name'],
    [
      withPeriod({ week: { '3': [['7:30', '15:30']] } }),
      'calendar: periods.1.week.3.0.0: got "7:30", expected a time such as "07:30", up to "24:00"',
    ],
    [
      withPeriod({ week: { '3': [['08:00', '24:01']] } }),
      'calendar: periods.1.week.3.0.1: got "24:01", expected a time such as "07:30", up to "24:00"',
    ],
    [
      withPeriod({ week: { '3': [['22:00', '02:00']] } }),
      'calendar: periods.1.week.3: got [["22:00","02:00"]], expected hours in order',
    ],
    [
      withPeriod({
        week: {
          '3': [
            ['08:00', '12:00'],
            ['11:00', '13:00'],
          ],
        },
      }),
      'calendar: periods.1.week.3: got [["08:00","12:00"],["11:00","13:00"]], expected hours in order',
    ],
    [
      { ...file, periods: [{ from: '2020-01-01', kind: 'ramadan', week }] },
      'calendar: periods: got Array, expected at least one period without a kind',
    ],
    [
      { ...file, holidays: [{ from: '2020-01-02', to: '2020-01-01', en: '', ar: '' }] },
      'calendar: holidays.0: got 2020-01-02 to 2020-01-01',
    ],
    [
      { ...file, holidays: [{ from: '2020-01-02', en: '', ar: '' }] },
      'calendar: holidays.0.to: got undefined, expected "to"',
    ],
  ])('refuses %j', (json, message) => {
    expect(() => parseCalendar(json)).toThrow(message);
  });
});
