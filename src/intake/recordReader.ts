import { mostAttachments, type RequestRow } from '../model/schema.ts';
import type { SlaClock } from '../model/slaClock.ts';
import { parseTargets, type Targets, targetFor } from '../model/target.ts';
import { type TimeZone, timeZone } from '../model/timeZone.ts';
import type { Words } from '../model/words.ts';
import { setWorkingTimes } from '../model/workingTimes.ts';
import type { Zones } from '../model/zones.ts';
import { calendarOf, clockOf } from './calendarOf.ts';
import { Cells, numberOf, ratingOf, yesOrNo } from './cells.ts';
import type { DateOrders } from './dateOrder.ts';
import { InstantReader } from './dates.ts';
import { Dictionaries } from './dictionaries.ts';
import type { FileLayout } from './fileLayout.ts';
import { finderOf } from './knownZones.ts';
import {
  type ColumnIndexes,
  columnIndexes,
  type Field,
  type InstantField,
  instantFields,
  type Mapping,
  type WordField,
} from './mapping.ts';
import { MappingError } from './mappingError.ts';
import { looksLikeEmail } from './privacy.ts';
import type { Reference } from './reference.ts';
import type { ValueProblem } from './valueProblem.ts';
import { noWordProblem, ZoneReader } from './zoneReader.ts';

/** A zones file that stands in for the reference's zones. */
export interface ZonesFile {
  readonly name: string;
  readonly zones: Zones;
  /** TopoJSON with the object `zones`; null without shapes. */
  readonly geometry: object | null;
  /** The same shapes as exact as they are known, for finding the zone of a point. */
  readonly exact: object | null;
  /** Whether they are the reference's own zones. */
  readonly ofReference: boolean;
}

/** What is known of a source before its first record. */
export interface RecordSource {
  readonly file: string;
  readonly layout: Pick<FileLayout, 'header'>;
  readonly mapping: Mapping;
  readonly reference: Reference;
  readonly zonesFile: ZonesFile | null;
  /** The order of day and month in each column of dates. */
  readonly orders: DateOrders;
  /** Dictionaries that the source's words are not added to; left out where they are. */
  readonly final?: Words;
}

/** Told each value that cannot be taken as it stands. */
export type OnProblem = (field: Field, line: number, value: string, problem: ValueProblem) => void;

/** How often something was concluded that no column told. */
export interface Concluded {
  /** There is no column for the stage. */
  stageConcluded: number;
  /** The stage is missing or unknown beside a resolution. */
  stageUnread: number;
  /** There is a resolution and a stage that is not done. */
  openAgain: number;
  /** There is a service and no topic. */
  serviceOnly: number;
}

const none = -1;

/** Reads the records of one source into requests, as its mapping says. */
export class RecordReader {
  readonly columns: ColumnIndexes;
  readonly zone: TimeZone;
  readonly zonesFrom: 'dubai' | 'fromValues' | 'file';
  /** Whether the zones are the reference's, so that its services, targets and goals hold. */
  readonly ours: boolean;
  readonly zones: Zones;
  readonly geometry: object | null;
  readonly zoneReader: ZoneReader;
  readonly dictionaries: Dictionaries;
  readonly readers: { readonly [F in InstantField]?: InstantReader };
  readonly targets: Targets | null;
  readonly onCalendar: boolean;
  readonly pointStep: number;
  readonly concluded: Concluded = { stageConcluded: 0, stageUnread: 0, openAgain: 0, serviceOnly: 0 };
  /** Epoch seconds of the latest instant that is not in the future; 0 before any. */
  latest = 0;
  private readonly now: number;
  private readonly cells: Cells;
  private readonly clock: SlaClock;
  private readonly stageOf: (id: string) => number;
  private readonly onProblem: OnProblem;
  private line = 0;

