import { describe, expect, it } from 'vitest';
import { alwaysOpen, parseCalendar } from '../../src/model/calendar.ts';
import { lastInstant } from '../../src/model/schema.ts';
import { type Pause, slaClock } from '../../src/model/slaClock.ts';
import { seeded } from '../support/seeded.ts';
import { type CalendarFile, slowClock } from '../support/slowClock.ts';

const instant = (text: string) => Date.parse(text) / 1000;
const hour = 3600;
const day = 24 * hour;

type Week = CalendarFile['periods'][number]['week'];

function week(days: string, ...hours: [string, string][]): Week {
  return Object.fromEntries([...days].map((weekday) => [weekday, hours]));
}

/** Dubai: the weekend moved from Friday and Saturday to Saturday and Sunday in 2022; shorter hours in Ramadan. */
const dubai: CalendarFile = {
  source: 'a test',
  timeZone: 'Asia/Dubai',
  periods: [
    { from: '2015-01-01', to: '2021-12-31', week: week('71234', ['07:30', '14:30']) },
    { from: '2022-01-01', week: { ...week('1234', ['07:30', '15:30']), '5': [['07:30', '12:00']] } },
    { from: '2020-04-24', to: '2020-05-23', kind: 'ramadan', week: week('71234', ['09:00', '14:00']) },
    { from: '2021-04-13', to: '2021-05-12', kind: 'ramadan', week: week('71234', ['09:00', '14:00']) },
    {
      from: '2022-04-02',
      to: '2022-05-01',
      kind: 'ramadan',
      week: { ...week('1234', ['09:00', '14:30']), '5': [['09:00', '12:00']] },
    },
    {
      from: '2023-03-23',
      to: '2023-04-20',
      kind: 'ramadan',
      week: { ...week('1234', ['09:00', '14:30']), '5': [['09:00', '12:00']] },
    },
  ],
  holidays: [
    { from: '2020-05-24', to: '2020-05-26', en: 'Eid al-Fitr', ar: 'عيد الفطر' },
    { from: '2021-12-01', to: '2021-12-03', en: 'National Day', ar: 'اليوم الوطني' },
    { from: '2022-01-01', to: '2022-01-01', en: 'New Year', ar: 'رأس السنة' },
    { from: '2023-06-27', to: '2023-06-30', en: 'Eid al-Adha', ar: 'عيد الأضحى', expected: true },
    { from: '2023-06-29', to: '2023-07-02', en: 'overlapping', ar: 'متداخلة' },
  ],
};

/** Working hours at night and on Sundays, when the clocks change: into, around and inside what comes twice. */
const torontoNights: CalendarFile = {
  source: 'a test',
  timeZone: 'America/Toronto',
  periods: [
    {
      from: '2020-06-01',
      to: '2021-12-31',
      week: {
        ...week('12345', ['09:00', '12:30'], ['13:15', '17:00'], ['22:00', '24:00']),
        '7': [
          ['00:00', '01:30'],
          ['01:45', '02:30'],
          ['03:10', '06:00'],
        ],
      },
    },
    { from: '2022-02-01', week: { ...week('1357', ['01:15', '02:45']), '6': [['23:59', '24:00']] } },
  ],
  holidays: [{ from: '2021-12-25', to: '2021-12-26', en: 'Christmas', ar: 'عيد الميلاد' }],
};

const torontoAlways: CalendarFile = {
  source: 'a test',
  timeZone: 'America/Toronto',
  periods: [{ from: '2020-01-01', week: week('1234567', ['00:00', '24:00']) }],
  holidays: [{ from: '2020-11-01', to: '2020-11-01', en: 'clocks change', ar: 'تغيير الساعة' }],
};

const files: Record<string, CalendarFile> = {
  dubai,
  'toronto nights': torontoNights,
  'toronto always': torontoAlways,
  'lord howe': {
    ...torontoNights,
    timeZone: 'Australia/Lord_Howe',
    periods: [
      {
        from: '2020-01-01',
        week: week('1234567', ['00:10', '01:40'], ['01:50', '02:20'], ['08:00', '16:00']),
      },
    ],
  },
  kathmandu: { ...dubai, timeZone: 'Asia/Kathmandu' },
  'random in london': randomFile(11, 'Europe/London'),
  'random in gaza': randomFile(12, 'Asia/Gaza'),
  'random in st johns': randomFile(13, 'America/St_Johns'),
};

