import { readdir, rm } from 'node:fs/promises';
import { makeCity } from '../model/city.ts';
import { formatMonth, monthOfDay } from '../model/day.ts';
import {
  type Manifest,
  protocolVersion,
  type SegmentFile,
  schemaVersion,
  versionOf,
} from '../model/manifest.ts';
import { encodeOverview } from '../model/overview.ts';
import type { RequestTable } from '../model/requestTable.ts';
import { nullOf, requestColumnNames, requestColumns } from '../model/schema.ts';
import { defaultFilter, defaultMeasure, makeScreen, overviewAsks } from '../model/screen.ts';
import { encodeRefs, encodeSegment } from '../model/segment.ts';
import type { Words } from '../model/words.ts';
import type { Zones } from '../model/zones.ts';
import { writeDurably, writeHashed } from './files.ts';
import { openSnapshot } from './snapshotReader.ts';

/** Everything that a snapshot is written from. */
export interface SnapshotSource {
  readonly kind: Manifest['kind'];
  readonly title: { readonly en: string; readonly ar: string };
  readonly table: RequestTable;
  readonly zones: Zones;
  readonly words: Words;
  /** TopoJSON with an object `zones` whose geometries have the property `id`; null for zones without shapes. */
  readonly geometry: object | null;
  readonly timeZone: string;
  readonly weekStart: number;
  /** Epoch seconds. */
  readonly asOf: number;
  readonly pointStep: number;
  readonly approximateZones: boolean;
  readonly goals: Readonly<Record<string, number>>;
  /** The files that due times were computed with; null where none were. */
  readonly calendar: object | null;
  readonly targets: object | null;
}

/**
 * Writes a snapshot under `dir/rows/`: immutable files named by their content's hash, one segment a month with
 * its rows sorted by day then zone, and the manifest last. Files that the new manifest does not name are removed.
 * @param onProgress told what is being written and which part of the work is done, 0 to 1
 */
export async function writeSnapshot(
  dir: string,
  source: SnapshotSource,
  onProgress: (what: string, part: number) => void = () => {},
): Promise<Manifest> {
  const folder = `${dir}/rows`;
  const { table } = source;
  onProgress('sorting', 0);
  const order = byDayThenZone(table);
  const json = (stem: string, value: object | null) =>
    value === null ? null : writeHashed(folder, stem, 'json', JSON.stringify(value), 9);

  const segments: SegmentFile[] = [];
  const refs: SegmentFile[] = [];
  const day = table.column('day');
  for (let start = 0; start < order.length; ) {
    const month = monthOfDay(day[order[start]!]!);
    let end = start;
    while (end < order.length && monthOfDay(day[order[end]!]!) === month) end++;
    const rows = order.subarray(start, end);
    const facts = {
      rows: rows.length,
      firstRid: start,
      days: { from: day[rows[0]!]!, to: day[rows[rows.length - 1]!]! },
      sequence: { from: 1, to: 1 },
    };
    const stem = formatMonth(month);
    segments.push({
      ...(await writeHashed(folder, stem, 'arrow', encodeSegment(table, rows, start))),
      ...facts,
    });
    refs.push({
      ...(await writeHashed(folder, `${stem}-refs`, 'arrow', encodeRefs(table, rows, start))),
      ...facts,
    });
    start = end;
    onProgress(stem, (0.9 * end) / order.length);
  }

  const manifest: Manifest = {
    protocol: protocolVersion,
    schema: schemaVersion,
    audience: 'rows',
    kind: source.kind,
    title: source.title,
    asOf: source.asOf,
    timeZone: source.timeZone,
    weekStart: source.weekStart,
    sequence: 1,
    rows: table.length,
    days:
      segments.length === 0
        ? null
        : { from: segments[0]!.days.from, to: segments[segments.length - 1]!.days.to },
    fields: requestColumnNames.filter((name) => {
      const missing = nullOf[requestColumns[name]];
      return table.column(name).some((value) => value !== missing);
    }),
    pointStep: source.pointStep,
    approximateZones: source.approximateZones,
    goals: { ...source.goals },
    files: {
      zones: (await json('zones', source.zones))!,
      words: (await json('words', source.words))!,
      geometry: await json('geometry', source.geometry),
      overview: null,
      calendar: await json('calendar', source.calendar),
      targets: await json('targets', source.targets),
      segments,
      refs,
    },
  };
  onProgress('overview', 0.92);
  const overview = await makeOverview(folder, manifest, source);
  const complete = {
    ...manifest,
    files: { ...manifest.files, overview: await writeHashed(folder, 'overview', 'json', overview, 9) },
  };
  await writeDurably(`${folder}/manifest.json`, JSON.stringify(complete, null, 1));
  await removeOthers(folder, complete);
  onProgress('done', 1);
  return complete;
}

/** The first view's answers, by the engine that answers the page. */
async function makeOverview(folder: string, manifest: Manifest, source: SnapshotSource): Promise<string> {
  const city = makeCity(source.zones, source.words, source.timeZone);
  const asked = overviewAsks(
    makeScreen(city, manifest, defaultFilter(city, manifest), defaultMeasure(manifest)),
  );
  const snapshot = await openSnapshot(folder, manifest);
  try {
    return encodeOverview(versionOf(manifest), asked, await snapshot.engine.answer(asked));
  } finally {
    await snapshot.engine.dispose();
  }
}

/** Indexes of all rows in ascending order of day, then zone (none last), then index. */
function byDayThenZone(table: RequestTable): Uint32Array {
  const rows = table.length;
  const day = table.column('day');
  const zone = table.column('zone');
  let firstDay = 65535;
  let lastDay = 0;
  let zones = 2;
  for (let i = 0; i < rows; i++) {
    firstDay = Math.min(firstDay, day[i]!);
    lastDay = Math.max(lastDay, day[i]!);
    if (zone[i] !== nullOf.u16) zones = Math.max(zones, zone[i]! + 2);
  }
  if ((lastDay - firstDay + 1) * zones * rows > Number.MAX_SAFE_INTEGER) {
    throw new Error(`got ${rows} requests over ${lastDay - firstDay} days, more than one snapshot can sort`);
  }
  // Day, zone and index packed into one double each sort natively.
  const keys = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    keys[i] = ((day[i]! - firstDay) * zones + Math.min(zone[i]!, zones - 1)) * rows + i;
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => key % rows);
}

async function removeOthers(folder: string, manifest: Manifest): Promise<void> {
  const { segments, refs, ...single } = manifest.files;
  const named = new Set(['manifest.json']);
  for (const file of [...segments, ...refs, ...Object.values(single)]) {
    if (file) named.add(file.name).add(`${file.name}.br`);
  }
  for (const name of await readdir(folder))
    if (!named.has(name)) await rm(`${folder}/${name}`, { force: true });
}
