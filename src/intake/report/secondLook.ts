import type { RequestRow } from '../../model/schema.ts';
import { isOfCity, type Zones } from '../../model/zones.ts';
import { own, shownWord } from '../privacy.ts';
import { PointCounts } from './pointCounts.ts';

/** What rows show only together: each is a doubt about the whole file. */
export interface Doubts {
  /** Many points are the same one. */
  readonly onePoint: {
    readonly count: number;
    readonly lon: number;
    readonly lat: number;
    readonly line: number;
  } | null;
  /** Points that lie far from the zone that their row names. */
  readonly farPoints: { readonly count: number; readonly of: number; readonly line: number } | null;
  /** Rows whose coordinates were exchanged and read the right way round, and those that were read as they stand. */
  readonly pointsTurned: { readonly count: number; readonly line: number } | null;
  readonly pointsExchanged: { readonly count: number; readonly line: number } | null;
  /** Rows that lie outside all zones, and name none. */
  readonly pointsOutside: { readonly count: number; readonly line: number } | null;
  /** Rows that say to be of another emirate, and which. */
  readonly otherEmirate: {
    readonly column: string;
    readonly count: number;
    readonly line: number;
    readonly names: string;
  } | null;
  /** References that come again with another date of opening. */
  readonly sharedRefs: { readonly count: number; readonly line: number } | null;
}

interface Counted {
  count: number;
  line: number;
}

/** A share of all points that no place has by itself. */
const surelyOne = 0.2;
/** A share that is strange where no other point comes near it. */
const perhapsOne = 0.05;
const leastRows = 20;
/** No zone reaches farther from the middle of its shape: 30 km, in degrees of a great circle. */
const farDegrees = 30 / 111.2;
const farShare = 0.2;
const sharedShare = 0.05;

/** Looks at all rows of a file together, while they are read, for what makes them hard to believe. */
export class SecondLook {
  private readonly zones: Zones;
  private readonly pointStep: number;
  private readonly points = new PointCounts();
  private named = 0;
  private readonly far: Counted = { count: 0, line: 0 };
  private readonly shared: Counted = { count: 0, line: 0 };
  private readonly exchanged = { turned: { count: 0, line: 0 }, told: { count: 0, line: 0 } };
  private readonly outside: Counted = { count: 0, line: 0 };
  private readonly outsideZone: number;
  private readonly emirates = new Map<string, Counted>();
  private rows = 0;

  constructor(zones: Zones, pointStep: number) {
    this.zones = zones;
    this.pointStep = pointStep;
    this.outsideZone = zones.zones.findIndex((zone) => !isOfCity(zone));
  }

  /**
   * @param named whether the row names its zone, so that its point did not find it
   * @param exchanged what of its coordinates stands the wrong way round
   */
  row(row: RequestRow, line: number, named: boolean, exchanged: 'turned' | 'told' | null): void {
    this.rows++;
    if (exchanged) add(this.exchanged[exchanged], line);
    if (row.pointLon === null || row.pointLat === null) return;
    this.points.add(row.pointLon, row.pointLat, line);
    if (row.zone !== null && row.zone === this.outsideZone) add(this.outside, line);
    if (!named || row.zone === null) return;
    const label = this.zones.zones[row.zone]?.label;
    if (!label) return;
    this.named++;
    const lat = row.pointLat * this.pointStep;
    const east = (row.pointLon * this.pointStep - label[0]) * Math.cos((lat * Math.PI) / 180);
    const north = lat - label[1];
    if (east * east + north * north <= farDegrees * farDegrees) return;
    add(this.far, line);
  }

  /** A row says to be of another emirate. */
  ofEmirate(named: string, line: number): void {
    const known = this.emirates.get(named);
    if (known) known.count++;
    else if (this.emirates.size < 1000) this.emirates.set(own(named), { count: 1, line });
  }

  /** A row has the reference of an earlier one, which was opened at another instant. */
  sharedRef(line: number): void {
    add(this.shared, line);
  }

  /** @param emirateColumn the column that tells the emirate; '' for none */
  doubts(emirateColumn: string): Doubts {
    const { far, shared, named, rows, exchanged, outside } = this;
    return {
      onePoint: this.onePoint(),
      farPoints: far.count >= leastRows && far.count > named * farShare ? { ...far, of: named } : null,
      pointsTurned: exchanged.turned.count > 0 ? exchanged.turned : null,
      pointsExchanged: exchanged.told.count > 0 ? exchanged.told : null,
      pointsOutside: outside.count > 0 ? { ...outside } : null,
      otherEmirate: this.otherEmirate(emirateColumn),
      sharedRefs:
        shared.count >= 5 && shared.count > (rows + shared.count) * sharedShare ? { ...shared } : null,
    };
  }

  private otherEmirate(column: string): Doubts['otherEmirate'] {
    const all = [...this.emirates].sort(([, a], [, b]) => b.count - a.count);
    if (all.length === 0) return null;
    return {
      column,
      count: all.reduce((sum, [, { count }]) => sum + count, 0),
      line: Math.min(...all.map(([, { line }]) => line)),
      names: all.map(([name, { count }]) => `${shownWord(name)} ${count}`).join(', '),
    };
  }

  private onePoint(): Doubts['onePoint'] {
    const { first, second } = this.points.most();
    if (!first || first.count < leastRows || this.points.size < 2) return null;
    const share = first.count / this.points.all;
    if (share < perhapsOne || (share < surelyOne && first.count < second * 10)) return null;
    const degrees = (steps: number) => Number((steps * this.pointStep).toFixed(5));
    return { count: first.count, line: first.line, lon: degrees(first.lon), lat: degrees(first.lat) };
  }
}

function add(counted: Counted, line: number): void {
  counted.count++;
  counted.line ||= line;
}
