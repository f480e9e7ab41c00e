import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/model/day.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import { seeded } from '../support/seeded.ts';

const instant = (text: string) => Date.parse(text) / 1000;
const end = Date.UTC(2107, 0, 1) / 1000;

/** What the platform says the wall clock shows, read by another road than timeZone.ts: Intl's name of the offset. */
function offsetByIntl(name: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone: name, timeZoneName: 'longOffset' });
  return (at) => {
    const text = format.formatToParts(at * 1000).find((part) => part.type === 'timeZoneName')!.value;
    const match = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text)!;
    const size = Number(match[2] ?? 0) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
    return match[1] === '-' ? -size : size;
  };
}

const names = [
  'Asia/Dubai',
  'America/Toronto',
  'Europe/London',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Gaza',
  'Pacific/Apia',
  'America/St_Johns',
  'Africa/Monrovia',
  'America/Sao_Paulo',
  'UTC',
];

describe.each(names)('%s', (name) => {
  const zone = timeZone(name);
  const offset = offsetByIntl(name);

  it('agrees with Intl at random instants', () => {
    const random = seeded(7);
    for (let i = 0; i < 3000; i++) {
      const at = Math.floor(random() * end);
      const local = at + offset(at);
      expect([zone.offsetAt(at), zone.localSeconds(at)], `at ${at}`).toEqual([local - at, local]);
      const shown = new Date(local * 1000);
      expect(zone.dayOf(at)).toBe(Math.floor(shown.getTime() / 86_400_000));
      expect(zone.hourOf(at)).toBe(shown.getUTCHours());
    }
  });

  it('changes its offset where Intl does, and nowhere else', () => {
    const found: { at: number; offset: number }[] = [];
    const from = instant('2009-01-01T00:00:00Z');
    const to = instant('2013-01-01T00:00:00Z');
    let before = offset(from - 1);
    for (let hour = from; hour < to; hour += 3600) {
      if (offset(hour + 3599) === before) continue;
      let at = hour;
      while (offset(at) === before) at += 60;
      before = offset(at);
      found.push({ at, offset: before });
    }
    expect(zone.transitions(from, to)).toEqual(found);
  });

  it('answers next to every change as Intl does', () => {
    for (const { at, offset: next } of zone.transitions(0, end)) {
      expect(offset(at)).toBe(next);
      expect(offset(at - 1)).not.toBe(next);
      expect(zone.transitions(at, at + 1)).toEqual([{ at, offset: next }]);
      expect(zone.transitions(at - 1, at)).toEqual([]);
      expect(zone.transitions(at + 1, at + 2)).toEqual([]);
      for (const near of [at - 1, at, at + 1]) expect(zone.offsetAt(near)).toBe(offset(near));
    }
  });

  it('finds the instant of a wall clock, near changes and elsewhere', () => {
    const random = seeded(8);
    const changes = zone.transitions(0, end);
    const locals = Array.from({ length: 1000 }, () => Math.floor(random() * end));
    for (const change of changes) {
      for (let i = 0; i < 10; i++)
        locals.push(change.at + change.offset + Math.floor((random() - 0.5) * 180_000));
    }
    for (const local of locals) {
      // Every instant that could show this wall clock, by the offsets in force around it.
      const around = [offset(local - 100_000), offset(local + 100_000)];
      const shows = around.map((one) => local - one).filter((at) => at + offset(at) === local);
      const expected = shows.length > 0 ? Math.min(...shows) : local - around[0]!;
      expect(zone.toEpoch(local), `local ${local}`).toBe(expected);
    }
  });

  it('starts a day at its first instant', () => {
    const random = seeded(9);
    const days = Array.from({ length: 500 }, () => 1 + Math.floor(random() * 50_000));
    for (const { at } of zone.transitions(0, end))
      days.push(zone.dayOf(at), zone.dayOf(at) + 1, zone.dayOf(at - 1));
    for (const day of days) {
      const start = zone.startOfDay(day);
      expect(start + offset(start)).toBeGreaterThanOrEqual(day * 86_400);
      // The instant before shows an earlier day.
      expect(start - 1 + offset(start - 1)).toBeLessThan(day * 86_400);
      // Only where a whole day was skipped does its start lie on another day.
      if (zone.dayOf(start) !== day) expect(name).toBe('Pacific/Apia');
    }
  });
});

describe('the odd days', () => {
  it('takes a local time that a jump left out as much after the jump, the earlier of two that come twice', () => {
    const toronto = timeZone('America/Toronto');
    const local = (text: string) => instant(`${text}Z`);
    expect(toronto.toEpoch(local('2026-03-08T02:30:00'))).toBe(instant('2026-03-08T03:30:00-04:00'));
    expect(toronto.toEpoch(local('2026-11-01T01:30:00'))).toBe(instant('2026-11-01T01:30:00-04:00'));
    expect(toronto.toEpoch(local('2026-11-01T02:00:00'))).toBe(instant('2026-11-01T02:00:00-05:00'));
  });

  it('starts a day without a midnight where the clock jumps', () => {
    // 00:00 → 01:00
    expect(timeZone('America/Sao_Paulo').startOfDay(parseDay('2018-11-04')!)).toBe(
      instant('2018-11-04T01:00:00-02:00'),
    );
    // 00:01 → 01:01: midnight exists
    expect(timeZone('America/St_Johns').startOfDay(parseDay('2010-03-14')!)).toBe(
      instant('2010-03-14T00:00:00-03:30'),
    );
    // Friday 30 December 2011 was left out.
    const apia = timeZone('Pacific/Apia');
    expect(apia.startOfDay(parseDay('2011-12-30')!)).toBe(instant('2011-12-31T00:00:00+14:00'));
    expect(apia.startOfDay(parseDay('2011-12-31')!)).toBe(instant('2011-12-31T00:00:00+14:00'));
    expect(apia.startOfDay(parseDay('2011-12-29')!)).toBe(instant('2011-12-29T00:00:00-10:00'));
  });
});

describe('timeZone', () => {
  it('gives the same object for the same name', () => {
    expect(timeZone('Asia/Dubai')).toBe(timeZone('Asia/Dubai'));
    expect(timeZone('Asia/Dubai').name).toBe('Asia/Dubai');
  });

  it('refuses an unknown name in words', () => {
    expect(() => timeZone('Dubai/Asia')).toThrow(
      'Got the time zone "Dubai/Asia", expected an IANA name such as "Asia/Dubai".',
    );
    expect(() => timeZone('')).toThrow('Got the time zone ""');
  });

  it('refuses instants outside 1970 to 2106', () => {
    const zone = timeZone('Asia/Dubai');
    expect(zone.offsetAt(0)).toBe(14_400);
    expect(zone.offsetAt(end - 1)).toBe(14_400);
    for (const at of [-1e9, 5e9, Number.NaN]) expect(() => zone.offsetAt(at)).toThrow(RangeError);
  });
});
