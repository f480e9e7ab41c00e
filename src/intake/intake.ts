import { alwaysOpen, parseCalendar } from '../model/calendar.ts';
import { formatDay } from '../model/day.ts';
import { fold, latinDigits } from '../model/fold.ts';
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
import { dictionaryCaps, type Stage, type Topic, type Word, type Words } from '../model/words.ts';
import { setWorkingTimes } from '../model/workingTimes.ts';
import type { Zones } from '../model/zones.ts';
import type { CsvLayout, CsvTotals } from './csvFile.ts';
import { InstantReader } from './dates.ts';
import { Dictionary, type NoWord } from './dictionary.ts';
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
import { usualMissing } from './missing.ts';
import { looksLikeEmail, own, shown, shownWord } from './privacy.ts';
import { goalsOn, type Reference } from './reference.ts';
import type { BadValues, Report, WordCount } from './report.ts';
import { Topics } from './topics.ts';
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
const zoneCap = 2000;
const unplacedCap = 100_000;
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
  private readonly zoneWords: Dictionary<Word>;
  private readonly words: {
    readonly [D in Exclude<keyof Words, 'topic' | 'stage'>]: Dictionary<Word>;
  } & { readonly stage: Dictionary<Stage> };
  private readonly topics: Topics;
  private readonly readers: { readonly [F in InstantField]?: InstantReader };
  private readonly clock: SlaClock;
  private readonly targets: Targets | null;
  private readonly missing: ReadonlySet<string>;
  /** Whether a value that starts with a digit may stand for none. */
  private readonly missingNumbers: boolean;
  private readonly known = new Map<string, string>();
  private readonly stageOf: (id: string) => number;
  private readonly pointStep: number;
  private readonly serviceOfTopic: number[] = [];

  private read = 0;
  private rejected = 0;
  private superseded = 0;
  private latest = 0;
  private readonly byRef = new Map<string, number>();
  private readonly bad = new Map<Field, { count: number; examples: BadValues['examples'][number][] }>();
  private readonly unknownZones = new Map<string, number>();
  private readonly unknownPlaces = new Map<string, number>();
  private readonly by: Partial<Record<ZoneWay, number>> = {};
  private readonly unplacedValues: string[] = [];
  private readonly unplacedIndex = new Map<string, number>();
  /** By row: index of the value for which no zone was found. */
  private unplacedOfRow = new Int32Array(1024);
  private short = 0;
  private long = 0;
  private readonly derived = { stage: 0, unread: 0, stillOpen: 0, service: 0, again: 0 };

  /** @throws MappingError where mapping, file and zones do not fit together */
  constructor(plan: IntakePlan) {
    const { mapping, reference, zonesFile } = plan;
    this.plan = plan;
    this.columns = columnIndexes(mapping, plan.layout.header, plan.file);
    this.zone = timeZone(mapping.timeZone ?? 'UTC');
    this.zonesFrom = zonesFile ? 'file' : (mapping.zones ?? 'dubai');
    if (this.zonesFrom === 'file' && !zonesFile) {
      throw new MappingError(
        'mapping: zones: got "file" without a zones file, expected --zones FILE beside it',
      );
    }
    const ours = zonesFile ? zonesFile.ofReference : this.zonesFrom === 'dubai';
    this.ours = ours;
    this.zones = zonesFile?.zones ?? (ours ? reference.zones : { sectors: [], zones: [], places: [] });
    this.geometry = zonesFile?.geometry ?? (ours ? reference.geometry : null);
    this.finder = this.zonesFrom === 'fromValues' ? null : zoneFinder(this.zones, this.geometry);
    this.table = new RequestTable(this.zone);
    this.pointStep = mapping.pointStep ?? 0.001;
    this.missing = new Set([...usualMissing, ...mapping.missing.map(fold)]);
    this.missingNumbers = mapping.missing.some((value) => /^\d/.test(fold(value)));

    const { words, synonyms } = reference;
    const closed = <W extends Word>(
      name: 'priority' | 'language' | 'customerKind' | 'stage',
      known: readonly W[],
    ) => new Dictionary({ known, synonyms: synonyms[name], targets: mapping.words[name], hasRoom: null });
    const open = (name: 'category' | 'channel' | 'service' | 'entity', known: readonly Word[]) => {
      const dictionary: Dictionary<Word> = new Dictionary({
        known,
        synonyms: synonyms[name],
        targets: mapping.words[name],
        hasRoom: () => dictionary.size < dictionaryCaps[name],
      });
      return dictionary;
    };
    this.words = {
      category: open('category', words.category),
      channel: open('channel', words.channel),
      service: open('service', ours ? words.service : []),
      entity: open('entity', ours ? words.entity : []),
      stage: closed('stage', words.stage),
      priority: closed('priority', words.priority),
      language: closed('language', words.language),
      customerKind: closed('customerKind', words.customerKind),
    };
    this.topics = new Topics(ours ? words.topic : [], synonyms.topic, mapping.words.topic);
    const ids = new Map(words.service.map((service, code) => [service.id, code]));
    for (const topic of this.topics.known) this.serviceOfTopic.push(ids.get(topic.service ?? '') ?? none);
    this.zoneWords = new Dictionary({
      known: [],
      targets: this.finder ? undefined : mapping.words.zone,
      hasRoom: () => this.zoneWords.size < zoneCap,
    });
    if (this.finder) this.readZoneTargets(this.finder);
    const stages = new Map(words.stage.map((stage, code) => [stage.id, code]));
    this.stageOf = (id) => stages.get(id) ?? none;

    const readers: { [F in InstantField]?: InstantReader } = {};
    for (const field of instantFields) {
      if (!this.columns[field]) continue;
      readers[field] = new InstantReader(mapping.dates[field] ?? mapping.dates.order ?? 'ymd', this.zone);
    }
    this.readers = readers;
    const calendar = mapping.calendar ?? (ours ? 'dubai' : 'always');
    this.clock = slaClock(calendar === 'dubai' ? parseCalendar(reference.calendar) : alwaysOpen);
    const targets = mapping.targets ?? (ours ? 'dubai' : 'none');
    this.targets = targets === 'dubai' ? parseTargets(reference.targets) : null;
  }

  /** Rows that were read so far. */
  get rowsRead(): number {
    return this.read;
  }

  /** Takes one record; `line` is where it starts in the file. */
  add(values: readonly string[], line: number): void {
    this.read++;
    if (values.length < this.plan.layout.header.length) this.short++;
    else if (values.length > this.plan.layout.header.length) this.long++;
    const opened = this.opened(values, line);
    if (opened === null) return;

    const row = this.row(values, line, opened);
    const unplaced = row.zone === null ? this.unplacedValue(values) : none;
    const ref = this.ref(values);
    if (ref === '') {
      row.ref = `#${line}`;
      this.keepUnplaced(this.table.add(row), unplaced);
      return;
    }
    const before = this.byRef.get(ref);
    if (before === undefined) {
      row.ref = own(ref);
      const index = this.table.add(row);
      this.byRef.set(row.ref, index);
      this.keepUnplaced(index, unplaced);
      return;
    }
    this.superseded++;
    if (!this.isNewer(row, before)) return;
    row.ref = this.table.refs[before]!;
    this.table.set(before, row);
    this.keepUnplaced(before, unplaced);
  }

  /** The result; the table's codes are made final, so that nothing can be added any more. */
  finish(totals: CsvTotals): Imported {
    const { mapping, reference } = this.plan;
    const newWords: Record<string, { id: string; count: number }[]> = {};
    const zones = this.finishZones(newWords);
    const words = this.finishWords(newWords);
    const filled = this.filled();
    const unplaced = this.finishUnplaced();
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
      unplaced: unplaced.reduce((sum, { count }) => sum + count, 0),
      timeZone: this.zone.name,
      asOf: new Date(asOf * 1000).toISOString(),
      opened: this.openedDays(),
      later: this.openedAfter(asOf),
      zones: { from: this.zonesFrom, count: zones.zones.length, approximate, by: this.by },
      filled,
      badValues: Object.fromEntries(this.bad),
      unknownWords: this.unknownWords(),
      newWords,
      notes: [...this.plan.notes, ...this.notes(totals, approximate)],
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
      calendar: withTargets ? (mapping.calendar === 'always' ? null : reference.calendar) : null,
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
    const stillOpen = resolved !== null && stage !== null && !this.words.stage.known[stage]!.done;
    if (stillOpen) this.derived.stillOpen++;
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
          category: this.idOf(this.words.category, category),
          service: topic === null ? null : this.idOf(this.words.service, this.serviceOfTopic[topic] ?? none),
          priority: this.idOf(this.words.priority, row.priority),
          day: this.zone.dayOf(opened),
        })
      : null;
    setWorkingTimes(row, this.clock, allowance);
    return row;
  }

  /** The value of a column, trimmed; '' for anything that stands for none. */
  private text(values: readonly string[], index: number | null | undefined): string {
    if (index === undefined || index === null) return '';
    const value = values[index];
    if (value === undefined || value === '') return '';
    const first = value.charCodeAt(0);
    // Long values are never "N/A", and most of them are not worth remembering.
    if (value.length > 40) return value.trim();
    const second = value.charCodeAt(1);
    const numeric = (first >= 48 && first <= 57) || (first === 45 && second >= 48 && second <= 57);
    if (numeric && !this.missingNumbers && value.charCodeAt(value.length - 1) > 32) return value;
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const trimmed = value.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '');
    const folded = fold(trimmed);
    const text = folded === '' || this.missing.has(folded) ? '' : trimmed;
    if (this.known.size < 50_000) this.known.set(own(value), own(text));
    return text;
  }

  private opened(values: readonly string[], line: number): number | null {
    const [date, time] = this.columns.opened!;
    const text = this.text(values, date);
    const reader = this.readers.opened!;
    const at = time === null ? reader.read(text) : reader.readBoth(text, this.text(values, time));
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
    return indexes ? this.text(values, indexes[0]) : '';
  }

  private instant(field: InstantField, values: readonly string[], line: number): number | null {
    const indexes = this.columns[field];
    if (!indexes) return null;
    const text = this.text(values, indexes[0]);
    if (text === '') return null;
    const reader = this.readers[field]!;
    const at = indexes[1] === null ? reader.read(text) : reader.readBoth(text, this.text(values, indexes[1]));
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
    return !Number.isNaN(this.readers.resolved!.peek(text));
  }

  private see(at: number): void {
    if (at > this.latest && at <= this.plan.now) this.latest = at;
  }

  private stage(values: readonly string[], resolved: boolean, responded: boolean): number | null {
    const { stage: column, resolved: resolution } = this.columns;
    if (column) {
      const text = this.text(values, column[0]);
      const other = this.text(values, column[1]);
      const code = text === '' && other === '' ? none : this.words.stage.codeOf(text, other);
      if (code >= 0) return code;
      if (!resolved) return null;
      this.derived.unread++;
      return this.stageOf('resolved');
    }
    if (!resolution) return null;
    this.derived.stage++;
    return this.stageOf(resolved ? 'resolved' : responded ? 'in-progress' : 'received');
  }

  private word(
    field: Exclude<WordField, 'zone' | 'place' | 'topic' | 'stage'>,
    values: readonly string[],
  ): number | null {
    const column = this.columns[field];
    if (!column) return null;
    const text = this.text(values, column[0]);
    const other = this.text(values, column[1]);
    if (text === '' && other === '') return null;
    const code = this.words[field].codeOf(text, other);
    return code < 0 ? null : code;
  }

  private topic(values: readonly string[], service: number | null): number | null {
    const { topic: column, service: above } = this.columns;
    let text = column ? this.text(values, column[0]) : '';
    let other = column ? this.text(values, column[1]) : '';
    if (text === '' && other === '') {
      // A row holds its topic, and the topic its service: a service without one is a topic of its own.
      if (service === null) return null;
      text = this.text(values, above![0]);
      other = this.text(values, above![1]);
      this.derived.service++;
    }
    const code = this.topics.codeOf(text, other, service ?? none);
    if (code < 0) return null;
    this.serviceOfTopic[code] ??= service ?? none;
    return code;
  }

  private point(values: readonly string[], line: number): [number, number] | null {
    const { longitude, latitude } = this.columns;
    if (longitude === undefined || latitude === undefined) return null;
    const lonText = this.text(values, longitude);
    const latText = this.text(values, latitude);
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
    const text = column ? this.text(values, column[0]) : '';
    const other = column ? this.text(values, column[1]) : '';
    if (!this.finder) {
      const zone = text === '' && other === '' ? none : this.zoneWords.codeOf(text, other);
      if (zone >= 0) this.by.name = (this.by.name ?? 0) + 1;
      return { zone, place: none };
    }
    let match = this.matchZone(text) ?? this.matchZone(other);
    const given = text || other;
    if (given !== '' && !match) count(this.unknownZones, shownWord(given));
    let place = match?.place ?? none;
    if (placeColumn) {
      for (const index of placeColumn) {
        const value = this.text(values, index);
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
    const text = this.text(values, this.columns.satisfaction);
    if (text === '') return null;
    const match = /^(\S+?)(?:\s*(?:\/|of|out of|من)\s*5|\s*stars?|\s*\*)?$/iu.exec(text);
    const value = numberOf(match?.[1] ?? '');
    if (Number.isInteger(value) && value >= 1 && value <= 5) return value;
    this.badValue('satisfaction', line, text, 'not a whole rating from 1 to 5');
    return null;
  }

  private flag(field: 'reopened' | 'firstContact', values: readonly string[], line: number): number | null {
    const index = this.columns[field];
    if (index === undefined) return null;
    // "No" and 0 are answers here, so that only what is empty is missing.
    const raw = (values[index] ?? '').trim();
    if (raw === '') return null;
    const folded = fold(raw);
    if (yes.has(folded)) return 1;
    if (no.has(folded)) return 0;
    const times = numberOf(raw);
    if (field === 'reopened' && Number.isInteger(times) && times >= 0) return times > 0 ? 1 : 0;
    if (this.text(values, index) !== '') this.badValue(field, line, raw, 'neither yes nor no');
    return null;
  }

  private ref(values: readonly string[]): string {
    const { ref } = this.columns;
    if (ref === undefined) return '';
    const written = values[ref] ?? '';
    const text = /\d/.test(written) ? written.trim() : this.text(values, ref);
    if (!looksLikeEmail(text) && text.length <= 100) return text;
    return '';
  }

  private isNewer(row: RequestRow, before: number): boolean {
    const was = this.table.value('updated', before);
    if (row.updated !== null && was !== null && row.updated !== was) return row.updated > was;
    return row.opened >= this.table.value('opened', before)!;
  }

  private unplacedValue(values: readonly string[]): number {
    const { zone: column } = this.columns;
    const text = column ? this.text(values, column[0]) || this.text(values, column[1]) : '';
    const value = text === '' ? '' : shownWord(text);
    let index = this.unplacedIndex.get(value);
    if (index === undefined) {
      if (this.unplacedValues.length >= unplacedCap) return 0;
      if (this.unplacedValues.length === 0) this.unplacedValues.push('(other values)');
      index = this.unplacedValues.push(own(value)) - 1;
      this.unplacedIndex.set(own(value), index);
    }
    return index;
  }

  private keepUnplaced(row: number, value: number): void {
    if (row >= this.unplacedOfRow.length) {
      const bigger = new Int32Array(this.unplacedOfRow.length * 2);
      bigger.set(this.unplacedOfRow);
      this.unplacedOfRow = bigger;
    }
    this.unplacedOfRow[row] = value;
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

  private idOf(dictionary: Dictionary<Word>, code: number | null): string | null {
    return code === null ? null : (dictionary.known[code]?.id ?? null);
  }

  private finishUnplaced(): WordCount[] {
    const counts = new Map<string, number>();
    const zone = this.table.column('zone');
    for (let row = 0; row < this.table.length; row++) {
      if (zone[row] !== nullOf.u16) continue;
      count(counts, this.unplacedValues[this.unplacedOfRow[row]!] ?? '');
    }
    return mostFirst(counts);
  }

  private finishZones(newWords: Record<string, { id: string; count: number }[]>): Zones {
    if (this.finder) return this.zones;
    const entries = this.zoneWords.entries(new Set());
    const counts = this.counts('zone');
    const used = entries.filter(({ code }) => counts.get(code));
    this.renumber('zone', new Map(used.map(({ code }, i) => [code, i])));
    newWords.zone = used.map(({ code, word }) => ({ id: word.id, count: counts.get(code)! }));
    return { sectors: [], places: [], zones: used.map(({ word }) => word) };
  }

  private finishWords(newWords: Record<string, { id: string; count: number }[]>): Words {
    const listed = (name: 'category' | 'channel' | 'entity', onlyUsed: boolean): Word[] => {
      const dictionary = this.words[name];
      const counts = this.counts(name);
      const known = dictionary.known.map((word, code) => ({ code, word }));
      const added = dictionary
        .entries(new Set(dictionary.known.map((word) => word.id)))
        .filter(({ code }) => counts.get(code));
      const kept = [...known.filter(({ code }) => !onlyUsed || counts.get(code)), ...added];
      this.renumber(name, new Map(kept.map(({ code }, i) => [code, i])));
      newWords[name] = added.map(({ code, word }) => ({ id: word.id, count: counts.get(code)! }));
      return kept.map(({ word }) => word);
    };
    const category = listed('category', false);
    const channel = listed('channel', false);
    const entity = listed('entity', true);

    const services = this.words.service;
    const named = new Map<number, Word>(services.known.map((word, code) => [code, word]));
    for (const { code, word } of services.entries(new Set(services.known.map((one) => one.id))))
      named.set(code, word);
    const counts = this.counts('topic');
    const taken = new Set(this.topics.known.map((topic) => topic.id));
    const all: { codes: number[]; topic: Topic }[] = [
      ...this.topics.known.map((topic, code) => ({ codes: [code], topic })),
      ...this.topics.entries((code) => named.get(code) ?? null, taken),
    ];
    const used = all.filter(({ codes }) => codes.some((code) => counts.get(code)));
    this.renumber('topic', new Map(used.flatMap(({ codes }, i) => codes.map((code) => [code, i] as const))));
    const isKnown = new Set<Topic>(this.topics.known);
    const total = (codes: readonly number[]) => codes.reduce((sum, code) => sum + (counts.get(code) ?? 0), 0);
    newWords.topic = used
      .filter(({ topic }) => !isKnown.has(topic))
      .map(({ codes, topic }) => ({ id: topic.id, count: total(codes) }));
    const topic = used.map((one) => one.topic);
    const usedServices = new Set(topic.map((one) => one.service));
    const service = [...named.values()].filter((one) => usedServices.has(one.id));
    const ofService = (id: string) =>
      used.filter((one) => one.topic.service === id).reduce((sum, { codes }) => sum + total(codes), 0);
    const isKnownService = new Set<Word>(services.known);
    newWords.service = service
      .filter((one) => !isKnownService.has(one))
      .map(({ id }) => ({ id, count: ofService(id) }));
    return {
      category,
      channel,
      service,
      topic,
      entity,
      stage: this.words.stage.known,
      priority: this.words.priority.known,
      language: this.words.language.known,
      customerKind: this.words.customerKind.known,
    };
  }

  private counts(column: RequestColumn): Map<number, number> {
    const counts = new Map<number, number>();
    const values = this.table.column(column);
    for (let row = 0; row < values.length; row++)
      counts.set(values[row]!, (counts.get(values[row]!) ?? 0) + 1);
    return counts;
  }

  private renumber(column: RequestColumn, codes: ReadonlyMap<number, number>): void {
    const missing = nullOf[requestColumns[column]];
    const values = this.table.column(column);
    for (let row = 0; row < values.length; row++) {
      if (values[row] !== missing) values[row] = codes.get(values[row]!) ?? missing;
    }
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
      ['zone', this.finder ? this.unknownZones : this.zoneWords.unknown],
      ['place', this.unknownPlaces],
      ['topic', this.topics.unknown],
      ...Object.entries(this.words).map(([name, dictionary]): [Field, Map<string, number>] => [
        name as Field,
        dictionary.unknown,
      ]),
    ];
    return Object.fromEntries(
      lists
        .filter(([, words]) => words.size > 0)
        .map(([field, words]) => [field, mostFirst(words).slice(0, wordsListed)]),
    );
  }

  private notes(totals: CsvTotals, approximate: boolean): string[] {
    const { mapping } = this.plan;
    const { derived, columns } = this;
    const n = (value: number) => value.toLocaleString('en-US');
    const notes: string[] = [];
    const say = (when: boolean | number | null | undefined, note: string) => {
      if (when) notes.push(note);
    };
    say(
      derived.stage,
      'There is no column for the stage: resolved where there is a date of resolution, else in progress where there is a response, else received.',
    );
    say(
      derived.unread,
      `${n(derived.unread)} rows without a known stage have a date of resolution: their stage is resolved.`,
    );
    say(
      derived.stillOpen,
      `${n(derived.stillOpen)} rows have a date of resolution though their stage is not done: they were resolved once and are open again.`,
    );
    say(
      !columns.stage && !columns.resolved,
      'There is neither a stage nor a date of resolution: how far requests are done is unavailable.',
    );
    say(
      derived.service,
      `${n(derived.service)} rows tell a service and no topic: their topic is the service itself.`,
    );
    say(
      columns.ref === undefined,
      'There is no column for the reference: a request is referred to by its line, and no row supersedes another.',
    );
    say(
      !columns.zone && columns.longitude === undefined && !columns.place,
      'There is no column for the zone and there are no coordinates: all requests are unplaced.',
    );
    say(
      !this.finder && !columns.zone && columns.longitude !== undefined,
      'There are coordinates, but no column that names an area and no zones with shapes: requests are unplaced, their points are kept. Give --zones a GeoJSON file of the areas to place them.',
    );
    say(
      this.finder && !this.geometry && columns.longitude !== undefined,
      'The zones have no shapes: coordinates place no request.',
    );
    say(
      approximate,
      "Zones found by coordinates are approximate: the committed shapes of Dubai's zones are schematic. Give --zones the official layer (GeoJSON) for exact ones.",
    );
    say(
      this.by.near,
      `${n(this.by.near ?? 0)} rows lie up to 300 m outside all zones and count in the nearest.`,
    );
    say(
      this.zoneWords.refused.full,
      `There are more than ${n(zoneCap)} zones: ${n(this.zoneWords.refused.full)} rows of later ones are unplaced.`,
    );
    const dictionaries: [keyof Words | 'zone', Readonly<Record<NoWord, number>>][] = [
      ...Object.entries(this.words).map(([name, one]): [keyof Words, Record<NoWord, number>] => [
        name as keyof Words,
        one.refused,
      ]),
      ['topic', this.topics.refused],
      ['zone', this.zoneWords.refused],
    ];
    for (const [name, refused] of dictionaries) {
      say(
        refused.personal,
        `${name}: ${n(refused.personal)} values look like an e-mail address, a telephone number or a text: they became missing and are not kept.`,
      );
      if (name !== 'zone')
        say(
          refused.full,
          `${name}: a dictionary holds up to ${n(dictionaryCaps[name])} words; ${n(refused.full)} rows with further words became missing.`,
        );
    }
    for (const field of instantFields) {
      const other = this.readers[field]?.otherOrder ?? 0;
      say(
        other,
        `${field}: ${n(other)} dates do not fit the order ${mapping.dates[field] ?? mapping.dates.order ?? 'ymd'} and were read by the one they fit: check that the order is right.`,
      );
    }
    say(this.short, `${n(this.short)} rows have fewer columns than the header: what they lack is missing.`);
    say(this.long, `${n(this.long)} rows have more columns than the header: what is beyond is not read.`);
    say(
      totals.strayQuotes,
      `${n(totals.strayQuotes)} quotes neither open nor close a field (lines ${totals.strayQuoteLines.join(', ')}${totals.strayQuotes > totals.strayQuoteLines.length ? ', …' : ''}): they were taken for characters.`,
    );
    say(totals.nulls, `${n(totals.nulls)} NUL characters were left out.`);
    say(
      totals.undecodable,
      `${n(totals.undecodable)} characters are no text in ${this.plan.layout.encoding.label}: they show as \ufffd.`,
    );
    return notes;
  }
}

const yes = new Set(['1', 'yes', 'y', 'true', 't', 'نعم', 'صح', 'oui', 'si', 'sim', 'ja']);
const no = new Set(['0', 'no', 'n', 'false', 'f', 'لا', 'كلا', 'non', 'nao', 'nein']);

function reasonOf(at: number, text: string): string {
  if (text === '') return 'empty · فارغ';
  if (Number.isNaN(at)) return 'not a date · ليس تاريخًا';
  return /^\D*1[34]\d\d\D/.test(text)
    ? 'outside 1970–2106; a Hijri date? · خارج المدى، هل هو تاريخ هجري؟'
    : 'outside 1970–2106 · خارج 1970–2106';
}

/** A number as people write it: Latin or Arabic-Indic digits, a decimal point or comma. NaN if it is none. */
function numberOf(text: string): number {
  const plain = /[٠-٩۰-۹٫−]/.test(text) ? latin(text) : text;
  return /^[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?°?$/i.test(plain)
    ? Number(plain.replace(',', '.').replace('°', ''))
    : Number.NaN;
}

function latin(text: string): string {
  return latinDigits(text).replace('٫', '.').replace('−', '-');
}

function count(counts: Map<string, number>, value: string): void {
  const known = counts.get(value);
  if (known !== undefined) counts.set(value, known + 1);
  else if (counts.size < 10_000) counts.set(own(value), 1);
}

function mostFirst(counts: ReadonlyMap<string, number>): WordCount[] {
  return [...counts]
    .map(([value, n]) => ({ value, count: n }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
