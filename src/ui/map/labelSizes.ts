/** Names that are no zones': which kinds there are. */
export type NameKind = 'land' | 'water' | 'smallDistrict' | 'district' | 'city';

/** How large each kind of name is, in the size of the smallest. */
const times: Readonly<Record<NameKind | 'place' | 'street', number>> = {
  place: 1,
  street: 1,
  land: 1.1,
  water: 1.1,
  smallDistrict: 1.1,
  district: 1.2,
  city: 1.4,
};

/** Zones' names begin as the smallest, and grow from this zoom on by this much a zoom. */
const zoneGrowth = { from: 9, to: 15, step: 0.05 } as const;

/** The sizes of the map's letters in pixels, all from one token of the page (`--text-map`), which a wall makes larger. */
export interface LabelSizes {
  of(kind: keyof typeof times): number;
  /** The size of zones' names at a zoom. */
  zone(zoom: number): number;
  readonly zoneFrom: number;
  readonly zoneTo: number;
  /** By how many zooms names come later than with letters of 11 px: larger ones need larger zones. */
  readonly later: number;
}

/** @param smallest size of the smallest letters, in pixels */
export function labelSizes(smallest: number): LabelSizes {
  const { from, to, step } = zoneGrowth;
  return {
    of: (kind) => smallest * times[kind],
    zone: (zoom) => smallest * (1 + (Math.min(to, Math.max(from, zoom)) - from) * step),
    zoneFrom: from,
    zoneTo: to,
    later: Math.log2(smallest / 11),
  };
}
