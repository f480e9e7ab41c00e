import { alwaysOpen, parseCalendar } from '../model/calendar.ts';
import { formatDay } from '../model/day.ts';
import { fold } from '../model/fold.ts';
import { RequestTable } from '../model/requestTable.ts';
import {
  nullOf,
  type RequestColumn,
  type RequestRow,
  requestColumnNames,
  requestColumns,
} from '../model/schema.ts';
import { type SlaClock, slaClock } from '../model/slaClock.ts';
import { parseTargets, type Targets, targetFor } from '../model/target.ts';
import { type TimeZone, timeZone } from '../model/timeZone.ts';
import type { Words } from '../model/words.ts';
import { setWorkingTimes } from '../model/workingTimes.ts';
import type { Zones } from '../model/zones.ts';
import { Cells, numberOf, ratingOf, yesOrNo } from './cells.ts';
import type { CsvLayout, CsvTotals } from './csvFile.ts';
import { guessOrder } from './dateOrder.ts';
import { type DateOrder, InstantReader } from './dates.ts';
import { Dictionaries, type NewWords } from './dictionaries.ts';
import {
  type ColumnIndexes,
  columnIndexes,
  type Field,
  type InstantField,
  instantFields,
  type Mapping,
  MappingError,
  meant,
  type WordField,
} from './mapping.ts';
import { type Noticed, notesOf } from './notes.ts';
import { looksLikeEmail, own, shown, shownWord } from './privacy.ts';
import { profileColumns } from './profile.ts';
import { goalsOn, type Reference } from './reference.ts';
import type { BadValues, Report, WordCount } from './report.ts';
import { Unplaced } from './unplaced.ts';
import { type ZoneFinder, type ZoneMatch, type ZoneWay, zoneFinder } from './zoneFinder.ts';

/** A zones file that stands in for the reference's zones. */
export interface ZonesFile {
  readonly name: string;
  readonly zones: Zones;
  /** TopoJSON with the object `zones`; null without shapes. */
  readonly geometry: object | null;
  /** Whether they are the reference's own zones. */
  readonly ofReference: boolean;
}

/** All that an import needs to know before its first row. */
export interface IntakePlan {
  readonly file: string;
  readonly layout: CsvLayout;
  readonly mapping: Mapping;
  readonly reference: Reference;
  readonly zonesFile: ZonesFile | null;
  readonly title: { readonly en: string; readonly ar: string };
  /** Epoch seconds: nothing later makes the data's asOf. */
  readonly now: number;
  /** Epoch seconds; null: the latest instant of the data. */
  readonly asOf: number | null;
  /** What was decided before, for the report. */
  readonly notes: readonly string[];
  /** Told each row that is rejected. */
  readonly onRejected: (line: number, column: string, value: string, reason: string) => void;
}

/** What a snapshot is written from, and what became of the file. */
export interface Imported {
  readonly kind: 'import';
  readonly title: { readonly en: string; readonly ar: string };
  readonly table: RequestTable;
  readonly zones: Zones;
  readonly words: Words;
  readonly geometry: object | null;
  readonly timeZone: string;
  readonly weekStart: number;
  readonly asOf: number;
  readonly pointStep: number;
  readonly approximateZones: boolean;
  readonly goals: Readonly<Record<string, number>>;
  readonly calendar: object | null;
  readonly targets: object | null;
  readonly report: Report;
  /** Values for which no zone was found, the most frequent first; '' stands for rows that tell none. */
  readonly unplaced: readonly WordCount[];
}

const none = -1;
const examplesKept = 5;
const mostUnknown = 10_000;
const wordsListed = 200;

/** Turns the records of one file into requests. `add` each record, then `finish` once. */
export class Intake {
  private readonly plan: IntakePlan;
  private readonly columns: ColumnIndexes;
  private readonly zone: TimeZone;
  private readonly zonesFrom: Report['zones']['from'];
  /** Whether the zones are the reference's, so that its services, targets and goals hold. */
  private readonly ours: boolean;
  private readonly table: RequestTable;
  private readonly zones: Zones;
  private readonly geometry: object | null;
  private readonly finder: ZoneFinder | null;
  private readonly zoneTargets = new Map<string, number>();
  private readonly dictionaries: Dictionaries;
  private readonly cells: Cells;
  private readonly readers: { readonly [F in InstantField]?: InstantReader };
  private readonly clock: SlaClock;
  private readonly targets: Targets | null;
  private readonly onCalendar: boolean;
  private readonly stageOf: (id: string) => number;
  private readonly pointStep: number;

