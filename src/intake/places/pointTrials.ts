import { trial } from './judge.ts';
import type { PointOrder } from './placeReading.ts';
import { type SettledPlaces, usualOrder } from './placesOf.ts';
import { systemNamed } from './systemNamed.ts';

/** How many points of a sample would lie inside the zones in each system that is offered. */
export interface PointTrials {
  /** Points that were looked at: those that do not name their system themselves. */
  readonly looked: number;
  /** Whether there are zones with shapes, without which nothing can lie inside. */
  readonly shapes: boolean;
  /** How the points are read under the mapping. */
  readonly taken: { readonly system: string; readonly order: PointOrder };
  /** The one that is taken is among them. */
  readonly systems: readonly SystemTrial[];
}

export interface SystemTrial {
  /** As a mapping names it: "EPSG:3997". */
  readonly system: string;
  readonly name: string;
  readonly inside: Readonly<Record<PointOrder, number>>;
}

/** The systems that files of the Gulf come in. */
export const offeredSystems = [
  ...['EPSG:4326', 'EPSG:3997', 'EPSG:32640', 'EPSG:32639', 'EPSG:3857'],
  ...['EPSG:4270', 'EPSG:27040', 'EPSG:27039'],
] as const;

/** Tries the offered systems, and the one that is taken, on the points of a sample; null where there are none. */
export async function pointTrials({ reading, sample, finder }: SettledPlaces): Promise<PointTrials | null> {
  const points = sample.filter(({ srid, degrees, metres }) => srid === null && (degrees ?? metres) !== null);
  if (points.length === 0) return null;
  const { system: taken } = reading;
  const offered = await Promise.all(offeredSystems.map((name) => systemNamed(name)));
  const systems = offered.some(({ id }) => id === taken.id) ? offered : [...offered, taken];
  return {
    looked: points.length,
    shapes: finder !== null,
    taken: { system: taken.id, order: reading.order ?? usualOrder(sample, taken) },
    systems: systems.map((system) => ({
      system: system.id,
      name: system.name,
      inside: {
        xy: trial(points, finder, system, 'xy').inside,
        yx: trial(points, finder, system, 'yx').inside,
      },
    })),
  };
}
