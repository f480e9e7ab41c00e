const day = 86_400_000;
/** The years whose months the table of Umm al-Qura knows. */
const years = { from: 1300, to: 1600 } as const;
const calendar = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});
const starts = new Map<number, number>();

/** Whether a year is one of the Hijri calendar, which no request was opened in by the Gregorian one. */
export function isHijriYear(year: number): boolean {
  return year >= years.from && year <= years.to;
}

/**
 * The first day of a month of the Hijri calendar by the table of Umm al-Qura, as ICU has it (`islamic-umalqura`). A month
 * as announced after a sighting may begin a day sooner or later.
 * @param year 1300 to 1600
 * @param month 1 to 12
 * @returns days since 1970-01-01
 */
export function hijriMonthStart(year: number, month: number): number {
  const index = year * 12 + month - 1;
  const known = starts.get(index);
  if (known !== undefined) return known;
  // Mean lengths since the first day of the calendar, 622-07-19 in the Gregorian one.
  let start = Math.round(-492_145 + (index - 12) * 29.530589);
  for (;;) {
    const at = partsOf(start);
    const months = index - (at.year * 12 + at.month - 1);
    start += months * 29 - (months === 0 ? at.day - 1 : 0);
    if (months === 0) break;
  }
  starts.set(index, start);
  return start;
}

function partsOf(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const parts = Object.fromEntries(
    calendar.formatToParts(days * day).map(({ type, value }) => [type, Number(value)]),
  );
  return { year: parts.year!, month: parts.month!, day: parts.day! };
}
