import type { RequestRow } from '../../model/schema.ts';
import type { SlaClock } from '../../model/slaClock.ts';
import { parseTargets, type Targets, targetFor } from '../../model/target.ts';
import { type TimeZone, timeZone } from '../../model/timeZone.ts';
import type { Words } from '../../model/words.ts';
import { setWorkingTimes } from '../../model/workingTimes.ts';
import type { Zones } from '../../model/zones.ts';
import { type ColumnIndexes, columnIndexes } from '../columnIndexes.ts';
import type { DateOrders } from '../dateOrder.ts';
import { type Field, instantFields, type SpanField } from '../fields.ts';
import type { FileLayout } from '../fileLayout.ts';
import { JoinedColumns } from '../joinedColumns.ts';
import type { Mapping } from '../mapping.ts';
import { MappingError } from '../mappingError.ts';
import { homeOf } from '../places/home.ts';
import { type PlaceReading, plainDegrees } from '../places/placeReading.ts';
import { PointReader } from '../places/pointReader.ts';
import { looksLikeEmail } from '../privacy.ts';
import type { Reference } from '../reference.ts';
import type { ValueProblem } from '../report/valueProblem.ts';
import { calendarOf, clockOf } from './calendarOf.ts';
import { Cells } from './cells.ts';
import { Dictionaries } from './dictionaries.ts';
import { finderOf } from './knownZones.ts';
import { OtherEmirate } from './otherEmirate.ts';
import { RecordAnswers } from './recordAnswers.ts';
import { RecordInstants } from './recordInstants.ts';
import { RecordWords } from './recordWords.ts';
import { ZoneReader } from './zoneReader.ts';

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
  readonly layout: Pick<FileLayout, 'header'> & Partial<Pick<FileLayout, 'sample'>>;
  readonly mapping: Mapping;
  readonly reference: Reference;
  readonly zonesFile: ZonesFile | null;
  /** The order of day and month in each column of dates. */
  readonly orders: DateOrders;
  /** How its points are meant; left out for degrees in the order that the mapping says. */
  readonly places?: PlaceReading;
  /** Dictionaries that the source's words are not added to; left out where they are. */
  readonly final?: Words;
}

