import { type Day, firstDayOfMonth, type Month } from '../model/day.ts';
import type { DayRange } from '../model/filter.ts';
import { type MeasureId, measures, type Unit } from '../model/measures.ts';
import { type Digits, type Language, localeOf } from './language.ts';
import { type Grammar, makeUnits } from './units.ts';

/** Numbers, durations and dates as people of one language read them. Every answer is text to show, never to parse. */
export interface Formats {
  readonly locale: string;
  /** 48,216 */
  count(value: number): string;
  /** A proportion as a percentage with one decimal. Never 100% or 0% unless it is exactly that. */
  share(proportion: number): string;
  /** Minutes below one hour, days above 72 hours, else hours; as it stands after "within" («خلال»). */
  hours(hours: number): string;
  /** The same without decimals that say nothing: "2 h", «ساعتين». */
  within(hours: number): string;
  /** A round duration in seconds: 15 min, 4 h, 3 days. */
  span(seconds: number): string;
  /** The same where there is room for a letter only: 15 min, 4 h, 3 d. */
  edge(seconds: number): string;
  /** A difference of two shares, with its sign, in percentage points. */
  points(difference: number): string;
  /** A value of a measure in its unit. */
  measure(id: MeasureId, value: number): string;
  /** A goal of a measure: its value without decimals that say nothing. */
  goal(id: MeasureId, value: number): string;
  /** A change of a measure, as `changeOf` gives it, with its sign. */
  change(id: MeasureId, change: number): string;
  decimal(value: number, digits?: number): string;
  /** A number as `Intl.NumberFormat` writes it with these options; each set of options is made ready once. */
  number(value: number, options: Intl.NumberFormatOptions): string;
  /** A size of files, in megabytes. */
  bytes(bytes: number): string;
  /** 25 Oct 2026 */
  day(day: Day): string;
  /** Sun, 25 Oct 2026 */
  dayLong(day: Day): string;
  /** 25 Oct – 21 Nov 2026 */
  range(range: DayRange): string;
  /** Nov 26: the tick of an axis. */
  monthShort(month: Month): string;
  /** November 2026 */
  month(month: Month): string;
  year(year: number): string;
  /** ISO weekday, 1 Monday to 7 Sunday. */
  weekday(weekday: number): string;
  /** An hour of the day, 0 to 23, as 14:00. */
  hour(hour: number): string;
  /** An instant in a time zone: 21 Nov 2026, 14:05. */
  instant(epochSeconds: number, timeZone: string): string;
  /** 4 seconds ago */
  ago(seconds: number): string;
  list(items: readonly string[]): string;
}

/** Days from one to another, of which a line is broken after the dash alone. */
export function unbroken(range: string): string {
  return range.replace(/(?<!–) /g, '\u00a0');
}

const cache = new Map<string, Formats>();

/** The formats of a language; the same object for the same language and digits. */
export function formatsOf(language: Language, digits: Digits = 'latn'): Formats {
  const locale = localeOf(language, digits);
  let formats = cache.get(locale);
  if (!formats) {
    formats = makeFormats(language, locale);
    cache.set(locale, formats);
  }
  return formats;
}

const space = '\u00a0';
/** Ranges whose text is kept. */
const mostRanges = 200;

