import { describe, expect, test } from 'vitest';
import { formatsOf } from '../../src/i18n/format.ts';
import { dayOfDate, monthOfDay } from '../../src/model/day.ts';
import { plain } from '../support/plainText.ts';

const en = formatsOf('en');
const ar = formatsOf('ar');
const eastern = formatsOf('ar', 'arab');
const all = (write: (formats: typeof en) => string) =>
  [en, ar, eastern].map((formats) => plain(write(formats)));

describe('numbers', () => {
  test('counts are grouped, in the digits of the choice', () => {
    expect(all((f) => f.count(48216))).toEqual(['48,216', '48,216', '٤٨٬٢١٦']);
  });

  test('shares have one decimal, and are never rounded to all or nothing', () => {
    expect(all((f) => f.share(0.913))).toEqual(['91.3%', '91.3%', '٩١٫٣٪']);
    expect([0, 1, 0.99999, 0.0001, 0.86].map((share) => plain(en.share(share)))).toEqual([
      '0%',
      '100%',
      '99.9%',
      '< 0.1%',
      '86.0%',
    ]);
  });

  test('a goal has no decimals that say nothing', () => {
    expect(all((f) => f.goal('completionRate', 0.88))).toEqual(['88%', '88%', '٨٨٪']);
    expect(all((f) => f.goal('completionRate', 0.885))).toEqual(['88.5%', '88.5%', '٨٨٫٥٪']);
    expect(all((f) => f.goal('firstResponseP50', 2))).toEqual(['2 h', 'ساعتان', 'ساعتان']);
    expect(all((f) => f.goal('open', 7500))).toEqual(['7,500', '7,500', '٧٬٥٠٠']);
    expect(plain(en.goal('received', 1000.4))).toBe('1,000');
  });

  test('a difference of shares is in points, written out in Arabic', () => {
    expect(all((f) => f.change('completionRate', 0.014))).toEqual([
      '+1.4 points',
      '+1.4 نقطة مئوية',
      '+١٫٤ نقطة مئوية',
    ]);
    expect(all((f) => f.change('onTimeRate', -0.006))).toEqual([
      '-0.6 points',
      '-0.6 نقطة مئوية',
      '-٠٫٦ نقطة مئوية',
    ]);
    expect(plain(en.change('onTimeRate', -0.0001))).toBe('0.0 points');
  });

  test('other changes are proportions with a sign', () => {
    expect(all((f) => f.change('received', 0.032))).toEqual(['+3.2%', '+3.2%', '+٣٫٢٪']);
    expect(plain(ar.change('firstResponseP50', -0.12))).toBe('-12.0%');
    expect(plain(en.change('satisfaction', 0.24))).toBe('+0.2');
  });
});

describe('durations', () => {
  test.each([
    [0, '0 min', '0 دقيقة'],
    [0.005, '< 1 min', 'أقل من دقيقة'],
    [1 / 60, '1 min', 'دقيقة واحدة'],
    [2 / 60, '2 min', 'دقيقتين'],
    [0.1, '6 min', '6 دقائق'],
    [0.75, '45 min', '45 دقيقة'],
    [0.999, '1.0 h', '1.0 ساعة'],
    [1.8, '1.8 h', '1.8 ساعة'],
    [72, '72.0 h', '72.0 ساعة'],
    [74, '3.1 days', '3.1 يوم'],
    [120, '5 days', '5 أيام'],
    [288, '12 days', '12 يومًا'],
    [2400, '100 days', '100 يوم'],
  ])('%d hours', (hours, english, arabic) => {
    expect(plain(en.hours(hours))).toBe(english);
    expect(plain(ar.hours(hours))).toBe(arabic);
  });

  test('round durations, written out and as short as can be', () => {
    const spans = [900, 3600, 28_800, 86_400, 172_800];
    expect(spans.map((s) => plain(en.span(s)))).toEqual(['15 min', '1 h', '8 h', '1 day', '2 days']);
    expect(spans.map((s) => plain(ar.span(s)))).toEqual([
      '15 دقيقة',
      'ساعة واحدة',
      '8 ساعات',
      'يوم واحد',
      'يومان',
    ]);
    expect(spans.map((s) => plain(en.edge(s)))).toEqual(['15 min', '1 h', '8 h', '1 d', '2 d']);
    expect(spans.map((s) => plain(ar.edge(s)))).toEqual(['15 د', '1 س', '8 س', '1 ي', '2 ي']);
  });

  test('a dual takes the form of its place: a target is ساعتان, half the requests are answered within ساعتين', () => {
    expect([ar.goal('firstResponseP50', 2), ar.within(2), ar.hours(48)].map(plain)).toEqual([
      'ساعتان',
      'ساعتين',
      '48.0 ساعة',
    ]);
    expect([2, 2.5, 1, 120].map((hours) => plain(en.within(hours)))).toEqual([
      '2 h',
      '2.5 h',
      '1 h',
      '5 days',
    ]);
  });
});

describe('dates', () => {
  const from = dayOfDate(2026, 10, 25);
  const to = dayOfDate(2026, 11, 21);

  test('ranges in words', () => {
    expect(all((f) => f.range({ from, to }))).toEqual([
      '25 Oct – 21 Nov 2026',
      '25 أكتوبر – 21 نوفمبر 2026',
      '٢٥ أكتوبر – ٢١ نوفمبر ٢٠٢٦',
    ]);
    expect(plain(en.range({ from: to, to }))).toBe('21 Nov 2026');
    // Chromium's ICU has no thin blanks where Node's has them: files of both are to be the same.
    expect(en.range({ from, to })).not.toMatch(/[\u2009\u202f]/);
  });

  test('weekdays follow ISO, hours the clock of the day', () => {
    expect([en.weekday(1), en.weekday(7), ar.weekday(5)]).toEqual(['Monday', 'Sunday', 'الجمعة']);
    expect([en.hour(7), eastern.hour(14)]).toEqual(['07:00', '١٤:٠٠']);
  });

  test('an instant is shown in the time zone of the city', () => {
    expect(plain(en.instant(Date.UTC(2026, 10, 21, 20, 30) / 1000, 'Asia/Dubai'))).toBe('22 Nov 2026, 00:30');
  });

  test('months and years', () => {
    expect(plain(ar.month(monthOfDay(to)))).toBe('نوفمبر 2026');
    expect([en.year(2021), eastern.year(2021)]).toEqual(['2021', '٢٠٢١']);
  });

  test('how long ago, in the form that the number asks for', () => {
    expect([4, 60, 7200, 200_000].map((s) => plain(en.ago(s)))).toEqual([
      '4 seconds ago',
      '1 minute ago',
      '2 hours ago',
      '2 days ago',
    ]);
    expect([4, 12, 120].map((s) => plain(ar.ago(s)))).toEqual(['قبل 4 ثوانٍ', 'قبل 12 ثانية', 'قبل دقيقتين']);
  });
});
