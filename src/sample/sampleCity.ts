import { goalsOn, type Reference, wordsAtHome } from '../intake/reference.ts';
import { parseCalendar } from '../model/calendar.ts';
import { formatDay, monthOfDay } from '../model/day.ts';
import { RequestTable } from '../model/requestTable.ts';
import type { SnapshotBasis, SnapshotFacts } from '../model/snapshot.ts';
import { timeZone } from '../model/timeZone.ts';
import { makeRequests } from './requests.ts';
import { pointStep } from './spots.ts';
import type { Truth } from './truth.ts';

/** What a sample city is made of. */
export interface SampleOptions {
  /** From 1 to 50 million. */
  readonly rows: number;
  /** A whole number from 0; the same one makes the same city. */
  readonly seed: number;
  /** Epoch seconds, whole; nothing happens after it. */
  readonly asOf: number;
  /** How long the history is; 24 unless told. */
  readonly months?: number;
  /** Whether events with known answers are planted; they are unless told. */
  readonly events?: boolean;
  /** What the city is made of. */
  readonly reference: Reference;
}

/** What is known of a sample city once all its requests are made. */
export interface SampleFacts extends SnapshotFacts {
  readonly truth: Truth;
}

const mostRows = 50_000_000;
/** Monday, as in the working week of the government since 2022. */
const weekStart = 1;

/**
 * Makes a city of invented requests on the zones and words of a reference, one month of them after the other, so that
 * memory does not grow with rows. The same options make the same rows.
 * @throws RangeError for options out of range
 */
export function* sampleMonths(options: SampleOptions): Generator<RequestTable, SampleFacts, void> {
  const { rows, seed, asOf, months = 24, events = true } = options;
  check('rows', rows, 1, mostRows);
  check('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  check('months', months, 1, 120);
  check('as-of', asOf, Date.UTC(2016, 0, 1) / 1000, Date.UTC(2100, 0, 1) / 1000);
  const reference = {
    ...options.reference,
    words: wordsAtHome(options.reference),
  };
  const basis = sampleBasis(options);
  const zone = timeZone(basis.timeZone);
  const expected = Math.ceil((rows / months) * 1.2);
  let table = new RequestTable(zone, expected);
  let month = 0;
  const days = makeRequests({ rows, seed, asOf, months, events, reference }, (row) => table.add(row));
  let next = days.next();
  for (; !next.done; next = days.next()) {
    const current = monthOfDay(next.value);
    if (current === month) continue;
    month = current;
    if (table.length === 0) continue;
    yield table;
    table = new RequestTable(zone, expected);
  }
  if (table.length > 0) yield table;
  const { truth, openLimit } = next.value;
  return {
    kind: 'sample',
    title: { en: 'Sample city: invented requests', ar: 'مدينة تجريبية: طلبات مفترضة' },
    ...basis,
    zones: reference.zones,
    geometry: reference.geometry,
    weekStart,
    pointStep,
    approximateZones: false,
    goals: { ...goalsOn(reference.goals, formatDay(zone.dayOf(asOf))), open: openLimit },
    targets: reference.targets,
    truth,
  };
}

/** What is known of a sample city before the first of its requests is made. */
export function sampleBasis({ asOf, reference }: SampleOptions): SnapshotBasis {
  const { calendar } = reference;
  return { timeZone: parseCalendar(calendar).timeZone, asOf, calendar, words: wordsAtHome(reference) };
}

/** The start of the current hour: a city as of it feels live. Epoch seconds. */
export function usualAsOf(now = Date.now()): number {
  return Math.floor(now / 3_600_000) * 3600;
}

function check(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`Got ${name} ${value}, expected a whole number from ${least} to ${most}.`);
}