  private read = 0;
  private rejected = 0;
  private superseded = 0;
  private latest = 0;
  private readonly byRef = new Map<string, number>();
  private readonly bad = new Map<Field, { count: number; examples: BadValues['examples'][number][] }>();
  private readonly unknownZones = new Map<string, number>();
  private readonly unknownPlaces = new Map<string, number>();
  private readonly by: Partial<Record<ZoneWay, number>> = {};
  private readonly unplaced = new Unplaced();
  private readonly guessed: string[] = [];
  private short = 0;
  private long = 0;
  private readonly concluded = { stageConcluded: 0, stageUnread: 0, openAgain: 0, serviceOnly: 0 };

  /** @throws MappingError where mapping, file and zones do not fit together */
  constructor(plan: IntakePlan) {
    const { mapping, reference, zonesFile } = plan;
    this.plan = plan;
    this.columns = columnIndexes(mapping, plan.layout.header, plan.file);
    this.zonesFrom = zonesFile ? 'file' : (mapping.zones ?? 'dubai');
    if (this.zonesFrom === 'file' && !zonesFile) {
      throw new MappingError(
        'mapping: zones: got "file" without a zones file, expected --zones FILE beside it',
      );
    }
    const ours = zonesFile ? zonesFile.ofReference : this.zonesFrom === 'dubai';
    this.ours = ours;
    this.zone = timeZone(mapping.timeZone ?? (ours ? parseCalendar(reference.calendar).timeZone : 'UTC'));
    this.zones = zonesFile?.zones ?? (ours ? reference.zones : { sectors: [], zones: [], places: [] });
    this.geometry = zonesFile?.geometry ?? (ours ? reference.geometry : null);
    this.finder = this.zonesFrom === 'fromValues' ? null : zoneFinder(this.zones, this.geometry);
    this.table = new RequestTable(this.zone);
    this.pointStep = mapping.pointStep ?? 0.001;
    this.cells = new Cells(mapping.missing);
    this.dictionaries = new Dictionaries(reference, mapping, ours, this.finder === null);
    if (this.finder) this.readZoneTargets(this.finder);
    const stages = new Map(reference.words.stage.map((stage, code) => [stage.id, code]));
    this.stageOf = (id) => stages.get(id) ?? none;

    const readers: { [F in InstantField]?: InstantReader } = {};
    for (const field of instantFields) {
      const column = this.columns[field];
      if (column) readers[field] = new InstantReader(this.orderOf(field, column[0]), this.zone);
    }
    this.readers = readers;
    this.onCalendar = (mapping.calendar ?? (ours ? 'dubai' : 'always')) === 'dubai';
    this.clock = slaClock(this.onCalendar ? parseCalendar(reference.calendar) : alwaysOpen);
    const targets = mapping.targets ?? (ours ? 'dubai' : 'none');
    this.targets = targets === 'dubai' ? parseTargets(reference.targets) : null;
  }

  /** Rows that were read so far. */
  get rowsRead(): number {
    return this.read;
  }

  /** The order of a column's dates: the mapping's, else what the sample shows. */
  private orderOf(field: InstantField, column: number): DateOrder {
    const { layout, mapping } = this.plan;
    const told = mapping.dates[field] ?? mapping.dates.order;
    if (told !== undefined) return told;
    const [profile] = profileColumns(
      [layout.header[column]!],
      layout.sample.map((row) => [row[column] ?? '']),
    );
    const guess = guessOrder([profile!.dates], this.zone.name.startsWith('America/') ? 'mdy' : 'dmy');
    if (guess.why !== '') {
      this.guessed.push(
        `${field}: the mapping tells no order of dates; ${guess.order === 'mdy' ? 'the month' : 'the day'} comes first (${guess.why}).`,
      );
    }
    return guess.order;
  }

