import { describe, expect, it } from 'vitest';
import { readDuration } from '../../src/intake/text/duration.ts';
import { arabicDigits, csv, importFile, suggestionFor } from '../support/exports.ts';

const [minute, hour, day] = [60, 3600, 86_400];

describe('a duration', () => {
  it.each([
    ['PT26H', 26 * hour],
    ['P1DT2H30M', day + 2.5 * hour],
    ['p2w', 14 * day],
    ['PT0,5H', hour / 2],
    ['26:15', 26 * hour + 15 * minute],
    ['100:00:30', 100 * hour + 30],
    ['0:05:00.5', 5 * minute + 0.5],
    ['2 days 03:15', 2 * day + 3.25 * hour],
    ['1 day, 2:30:00', day + 2.5 * hour],
    ['2.03:15:00', 2 * day + 3.25 * hour],
    ['1d 4h', day + 4 * hour],
    ['1d4h30m', day + 4.5 * hour],
    ['3 Hrs. and 20 min', 3 * hour + 20 * minute],
    ['2,5 Stunden', 2.5 * hour],
    ['3 jours et 2 heures', 3 * day + 2 * hour],
    ['2 días y 3 horas', 2 * day + 3 * hour],
    ['٣ أيام', 3 * day],
    ['٣ أيام و٤ ساعات', 3 * day + 4 * hour],
    ['يومان وساعة', 2 * day + hour],
    ['ساعتين', 2 * hour],
    ['يوم واحد', Number.NaN],
    ['٢٦:١٥', 26 * hour + 15 * minute],
    ['2 گھنٹے 5 منٹ', 2 * hour + 5 * minute],
    ['1,234.5 hours', 1234.5 * hour],
    ['-2 hours', -2 * hour],
    ['-PT5M', -5 * minute],
    ['−1:30', -1.5 * hour],
  ])('%s', (text, seconds) => {
    expect(readDuration(text, null)).toBe(seconds);
  });

  it('of a number alone has the unit of its column, and is none without', () => {
    expect(readDuration('36', 'hours')).toBe(36 * hour);
    expect(readDuration('٣٫٥', 'days')).toBe(3.5 * day);
    expect(readDuration('0,25', 'days')).toBe(6 * hour);
    expect(readDuration('-4', 'minutes')).toBe(-4 * minute);
    expect(readDuration('36', null)).toBeNaN();
    // A value that tells its own unit keeps it.
    expect(readDuration('3 days', 'hours')).toBe(3 * day);
  });

  it.each([
    '',
    '1,234',
    'soon',
    '3',
    '12:75',
    'P',
    'PT',
    'P1M',
    '2024-03-01',
    '4 of 5',
    'd',
    '1.2.3',
    '5 apples',
  ])('is not %s', (text) => {
    expect(readDuration(text, text === '3' ? null : 'hours')).toBeNaN();
  });
});

const two = (n: number) => String(n).padStart(2, '0');
const file = (header: readonly string[], row: (i: number) => readonly (string | number)[], count = 12) =>
  csv([
    ['Ref', 'Created', 'Status', 'Ward', ...header],
    ...Array.from({ length: count }, (_, i) => [
      ...[`R${i}`, `2024-03-${two(i + 1)} 08:00`, i % 3 === 2 ? 'Open' : 'Closed', `Ward ${i % 3}`],
      ...row(i),
    ]),
  ]);

