import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DateOrder, readDate, readInstant } from '../../src/intake/dates.ts';
import { timeZone } from '../../src/model/timeZone.ts';

const utc = timeZone('UTC');
const dubai = timeZone('Asia/Dubai');

function iso(text: string, order: DateOrder = 'dmy', zone = utc): string | number {
  const at = readInstant(text, order, zone);
  return Number.isFinite(at) ? new Date(at * 1000).toISOString().slice(0, 19) : at;
}

describe('readInstant', () => {
  it.each([
    ['2014-03-26', '2014-03-26T00:00:00'],
    ['2014-03-26 09:18', '2014-03-26T09:18:00'],
    ['2014-03-26T09:18:59', '2014-03-26T09:18:59'],
    ['2014-03-26T09:18:59.123Z', '2014-03-26T09:18:59'],
    ['2014-03-26T09:18:59+04:00', '2014-03-26T05:18:59'],
    ['2014-03-26 09:18:59.1234567 -0500', '2014-03-26T14:18:59'],
    ['2014-03-26 09:18:59+00', '2014-03-26T09:18:59'],
    ['2014/3/6 9:18', '2014-03-06T09:18:00'],
    ['26/03/2014', '2014-03-26T00:00:00'],
    ['26.03.2014 21:05', '2014-03-26T21:05:00'],
    ['3/26/2014 9:18', '2014-03-26T09:18:00'],
    ['03/26/2014 09:18:00 PM', '2014-03-26T21:18:00'],
    ['03/26/2014 12:00:00 AM', '2014-03-26T00:00:00'],
    ['03/26/2014 12:30 pm', '2014-03-26T12:30:00'],
    ['26/3/14 9:18 a.m.', '2014-03-26T09:18:00'],
    ['26/3/14 9:18 p. m.', '2014-03-26T21:18:00'],
    ['26-Mar-14', '2014-03-26T00:00:00'],
    // Years of two digits: the century turns between 69 and 70.
    ['26/03/69', '2069-03-26T00:00:00'],
    ['26/03/70', '1970-03-26T00:00:00'],
    ['26-Mar-79', '1979-03-26T00:00:00'],
    ['26/03/99', '1999-03-26T00:00:00'],
    ['26/03/00', '2000-03-26T00:00:00'],
    // Leap years: of the centuries only every fourth.
    ['29/02/2024', '2024-02-29T00:00:00'],
    ['29/02/2000', '2000-02-29T00:00:00'],
    ['29/02/2023', Number.NaN],
    ['29/02/2022', Number.NaN],
    ['29/02/2100', Number.NaN],
    ['30/02/2024', Number.NaN],
    // Minutes are two digits.
    ['26/03/2014 9:1', Number.NaN],
    ['26/03/2014 9:181', Number.NaN],
    ['26/03/2014 9:1x', Number.NaN],
    ['26-Mar-2014 09:18:00', '2014-03-26T09:18:00'],
    ['March 26, 2014 9:18 AM', '2014-03-26T09:18:00'],
    ['Wednesday, March 26th, 2014 at 9:18 PM', '2014-03-26T21:18:00'],
    ['Wed Mar 26 2014 09:18:00 GMT-0400 (Eastern Daylight Time)', '2014-03-26T13:18:00'],
    ['Wed, 26 Mar 2014 09:18:00 +0000', '2014-03-26T09:18:00'],
    ['Wed Mar 26 09:18:00 2014', '2014-03-26T09:18:00'],
    ['26 mars 2014 14h30', '2014-03-26T14:30:00'],
    ['26 août 2014', '2014-08-26T00:00:00'],
    ['20140326', '2014-03-26T00:00:00'],
    ['20140326T091800Z', '2014-03-26T09:18:00'],
    ['201403260918', '2014-03-26T09:18:00'],
    ['20140326091859', '2014-03-26T09:18:59'],
    ['1395825480', '2014-03-26T09:18:00'],
    ['1395825480.0', '2014-03-26T09:18:00'],
    ['1395825480000', '2014-03-26T09:18:00'],
    ['41724', '2014-03-26T00:00:00'],
    ['41724.3875', '2014-03-26T09:18:00'],
    ['٢٠٢٦/٠٣/٠١ ٠٢:٣٠ م', '2026-03-01T14:30:00'],
    ['٠١/٠٣/٢٠٢٦ ١١:٠٥ ص', '2026-03-01T11:05:00'],
    ['۱۴/۰۳/۲۰۲۶', '2026-03-14T00:00:00'],
    ['\u200f01\u200f/03\u200f/2026 02:30\u00a0م', '2026-03-01T14:30:00'],
    ['١ مارس ٢٠٢٦', '2026-03-01T00:00:00'],
    ['الأحد، 1 مارس 2026 الساعة 9:05 مساءً', '2026-03-01T21:05:00'],
    ['15 كانون الثاني 2026', '2026-01-15T00:00:00'],
    ['15 كانون الأول 2026', '2026-12-15T00:00:00'],
    ['3 تشرين الثاني 2026 08:00', '2026-11-03T08:00:00'],
    ['5 آب 2026', '2026-08-05T00:00:00'],
    ['2026-03-01 24:00', '2026-03-02T00:00:00'],
  ])('reads %s', (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30',
    '31/04/2026',
    '13/25/2014',
    '2026-03',
    '2026',
    '12:30',
    '04-555-1234',
    '050 123 4567',
    'Ward 14',
    '2026-03-01 25:00',
    '2026-03-01 10:60',
    '25.2048',
    '1.2.3.4',
    '0000-00-00 00:00:00',
    'May',
    '2026-03-01 to 2026-03-04',
    '1600 Pennsylvania Ave',
  ])('does not read %j', (text) => {
    expect(iso(text)).toBeNaN();
  });

  it('takes the order asked for where a text fits two', () => {
    expect(iso('3/4/2026', 'dmy')).toBe('2026-04-03T00:00:00');
    expect(iso('3/4/2026', 'mdy')).toBe('2026-03-04T00:00:00');
    expect(iso('26-03-04', 'ymd')).toBe('2026-03-04T00:00:00');
    expect(iso('26-Mar-14', 'ymd')).toBe('2014-03-26T00:00:00');
    expect(readDate('3/4/2026', 'mdy')).toMatchObject({ ambiguous: true, order: null });
    expect(readDate('3/26/2026', 'dmy')).toMatchObject({ ambiguous: false, order: 'mdy' });
  });

  it('says that a date outside 1970 to 2106 is outside', () => {
    for (const text of ['1969-12-31', '1900-01-01', '9999-12-31', '1447/09/12', '2106-02-08']) {
      expect(iso(text)).toBe(Number.POSITIVE_INFINITY);
    }
    expect(readInstant('1970-01-01', 'ymd', timeZone('America/Toronto'))).toBe(5 * 3600);
    // In Dubai the day began before 1970 in UTC.
    expect(readInstant('1970-01-01 00:00', 'ymd', dubai)).toBe(Number.POSITIVE_INFINITY);
    // The day of an instant west of UTC must not lie before 1970 either.
    expect(readInstant('1970-01-01T00:00:00Z', 'ymd', timeZone('America/Toronto'))).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it('reads wall clocks in the time zone, and instants with an offset without it', () => {
    expect(iso('2026-03-01 02:30', 'ymd', dubai)).toBe('2026-02-28T22:30:00');
    expect(iso('2026-03-01 02:30Z', 'ymd', dubai)).toBe('2026-03-01T02:30:00');
    const toronto = timeZone('America/Toronto');
    expect(iso('2014-03-09 02:30', 'ymd', toronto)).toBe('2014-03-09T07:30:00');
    expect(iso('2014-11-02 01:30', 'ymd', toronto)).toBe('2014-11-02T05:30:00');
  });

  it('reads back every instant that it is written in many ways', () => {
    const two = (n: number) => String(n).padStart(2, '0');
    const writers: [DateOrder, (d: Date) => string][] = [
      ['dmy', (d) => d.toISOString()],
      [
        'mdy',
        (d) =>
          `${d.getUTCMonth() + 1}/${d.getUTCDate()}/${d.getUTCFullYear()} ${d.toISOString().slice(11, 19)}`,
      ],
      [
        'dmy',
        (d) =>
          `${two(d.getUTCDate())}.${two(d.getUTCMonth() + 1)}.${d.getUTCFullYear()} ${d.toISOString().slice(11, 19)}`,
      ],
      ['dmy', (d) => d.toUTCString()],
      ['dmy', (d) => d.toLocaleString('en-US', { timeZone: 'UTC', dateStyle: 'full', timeStyle: 'medium' })],
      ['dmy', (d) => d.toLocaleString('ar-EG', { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'medium' })],
      [
        'dmy',
        (d) =>
          d.toLocaleString('ar-LB-u-nu-arab', { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'medium' }),
      ],
      ['dmy', (d) => d.toLocaleString('ar-EG', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'medium' })],
      ['dmy', (d) => d.toLocaleString('fr-FR', { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'medium' })],
      ['dmy', (d) => d.toLocaleString('es-ES', { timeZone: 'UTC', dateStyle: 'full', timeStyle: 'medium' })],
      ['dmy', (d) => d.toLocaleString('de-DE', { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'medium' })],
      ['mdy', (d) => d.toLocaleString('en-US', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'medium' })],
      ['dmy', (d) => String(d.getTime())],
    ];
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000_000, max: 3_000_000_000 }), (at) => {
        for (const [order, write] of writers) {
          const text = write(new Date(at * 1000));
          expect([text, readInstant(text, order, utc)]).toEqual([text, at]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