/** Told each value that cannot be taken as it stands. */
export type OnProblem = (field: Field, line: number, value: string, problem: ValueProblem) => void;

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
  readonly points: PointReader;
  readonly dictionaries: Dictionaries;
  /** A record's values have to be joined before they are read. */
  readonly joined: JoinedColumns;
  readonly instants: RecordInstants;
  readonly words: RecordWords;
  readonly targets: Targets | null;
  readonly onCalendar: boolean;
  readonly pointStep: number;
  /** Rows of another emirate than the zones'; null where nothing was looked at for that. */
  readonly emirate: OtherEmirate | null;
  private readonly answers: RecordAnswers;
  private readonly cells: Cells;
  private readonly clock: SlaClock;
  private line = 0;

  /**
   * @param now epoch seconds; later instants make no `latest`
   * @throws MappingError where mapping, file and zones do not fit together
   */
  constructor(source: RecordSource, now: number, onProblem: OnProblem) {
    const { mapping, reference, zonesFile } = source;
    const told = <F extends Field>(field: F, value: string, problem: ValueProblem) =>
      onProblem(field, this.line, value, problem);
    const { header, sample } = source.layout;
    this.columns = columnIndexes(mapping, header, source.file);
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
    const cells = new Cells(mapping.missing);
    this.cells = cells;
    this.joined = new JoinedColumns(this.columns, header, cells);
    this.dictionaries = new Dictionaries({
      reference,
      mapping,
      ours,
      zonesFromValues: finder === null,
      final: source.final ?? null,
    });
    this.zoneReader = new ZoneReader({
      columns: this.columns,
      cells,
      mapping,
      zones: this.zones,
      finder,
      values: this.dictionaries.zones,
      onProblem: told,
    });
    const looked = sample && this.joined.layout({ header, sample }).sample;
    this.emirate = ours && looked ? new OtherEmirate(this.columns, cells, this.joined.header, looked) : null;
    this.points = new PointReader({
      columns: this.columns,
      cells,
      reading: source.places ?? plainDegrees,
      step: this.pointStep,
      finder: finder ?? finderOf(reference.zones, reference.geometry),
      home: homeOf(this.zones, this.geometry ? finder : null, source.places?.middle ?? null),
      zoneNamed: (values) => this.zoneReader.zoneNamed(values),
      labelNamed: (values) => this.zoneReader.labelNamed(values),
      onProblem: told,
    });
    this.instants = new RecordInstants({
      columns: this.columns,
      cells,
      zone: this.zone,
      orders: source.orders,
      sample: looked,
      now,
      onProblem: told,
    });
    this.words = new RecordWords({
      columns: this.columns,
      cells,
      dictionaries: this.dictionaries,
      stages: reference.words.stage,
      onProblem: told,
    });
    this.answers = new RecordAnswers({ columns: this.columns, cells, onProblem: told });
    this.onCalendar = (mapping.calendar ?? (ours ? 'dubai' : 'always')) === 'dubai';
    this.clock = clockOf(this.onCalendar ? reference.calendar : null);
    const targets = mapping.targets ?? (ours ? 'dubai' : 'none');
    this.targets = targets === 'dubai' ? parseTargets(reference.targets) : null;
  }

  /** The request of a record; its reference is still ''. `line` is where the record starts. */
  row(values: readonly string[], line: number, opened: number): RequestRow {
    this.line = line;
    const { instants, words, answers } = this;
    const responded = instants.after('responded', values, opened);
    const resolved = instants.after('resolved', values, opened);
    const category = words.word('category', values);
    const channel = words.word('channel', values);
    const service = this.held('service', words.word('service', values), opened);
    const topic = this.held('topic', words.topic(values, service), opened);
    const stage = words.stage(values, instants.isResolved(values), responded !== null);
    // A request that is not done (any more) was resolved once, but is not now.
    const stillOpen =
      resolved !== null && stage !== null && !this.dictionaries.words.stage.known[stage]!.done;
    if (stillOpen) words.concluded.openAgain++;
    const point = this.points.find(values);
    const steps = point && this.points.stepsOf(point);
    const { zone, place } = this.emirate?.is(values)
      ? this.zoneReader.outside()
      : this.zoneReader.find(values, point);
    const row: RequestRow = {
      ref: '',
      version: 1,
      opened,
      responded,
      firstResolved: resolved,
      resolved: stillOpen ? null : resolved,
      updated: instants.of('updated', values),
      dueResponse: instants.of('dueResponse', values),
      dueResolution: instants.of('dueResolution', values),
      responseWork: null,
      resolutionWork: null,
      zone: zone < 0 ? null : zone,
      place: place < 0 ? null : place,
      category,
      channel,
      account: words.account(values, channel),
      topic,
      entity: this.held('entity', words.word('entity', values), opened),
      stage,
      priority: words.word('priority', values),
      language: words.word('language', values),
      customerKind: words.word('customerKind', values),
      satisfaction: answers.rating(values),
      attachments: answers.attachments(values),
      reopened: answers.flag('reopened', values),
      firstContact: answers.flag('firstContact', values),
      repeat30d: null,
      duplicate: null,
      handover48h: null,
      pointLon: steps ? steps[0] : null,
      pointLat: steps ? steps[1] : null,
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
    const text = /\d/.test(written) ? withoutMarks(written) : this.cells.text(values, ref);
    return !looksLikeEmail(text) && text.length <= 100 ? text : '';
  }

  /** The text of a field's column as it was read; of two columns the first that has one. */
  text(field: Field, values: readonly string[]): string {
    const column = this.columns[field];
    if (column === undefined) {
      const span = this.columns.after?.[field as SpanField];
      return span ? this.cells.text(values, span.column) : '';
    }
    if (typeof column === 'number') return this.cells.text(values, column) || (values[column] ?? '').trim();
    const texts = column.map((index) => this.cells.text(values, index)).filter((text) => text !== '');
    return (instantFields as readonly string[]).includes(field) ? texts.join(' ') : texts.join(' / ');
  }

  /** The entry that held when a request was opened, where its word leads to one that had ended then or not begun. */
  private held(name: 'service' | 'topic' | 'entity', code: number | null, opened: number): number | null {
    const terms = this.dictionaries.terms[name];
    return code === null || !terms ? code : terms.on(code, this.zone.dayOf(opened));
  }
}

/** The time zone in which a source's wall clocks are read. */
export function timeZoneFor(mapping: Mapping, reference: Reference, zonesFile: ZonesFile | null): TimeZone {
  const ours = zonesFile ? zonesFile.ofReference : (mapping.zones ?? 'dubai') === 'dubai';
  return timeZone(mapping.timeZone ?? (ours ? calendarOf(reference.calendar).timeZone : 'UTC'));
}

/** A text without spaces and invisible marks at its ends, as right-to-left programs put them around numbers. */
function withoutMarks(text: string): string {
  const plain = text.trim();
  const marked = plain.charCodeAt(0) > 126 || plain.charCodeAt(plain.length - 1) > 126;
  return marked ? plain.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '') : plain;
}