describe('a column of durations', () => {
  it('tells when a request was answered and resolved; what is negative, absurd or none is counted and kept out', async () => {
    const spans = ['1d 4h', '26:00', 'PT2H', '-3 hours', '999999', 'soon', '', '5'];
    const text = file(['Took', 'Answered'], (i) => [spans[i] ?? '', i === 0 ? '30' : ''], spans.length);
    const { time, report } = await importFile(text, {
      mapping: {
        columns: {
          ref: 'Ref',
          opened: 'Created',
          responded: { after: 'Answered', unit: 'minutes' },
          resolved: { after: 'Took', unit: 'days' },
        },
        timeZone: 'UTC',
        zones: 'fromValues',
      },
    });
    expect(spans.map((_, i) => time('firstResolved', i))).toEqual([
      ...['2024-03-02T12:00:00Z', '2024-03-03T10:00:00Z', '2024-03-03T10:00:00Z'],
      ...[null, null, null, null, '2024-03-13T08:00:00Z'],
    ]);
    expect(time('responded', 0)).toBe('2024-03-01T08:30:00Z');
    expect(report.badValues.resolved!.examples.map(({ value, problem }) => [value, problem])).toEqual([
      ['-3 hours', 'beforeOpened'],
      ['999999', 'longDuration'],
      ['soon', 'notDuration'],
    ]);
    expect(report.noted.filter(({ code }) => code === 'durations')).toMatchObject([
      { values: { field: 'responded' } },
      { values: { field: 'resolved' } },
    ]);
    // Without a column for the stage a duration tells that it is done, also one that is not believed.
    expect(report.filled.stage).toBe(spans.length);
    expect(report.noted.map(({ code }) => code)).toContain('stageConcluded');
  });

  it.each([
    ['Resolution Time (hours)', (i: number) => 3 + i, { after: 'Resolution Time (hours)', unit: 'hours' }],
    ['days_to_close', (i: number) => 1 + (i % 4), { after: 'days_to_close', unit: 'days' }],
    ['TTR_MIN', (i: number) => 90 + i, { after: 'TTR_MIN', unit: 'minutes' }],
    ['Time to resolve', (i: number) => `${1 + (i % 3)}d ${i}h`, { after: 'Time to resolve' }],
    ['Handling time', (i: number) => `${22 + i}:15`, { after: 'Handling time' }],
    ['مدة الإنجاز بالساعات', (i: number) => 5 + i, { after: 'مدة الإنجاز بالساعات', unit: 'hours' }],
    ['زمن المعالجة', (i: number) => `${arabicDigits(String(3 + i))} أيام`, { after: 'زمن المعالجة' }],
    [
      'Bearbeitungszeit Tage',
      (i: number) => `${1 + (i % 5)},5`,
      { after: 'Bearbeitungszeit Tage', unit: 'days' },
    ],
    [
      'Délai de traitement (jours)',
      (i: number) => 2 + (i % 6),
      { after: 'Délai de traitement (jours)', unit: 'days' },
    ],
    [
      'Tiempo de resolución horas',
      (i: number) => 2 + i,
      { after: 'Tiempo de resolución horas', unit: 'hours' },
    ],
  ])('is proposed by name, unit and values: %s', async (name, value, mapped) => {
    const { columns, notes } = await suggestionFor(file([name], (i) => [i % 3 === 2 ? '' : value(i)]));
    expect(columns.resolved).toEqual(mapped);
    expect(notes.join('\n')).toContain(`the opening plus the duration in "${name}"`);
  });

  it('is proposed for the response too, but not where a column tells the instant', async () => {
    const closed = (i: number) => `2024-03-${two(i + 1)} 18:00`;
    const text = file(['First Response Time (min)', 'Resolution time (hours)', 'Closed on'], (i) => [
      20 + i,
      10,
      closed(i),
    ]);
    expect((await suggestionFor(text)).columns).toMatchObject({
      responded: { after: 'First Response Time (min)', unit: 'minutes' },
      resolved: 'Closed on',
    });
  });

  it.each([
    ['Resolution time', (i: number) => 10 + i, 'nothing tells its unit'],
    ['Resolution time', (i: number) => `1${i % 10}:30`, 'or whether it is a time of day'],
    ['Resolution time (business hours)', (i: number) => 10 + i, 'counts working hours only'],
    ['مدة الإنجاز بساعات العمل', (i: number) => 10 + i, 'counts working hours only'],
  ])('is asked for where it cannot be known: %s', async (name, value, said) => {
    const { columns, notes } = await suggestionFor(file([name], (i) => [value(i)]));
    expect(columns.resolved).toBeUndefined();
    expect(notes.join('\n')).toContain(said);
  });

  it.each([
    ['SLA resolution hours', (i: number) => 24 * (1 + (i % 3))],
    ['Target resolution time (hours)', () => 48],
    ['Average resolution time (hours)', (i: number) => 30 + i],
    ['Days open', (i: number) => 3 + i],
    ['المدة المستهدفة للإنجاز بالساعات', () => 48],
  ])('is not what was promised or is not of the request: %s', async (name, value) => {
    const { columns, notes } = await suggestionFor(file([name], (i) => [value(i)]));
    expect(columns.resolved).toBeUndefined();
    expect(notes.join('\n')).not.toContain('duration');
  });
});
