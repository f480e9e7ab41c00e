import type { ColumnIndexes } from '../columnIndexes.ts';
import { shownPlace } from '../privacy.ts';
import type { Cells } from '../reading/cells.ts';
import type { ZoneFinder } from '../reading/zoneFinder.ts';
import type { ValueProblem } from '../report/valueProblem.ts';
import { degreeOf, metresOf } from '../text/coordinate.ts';
import { readPoint } from '../text/pointText.ts';
import type { Home } from './home.ts';
import { makaniPoint } from './makaniPoint.ts';
import type { PlaceReading } from './placeReading.ts';
import type { PointSystem } from './pointSystem.ts';

type Point = readonly [longitude: number, latitude: number];
type PointField = 'longitude' | 'latitude' | 'point' | 'makani';

/** What a reader of points needs to know of the source. */
interface PointSource {
  readonly columns: ColumnIndexes;
  readonly cells: Cells;
  readonly reading: PlaceReading;
  /** Degrees of one step of a published point. */
  readonly step: number;
  /** Zones with shapes, for Makani numbers. */
  readonly finder: ZoneFinder;
  /** Where points are expected; null where nothing tells. */
  readonly home: Home | null;
  /** The zone that a record names, −1 for none that is known. */
  readonly zoneNamed: (values: readonly string[]) => number;
  /** Where the zone lies that a record names; null for none. */
  readonly labelNamed: (values: readonly string[]) => Point | null;
  readonly onProblem: (field: PointField, value: string, problem: ValueProblem) => void;
}

/** A Makani number marks an entrance: its point is published no finer than this, some 100 m. */
const makaniStep = 0.001;

/** Finds where a record lies: by two columns, by one that holds both, or by its Makani number. */
export class PointReader {
  /** Records that were found by their Makani number. */
  byMakani = 0;
  /**
   * Whether the two coordinates of the record that was read last stand the other way round than those of most: `turned`,
   * and read so, because its point then lies in the zone that it names; `told`, and read as it stands.
   */
  exchanged: 'turned' | 'told' | null = null;
  private readonly source: PointSource;
  private coarse = false;

  constructor(source: PointSource) {
    this.source = source;
  }

  /** Degrees WGS 84; null where the record tells none. */
  find(values: readonly string[]): Point | null {
    const { columns, cells } = this.source;
    this.coarse = false;
    this.exchanged = null;
    const { longitude, latitude } = columns;
    if (longitude !== undefined && latitude !== undefined) {
      const point = this.ofPair(values, cells.text(values, longitude), cells.text(values, latitude));
      if (point) return point;
    }
    return this.ofText(values, cells.text(values, columns.point)) ?? this.ofMakani(values);
  }

  /** The point that was found last, in steps. */
  stepsOf(point: Point): readonly [number, number] {
    const { step } = this.source;
    const least = this.coarse && step < makaniStep ? makaniStep : step;
    return [stepsIn(point[0], least, step), stepsIn(point[1], least, step)];
  }

  private ofPair(values: readonly string[], first: string, second: string): Point | null {
    if (first === '' && second === '') return null;
    const { system, order } = this.source.reading;
    const [lonText, latText] = order === 'yx' ? [second, first] : [first, second];
    const numeric = system.metric ? metresOf : degreeOf;
    const x = numeric(lonText);
    const y = numeric(latText);
    const point = pointIn(system, x, y);
    const other = this.turned(values, point, () => pointIn(system, y, x));
    if (other) return other;
    if (Number.isNaN(x) || (!system.metric && Math.abs(x) > 180))
      return this.refuse(
        'longitude',
        lonText,
        lonText === '' ? 'noLongitude' : wrongOf(system, 'notLongitude'),
      );
    if (Number.isNaN(y) || (!system.metric && Math.abs(y) > 90))
      return this.refuse('latitude', latText, latText === '' ? 'noLatitude' : wrongOf(system, 'notLatitude'));
    if (x === 0 && y === 0) return this.refuse('longitude', lonText, 'zeroPoint');
    return point ?? this.refuse('longitude', lonText, 'notPoint');
  }

  private ofText(values: readonly string[], text: string): Point | null {
    if (text === '') return null;
    const { system, order, byCode } = this.source.reading;
    const found = readPoint(text);
    const own = found?.srid ? byCode.get(found.srid) : system;
    if (!found || !own) return this.refuse('point', text, 'notPoint');
    if (found.x === 0 && found.y === 0) return this.refuse('point', text, 'zeroPoint');
    const turned = order === null ? !found.told && !own.metric : order === 'yx';
    const [x, y] = turned ? [found.y, found.x] : [found.x, found.y];
    const point = pointIn(own, x, y);
    return (
      this.turned(values, point, () => pointIn(own, y, x)) ?? point ?? this.refuse('point', text, 'notPoint')
    );
  }

  /** The point with its coordinates exchanged, where that is surely what is meant; null where it is not. */
  private turned(values: readonly string[], point: Point | null, exchange: () => Point | null): Point | null {
    const { home, zoneNamed } = this.source;
    if (!home || (point && home.has(point))) return null;
    const other = exchange();
    if (!other || !home.has(other)) return null;
    const zone = home.zoneAt(other);
    this.exchanged = zone >= 0 && zone === zoneNamed(values) ? 'turned' : 'told';
    return this.exchanged === 'turned' ? other : null;
  }

  private ofMakani(values: readonly string[]): Point | null {
    const { columns, cells, finder, labelNamed } = this.source;
    const text = cells.text(values, columns.makani);
    if (text === '') return null;
    const point = makaniPoint(text, finder, labelNamed(values));
    if (!point) return this.refuse('makani', text, 'notMakani');
    this.coarse = true;
    this.byMakani++;
    return point;
  }

  private refuse(field: PointField, text: string, problem: ValueProblem): null {
    this.source.onProblem(field, shownPlace(field, text), problem);
    return null;
  }
}

/** Degrees of a point in a system; null where its numbers are none of it. */
function pointIn(system: PointSystem, x: number, y: number): Point | null {
  if (Number.isNaN(x) || Number.isNaN(y) || (x === 0 && y === 0)) return null;
  return !system.metric && (Math.abs(x) > 180 || Math.abs(y) > 90) ? null : system.toDegrees(x, y);
}

function wrongOf(system: PointSystem, ofDegrees: ValueProblem): ValueProblem {
  return system.metric ? 'notPoint' : ofDegrees;
}

/** Degrees in steps, rounded to what is kept at least. */
function stepsIn(degrees: number, least: number, step: number): number {
  const rounded = Math.round(degrees / least);
  return least === step ? rounded : Math.round((rounded * least) / step);
}
