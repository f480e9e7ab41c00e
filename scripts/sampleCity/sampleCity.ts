import { readFileSync } from 'node:fs';
import { goalsOn } from '../../src/intake/reference.ts';
import { parseCalendar } from '../../src/model/calendar.ts';
import { formatDay } from '../../src/model/day.ts';
import { RequestTable } from '../../src/model/requestTable.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import type { SnapshotSource } from '../../src/server/snapshotWriter.ts';
import { referenceData } from '../referenceData.ts';
import type { TruthEntry } from './plantedEvents.ts';
import { makeRequests } from './requests.ts';
import { pointStep } from './spots.ts';

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
  /** Told what is being made and which part of it is done, 0 to 1. */
  readonly onProgress?: (what: string, part: number) => void;
}

/** A city ready to be written, and what was planted in it. */
export interface SampleCity extends SnapshotSource {
  readonly truth: readonly TruthEntry[];
}

const mostRows = 50_000_000;
/** Monday, as in the working week of the government since 2022. */
const weekStart = 1;

/**
 * Makes a city of invented requests on the zones and words of data/. The same options make the same rows.
 * @throws RangeError for options out of range
 */
export function makeSampleCity(options: SampleOptions): SampleCity {
  const { rows, seed, asOf, months = 24, events = true, onProgress = () => {} } = options;
  check('rows', rows, 1, mostRows);
  check('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  check('months', months, 1, 120);
  check('as-of', asOf, Date.UTC(2016, 0, 1) / 1000, Date.UTC(2100, 0, 1) / 1000);
  const reference = referenceData();
  const zone = timeZone(parseCalendar(reference.calendar).timeZone);
  const table = new RequestTable(zone, rows);
  const { truth, openLimit } = makeRequests(
    { rows, seed, asOf, months, events, reference, subkinds: readSubkinds() },
    (row) => table.add(row),
    (made) => onProgress('requests', made / rows),
  );
  return {
    kind: 'sample',
    title: { en: 'Sample city: invented requests', ar: 'مدينة تجريبية: طلبات مفترضة' },
    table,
    zones: reference.zones,
    words: reference.words,
    geometry: reference.geometry,
    timeZone: zone.name,
    weekStart,
    asOf,
    pointStep,
    approximateZones: false,
    goals: { ...goalsOn(reference.goals, formatDay(zone.dayOf(asOf))), open: openLimit },
    calendar: reference.calendar,
    targets: reference.targets,
    truth,
  };
}

/** The start of the current hour: a city as of it feels live. Epoch seconds. */
export function usualAsOf(now = Date.now()): number {
  return Math.floor(now / 3_600_000) * 3600;
}

function check(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`Got ${name} ${value}, expected a whole number from ${least} to ${most}.`);
}

/** Subkind by place id: topics name the subkinds of places at which they mostly arise. */
function readSubkinds(): Map<string, string> {
  const text = readFileSync(new URL('../../data/zones.json', import.meta.url), 'utf8');
  const { places } = JSON.parse(text) as { places: { id: string; subkind: string }[] };
  return new Map(places.map(({ id, subkind }) => [id, subkind]));
}
