import { formatDay } from '../model/day.ts';
import { RequestTable } from '../model/requestTable.ts';
import {
  nullOf,
  type RequestColumn,
  type RequestRow,
  requestColumnNames,
  requestColumns,
} from '../model/schema.ts';
import type { SnapshotSource } from '../model/snapshot.ts';
import type { NewWords } from './dictionaries.ts';
import type { FileLayout, ReadTotals } from './fileLayout.ts';
import { encodingName } from './formats/encoding.ts';
import { type Field, instantFields } from './mapping.ts';
import { type Note, noteText } from './note.ts';
import { type Noticed, notesOf } from './notes.ts';
import { own, shown, shownWord } from './privacy.ts';
import { RecordReader, type RecordSource } from './recordReader.ts';
import { goalsOn } from './reference.ts';
import type { BadValues, Report, WordCount } from './report.ts';
import { Unplaced } from './unplaced.ts';
import { problemText, type ValueProblem, wordProblems } from './valueProblem.ts';

export type { ZonesFile } from './recordReader.ts';

/** All that an import needs to know before its first row. */
export interface IntakePlan extends RecordSource {
  readonly layout: FileLayout;
  readonly title: { readonly en: string; readonly ar: string };
  /** Epoch seconds: nothing later makes the data's asOf. */
  readonly now: number;
  /** Epoch seconds; null: the latest instant of the data. */
  readonly asOf: number | null;
  /** What was decided before, for the report. */
  readonly notes: readonly Note[];
  /** Told each row that is rejected. */
  readonly onRejected: (line: number, column: string, value: string, problem: ValueProblem) => void;
}

/** What a snapshot is written from, and what became of the file. */
export interface Imported extends SnapshotSource {
  readonly kind: 'import';
  readonly report: Report;
  /** Values for which no zone was found, the most frequent first; '' stands for rows that tell none. */
  readonly unplaced: readonly WordCount[];
}

const examplesKept = 5;
const wordsListed = 200;

/** Turns the records of one file into requests. `add` each record, then `finish` once. */
export class Intake {
  private readonly plan: IntakePlan;
  private readonly reader: RecordReader;
  private readonly table: RequestTable;
  private readonly byRef = new Map<string, number>();
  private readonly bad = new Map<Field, { count: number; examples: BadValues['examples'][number][] }>();
  private readonly unplaced = new Unplaced();
  private read = 0;
  private rejected = 0;
  private superseded = 0;
  private short = 0;
  private long = 0;

  /** @throws MappingError where mapping, file and zones do not fit together */
  constructor(plan: IntakePlan) {
    this.plan = plan;
    this.reader = new RecordReader(plan, plan.now, (field, line, value, problem) => {
      // Words and zones that are not known are counted by the word.
      if (!wordProblems.has(problem)) this.badValue(field, line, value, problem);
    });
    this.table = new RequestTable(this.reader.zone);
  }

  /** Rows that were read so far. */
  get rowsRead(): number {
    return this.read;
  }

  /** Takes one record; `line` is where it starts in the file. */
  add(values: readonly string[], line: number): void {
    const { reader, plan } = this;
    this.read++;
    if (values.length < plan.layout.header.length) this.short++;
    else if (values.length > plan.layout.header.length) this.long++;
    const opened = reader.opened(values);
    if (typeof opened === 'string') {
      this.rejected++;
      const column = plan.layout.header[reader.columns.opened![0]]!;
      plan.onRejected(line, shownWord(column), shown(reader.openedText(values)), opened);
      return;
    }
    const row = reader.row(values, line, opened);
    const ref = reader.ref(values);
    const before = ref === '' ? undefined : this.byRef.get(ref);
    let index: number;
    if (before === undefined) {
      row.ref = ref === '' ? `#${line}` : own(ref);
      index = this.table.add(row);
      if (ref !== '') this.byRef.set(row.ref, index);
    } else {
      this.superseded++;
      if (!this.isNewer(row, before)) return;
      row.ref = this.table.refs[before]!;
      index = before;
      this.table.set(before, row);
    }
    if (row.zone === null) this.unplaced.set(index, reader.zoneReader.text(values));
  }

