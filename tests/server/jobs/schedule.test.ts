import { expect, test } from 'vitest';
import { timeZone } from '../../../src/model/timeZone.ts';
import { dueAfter } from '../../../src/server/intake/jobs/schedule.ts';

const at = (iso: string) => Date.parse(iso) / 1000;

/** All times at which something is due between two instants, of which the last one begins it 10 s late. */
function dues(zoneName: string, daily: string, from: string, to: string): string[] {
  const zone = timeZone(zoneName);
  const found: string[] = [];
  for (let now = at(from); ; ) {
    const next = dueAfter({ daily }, now, zone);
    if (next >= at(to)) return found;
    found.push(new Date(next * 1000).toISOString().slice(0, 16));
    now = next + 10;
  }
}

// Guards: what is due at a wall clock, where clocks are put forward and back: never left out and never twice a day.
test.each([
  // 02:30 is left out on 29 March and comes twice on 25 October.
  [
    ...['Europe/Berlin', '02:30', '2026-03-27T23:00Z', '2026-03-31T00:00Z'],
    ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30'],
  ],
  [
    ...['Europe/Berlin', '02:30', '2026-10-23T23:00Z', '2026-10-27T00:00Z'],
    ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'],
  ],
  // From the midnight of the day itself.
  ['Europe/Berlin', '04:30', '2026-03-28T23:30Z', '2026-03-30T00:00Z', ['2026-03-29T02:30']],
  // The clock jumps at midnight.
  [
    ...['Africa/Cairo', '00:30', '2026-04-22T12:00Z', '2026-04-25T12:00Z'],
    ['2026-04-22T22:30', '2026-04-23T22:30', '2026-04-24T21:30'],
  ],
  // 30 December 2011 was left out whole.
  [
    ...['Pacific/Apia', '02:30', '2011-12-28T20:00Z', '2012-01-01T20:00Z'],
    ['2011-12-29T12:30', '2011-12-30T12:30', '2011-12-31T12:30', '2012-01-01T12:30'],
  ],
  [
    ...['Asia/Dubai', '02:30', '2026-03-28T22:30Z', '2026-03-31T00:00Z'],
    ['2026-03-29T22:30', '2026-03-30T22:30'],
  ],
] as [string, string, string, string, string[]][])(
  '%s %s from %s to %s',
  (zone, daily, from, to, expected) => {
    expect(dues(zone, daily, from, to)).toEqual(expected);
  },
);

test('an interval counts from the instant, and what is no wall clock is refused', () => {
  const zone = timeZone('Asia/Dubai');
  expect(dueAfter({ everySeconds: 90 }, 1000, zone)).toBe(1090);
  expect(() => dueAfter({ daily: '2:30' }, 1000, zone)).toThrow(
    'got the time "2:30", expected one such as 02:30',
  );
});