  /** Takes one record; `line` is where it starts in the file. */
  add(values: readonly string[], line: number): void {
    this.read++;
    if (values.length < this.plan.layout.header.length) this.short++;
    else if (values.length > this.plan.layout.header.length) this.long++;
    const opened = this.opened(values, line);
    if (opened === null) return;

    const row = this.row(values, line, opened);
    const ref = this.ref(values);
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
    if (row.zone === null) this.unplaced.set(index, this.zoneText(values));
  }

  /** The result; the table's codes are made final, so that nothing can be added any more. */
  finish(totals: CsvTotals): Imported {
    const { mapping, reference } = this.plan;
    const newWords: NewWords = {};
    const zones = this.finder
      ? this.zones
      : { ...this.zones, zones: this.dictionaries.finishZones(this.table, newWords) };
    const words = this.dictionaries.finishWords(this.table, newWords);
    const filled = this.filled();
    const unplaced = this.unplaced.counts(this.table);
    const unplacedRows = unplaced.reduce((sum, { count }) => sum + count, 0);
    const asOf = this.plan.asOf ?? (this.latest > 0 ? this.latest : this.plan.now);
    const usedPoint = (this.by.point ?? 0) + (this.by.near ?? 0) + (this.by.outside ?? 0) > 0;
    const approximate = usedPoint && this.geometry === reference.geometry;
    const withTargets = this.targets !== null && this.table.length > 0;
    const report: Report = {
      file: this.plan.file,
      encoding: `${this.plan.layout.encoding.label} (${this.plan.layout.encoding.note})`,
      delimiter: this.plan.layout.delimiter,
      headerLine: this.plan.layout.headerLine,
      columns: this.plan.layout.header,
      read: this.read,
      rows: this.table.length,
      rejected: this.rejected,
      superseded: this.superseded,
      unplaced: unplacedRows,
      timeZone: this.zone.name,
      asOf: new Date(asOf * 1000).toISOString(),
      opened: this.openedDays(),
      later: this.openedAfter(asOf),
      zones: { from: this.zonesFrom, count: zones.zones.length, approximate, by: this.by },
      filled,
      badValues: Object.fromEntries(this.bad),
      unknownWords: this.unknownWords(),
      newWords,
      notes: [
        ...this.plan.notes,
        ...this.guessed,
        ...notesOf(this.noticed(totals, approximate, unplacedRows)),
      ],
      mapping,
    };
    return {
      kind: 'import',
      title: this.plan.title,
      table: this.table,
      zones,
      words,
      geometry: this.geometry,
      timeZone: this.zone.name,
      weekStart: mapping.weekStart ?? 1,
      asOf,
      pointStep: this.pointStep,
      approximateZones: approximate,
      goals: this.ours ? goalsOn(reference.goals, formatDay(this.zone.dayOf(asOf))) : {},
      calendar: withTargets && this.onCalendar ? reference.calendar : null,
      targets: withTargets ? reference.targets : null,
      report,
      unplaced,
    };
  }

  private row(values: readonly string[], line: number, opened: number): RequestRow {
    const responded = this.after('responded', values, line, opened);
    const resolvedText = this.instantText('resolved', values);
    const resolved = this.after('resolved', values, line, opened);
    const updated = this.instant('updated', values, line);
    const category = this.word('category', values);
    const service = this.word('service', values);
    const topic = this.topic(values, service);
    const stage = this.stage(
      values,
      resolvedText !== '' && this.isResolved(resolvedText),
      responded !== null,
    );
    // A request that is not done (any more) was resolved once, but is not now.
    const stillOpen =
      resolved !== null && stage !== null && !this.dictionaries.words.stage.known[stage]!.done;
    if (stillOpen) this.concluded.openAgain++;
    const point = this.point(values, line);
    const { zone, place } = this.zoneOf(values, point);
    const row: RequestRow = {
      ref: '',
      version: 1,
      opened,
      responded,
      firstResolved: resolved,
      resolved: stillOpen ? null : resolved,
      updated,
      dueResponse: this.instant('dueResponse', values, line),
      dueResolution: this.instant('dueResolution', values, line),
      responseWork: null,
      resolutionWork: null,
      zone: zone < 0 ? null : zone,
      place: place < 0 ? null : place,
      category,
      channel: this.word('channel', values),
      topic,
      entity: this.word('entity', values),
      stage,
      priority: this.word('priority', values),
      language: this.word('language', values),
      customerKind: this.word('customerKind', values),
      satisfaction: this.rating(values, line),
      reopened: this.flag('reopened', values, line),
      firstContact: this.flag('firstContact', values, line),
      repeat30d: null,
      duplicate: null,
      handover48h: null,
      pointLon: point ? Math.round(point[0] / this.pointStep) : null,
      pointLat: point ? Math.round(point[1] / this.pointStep) : null,
    };
    const allowance = this.targets
      ? targetFor(this.targets, {
          category: this.dictionaries.idOf('category', category),
          service: this.dictionaries.serviceIdOf(topic),
          priority: this.dictionaries.idOf('priority', row.priority),
          day: this.zone.dayOf(opened),
        })
      : null;
    setWorkingTimes(row, this.clock, allowance);
    return row;
  }

