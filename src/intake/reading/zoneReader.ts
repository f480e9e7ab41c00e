import { fold } from '../../model/fold.ts';
import type { Word } from '../../model/words.ts';
import { isOfCity, type Zones } from '../../model/zones.ts';
import { meant } from '../closestName.ts';
import type { ColumnIndexes } from '../columnIndexes.ts';
import type { Mapping } from '../mapping.ts';
import { MappingError } from '../mappingError.ts';
import { own, shownPlace, shownWord } from '../privacy.ts';
import type { ValueProblem } from '../report/valueProblem.ts';
import { parcelCommunity } from '../text/parcel.ts';
import type { Cells } from './cells.ts';
import type { Dictionary, NoWord } from './dictionary.ts';
import type { ZoneFinder, ZoneMatch, ZoneWay } from './zoneFinder.ts';

const none = -1;
const mostUnknown = 10_000;

/** Codes of a request's zone and place; −1 for none. */
export interface FoundZone {
  readonly zone: number;
  readonly place: number;
}

/** What a reader of zones needs to know of the source. */
interface ZoneSource {
  readonly columns: ColumnIndexes;
  readonly cells: Cells;
  readonly mapping: Mapping;
  readonly zones: Zones;
  /** Null where the values of a column are the zones. */
  readonly finder: ZoneFinder | null;
  /** Zones that values make. */
  readonly values: Dictionary<Word>;
  readonly onProblem: (field: 'zone' | 'place' | 'parcel', value: string, problem: ValueProblem) => void;
}

/** Finds the zone and the place of each record: by what it says, else by where it lies. */
export class ZoneReader {
  /** Rows by how their zone was found. */
  readonly by: Partial<Record<ZoneWay, number>> = {};
  readonly unknownZones = new Map<string, number>();
  readonly unknownPlaces = new Map<string, number>();
  private readonly source: ZoneSource;
  /** The mapping's own translations: a folded text → a zone, −1 for none. */
  private readonly targets = new Map<string, number>();

  /** @throws MappingError where the mapping translates to a zone that is not there */
  constructor(source: ZoneSource) {
    this.source = source;
    if (source.finder) this.readTargets(source.finder);
  }

  find(values: readonly string[], point: readonly [number, number] | null): FoundZone {
    const { columns, cells, finder, zones, onProblem } = this.source;
    const { zone: column, place: placeColumn } = columns;
    const text = column ? cells.text(values, column[0]) : '';
    const other = column ? cells.text(values, column[1]) : '';
    if (!finder) return { zone: this.byValue(text, other), place: none };
    let match = this.match(text) ?? this.match(other);
    const given = text || other;
    if (given !== '' && !match) {
      count(this.unknownZones, shownWord(given));
      onProblem('zone', given, 'unknownZone');
    }
    let place = match?.place ?? none;
    if (placeColumn) {
      for (const index of placeColumn) {
        const value = cells.text(values, index);
        if (value === '') continue;
        const found = finder.placeByText(value);
        if (found >= 0) {
          place = found;
          match ??= finder.byText(zones.places[found]!.id);
          break;
        }
        if (index !== placeColumn[0]) continue;
        count(this.unknownPlaces, shownWord(value));
        onProblem('place', value, 'unknownPlace');
      }
    }
    if (!match || match.zone < 0) match = this.byParcel(values) ?? match;
    if ((!match || match.zone < 0) && point) match = finder.byPoint(point[0], point[1]);
    if (!match || match.zone < 0) return { zone: none, place };
    this.by[match.how] = (this.by[match.how] ?? 0) + 1;
    return { zone: match.zone, place };
  }

  /** What is found of a record that lies outside the city, whatever it names. */
  outside(): FoundZone {
    const zone = this.source.zones.zones.findIndex((one) => !isOfCity(one));
    if (zone >= 0) this.by.outside = (this.by.outside ?? 0) + 1;
    return { zone, place: none };
  }

  /** What a record tells as its zone; '' for nothing. */
  text(values: readonly string[]): string {
    const { columns, cells } = this.source;
    const { zone } = columns;
    return zone ? cells.text(values, zone[0]) || cells.text(values, zone[1]) : '';
  }

  /** The community that a parcel number begins with. */
  private byParcel(values: readonly string[]): ZoneMatch | null {
    const { columns, cells, finder, onProblem } = this.source;
    const text = cells.text(values, columns.parcel);
    if (text === '') return null;
    const code = parcelCommunity(text);
    const match = code === null ? null : finder!.byText(code);
    if (match?.how === 'code') return { ...match, how: 'parcel' };
    onProblem('parcel', shownPlace('parcel', text), 'notParcel');
    return null;
  }

  /** Where the zone lies that a record names; null where it names none that is known. */
  labelNamed(values: readonly string[]): readonly [longitude: number, latitude: number] | null {
    return this.source.zones.zones[this.zoneNamed(values)]?.label ?? null;
  }

  /** The zone that a record names, −1 where it names none that is known. */
  zoneNamed(values: readonly string[]): number {
    const text = this.text(values);
    return text === '' || !this.source.finder ? none : (this.match(text)?.zone ?? none);
  }

  private byValue(text: string, other: string): number {
    if (text === '' && other === '') return none;
    const { values, onProblem } = this.source;
    const zone = values.codeOf(text, other);
    if (zone >= 0) this.by.name = (this.by.name ?? 0) + 1;
    else if (values.why) onProblem('zone', text || other, noWordProblem[values.why]);
    return zone;
  }

  private match(text: string): ZoneMatch | null {
    if (text === '') return null;
    if (this.targets.size > 0) {
      const target = this.targets.get(fold(text));
      if (target !== undefined) return { zone: target, place: none, how: 'name' };
    }
    return this.source.finder!.byText(text);
  }

  private readTargets(finder: ZoneFinder): void {
    const { mapping, zones } = this.source;
    for (const [text, target] of Object.entries(mapping.words.zone ?? {})) {
      const wanted = target === null ? null : typeof target === 'string' ? target : (target.id ?? target.en);
      const code = wanted === null ? none : (finder.byText(wanted)?.zone ?? none);
      if (wanted !== null && code < 0) {
        const ids = zones.zones.flatMap((zone) => [zone.id, zone.en]);
        throw new MappingError('mapping', {
          code: 'unknownWord',
          at: 'words.zone',
          word: text,
          got: wanted,
          meant: meant(wanted, ids),
          known: null,
        });
      }
      this.targets.set(fold(text), code);
    }
  }
}

/** What it means for a value that a dictionary does not take it. */
export const noWordProblem = {
  unknown: 'unknownWord',
  personal: 'personalWord',
  full: 'noRoom',
} as const satisfies Record<NoWord, ValueProblem>;

function count(counts: Map<string, number>, value: string): void {
  const known = counts.get(value);
  if (known !== undefined) counts.set(value, known + 1);
  else if (counts.size < mostUnknown) counts.set(own(value), 1);
}
