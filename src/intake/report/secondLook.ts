import type { RequestRow } from '../../model/schema.ts';
import type { Zones } from '../../model/zones.ts';
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
  private rows = 0;

  constructor(zones: Zones, pointStep: number) {
    this.zones = zones;
    this.pointStep = pointStep;
  }

  /** @param named whether the row names its zone, so that its point did not find it */
  row(row: RequestRow, line: number, named: boolean): void {
    this.rows++;
    if (row.pointLon === null || row.pointLat === null) return;
    this.points.add(row.pointLon, row.pointLat, line);
    if (!named || row.zone === null) return;
    const label = this.zones.zones[row.zone]?.label;
    if (!label) return;
    this.named++;
    const lat = row.pointLat * this.pointStep;
    const east = (row.pointLon * this.pointStep - label[0]) * Math.cos((lat * Math.PI) / 180);
    const north = lat - label[1];
    if (east * east + north * north <= farDegrees * farDegrees) return;
    this.far.count++;
    this.far.line ||= line;
  }

  /** A row has the reference of an earlier one, which was opened at another instant. */
  sharedRef(line: number): void {
    this.shared.count++;
    this.shared.line ||= line;
  }

  doubts(): Doubts {
    const { far, shared, named, rows } = this;
    return {
      onePoint: this.onePoint(),
      farPoints: far.count >= leastRows && far.count > named * farShare ? { ...far, of: named } : null,
      sharedRefs:
        shared.count >= 5 && shared.count > (rows + shared.count) * sharedShare ? { ...shared } : null,
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