  private opened(values: readonly string[], line: number): number | null {
    const [date, time] = this.columns.opened!;
    const text = this.cells.text(values, date);
    const reader = this.readers.opened!;
    const at = time === null ? reader.read(text) : reader.readBoth(text, this.cells.text(values, time));
    if (Number.isFinite(at)) {
      this.see(at);
      return at;
    }
    this.rejected++;
    const column = this.plan.layout.header[date]!;
    const written = time === null ? (values[date] ?? '') : `${values[date] ?? ''} ${values[time] ?? ''}`;
    this.plan.onRejected(line, column, shown(written), reasonOf(at, text));
    return null;
  }

  private instantText(field: InstantField, values: readonly string[]): string {
    const indexes = this.columns[field];
    return indexes ? this.cells.text(values, indexes[0]) : '';
  }

  private instant(field: InstantField, values: readonly string[], line: number): number | null {
    const indexes = this.columns[field];
    if (!indexes) return null;
    const text = this.cells.text(values, indexes[0]);
    if (text === '') return null;
    const reader = this.readers[field]!;
    const at =
      indexes[1] === null ? reader.read(text) : reader.readBoth(text, this.cells.text(values, indexes[1]));
    if (Number.isFinite(at)) {
      if (field !== 'dueResponse' && field !== 'dueResolution') this.see(at);
      return at;
    }
    this.badValue(field, line, text, reasonOf(at, text));
    return null;
  }

  /** An instant that cannot lie before the request was opened. */
  private after(
    field: 'responded' | 'resolved',
    values: readonly string[],
    line: number,
    opened: number,
  ): number | null {
    const at = this.instant(field, values, line);
    if (at === null || at >= opened) return at;
    this.badValue(field, line, this.instantText(field, values), 'before it was opened · قبل فتح الطلب');
    return null;
  }

  /** Whether what stands in the column of the resolution is a date at all: then there was a resolution. */
  private isResolved(text: string): boolean {
    return Number.isFinite(this.readers.resolved!.peek(text));
  }

  private see(at: number): void {
    if (at > this.latest && at <= this.plan.now) this.latest = at;
  }

  private stage(values: readonly string[], resolved: boolean, responded: boolean): number | null {
    const { stage: column, resolved: resolution } = this.columns;
    if (column) {
      const text = this.cells.text(values, column[0]);
      const other = this.cells.text(values, column[1]);
      const code = text === '' && other === '' ? none : this.dictionaries.words.stage.codeOf(text, other);
      if (code >= 0) return code;
      if (!resolved) return null;
      this.concluded.stageUnread++;
      return this.stageOf('resolved');
    }
    if (!resolution) return null;
    this.concluded.stageConcluded++;
    return this.stageOf(resolved ? 'resolved' : responded ? 'in-progress' : 'received');
  }

  private word(
    field: Exclude<WordField, 'zone' | 'place' | 'topic' | 'stage'>,
    values: readonly string[],
  ): number | null {
    const column = this.columns[field];
    if (!column) return null;
    const text = this.cells.text(values, column[0]);
    const other = this.cells.text(values, column[1]);
    if (text === '' && other === '') return null;
    const code = this.dictionaries.words[field].codeOf(text, other);
    return code < 0 ? null : code;
  }

