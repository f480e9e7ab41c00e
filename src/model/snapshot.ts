import { type Day, firstDayOfMonth, formatMonth, type Month, monthOfDay } from './day.ts';
import {
  type Manifest,
  protocolVersion,
  type SegmentFile,
  type SnapshotFile,
  schemaVersion,
} from './manifest.ts';
import type { RequestTable } from './requestTable.ts';
import { nullOf, type RequestColumn, requestColumnNames, requestColumns } from './schema.ts';
import { type Basis, basisOf } from './segment/basis.ts';
import { encodeRefs } from './segment/refs.ts';
import { encodeSegment } from './segment/segment.ts';
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
  /** The files that working times and due times were computed with; null for every second, and for no target. */
  readonly calendar: object | null;
  readonly targets: object | null;
}

/** The facts that segments depend on. */
export type SnapshotBasis = Pick<SnapshotFacts, 'timeZone' | 'asOf' | 'calendar' | 'words'>;

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
 * Makes the files of a snapshot: for each month the head, the details and the references of its requests, and the
 * JSON files; a month is put away as soon as it is complete, so that memory holds one table at a time.
 * `add` each table, then `finish` once.
 */
export class SnapshotBuilder {
  private readonly put: PutFile;
  private readonly facts: SnapshotBasis;
  private readonly basis: Basis;
  private readonly keepRids: boolean;
  private readonly sequence: number;
  private readonly segments: SegmentFile[] = [];
  private readonly details: SegmentFile[] = [];
  private readonly refs: SegmentFile[] = [];
  private readonly fields = new Set<RequestColumn>();
  private rows = 0;
  private lastMonth = Number.NEGATIVE_INFINITY;

  /**
   * @param keepRids requests keep the rids that their tables give them; else they get them in the order of the files
   * @throws Error where the calendar or the time zone does not fit
   */
  constructor(put: PutFile, facts: SnapshotBasis, { keepRids = false, sequence = 1 } = {}) {
    this.keepRids = keepRids;
    this.sequence = sequence;
    this.put = put;
    this.facts = facts;
    this.basis = basisOf({ ...facts, cut: facts.asOf });
  }

  /**
   * Takes the requests of one month or of several.
   * @param onMonth told how many of the table's rows are put away, after each month
   * @throws Error if a month of the table came before
   */
  async add(table: RequestTable, onMonth: (month: string, rows: number) => void = () => {}): Promise<void> {
    for (const name of requestColumnNames) {
      if (this.fields.has(name)) continue;
      const missing = nullOf[requestColumns[name]];
      if (table.column(name).some((value) => value !== missing)) this.fields.add(name);
    }
    const done = this.facts.words.stage.map((stage) => stage.done);
    let before = 0;
    for (const { month, days, rows } of monthsOf(table)) {
      const stem = formatMonth(month);
      if (month <= this.lastMonth)
        throw new Error(`snapshot: got requests of ${stem} after that month was put away`);
      this.lastMonth = month;
      const segment = encodeSegment(table, rows, this.basis, done, this.keepRids ? undefined : this.rows);
      const facts = { rows: rows.length, days, rids: rangeOf(segment.rids), sequence: this.sequence };
      const names = Array.from(segment.rows, (row) => table.refs[row]!);
      const [head, details, refs] = await Promise.all([
        this.put(stem, 'arrow', segment.head),
        this.put(`${stem}-details`, 'arrow', segment.details),
        this.put(`${stem}-refs`, 'arrow', encodeRefs(segment.rids, names)),
      ]);
      this.segments.push({ ...head, ...facts });
      this.details.push({ ...details, ...facts });
      this.refs.push({ ...refs, ...facts });
      this.rows += rows.length;
      before += rows.length;
      onMonth(stem, before);
    }
  }

  /**
   * The manifest of what was added; without an overview, whose answers need an engine.
   * @throws Error where the segments depend on other facts
   */
  async finish(facts: SnapshotFacts): Promise<Manifest> {
    for (const name of ['timeZone', 'asOf', 'calendar', 'words'] as const) {
      if (facts[name] !== this.facts[name])
        throw new Error(`snapshot: got another ${name} at the end than the requests were put away with`);
    }
    const json = async (stem: string, value: object | null) =>
      value === null ? null : this.put(stem, 'json', JSON.stringify(value));
    const { segments, details, refs } = this;
    return {
      protocol: protocolVersion,
      schema: schemaVersion,
      audience: 'rows',
      kind: facts.kind,
      title: facts.title,
      asOf: facts.asOf,
      cut: facts.asOf,
      timeZone: facts.timeZone,
      weekStart: facts.weekStart,
      sequence: this.sequence,
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
        details,
        refs,
        deltas: [],
      },
    };
  }
}

/** The lowest and the highest of some rids. */
export function rangeOf(rids: Uint32Array): { from: number; to: number } {
  let from = rids[0] ?? 0;
  let to = from;
  for (const rid of rids) {
    if (rid < from) from = rid;
    else if (rid > to) to = rid;
  }
  return { from, to };
}

/** The rows of one month. */
export interface MonthRows {
  readonly month: Month;
  /** The first and the last day that has rows. */
  readonly days: { readonly from: Day; readonly to: Day };
  /** Indexes into the table, ascending within a day. */
  readonly rows: Uint32Array;
}

/** The rows of a table by month, in order of time. */
export function monthsOf(table: RequestTable): MonthRows[] {
  const day = table.column('day');
  const ends = new Uint32Array(0x10000);
  for (const value of day) ends[value]!++;
  for (let i = 1; i < ends.length; i++) ends[i]! += ends[i - 1]!;
  const next = new Uint32Array(ends.length);
  next.set(ends.subarray(0, -1), 1);
  const order = new Uint32Array(day.length);
  for (let i = 0; i < day.length; i++) order[next[day[i]!]!++] = i;
  const months: MonthRows[] = [];
  for (let start = 0; start < order.length; ) {
    const from = day[order[start]!]!;
    const month = monthOfDay(from);
    const end = ends[Math.min(firstDayOfMonth(month + 1), ends.length) - 1]!;
    months.push({ month, days: { from, to: day[order[end - 1]!]! }, rows: order.subarray(start, end) });
    start = end;
  }
  return months;
}