  /**
   * @param now epoch seconds; later instants make no `latest`
   * @throws MappingError where mapping, file and zones do not fit together
   */
  constructor(source: RecordSource, now: number, onProblem: OnProblem) {
    const { mapping, reference, zonesFile } = source;
    this.now = now;
    this.onProblem = onProblem;
    this.columns = columnIndexes(mapping, source.layout.header, source.file);
    this.zonesFrom = zonesFile ? 'file' : (mapping.zones ?? 'dubai');
    if (this.zonesFrom === 'file' && !zonesFile) {
      throw new MappingError('mapping', { code: 'noZonesFile' });
    }
    const ours = zonesFile ? zonesFile.ofReference : this.zonesFrom === 'dubai';
    this.ours = ours;
    this.zone = timeZoneFor(mapping, reference, zonesFile);
    this.zones = zonesFile?.zones ?? (ours ? reference.zones : { sectors: [], zones: [], places: [] });
    this.geometry = zonesFile?.geometry ?? (ours ? reference.geometry : null);
    const finder =
      this.zonesFrom === 'fromValues' ? null : finderOf(this.zones, zonesFile?.exact ?? this.geometry);
    this.pointStep = mapping.pointStep ?? 0.001;
    this.cells = new Cells(mapping.missing);
    this.dictionaries = new Dictionaries({
      reference,
      mapping,
      ours,
      zonesFromValues: finder === null,
      final: source.final ?? null,
    });
    this.zoneReader = new ZoneReader({
      columns: this.columns,
      cells: this.cells,
      mapping,
      zones: this.zones,
      finder,
      values: this.dictionaries.zones,
      onProblem: (field, value, problem) => this.onProblem(field, this.line, value, problem),
    });
    const stages = new Map(reference.words.stage.map((stage, code) => [stage.id, code]));
    this.stageOf = (id) => stages.get(id) ?? none;
    this.readers = Object.fromEntries(
      instantFields
        .filter((field) => this.columns[field] !== undefined)
        .map((field) => [field, new InstantReader(source.orders[field] ?? 'dmy', this.zone)]),
    );
    this.onCalendar = (mapping.calendar ?? (ours ? 'dubai' : 'always')) === 'dubai';
    this.clock = clockOf(this.onCalendar ? reference.calendar : null);
    const targets = mapping.targets ?? (ours ? 'dubai' : 'none');
    this.targets = targets === 'dubai' ? parseTargets(reference.targets) : null;
  }

  /** The instant at which a record's request was opened, epoch seconds; or why it cannot be read. */
  opened(values: readonly string[]): number | ValueProblem {
    const [date, time] = this.columns.opened!;
    const text = this.cells.text(values, date);
    const reader = this.readers.opened!;
    const at = time === null ? reader.read(text) : reader.readBoth(text, this.cells.text(values, time));
    if (!Number.isFinite(at)) return problemOf(at, text);
    this.see(at);
    return at;
  }

  /** What stands in the column of the opening. */
  openedText(values: readonly string[]): string {
    const [date, time] = this.columns.opened!;
    return time === null ? (values[date] ?? '') : `${values[date] ?? ''} ${values[time] ?? ''}`;
  }