  private topic(values: readonly string[], service: number | null): number | null {
    const { topic: column, service: above } = this.columns;
    let text = column ? this.cells.text(values, column[0]) : '';
    let other = column ? this.cells.text(values, column[1]) : '';
    if (text === '' && other === '') {
      // A row holds its topic, and the topic its service: a service without one is a topic of its own.
      if (service === null) return null;
      text = this.cells.text(values, above![0]);
      other = this.cells.text(values, above![1]);
      this.concluded.serviceOnly++;
    }
    return this.dictionaries.topicOf(text, other, service);
  }

  private point(values: readonly string[], line: number): [number, number] | null {
    const { longitude, latitude } = this.columns;
    if (longitude === undefined || latitude === undefined) return null;
    const lonText = this.cells.text(values, longitude);
    const latText = this.cells.text(values, latitude);
    if (lonText === '' && latText === '') return null;
    const lon = numberOf(lonText);
    const lat = numberOf(latText);
    if (!(Math.abs(lon) <= 180)) {
      this.badValue(
        'longitude',
        line,
        lonText,
        lonText === '' ? 'missing beside a latitude' : 'not degrees from −180 to 180',
      );
      return null;
    }
    if (!(Math.abs(lat) <= 90)) {
      this.badValue(
        'latitude',
        line,
        latText,
        latText === '' ? 'missing beside a longitude' : 'not degrees from −90 to 90',
      );
      return null;
    }
    if (lon === 0 && lat === 0) {
      this.badValue('longitude', line, lonText, 'longitude and latitude are both 0');
      return null;
    }
    return [lon, lat];
  }

  private zoneOf(
    values: readonly string[],
    point: readonly [number, number] | null,
  ): { zone: number; place: number } {
    const { zone: column, place: placeColumn } = this.columns;
    const text = column ? this.cells.text(values, column[0]) : '';
    const other = column ? this.cells.text(values, column[1]) : '';
    if (!this.finder) {
      const zone = text === '' && other === '' ? none : this.dictionaries.zones.codeOf(text, other);
      if (zone >= 0) this.by.name = (this.by.name ?? 0) + 1;
      return { zone, place: none };
    }
    let match = this.matchZone(text) ?? this.matchZone(other);
    const given = text || other;
    if (given !== '' && !match) count(this.unknownZones, shownWord(given));
    let place = match?.place ?? none;
    if (placeColumn) {
      for (const index of placeColumn) {
        const value = this.cells.text(values, index);
        if (value === '') continue;
        const found = this.finder.placeByText(value);
        if (found >= 0) {
          place = found;
          match ??= this.finder.byText(this.zones.places[found]!.id);
          break;
        }
        if (index === placeColumn[0]) count(this.unknownPlaces, shownWord(value));
      }
    }
    if ((!match || match.zone < 0) && point) match = this.finder.byPoint(point[0], point[1]);
    if (!match || match.zone < 0) return { zone: none, place };
    this.by[match.how] = (this.by[match.how] ?? 0) + 1;
    return { zone: match.zone, place };
  }

  /** What a row tells as its zone; '' for nothing. */
  private zoneText(values: readonly string[]): string {
    const { zone } = this.columns;
    return zone ? this.cells.text(values, zone[0]) || this.cells.text(values, zone[1]) : '';
  }

  private matchZone(text: string): ZoneMatch | null {
    if (text === '') return null;
    if (this.zoneTargets.size > 0) {
      const target = this.zoneTargets.get(fold(text));
      if (target !== undefined) return { zone: target, place: none, how: 'name' };
    }
    return this.finder!.byText(text);
  }

  private readZoneTargets(finder: ZoneFinder): void {
    for (const [text, target] of Object.entries(this.plan.mapping.words.zone ?? {})) {
      const wanted = target === null ? null : typeof target === 'string' ? target : (target.id ?? target.en);
      const code = wanted === null ? none : (finder.byText(wanted)?.zone ?? none);
      if (wanted !== null && code < 0) {
        const ids = this.zones.zones.flatMap((zone) => [zone.id, zone.en]);
        throw new MappingError(
          `mapping: words.zone: ${JSON.stringify(text)}: got ${JSON.stringify(wanted)}, expected the id, code or name of a zone${meant(wanted, ids)}`,
        );
      }
      this.zoneTargets.set(fold(text), code);
    }
  }