  /** The result; the table's codes are made final, so that nothing can be added any more. */
  finish(totals: ReadTotals): Imported {
    const { reader, table } = this;
    const { mapping, reference, layout } = this.plan;
    const newWords: NewWords = {};
    const zones =
      reader.zonesFrom === 'fromValues'
        ? { ...reader.zones, zones: reader.dictionaries.finishZones(table, newWords) }
        : reader.zones;
    const words = reader.dictionaries.finishWords(table, newWords);
    const filled = this.filled();
    const unplaced = this.unplaced.counts(table);
    const unplacedRows = unplaced.reduce((sum, { count }) => sum + count, 0);
    const asOf = this.plan.asOf ?? (reader.latest > 0 ? reader.latest : this.plan.now);
    const { by } = reader.zoneReader;
    const usedPoint = (by.point ?? 0) + (by.near ?? 0) + (by.outside ?? 0) > 0;
    const approximate = usedPoint && reader.geometry === reference.geometry;
    const withTargets = reader.targets !== null && table.length > 0;
    const noted = [...this.plan.notes, ...notesOf(this.noticed(totals, approximate, unplacedRows))];
    const report: Report = {
      file: this.plan.file,
      format: layout.format,
      packing: layout.packing,
      sheet: layout.sheet,
      encoding: `${encodingName(layout.encoding)} (${layout.encoding.note})`,
      delimiter: layout.delimiter,
      headerLine: layout.headerLine,
      counted: layout.counted,
      columns: layout.header.map(shownWord),
      read: this.read,
      rows: table.length,
      rejected: this.rejected,
      superseded: this.superseded,
      unplaced: unplacedRows,
      timeZone: reader.zone.name,
      asOf: new Date(asOf * 1000).toISOString(),
      opened: this.openedDays(),
      later: this.openedAfter(asOf),
      zones: { from: reader.zonesFrom, count: zones.zones.length, approximate, by },
      filled,
      badValues: Object.fromEntries(this.bad),
      unknownWords: this.unknownWords(),
      newWords,
      notes: noted.map(noteText),
      noted,
      mapping,
    };
    return {
      kind: 'import',
      title: this.plan.title,
      table,
      zones,
      words,
      geometry: reader.geometry,
      timeZone: reader.zone.name,
      weekStart: mapping.weekStart ?? 1,
      asOf,
      pointStep: reader.pointStep,
      approximateZones: approximate,
      goals: reader.ours ? goalsOn(reference.goals, formatDay(reader.zone.dayOf(asOf))) : {},
      calendar: reader.onCalendar ? reference.calendar : null,
      targets: withTargets ? reference.targets : null,
      report,
      unplaced,
    };
  }

  private isNewer(row: RequestRow, before: number): boolean {
    const was = this.table.value('updated', before);
    if (row.updated !== null && was !== null && row.updated !== was) return row.updated > was;
    return row.opened >= this.table.value('opened', before)!;
  }

  private badValue(field: Field, line: number, value: string, problem: ValueProblem): void {
    let bad = this.bad.get(field);
    if (!bad) {
      bad = { count: 0, examples: [] };
      this.bad.set(field, bad);
    }
    bad.count++;
    if (bad.examples.length >= examplesKept) return;
    bad.examples.push({ line, value: shown(own(value)), problem, reason: problemText(problem) });
  }

  private filled(): Partial<Record<RequestColumn, number>> {
    const out: Partial<Record<RequestColumn, number>> = {};
    for (const name of requestColumnNames) {
      const missing = nullOf[requestColumns[name]];
      const values = this.table.column(name);
      let filled = 0;
      for (let row = 0; row < values.length; row++) if (values[row] !== missing) filled++;
      if (filled > 0) out[name] = filled;
    }
    return out;
  }

  private openedDays(): Report['opened'] {
    const days = this.table.column('day');
    if (days.length === 0) return null;
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    for (const day of days) {
      if (day < first) first = day;
      if (day > last) last = day;
    }
    return { first: formatDay(first), last: formatDay(last) };
  }

  private openedAfter(at: number): number {
    let later = 0;
    for (const opened of this.table.column('opened')) if (opened > at) later++;
    return later;
  }

  private unknownWords(): Report['unknownWords'] {
    const { dictionaries, zoneReader, zonesFrom } = this.reader;
    const lists: [Field, ReadonlyMap<string, number>][] = [
      ...dictionaries.unknown(),
      ...(zonesFrom === 'fromValues'
        ? []
        : [['zone', zoneReader.unknownZones] as [Field, Map<string, number>]]),
      ['place', zoneReader.unknownPlaces],
    ];
    return Object.fromEntries(
      lists
        .filter(([, words]) => words.size > 0)
        .map(([field, words]) => [field, mostFirst(words).slice(0, wordsListed)]),
    );
  }

  private noticed(totals: ReadTotals, approximate: boolean, unplaced: number): Noticed {
    const { reader } = this;
    const { zonesFrom, geometry, readers } = reader;
    return {
      ...reader.concluded,
      columns: reader.columns,
      zones: zonesFrom === 'fromValues' ? 'fromValues' : geometry ? 'shapes' : 'names',
      approximate,
      mostUnknown: zonesFrom === 'dubai' && unplaced > this.table.length / 2,
      near: reader.zoneReader.by.near ?? 0,
      short: this.short,
      long: this.long,
      refused: reader.dictionaries.refused(),
      otherOrder: instantFields.map((field) => ({
        field,
        order: readers[field]?.order ?? '',
        count: readers[field]?.otherOrder ?? 0,
      })),
      layout: this.plan.layout,
      totals,
    };
  }
}

function mostFirst(counts: ReadonlyMap<string, number>): WordCount[] {
  return [...counts]
    .map(([value, n]) => ({ value, count: n }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