  /** The request of a record; its reference is still ''. `line` is where the record starts. */
  row(values: readonly string[], line: number, opened: number): RequestRow {
    this.line = line;
    const responded = this.after('responded', values, opened);
    const resolvedText = this.instantText('resolved', values);
    const resolved = this.after('resolved', values, opened);
    const updated = this.instant('updated', values);
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
    const point = this.point(values);
    const { zone, place } = this.zoneReader.find(values, point);
    const row: RequestRow = {
      ref: '',
      version: 1,
      opened,
      responded,
      firstResolved: resolved,
      resolved: stillOpen ? null : resolved,
      updated,
      dueResponse: this.instant('dueResponse', values),
      dueResolution: this.instant('dueResolution', values),
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
      satisfaction: this.rating(values),
      attachments: this.attachments(values),
      reopened: this.flag('reopened', values),
      firstContact: this.flag('firstContact', values),
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

  /** The reference of a record; '' where it has none that may be kept. */
  ref(values: readonly string[]): string {
    const { ref } = this.columns;
    if (ref === undefined) return '';
    const written = values[ref] ?? '';
    const text = /\d/.test(written) ? written.trim() : this.cells.text(values, ref);
    return !looksLikeEmail(text) && text.length <= 100 ? text : '';
  }

  /** The text of a field's column as it was read; of two columns the first that has one. */
  text(field: Field, values: readonly string[]): string {
    const column = this.columns[field];
    if (column === undefined) return '';
    if (typeof column === 'number') return this.cells.text(values, column) || (values[column] ?? '').trim();
    const texts = column.map((index) => this.cells.text(values, index)).filter((text) => text !== '');
    return (instantFields as readonly string[]).includes(field) ? texts.join(' ') : texts.join(' / ');
  }

  private problem(field: Field, value: string, problem: ValueProblem): void {
    this.onProblem(field, this.line, value, problem);
  }

  private instantText(field: InstantField, values: readonly string[]): string {
    const indexes = this.columns[field];
    return indexes ? this.cells.text(values, indexes[0]) : '';
  }

  private instant(field: InstantField, values: readonly string[]): number | null {
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
    this.problem(field, text, problemOf(at, text));
    return null;
  }

  /** An instant that cannot lie before the request was opened. */
  private after(field: 'responded' | 'resolved', values: readonly string[], opened: number): number | null {
    const at = this.instant(field, values);
    if (at === null || at >= opened) return at;
    this.problem(field, this.instantText(field, values), 'beforeOpened');
    return null;
  }

  /** Whether what stands in the column of the resolution is a date at all: then there was a resolution. */
  private isResolved(text: string): boolean {
    return Number.isFinite(this.readers.resolved!.peek(text));
  }

  private see(at: number): void {
    if (at > this.latest && at <= this.now) this.latest = at;
  }

  private stage(values: readonly string[], resolved: boolean, responded: boolean): number | null {
    const { stage: column, resolved: resolution } = this.columns;
    if (column) {
      const text = this.cells.text(values, column[0]);
      const other = this.cells.text(values, column[1]);
      const words = this.dictionaries.words.stage;
      const code = text === '' && other === '' ? none : words.codeOf(text, other);
      if (code >= 0) return code;
      if ((text !== '' || other !== '') && words.why)
        this.problem('stage', text || other, noWordProblem[words.why]);
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
    const words = this.dictionaries.words[field];
    const code = words.codeOf(text, other);
    if (code >= 0) return code;
    if (words.why) this.problem(field, text || other, noWordProblem[words.why]);
    return null;
  }

  private topic(values: readonly string[], service: number | null): number | null {
    const { topic: column, service: above } = this.columns;
    let text = column ? this.cells.text(values, column[0]) : '';
    let other = column ? this.cells.text(values, column[1]) : '';
    if (text === '' && other === '') {
      // A row holds its topic, and the topic its service: a service without one is a topic of its own.
      if (service === null) return null;
      const names = this.dictionaries.topicOfService(service);
      text = names?.en ?? this.cells.text(values, above![0]);
      other = names?.ar ?? this.cells.text(values, above![1]);
      this.concluded.serviceOnly++;
    }
    const topic = this.dictionaries.topicOf(text, other, service);
    const { why } = this.dictionaries.topics;
    if (topic === null && column && why) this.problem('topic', text || other, noWordProblem[why]);
    return topic;
  }

  private point(values: readonly string[]): [number, number] | null {
    const { longitude, latitude } = this.columns;
    if (longitude === undefined || latitude === undefined) return null;
    const lonText = this.cells.text(values, longitude);
    const latText = this.cells.text(values, latitude);
    if (lonText === '' && latText === '') return null;
    const lon = numberOf(lonText);
    const lat = numberOf(latText);
    if (!(Math.abs(lon) <= 180)) {
      this.problem('longitude', lonText, lonText === '' ? 'noLongitude' : 'notLongitude');
      return null;
    }
    if (!(Math.abs(lat) <= 90)) {
      this.problem('latitude', latText, latText === '' ? 'noLatitude' : 'notLatitude');
      return null;
    }
    if (lon === 0 && lat === 0) {
      this.problem('longitude', lonText, 'zeroPoint');
      return null;
    }
    return [lon, lat];
  }

  private rating(values: readonly string[]): number | null {
    const text = this.cells.text(values, this.columns.satisfaction);
    if (text === '') return null;
    const rating = ratingOf(text);
    if (rating === null) this.problem('satisfaction', text, 'notRating');
    return rating;
  }

  private attachments(values: readonly string[]): number | null {
    const text = this.cells.text(values, this.columns.attachments);
    if (text === '') return null;
    const count = numberOf(text);
    if (Number.isInteger(count) && count >= 0) return Math.min(count, mostAttachments);
    this.problem('attachments', text, 'notCount');
    return null;
  }

  private flag(field: 'reopened' | 'firstContact', values: readonly string[]): number | null {
    const index = this.columns[field];
    if (index === undefined) return null;
    // "No" and 0 are answers here, so that only what is empty is missing.
    const raw = (values[index] ?? '').trim();
    if (raw === '') return null;
    const answer = yesOrNo(raw);
    if (answer !== null) return answer;
    const times = numberOf(raw);
    if (field === 'reopened' && Number.isInteger(times) && times >= 0) return times > 0 ? 1 : 0;
    if (this.cells.text(values, index) !== '') this.problem(field, raw, 'notYesNo');
    return null;
  }
}

/** The time zone in which a source's wall clocks are read. */
export function timeZoneFor(mapping: Mapping, reference: Reference, zonesFile: ZonesFile | null): TimeZone {
  const ours = zonesFile ? zonesFile.ofReference : (mapping.zones ?? 'dubai') === 'dubai';
  return timeZone(mapping.timeZone ?? (ours ? calendarOf(reference.calendar).timeZone : 'UTC'));
}

/** Why a date was not taken: NaN for what is none, Infinity for one outside 1970 to 2106. */
function problemOf(at: number, text: string): ValueProblem {
  if (text === '') return 'empty';
  if (Number.isNaN(at)) return 'notDate';
  return /^\D*1[34]\d\d\D/.test(text) ? 'hijri' : 'outsideRange';
}