  private rating(values: readonly string[], line: number): number | null {
    const text = this.cells.text(values, this.columns.satisfaction);
    if (text === '') return null;
    const rating = ratingOf(text);
    if (rating !== null) return rating;
    this.badValue('satisfaction', line, text, 'not a whole rating from 1 to 5');
    return null;
  }

  private flag(field: 'reopened' | 'firstContact', values: readonly string[], line: number): number | null {
    const index = this.columns[field];
    if (index === undefined) return null;
    // "No" and 0 are answers here, so that only what is empty is missing.
    const raw = (values[index] ?? '').trim();
    if (raw === '') return null;
    const answer = yesOrNo(raw);
    if (answer !== null) return answer;
    const times = numberOf(raw);
    if (field === 'reopened' && Number.isInteger(times) && times >= 0) return times > 0 ? 1 : 0;
    if (this.cells.text(values, index) !== '') this.badValue(field, line, raw, 'neither yes nor no');
    return null;
  }

  private ref(values: readonly string[]): string {
    const { ref } = this.columns;
    if (ref === undefined) return '';
    const written = values[ref] ?? '';
    const text = /\d/.test(written) ? written.trim() : this.cells.text(values, ref);
    if (!looksLikeEmail(text) && text.length <= 100) return text;
    return '';
  }

  private isNewer(row: RequestRow, before: number): boolean {
    const was = this.table.value('updated', before);
    if (row.updated !== null && was !== null && row.updated !== was) return row.updated > was;
    return row.opened >= this.table.value('opened', before)!;
  }

  private badValue(field: Field, line: number, value: string, reason: string): void {
    let bad = this.bad.get(field);
    if (!bad) {
      bad = { count: 0, examples: [] };
      this.bad.set(field, bad);
    }
    bad.count++;
    if (bad.examples.length < examplesKept) bad.examples.push({ line, value: shown(own(value)), reason });
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
    const lists: [Field, ReadonlyMap<string, number>][] = [
      ...this.dictionaries.unknown(),
      ...(this.finder ? [['zone', this.unknownZones] as [Field, Map<string, number>]] : []),
      ['place', this.unknownPlaces],
    ];
    return Object.fromEntries(
      lists
        .filter(([, words]) => words.size > 0)
        .map(([field, words]) => [field, mostFirst(words).slice(0, wordsListed)]),
    );
  }

  private noticed(csv: CsvTotals, approximate: boolean, unplaced: number): Noticed {
    const { layout } = this.plan;
    return {
      ...this.concluded,
      columns: this.columns,
      zones: this.finder ? (this.geometry ? 'shapes' : 'names') : 'fromValues',
      approximate,
      mostUnknown: this.zonesFrom === 'dubai' && unplaced > this.table.length / 2,
      near: this.by.near ?? 0,
      short: this.short,
      long: this.long,
      refused: this.dictionaries.refused(),
      otherOrder: instantFields.map((field) => ({
        field,
        order: this.readers[field]?.order ?? '',
        count: this.readers[field]?.otherOrder ?? 0,
      })),
      encoding: layout.encoding.label,
      csv,
    };
  }
}

function reasonOf(at: number, text: string): string {
  if (text === '') return 'empty · فارغ';
  if (Number.isNaN(at)) return 'not a date · ليس تاريخًا';
  return /^\D*1[34]\d\d\D/.test(text)
    ? 'outside 1970–2106; a Hijri date? · خارج المدى، هل هو تاريخ هجري؟'
    : 'outside 1970–2106 · خارج 1970–2106';
}

function count(counts: Map<string, number>, value: string): void {
  const known = counts.get(value);
  if (known !== undefined) counts.set(value, known + 1);
  else if (counts.size < mostUnknown) counts.set(own(value), 1);
}

function mostFirst(counts: ReadonlyMap<string, number>): WordCount[] {
  return [...counts]
    .map(([value, n]) => ({ value, count: n }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
