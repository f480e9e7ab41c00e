import { formatDay } from '../model/day.ts';
import { RequestTable } from '../model/requestTable.ts';
import type { RequestRow } from '../model/schema.ts';
import type { SnapshotSource } from '../model/snapshot.ts';
import { isOfCity } from '../model/zones.ts';
import type { Field } from './fields.ts';
import type { FileLayout, ReadTotals } from './fileLayout.ts';
import { encodingName } from './formats/encoding.ts';
import { own, shown, shownWord } from './privacy.ts';
import type { NewWords } from './reading/dictionaries.ts';
import { RecordReader, type RecordSource } from './reading/recordReader.ts';
import { goalsOn } from './reference.ts';
import { BadValueCounts } from './report/badValueCounts.ts';
import { districtsSaid } from './report/districtsSaid.ts';
import { LeftColumns } from './report/leftColumns.ts';
import { type Note, noteText } from './report/note.ts';
import { notesOf } from './report/notes.ts';
import { noticedOf } from './report/noticed.ts';
import type { Report, WordCount } from './report/report.ts';
import { SecondLook } from './report/secondLook.ts';
import { filledOf, mostFirst, openedAfter, openedDays } from './report/tableFacts.ts';
import { Unplaced } from './report/unplaced.ts';
import { UnreadValues } from './report/unreadValues.ts';
import { type ValueProblem, wordProblems } from './report/valueProblem.ts';

export type { ZonesFile } from './reading/recordReader.ts';

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

const wordsListed = 200;

/** Turns the records of one file into requests. `add` each record, then `finish` once. */
export class Intake {
  private readonly plan: IntakePlan;
  private readonly reader: RecordReader;
  private readonly table: RequestTable;
  private readonly byRef = new Map<string, number>();
  private readonly bad = new BadValueCounts();
  private readonly unread = new UnreadValues();
  private readonly unplaced = new Unplaced();
  private readonly secondLook: SecondLook;
  private readonly left: LeftColumns;
  private readonly before: { [F in Field]?: number } = {};
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
      if (!wordProblems.has(problem)) this.bad.add(field, line, value, problem);
      this.unread.add(field, line, value, problem);
      if (problem === 'beforeOpened') this.before[field] = (this.before[field] ?? 0) + 1;
    });
    this.secondLook = new SecondLook(this.reader.zones, this.reader.pointStep);
    this.left = new LeftColumns(plan.layout, this.reader.columns);
    this.table = new RequestTable(this.reader.zone);
  }

  /** Rows that were read so far. */
  get rowsRead(): number {
    return this.read;
  }

  /** Takes one record; `line` is where it starts in the file. */
  add(record: readonly string[], line: number): void {
    const { reader, plan } = this;
    this.read++;
    if (record.length < plan.layout.header.length) this.short++;
    else if (record.length > plan.layout.header.length) this.long++;
    this.left.row(record, line);
    const values = reader.joined.of(record);
    const opened = reader.instants.opened(values);
    if (typeof opened === 'string') {
      this.rejected++;
      const column = reader.joined.header[reader.columns.opened![0]]!;
      const text = shown(reader.instants.openedText(values));
      plan.onRejected(line, shownWord(column), text, opened);
      this.unread.add('opened', line, text, opened);
      return;
    }
    const row = reader.row(values, line, opened);
    const emirate = reader.emirate?.named ?? null;
    if (emirate !== null) this.secondLook.ofEmirate(emirate, line);
    const ref = reader.ref(values);
    const before = ref === '' ? undefined : this.byRef.get(ref);
    let index: number;
    if (before === undefined) {
      row.ref = ref === '' ? `#${line}` : own(ref);
      index = this.table.add(row);
      const { exchanged } = reader.points;
      if (row.pointLon !== null || exchanged) {
        const named = reader.zonesFrom !== 'fromValues' && reader.zoneReader.text(values) !== '';
        this.secondLook.row(row, line, named, exchanged);
      }
      if (ref !== '') this.byRef.set(row.ref, index);
    } else {
      this.superseded++;
      if (row.opened !== this.table.value('opened', before)) this.secondLook.sharedRef(line);
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
    const filled = filledOf(table);
    const unplaced = this.unplaced.counts(table);
    const unplacedRows = unplaced.reduce((sum, { count }) => sum + count, 0);
    const asOf = this.plan.asOf ?? (reader.instants.latest > 0 ? reader.instants.latest : this.plan.now);
    const { by } = reader.zoneReader;
    const usedPoint = (by.point ?? 0) + (by.near ?? 0) + (by.outside ?? 0) > 0;
    const approximate = usedPoint && reader.geometry === reference.geometry;
    const withTargets = reader.targets !== null && table.length > 0;
    // Whoever wants no targets of ours wants none of our goals either.
    const goals =
      reader.ours && mapping.targets !== 'none'
        ? goalsOn(reference.goals, formatDay(reader.zone.dayOf(asOf)))
        : {};
    const remarks = new Set(layout.remarks.map(noteText));
    const noted = [
      ...this.plan.notes.filter((one) => !remarks.has(noteText(one))),
      ...notesOf(
        noticedOf({
          ...{ reader, table, filled, totals, layout, approximate },
          unplaced: unplacedRows,
          districts: districtsSaid(zones, unplaced),
          before: this.before,
          unread: this.unread.found(this.read, filled),
          unopened: this.unread.unopened(this.read),
          short: this.short,
          long: this.long,
          doubts: this.secondLook.doubts(shownWord(reader.joined.header[reader.emirate?.index ?? -1] ?? '')),
          left: this.left.found(),
        }),
      ),
    ];
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
      opened: openedDays(table),
      later: openedAfter(table, asOf),
      zones: { from: reader.zonesFrom, count: zones.zones.filter(isOfCity).length, approximate, by },
      applied: {
        targets: withTargets,
        goals: Object.keys(goals).length > 0,
        calendar: reader.onCalendar,
        residents: reader.ours && zones.zones.some(({ residents }) => (residents ?? 0) > 0),
      },
      filled,
      badValues: this.bad.byField(),
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
      goals,
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
}