function randomFile(seed: number, timeZone: string): CalendarFile {
  const random = seeded(seed);
  const date = () => new Date(Date.UTC(2020, 0, 1 + Math.floor(random() * 1461))).toISOString().slice(0, 10);
  const time = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const randomWeek = (): Week => {
    const days: Week = {};
    for (const weekday of '1234567') {
      if (random() < 0.25) continue;
      const edges = Array.from({ length: 2 * Math.ceil(random() * 3) }, () => Math.floor(random() * 1441));
      const sorted = [...new Set(edges)].sort((a, b) => a - b);
      const hours: [string, string][] = [];
      for (let i = 0; i + 1 < sorted.length; i += 2) hours.push([time(sorted[i]!), time(sorted[i + 1]!)]);
      days[weekday] = hours;
    }
    return days;
  };
  const between = () => {
    const [from, to] = [date(), date()].sort();
    return { from: from!, to: to! };
  };
  return {
    source: 'random',
    timeZone,
    periods: [
      ...Array.from({ length: 4 }, () => ({ ...between(), week: randomWeek() })),
      { ...between(), kind: 'summer', week: randomWeek() },
      { ...between(), kind: 'ramadan', week: randomWeek() },
    ],
    holidays: Array.from({ length: 12 }, () => {
      const from = date();
      return { from, to: from, en: 'holiday', ar: 'عطلة' };
    }),
  };
}

const fromYear = 2020;
const toYear = 2024;
const casesPerCalendar = 12_500;

describe.each(Object.entries(files))('slaClock, %s', (_, file) => {
  it(`agrees with a walk through every minute, ${casesPerCalendar} times`, { timeout: 120_000 }, () => {
    const slow = slowClock(file, fromYear, toYear);
    const clock = slaClock(parseCalendar(file));
    const random = seeded(1);
    let unknown = 0;
    for (let i = 0; i < casesPerCalendar; i++) {
      // Seconds on short spans, whole minutes on long ones.
      const size = random();
      const [step, span] =
        size < 0.03
          ? [1, 3 * hour]
          : size < 0.96
            ? [60, 2 * day]
            : size < 0.997
              ? [60, 30 * day]
              : [60, 366 * day];
      const upTo = (range: number) => Math.floor((random() * range) / step) * step;
      const from = slow.from + Math.floor((random() * (slow.to - slow.from - span)) / step) * step;
      const to = from - upTo(span / 20) + upTo(span);
      const target = upTo(span / 4);
      const pauses: Pause[] = [];
      for (let left = random() < 0.4 ? 0 : 1 + Math.floor(random() ** 2 * 4); left > 0; left--) {
        const start = Math.max(0, from - upTo(span / 4) + upTo(span));
        pauses.push({ from: start, to: random() < 0.1 ? null : start + upTo(span / 3) - upTo(span / 50) });
      }

      const expected = {
        working: slow.isWorking(from),
        seconds: slow.workingSeconds(from, to, pauses, step),
        due: slow.dueAt(from, target, pauses, step),
      };
      const due = clock.dueAt(from, target, pauses);
      const found = { working: clock.isWorking(from), seconds: clock.workingSeconds(from, to, pauses), due };
      if (expected.due === 'unknown') {
        unknown++;
        expected.due = due;
      }
      if (JSON.stringify(found) !== JSON.stringify(expected)) {
        expect(found, JSON.stringify({ from, to, target, pauses })).toEqual(expected);
      }
    }
    expect(unknown).toBeLessThan(casesPerCalendar / 50);
  });

  it('is due when exactly the target has passed, over decades', () => {
    const clock = slaClock(parseCalendar(file));
    const random = seeded(2);
    for (let i = 0; i < 2000; i++) {
      const from = Math.floor(random() * instant('2060-01-01T00:00:00Z'));
      const target = 1 + Math.floor(random() ** 4 * 5e7);
      const pauses = Array.from({ length: Math.floor(random() * 4) }, () => {
        const start = from + Math.floor((random() - 0.1) * 1e6);
        return { from: start, to: start + Math.floor(random() * 1e6) };
      });
      const due = clock.dueAt(from, target, pauses)!;
      expect(clock.workingSeconds(from, due, pauses)).toBe(target);
      expect(clock.workingSeconds(from, due - 1, pauses)).toBe(target - 1);
    }
  });
});

