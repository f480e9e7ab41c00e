import type { ZoneFinder } from '../reading/zoneFinder.ts';
import type { PointOrder } from './placeReading.ts';
import type { SamplePoint } from './pointSample.ts';
import { degrees, type PointSystem } from './pointSystem.ts';

/** What the points of a sample are, and how sure that is. */
export interface Judged {
  readonly system: PointSystem;
  readonly order: PointOrder;
  /** Points that could be read in some system, and how many of them lie inside the zones. */
  readonly looked: number;
  readonly inside: number;
  /**
   * `zones`: most lie inside the zones; `range`: the numbers can be degrees in this order only; `usual`: nothing
   * speaks against degrees; `unknown`: numbers of a grid that nothing names.
   */
  readonly by: 'zones' | 'range' | 'usual' | 'unknown';
}

interface Trial {
  readonly system: PointSystem;
  readonly order: PointOrder;
  readonly inside: number;
  /** Points that lie in the zone which their row names. */
  readonly agreed: ReadonlySet<number>;
}

/** The codes that are tried where the numbers are no degrees. */
const grids = [3997, 32640, 3857, 32639] as const;
/** Shifted by some 220 m: only rows that name their zone can tell them from the others. */
const shifted = { degrees: [4270], metres: [27040, 27039] } as const;
const leastInside = 0.5;
/** Rows that the old datum must explain and WGS 84 does not. */
const leastShifted = 8;

/**
 * Tries systems and orders on the points of a sample: by the share that lies inside the zones, and where that is the
 * same by the zones that the rows name.
 * @param named the system that file or mapping name; then only the order is looked for
 * @param usual the order that is taken where nothing decides; null: longitude first in metres, latitude in degrees
 */
export async function judge(
  points: readonly SamplePoint[],
  finder: ZoneFinder | null,
  named: PointSystem | null,
  usual: PointOrder | null,
): Promise<Judged> {
  const own = points.filter(({ srid, degrees, metres }) => srid === null && (degrees ?? metres) !== null);
  const looked = own.length;
  const areDegrees = looked === 0 || share(own, inDegrees) >= 0.9;
  const systems =
    named !== null
      ? [named]
      : areDegrees
        ? [degrees]
        : await Promise.all(grids.map((code) => systemOf(code)));
  const first: PointOrder = usual ?? (systems[0]!.metric ? 'xy' : 'yx');
  const second: PointOrder = first === 'xy' ? 'yx' : 'xy';
  const trials = systems.flatMap((system) =>
    ([first, second] as const).map((order) => trial(own, finder, system, order)),
  );
  const best = trials.reduce((a, b) => (isBetter(b, a, looked) ? b : a));
  if (looked > 0 && best.inside >= looked * leastInside) {
    const old = named === null ? await oldDatum(own, finder, best) : null;
    const { system, order, inside } = old ?? best;
    return { system, order, looked, inside, by: 'zones' };
  }
  const fits = (order: PointOrder) => share(own, (point) => fitsDegrees(point, order));
  if (areDegrees && named === null) {
    const turned = fits(first) < 0.1 && fits(second) > 0.9;
    const order = turned ? second : first;
    return { system: degrees, order, looked, inside: 0, by: turned ? 'range' : 'usual' };
  }
  return {
    system: named ?? degrees,
    order: first,
    looked,
    inside: best.inside,
    by: looked > 0 && named === null ? 'unknown' : 'usual',
  };
}

async function systemOf(code: number): Promise<PointSystem> {
  const { systemOfCode } = await import('./projection.ts');
  return systemOfCode(code)!;
}

/** The same in the old datum, where that brings rows into the zones that they name. */
async function oldDatum(
  points: readonly SamplePoint[],
  finder: ZoneFinder | null,
  best: Trial,
): Promise<Trial | null> {
  const named = points.filter(({ zone }) => zone >= 0).length;
  if (named < leastShifted || best.agreed.size > named - leastShifted) return null;
  for (const code of best.system.metric ? shifted.metres : shifted.degrees) {
    const other = trial(points, finder, await systemOf(code), best.order);
    const won = [...other.agreed].filter((row) => !best.agreed.has(row)).length;
    const lost = [...best.agreed].filter((row) => !other.agreed.has(row)).length;
    if (won >= leastShifted && won > 4 * lost && other.agreed.size >= named * 0.9) return other;
  }
  return null;
}

/** How a system and an order place the points of a sample. */
export function trial(
  points: readonly SamplePoint[],
  finder: ZoneFinder | null,
  system: PointSystem,
  order: PointOrder,
): Trial {
  let inside = 0;
  const agreed = new Set<number>();
  points.forEach((point, i) => {
    const numbers = system.metric ? point.metres : point.degrees;
    if (!numbers) return;
    const [x, y] = order === 'yx' ? [numbers[1], numbers[0]] : numbers;
    const at = system.toDegrees(x, y);
    const match = at && finder?.byPoint(at[0], at[1]);
    if (!match || match.how === 'outside') return;
    inside++;
    if (point.zone >= 0 && match.zone === point.zone) agreed.add(i);
  });
  return { system, order, inside, agreed };
}

function isBetter(a: Trial, b: Trial, looked: number): boolean {
  if (Math.abs(a.inside - b.inside) > looked * 0.02) return a.inside > b.inside;
  return a.agreed.size > b.agreed.size + looked * 0.02;
}

function inDegrees({ degrees: numbers }: SamplePoint): boolean {
  return numbers !== null && Math.abs(numbers[0]) <= 180 && Math.abs(numbers[1]) <= 180;
}

function fitsDegrees({ degrees: numbers }: SamplePoint, order: PointOrder): boolean {
  if (!numbers) return false;
  const [x, y] = order === 'yx' ? [numbers[1], numbers[0]] : numbers;
  return Math.abs(x) <= 180 && Math.abs(y) <= 90;
}

function share<T>(values: readonly T[], test: (value: T) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length;
}
