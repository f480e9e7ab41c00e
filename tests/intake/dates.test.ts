import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type DateOrder, readDate } from '../../src/intake/text/dateText.ts';
import { readInstant } from '../../src/intake/text/instants.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import { csv, importFile } from '../support/exports.ts';

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
    ['26.03.2014 21.05', '2014-03-26T21:05:00'],
    ['26/03/2014 9.18.59', '2014-03-26T09:18:59'],
    ['26-MAR-14 09.18.59.123456000 PM', '2014-03-26T21:18:59'],
    ['26-MAR-14 09.18.59.123456 PM +04:00', '2014-03-26T17:18:59'],
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
    // Both names of a month, as Syria and Lebanon write them.
    ['15 آذار/مارس 2024', '2024-03-15T00:00:00'],
    // م beside the day is the era, after the time the afternoon.
    ['08:00 2024/3/1م', '2024-03-01T08:00:00'],
    ['2024/03/01م', '2024-03-01T00:00:00'],
    ['2024/03/01 م', '2024-03-01T00:00:00'],
    ['01/03/2024م 02:30م', '2024-03-01T14:30:00'],
    ['2024/03/01 م 02:30 ص', '2024-03-01T02:30:00'],
    ['1 مارس 2024 ميلادية', '2024-03-01T00:00:00'],
    // The Hijri calendar, by the table of Umm al-Qura; Safar 1447 had 30 days as announced, 29 in the table.
    ['1447/09/12', '2026-03-01T00:00:00'],
    ['12/09/1447', '2026-03-01T00:00:00'],
    ['12-09-1447 هـ', '2026-03-01T00:00:00'],
    ['١٢/٠٩/١٤٤٧هـ', '2026-03-01T00:00:00'],
    ['12 رمضان 1447', '2026-03-01T00:00:00'],
    ['12 رمضان ١٤٤٧ هـ الساعة 9:05 م', '2026-03-01T21:05:00'],
    ['Ramadan 12, 1447 AH', '2026-03-01T00:00:00'],
    ['12/9/47 هـ', '2026-03-01T00:00:00'],
    ['14470912', '2026-03-01T00:00:00'],
    ['1445/10/01', '2024-04-10T00:00:00'],
    ['1447/02/30', '2025-08-24T00:00:00'],
    ['1 جمادى الآخرة 1447', '2025-11-22T00:00:00'],
    ['1 Jumada al-Akhirah 1447', '2025-11-22T00:00:00'],
    ["1 Sha'ban 1447", '2026-01-20T00:00:00'],
    // East Asia.
    ['2024年3月1日', '2024-03-01T00:00:00'],
    ['2024年03月01日 08:05:09', '2024-03-01T08:05:09'],
    ['2024年3月1日 下午2:30', '2024-03-01T14:30:00'],
    ['2024年3月1日 上午12时05分', '2024-03-01T00:05:00'],
    ['2024년 3월 1일 오후 2:30', '2024-03-01T14:30:00'],
    // As Kibana writes it.
    ['Mar 1, 2024 @ 08:00:00.000', '2024-03-01T08:00:00'],
    // Zones after the time: of the day, summer time included.
    ['2024-03-01 08:00:00.000 Asia/Dubai', '2024-03-01T04:00:00'],
    ['2024-07-01 08:00 America/New_York', '2024-07-01T12:00:00'],
    ['2024-01-01 08:00 America/Argentina/Buenos_Aires', '2024-01-01T11:00:00'],
    ['2024-03-01 08:00 بتوقيت غرينتش', '2024-03-01T08:00:00'],
    ['2024-07-01 08:00 CEST', '2024-07-01T06:00:00'],
    // Serial days with commas.
    ['41,724.3875', '2014-03-26T09:18:00'],
    ['41724,3875', '2014-03-26T09:18:00'],
    ['41,724', '2014-03-26T00:00:00'],
    ['26 de março de 2014', '2014-03-26T00:00:00'],
    ['26 مارچ 2014', '2014-03-26T00:00:00'],
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
    '2024-03-01 08:00 Asia/Nowhere',
    // Two zones are called so, nine hours apart.
    '2024-03-01 08:00 AST',
    '1447/09/31',
    '13/13/1447 هـ',
    '12 رمضان 2026 م',
    '12 رمضان 1447 م',
    '1 مارس 1447 هـ',
    '2024年13月1日',
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
    for (const text of [
      '1969-12-31',
      '1900-01-01',
      '9999-12-31',
      '1389/01/01',
      '1571/01/01 هـ',
      '2106-02-08',
    ]) {
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

  it('says which dates were of the Hijri calendar', () => {
    expect(readDate('1447/09/12', 'dmy')).toMatchObject({ hijri: true, order: 'ymd' });
    expect(readDate('2026/03/01', 'dmy')).toMatchObject({ hijri: false });
    expect(readDate('5/9/1447', 'mdy')).toMatchObject({ hijri: true, ambiguous: true });
  });

  it('reads every day of the Hijri calendar as it is written in its languages', () => {
    // The months follow one another without a gap, each 29 or 30 days long; what is written of a day is read as that day.
    const table = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
      ...{ timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' },
    });
    const partsOf = (at: number) =>
      Object.fromEntries(table.formatToParts(at * 1000).map(({ type, value }) => [type, Number(value)]));
    const writers = (['ar-AE', 'ar-SA-u-nu-arab', 'en-GB', 'en-US'] as const).map(
      (locale) =>
        new Intl.DateTimeFormat(locale, {
          ...{ calendar: 'islamic-umalqura', timeZone: 'UTC', dateStyle: 'long' },
        }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 47_000 }), (day) => {
        const at = day * 86_400;
        const { year, month, day: dayOfMonth } = partsOf(at);
        expect(readInstant(`${year}/${month}/${dayOfMonth}`, 'ymd', utc)).toBe(at);
        for (const writer of writers) {
          const text = writer.format(at * 1000);
          expect([text, readInstant(text, 'dmy', utc)]).toEqual([text, at]);
        }
      }),
      { numRuns: 400 },
    );
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
      ['dmy', (d) => d.toLocaleString('de-DE', { timeZone: 'UTC', dateStyle: 'full', timeStyle: 'medium' })],
      ['dmy', (d) => d.toLocaleString('pt-BR', { timeZone: 'UTC', dateStyle: 'full', timeStyle: 'medium' })],
      ['dmy', (d) => d.toLocaleString('ur-PK', { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'medium' })],
      ['dmy', (d) => d.toLocaleString('zh-CN', { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'medium' })],
      ['dmy', (d) => d.toLocaleString('ja-JP', { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'medium' })],
      ['dmy', (d) => d.toLocaleString('ko-KR', { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'medium' })],
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

