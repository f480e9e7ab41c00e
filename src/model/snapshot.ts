import { formatMonth, monthOfDay } from './day.ts';
import {
  type Manifest,
  protocolVersion,
  type SegmentFile,
  type SnapshotFile,
  schemaVersion,
} from './manifest.ts';
import type { RequestTable } from './requestTable.ts';
import { nullOf, type RequestColumn, requestColumnNames, requestColumns } from './schema.ts';
import { encodeRefs, encodeSegment } from './segment.ts';
import type { Words } from './words.ts';
import type { Zones } from './zones.ts';

/** What a snapshot says of its data beside the requests themselves. */
export interface SnapshotFacts {
  readonly kind: Manifest['kind'];
  readonly title: { readonly en: string; readonly ar: string };
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

/** Everything that a snapshot is made from. */
export interface SnapshotSource extends SnapshotFacts {
  readonly table: RequestTable;
}

/** Keeps a file of a snapshot under a name that begins with `stem` and depends on its content. */
export type PutFile = (
  stem: string,
  ending: 'json' | 'arrow',
  content: Uint8Array | string,
) => Promise<SnapshotFile>;

/**
 * Makes the files of a snapshot: one segment a month with its rows sorted by day then zone, its references, and the
 * JSON files; a month is put away as soon as it is complete, so that memory holds one table at a time.
 * `add` each table, then `finish` once.
 */
export class SnapshotBuilder {
  private readonly put: PutFile;
  private readonly segments: SegmentFile[] = [];
  private readonly refs: SegmentFile[] = [];
  private readonly fields = new Set<RequestColumn>();
  private rows = 0;
  private lastMonth = Number.NEGATIVE_INFINITY;

  constructor(put: PutFile) {
    this.put = put;
  }

  /**
   * Takes the requests of one month or of several.
   * @param onMonth told how many of the table's rows are put away, after each month
   * @throws Error if a month of the table came before
   */
  async add(table: RequestTable, onMonth: (month: string, rows: number) => void = () => {}): Promise<void> {
    const order = byDayThenZone(table);
    const day = table.column('day');
    for (const name of requestColumnNames) {
      if (this.fields.has(name)) continue;
      const missing = nullOf[requestColumns[name]];
      if (table.column(name).some((value) => value !== missing)) this.fields.add(name);
    }
    for (let start = 0; start < order.length; ) {
      const month = monthOfDay(day[order[start]!]!);
      const stem = formatMonth(month);
      if (month <= this.lastMonth)
        throw new Error(`snapshot: got requests of ${stem} after that month was put away`);
      this.lastMonth = month;
      let end = start;
      while (end < order.length && monthOfDay(day[order[end]!]!) === month) end++;
      const rows = order.subarray(start, end);
      const facts = {
        rows: rows.length,
        firstRid: this.rows,
        days: { from: day[rows[0]!]!, to: day[rows[rows.length - 1]!]! },
        sequence: { from: 1, to: 1 },
      };
      this.segments.push({
        ...(await this.put(stem, 'arrow', encodeSegment(table, rows, this.rows))),
        ...facts,
      });
      this.refs.push({
        ...(await this.put(`${stem}-refs`, 'arrow', encodeRefs(table, rows, this.rows))),
        ...facts,
      });
      this.rows += rows.length;
      start = end;
      onMonth(stem, end);
    }
  }

  /** The manifest of what was added; without an overview, whose answers need an engine. */
  async finish(facts: SnapshotFacts): Promise<Manifest> {
    const json = async (stem: string, value: object | null) =>
      value === null ? null : this.put(stem, 'json', JSON.stringify(value));
    const { segments, refs } = this;
    return {
      protocol: protocolVersion,
      schema: schemaVersion,
      audience: 'rows',
      kind: facts.kind,
      title: facts.title,
      asOf: facts.asOf,
      timeZone: facts.timeZone,
      weekStart: facts.weekStart,
      sequence: 1,
      rows: this.rows,
      days:
        segments.length === 0
          ? null
          : { from: segments[0]!.days.from, to: segments[segments.length - 1]!.days.to },
      fields: requestColumnNames.filter((name) => this.fields.has(name)),
      pointStep: facts.pointStep,
      approximateZones: facts.approximateZones,
      goals: { ...facts.goals },
      files: {
        zones: await this.put('zones', 'json', JSON.stringify(facts.zones)),
        words: await this.put('words', 'json', JSON.stringify(facts.words)),
        geometry: await json('geometry', facts.geometry),
        overview: null,
        calendar: await json('calendar', facts.calendar),
        targets: await json('targets', facts.targets),
        segments,
        refs,
      },
    };
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