describe('slaClock', () => {
  const clock = slaClock(parseCalendar(dubai));

  it('passes over nights, weekends, holidays', () => {
    // Friday 30 December 2022, 11:00, until 12:00; then Monday from 07:30.
    expect(clock.dueAt(instant('2022-12-30T11:00:00+04:00'), 3 * hour)).toBe(
      instant('2023-01-02T09:30:00+04:00'),
    );
    // Sunday worked until 2021.
    expect(clock.isWorking(instant('2021-11-28T10:00:00+04:00'))).toBe(true);
    expect(clock.isWorking(instant('2022-11-27T10:00:00+04:00'))).toBe(false);
  });

  it('is due as the working day ends, not the next morning', () => {
    expect(clock.dueAt(instant('2023-01-02T07:30:00+04:00'), 8 * hour)).toBe(
      instant('2023-01-02T15:30:00+04:00'),
    );
    expect(clock.dueAt(instant('2023-01-02T07:30:00+04:00'), 8 * hour + 1)).toBe(
      instant('2023-01-03T07:30:01+04:00'),
    );
  });

  it('is due at once for a target of 0, even at night or paused', () => {
    const night = instant('2023-01-02T23:00:00+04:00');
    expect(clock.dueAt(night, 0)).toBe(night);
    expect(clock.dueAt(night, 0, [{ from: night - 10, to: null }])).toBe(night);
  });

  it('does not know a due time while paused, unless it came before', () => {
    const from = instant('2023-01-02T08:00:00+04:00');
    expect(clock.dueAt(from, hour, [{ from: from + 1800, to: null }])).toBeNull();
    expect(clock.dueAt(from, hour, [{ from: from + hour - 1, to: null }])).toBeNull();
    expect(clock.dueAt(from, hour, [{ from: from + hour, to: null }])).toBe(from + hour);
    // The last pause is open, an earlier one puts the due time behind its start.
    const both = [
      { from: from + 2 * hour, to: null },
      { from: from + 600, to: from + 2 * hour },
    ];
    expect(clock.dueAt(from, hour, both)).toBeNull();
    expect(clock.dueAt(from, 600, both)).toBe(from + 600);
    expect(clock.workingSeconds(from, from + 5 * hour, both)).toBe(600);
  });

  it('counts the real length of a night on which the clocks change', () => {
    const always = slaClock(parseCalendar(torontoAlways));
    expect(
      always.workingSeconds(instant('2021-03-14T00:00:00-05:00'), instant('2021-03-15T00:00:00-04:00')),
    ).toBe(23 * hour);
    expect(
      always.workingSeconds(instant('2021-11-07T00:00:00-04:00'), instant('2021-11-08T00:00:00-05:00')),
    ).toBe(25 * hour);
  });

  it('counts every second where there is no calendar', () => {
    const open = slaClock(alwaysOpen);
    expect(open.workingSeconds(0, lastInstant)).toBe(lastInstant);
    expect(open.dueAt(1_000_000_000, 86_400)).toBe(1_000_086_400);
    expect(open.isWorking(0) && open.isWorking(lastInstant)).toBe(true);
  });

  it('does not know what lies after the last instant', () => {
    const open = slaClock(alwaysOpen);
    expect(open.dueAt(lastInstant - 10, 10)).toBe(lastInstant);
    expect(open.dueAt(lastInstant - 10, 11)).toBeNull();
    const closed = slaClock(
      parseCalendar({
        source: '',
        timeZone: 'UTC',
        periods: [{ from: '2020-01-01', week: {} }],
        holidays: [],
      }),
    );
    expect(closed.dueAt(0, 1)).toBeNull();
    expect(closed.workingSeconds(0, lastInstant)).toBe(0);
  });

  it('refuses what is no instant and no target', () => {
    for (const at of [-1, lastInstant + 1, Number.NaN]) {
      expect(() => clock.isWorking(at)).toThrow(RangeError);
      expect(() => clock.workingSeconds(0, at)).toThrow(RangeError);
      expect(() => clock.dueAt(at, 1)).toThrow(RangeError);
    }
    expect(() => clock.dueAt(0, Number.NaN)).toThrow('Got a target of NaN s, expected 0 or more.');
    expect(() => clock.dueAt(0, -1)).toThrow(RangeError);
  });
});