function makeFormats(language: Language, locale: string): Formats {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: number) => format.format(value);
  };
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const twoDigits = number({ minimumIntegerDigits: 2 });
  const plain = number({ useGrouping: false });
  const count = number({ maximumFractionDigits: 0 });
  const decimals = [0, 1, 2, 3].map((digits) =>
    number({ minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  const decimal = (value: number, digits = 1) => decimals[digits]?.(value) ?? count(value);
  const percent = number({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const wholePercent = number({ style: 'percent', maximumFractionDigits: 0 });
  const signedPercent = number({
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const signed = number({ minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const compactDays = date({ day: 'numeric', month: 'short', year: 'numeric' });
  const longDay = date({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const monthYear = date({ month: 'long', year: 'numeric' });
  const monthTick = date({ month: 'short', year: '2-digit' });
  const weekdayName = date({ weekday: 'long' });
  const clock = new Map<string, Intl.DateTimeFormat>();
  const others = new Map<string, (value: number) => string>();
  const ranges = new Map<string, string>();
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const and = new Intl.ListFormat(locale, { type: 'conjunction' });
  const units = makeUnits(language, locale, (value, digits) => decimal(value, digits));

  const share = (proportion: number) => {
    if (proportion <= 0 || proportion === 1) return wholePercent(proportion);
    if (proportion < 0.0005) return `<${space}${percent(0.001)}`;
    return percent(proportion < 1 ? Math.min(proportion, 0.999) : proportion);
  };
  /** @param exact with a decimal where minutes and days are too coarse, also if it is a zero */
  const duration = (value: number, grammar: Grammar, exact: boolean) => {
    const minutes = value * 60;
    if (minutes > 0 && minutes < 1) return units.underMinute;
    if (minutes < 59.5) return units.of(minutes, 'minute', grammar);
    const unit = value <= 72 ? 'hour' : 'day';
    const tenths = Math.round(unit === 'day' ? value / 2.4 : value * 10);
    const decimals = tenths % 10 === 0 && (unit === 'day' || !exact) ? 0 : 1;
    return units.of(tenths / 10, unit, grammar, decimals);
  };
  const inUnit = <Result>(
    seconds: number,
    write: (value: number, unit: 'minute' | 'hour' | 'day') => Result,
  ) =>
    seconds < 3600
      ? write(seconds / 60, 'minute')
      : seconds < 86_400
        ? write(seconds / 3600, 'hour')
        : write(Math.round(seconds / 86_400), 'day');
  const hours = (value: number) => duration(value, 'within', true);
  // The sign stays before its number, whatever letters follow.
  const [open, close] = locale === 'ar-AE' ? ['\u2066', '\u2069'] : ['', ''];
  const points = (difference: number) =>
    `${open}${signed(noNegativeZero(difference * 100))}${close}${space}${units.point}`;
  const byUnit: Record<Unit, (value: number) => string> = {
    count,
    share,
    hours,
    rating: (value) => decimal(value, 1),
    per1000: (value) => decimal(value, value < 10 ? 1 : 0),
  };
  const change = (id: MeasureId, value: number) => {
    switch (measures[id].unit) {
      case 'share':
        return points(value);
      case 'rating':
        return signed(noNegativeZero(value));
      case 'count':
      case 'hours':
      case 'per1000':
        return signedPercent(noNegativeZero(value * 100) / 100);
    }
  };

  return {
    locale,
    count,
    share,
    hours,
    points,
    measure: (id, value) => byUnit[measures[id].unit](value),
    within: (value) => duration(value, 'within', false),
    span: (seconds) => inUnit(seconds, (value, unit) => units.of(value, unit)),
    edge: (seconds) => inUnit(seconds, units.short),
    goal: (id, value) =>
      measures[id].unit === 'hours'
        ? duration(value, 'alone', false)
        : byUnit[measures[id].unit](value).replace(/[.٫][0٠](?=\D|$)/, ''),
    change,
    decimal,
    number: (value, options) => {
      const key = JSON.stringify(options);
      const format = others.get(key) ?? number(options);
      others.set(key, format);
      return format(value);
    },
    bytes: (bytes) => `${decimal(bytes / 1e6, bytes < 1e7 ? 1 : 0)}${space}${units.megabytes}`,
    day: (day) => compactDays.format(dateOf(day)),
    dayLong: (day) => longDay.format(dateOf(day)),
    range: ({ from, to }) => {
      if (from === to) return compactDays.format(dateOf(from));
      // Intl takes a third of a millisecond for one, and a page says the same few again and again.
      const key = `${from} ${to}`;
      let text = ranges.get(key);
      if (text === undefined) {
        if (ranges.size >= mostRanges) ranges.clear();
        // Node writes thin blanks around its dash, Chromium others: one text in both, also in files.
        text = compactDays.formatRange(dateOf(from), dateOf(to)).replaceAll('\u2009', ' ');
        ranges.set(key, text);
      }
      return text;
    },
    monthShort: (month) => monthTick.format(dateOf(firstDayOfMonth(month))),
    month: (month) => monthYear.format(dateOf(firstDayOfMonth(month))),
    year: plain,
    // 1970-01-05 was a Monday.
    weekday: (weekday) => weekdayName.format(dateOf(3 + weekday)),
    hour: (hour) => `${twoDigits(hour)}:${twoDigits(0)}`,
    instant: (epochSeconds, timeZone) => {
      let format = clock.get(timeZone);
      if (!format) {
        format = new Intl.DateTimeFormat(locale, {
          timeZone,
          day: 'numeric',
          month: 'short',
          year: 'numeric',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        });
        clock.set(timeZone, format);
      }
      return format.format(epochSeconds * 1000);
    },
    ago: (seconds) => {
      const [value, unit] = agoOf(Math.max(0, Math.round(seconds)));
      // CLDR writes the plural of second with a single kasra.
      return relative.format(-value, unit).replace('ثوانِ', 'ثوانٍ');
    },
    list: (items) => and.format(items),
  };
}

function agoOf(seconds: number): [value: number, unit: Intl.RelativeTimeFormatUnit] {
  if (seconds < 60) return [seconds, 'second'];
  if (seconds < 3600) return [Math.floor(seconds / 60), 'minute'];
  if (seconds < 86_400) return [Math.floor(seconds / 3600), 'hour'];
  return [Math.floor(seconds / 86_400), 'day'];
}

/** What is shown as 0.0 has no sign. */
function noNegativeZero(value: number): number {
  return Math.abs(value) < 0.05 ? 0 : value;
}

function dateOf(day: Day): Date {
  return new Date(day * 86_400_000);
}
