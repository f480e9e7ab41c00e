import { fold } from '../src/model/fold.ts';

type Point = readonly [lon: number, lat: number];

/** What of a zone its district is told by. */
interface NamedZone {
  readonly id: string;
  readonly code: string;
  readonly en: string;
  readonly ar: string;
  readonly aliases: readonly string[];
  readonly centre: Point;
  readonly areaKm2: number;
}

/** A group of zones under the name that people use for them all. */
export interface DistrictEntry {
  id: string;
  en: string;
  ar: string;
  /** Ids, in the order of the zones. */
  zones: string[];
  /** Other spellings of the name. */
  aliases: string[];
  label: Point;
  /** How its zones were decided. */
  source: string;
}

/** Districts that no zone's name tells of, by the numbers of their zones. */
const told = [
  {
    en: 'Deira',
    ar: 'ديرة',
    label: [55.325, 25.268],
    has: (code: number) => code === 101 || (code >= 111 && code <= 134),
    source:
      'The old city on the eastern bank of the creek: the communities of Sector 1, of which Corniche Deira and Nakhlat Deira have the name.',
  },
  {
    en: 'Bur Dubai',
    ar: 'بر دبي',
    label: [55.296, 25.25],
    has: (code: number) => (code >= 311 && code <= 324) || code === 326,
    source:
      'The old city on the western bank of the creek, as far as Jumeirah: communities 311 to 324 and Al Jadaf. Zabeel, Al Satwa and Al Bada’ are not counted in.',
  },
] as const;

/** Points for names that the middle of their zones would put at sea or beside the point. */
const labels: Readonly<Record<string, Point>> = {
  Jumeirah: [55.238, 25.196],
  'Al Quoz': [55.23, 25.142],
  'Al Barsha': [55.2, 25.098],
  'Jebel Ali': [55.07, 24.985],
};

const ordinalAr = / (الأولى?|الثانية?|الثالثة|الرابعة|الخامسة|السادسة|\d)$/;
const ordinalEn = / ?(First|Second|Third|Fourth|Fifth|Sixth|\d)$/;

/** A zone's name without its ordinal and without the word for industrial areas. */
function stemOf(name: string): string {
  return name
    .replace(ordinalAr, '')
    .replace(ordinalEn, '')
    .replace(/ الصناعية$/, '')
    .replace(/ Ind(\.|ustrial)( Area)?$/, '')
    .trim();
}

/**
 * The districts that the names of zones and where they lie justify:
 * - those of `told`;
 * - else zones whose Arabic names differ only by an ordinal or by being industrial, each beside another of them;
 * - to these come zones beside them that have no such family, but had the name formerly, or have it within theirs.
 * @param usual an English name in the spelling that is mostly written
 */
export function makeDistricts<Z extends NamedZone>(
  zones: readonly Z[],
  usual: (name: string) => string,
): DistrictEntry[] {
  const free = new Set<Z>(zones);
  const out: DistrictEntry[] = [];
  for (const { en, ar, label, has, source } of told) {
    const own = zones.filter((zone) => has(Number(zone.code)));
    if (own.length === 0) continue;
    for (const zone of own) free.delete(zone);
    out.push({ id: slugOf(en), en, ar, zones: own.map(({ id }) => id), aliases: [], label, source });
  }
  const families = new Map<string, Z[]>();
  for (const zone of free) {
    const stem = fold(stemOf(zone.ar));
    families.set(stem, [...(families.get(stem) ?? []), zone]);
  }
  const found = [...families].flatMap(([stem, all]) => {
    const family = together(all);
    return family.length < 2 ? [] : [{ stem, family, joined: [] as Z[], first: all[0]! }];
  });
  for (const { family } of found) for (const zone of family) free.delete(zone);
  for (const { stem, family, joined } of found) {
    for (const zone of free) {
      const names = [zone.ar, ...zone.aliases].map((name) => fold(stemOf(name)));
      const carries = names.includes(stem) || ` ${names[0]} `.includes(` ${stem} `);
      if (!carries || !family.some((other) => beside(other, zone))) continue;
      joined.push(zone);
      free.delete(zone);
    }
  }
  for (const { family, joined, first } of found) {
    const ids = new Set([...family, ...joined]);
    const spelled = stemOf(first.en);
    const en = stemOf(usual(first.en));
    const also = joined.map(({ code, en }) => `${code} ${en}`).join(', ');
    out.push({
      id: slugOf(en),
      en,
      ar: stemOf(first.ar),
      zones: zones.filter((zone) => ids.has(zone)).map(({ id }) => id),
      aliases: spelled === en ? [] : [spelled],
      label: labels[en] ?? middleOf(family),
      source: `Communities of this name that lie side by side${also && `; with ${also}, beside them and of this name within their own or formerly`}.`,
    });
  }
  return out;
}

/** The largest group of zones of which each lies beside another. */
function together<Z extends NamedZone>(zones: readonly Z[]): readonly Z[] {
  const left = new Set(zones);
  let most: readonly Z[] = [];
  for (const start of zones) {
    if (!left.delete(start)) continue;
    const group = [start];
    for (const zone of group)
      for (const other of left)
        if (beside(zone, other)) {
          left.delete(other);
          group.push(other);
        }
    if (group.length > most.length) most = group;
  }
  return most;
}

/** Whether the centres of two zones are no further from each other than the widths of both. */
export function beside(
  a: Pick<NamedZone, 'centre' | 'areaKm2'>,
  b: Pick<NamedZone, 'centre' | 'areaKm2'>,
): boolean {
  const north = (a.centre[1] - b.centre[1]) * 111.2;
  const east = (a.centre[0] - b.centre[0]) * 111.3 * Math.cos((a.centre[1] * Math.PI) / 180);
  return Math.hypot(north, east) <= Math.sqrt(a.areaKm2) + Math.sqrt(b.areaKm2);
}

/** The middle of zones by their areas. */
function middleOf(zones: readonly NamedZone[]): Point {
  const area = zones.reduce((sum, zone) => sum + zone.areaKm2, 0);
  const mean = (axis: 0 | 1) =>
    Number((zones.reduce((sum, zone) => sum + zone.centre[axis] * zone.areaKm2, 0) / area).toFixed(3));
  return [mean(0), mean(1)];
}

function slugOf(en: string): string {
  return fold(en.replaceAll("'", '')).replaceAll(' ', '-');
}
