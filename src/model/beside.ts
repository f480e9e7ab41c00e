import { type Area, type AreaDimension, areaDimensions } from './area.ts';
import type { City } from './city.ts';

/** How many areas may stand side by side. */
export const mostBeside = 4;

/** Areas that stand side by side, in their order, and whether the whole city stands beside them. */
export interface Beside {
  readonly areas: readonly Area[];
  readonly city: boolean;
}

/** Some areas to begin with, the city beside them: as many of them as may stand there. */
export function besideOf(areas: readonly Area[]): Beside {
  return { areas: distinct(areas).slice(0, mostBeside), city: true };
}

export function sameArea(a: Area, b: Area): boolean {
  return a.dimension === b.dimension && a.id === b.id;
}

function distinct(areas: readonly Area[]): Area[] {
  return areas.filter((area, at) => areas.findIndex((other) => sameArea(area, other)) === at);
}

/** Of how many areas only the first stand here; 0 where that is not so. */
export function cutFrom(wanted: readonly Area[], { areas }: Beside): number {
  const first = wanted.slice(0, mostBeside);
  const isCut = wanted.length > mostBeside && areas.length === first.length;
  return isCut && first.every((area, at) => sameArea(area, areas[at]!)) ? wanted.length : 0;
}

/** What became of an area that was to be added. */
export type Adding =
  | { readonly kind: 'added'; readonly beside: Beside }
  | { readonly kind: 'there' | 'full' };

/** Adds an area at the end; refused where it stands there already, or as many as may. */
export function added(beside: Beside, area: Area): Adding {
  if (beside.areas.some((other) => sameArea(other, area))) return { kind: 'there' };
  if (beside.areas.length >= mostBeside) return { kind: 'full' };
  return { kind: 'added', beside: { ...beside, areas: [...beside.areas, area] } };
}

export function removed(beside: Beside, area: Area): Beside {
  return { ...beside, areas: beside.areas.filter((other) => !sameArea(other, area)) };
}

/** Moves an area by a number of columns; at an end it stays. */
export function moved(beside: Beside, area: Area, by: number): Beside {
  const from = beside.areas.findIndex((other) => sameArea(other, area));
  const to = from + by;
  if (from < 0 || to < 0 || to >= beside.areas.length) return beside;
  const areas = beside.areas.toSpliced(from, 1);
  return { ...beside, areas: areas.toSpliced(to, 0, beside.areas[from]!) };
}

const ofCity = 'city';
/** What is open while no area is chosen yet. */
const nothing = 'none';

/** The parts that the text of a choice has: `zone:C227`, `district:deira`, `city`. */
export function besideParts({ areas, city }: Beside): string[] {
  const parts = areas.map(({ dimension, id }) => `${dimension}:${id}`);
  if (city) parts.push(ofCity);
  return parts.length > 0 ? parts : [nothing];
}

/** Reads such parts; what the city does not know, and what is too much, is left out and named. */
export function readBeside(
  city: Pick<City, 'codeOf'>,
  parts: readonly string[],
): { readonly beside: Beside; readonly unknown: readonly string[] } {
  const unknown: string[] = [];
  let beside: Beside = { areas: [], city: false };
  for (const part of parts) {
    if (part === '' || part === nothing) continue;
    if (part === ofCity) {
      beside = { ...beside, city: true };
      continue;
    }
    const at = part.indexOf(':');
    const [dimension, id] = [part.slice(0, at) as AreaDimension, part.slice(at + 1)];
    const known = areaDimensions.includes(dimension) && city.codeOf(dimension, id) >= 0;
    const adding = known ? added(beside, { dimension, id }) : null;
    if (adding?.kind === 'added') beside = adding.beside;
    else if (adding?.kind !== 'there') unknown.push(part);
  }
  return { beside, unknown };
}