// Guards: days that SheetJS 0.18.5 writes on machines of the Gulf stay the days they are, and are said.
describe('midnights of the Gulf', () => {
  const file = (of: (day: number) => string, count = 12) =>
    csv([
      ['Request No', 'Created Date', 'Zone'],
      ...Array.from({ length: count }, (_, i) => [`R${i}`, of(i + 1), 'Al Karama']),
    ]);
  const two = (n: number) => String(n).padStart(2, '0');

  test.each([
    ['of Dubai, written', (day: number) => `2026-03-${two(day)} 00:00:12`],
    ['of Riyadh and Kuwait, written', (day: number) => `2026-03-${two(day)} 00:00:52`],
    ['of Qatar, read', (day: number) => `2026-03-${two(day)} 23:59:52`],
    [
      'of Dubai, read, as instants',
      (day: number) => new Date(Date.UTC(2026, 2, day, 19, 59, 48)).toISOString(),
    ],
  ])('%s', async (name, of) => {
    const { report, table } = await importFile(file(of));
    const later = name.includes('read') ? 1 : 0;
    expect([...table.column('hour')]).toEqual(Array(12).fill(0));
    expect(report.opened).toEqual({ first: `2026-03-${two(1 + later)}`, last: `2026-03-${two(12 + later)}` });
    expect(report.noted).toContainEqual({ code: 'midnights', values: { field: 'opened', count: 12 } });
  });

  test('times that only now and then are so stay', async () => {
    const { report } = await importFile(
      file((day) => `2026-03-${two(day)} ${day === 5 ? '00:00:12' : '10:00:00'}`),
    );
    expect(report.noted.some(({ code }) => code === 'midnights')).toBe(false);
    const mixed = await importFile(file((day) => `2026-03-${two(day)} 00:00:${day % 2 ? 12 : 52}`));
    expect(mixed.time('opened', 0)).toBe('2026-02-28T20:00:12Z');
  });
});

// Guards: the quick way for the forms of most exports, against the one that reads them all.
test('a date in a common form is read as the same with one more space', () => {
  const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
  const day = fc.integer({ min: 1, max: 31 }).map((n) => String(n).padStart(2, '0'));
  const month = fc.integer({ min: 1, max: 13 }).map((n) => String(n).padStart(2, '0'));
  const year = fc
    .oneof(fc.integer({ min: 1965, max: 2110 }), fc.integer({ min: 0, max: 9999 }))
    .map((n) => String(n).padStart(4, '0'));
  const mark = fc.constantFrom('/', '-', '.');
  const date = fc.oneof(
    fc.tuple(day, mark, month, year).map(([d, m, mo, y]) => `${d}${m}${mo}${m}${y}`),
    fc.tuple(month, mark, day, year).map(([mo, m, d, y]) => `${mo}${m}${d}${m}${y}`),
    fc.tuple(year, mark, month, day).map(([y, m, mo, d]) => `${y}${m}${mo}${m}${d}`),
    fc.tuple(two, mark, two, year).map(([a, m, b, y]) => `${a}${m}${b}${m}${y}`),
  );
  const hour = fc.integer({ min: 0, max: 26 }).map((n) => String(n).padStart(2, '0'));
  const clock = fc.oneof(
    fc.constant(''),
    fc.tuple(hour, two).map(([h, m]) => ` ${h}:${m}`),
    fc
      .tuple(fc.constantFrom(' ', 'T'), hour, two, two, fc.constantFrom('', 'Z'))
      .map(([gap, h, m, s, z]) => `${gap}${h}:${m}:${s}${z}`),
  );
  const order = fc.constantFrom<DateOrder>('dmy', 'mdy', 'ymd');
  let dates = 0;
  fc.assert(
    fc.property(date, clock, order, (date, clock, order) => {
      const plain = readDate(date + clock, order);
      expect(plain).toEqual(readDate(` ${date}${clock} `, order));
      if (plain) dates++;
    }),
    { numRuns: 5000 },
  );
  expect(dates).toBeGreaterThan(1000);
});
