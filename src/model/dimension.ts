/** Dimensions whose values are dictionary codes stored in a row. */
export const rowDimensions = [
  'zone',
  'place',
  'category',
  'channel',
  'account',
  'topic',
  'entity',
  'stage',
  'priority',
  'language',
  'customerKind',
] as const;

/** Dimensions read off another one: the sector and the district of the zone, the main service of the topic. */
export const parentDimensions = ['sector', 'district', 'service'] as const;

/** The dimension whose values a parent groups. */
export const childOf = {
  sector: 'zone',
  district: 'zone',
  service: 'topic',
} as const satisfies Record<ParentDimension, RowDimension>;

/** Dimensions read off the opening time, local. A bucket's key: the day; the week's first day; months since 1970. */
export const timeDimensions = ['day', 'week', 'month'] as const;

/** Small fixed dimensions computed from a row. */
export const computedDimensions = ['hour', 'weekday', 'responseTime'] as const;

export type RowDimension = (typeof rowDimensions)[number];
export type ParentDimension = (typeof parentDimensions)[number];
export type TimeDimension = (typeof timeDimensions)[number];
export type ComputedDimension = (typeof computedDimensions)[number];

/** A dimension with a dictionary of words. */
export type WordDimension = RowDimension | ParentDimension;
/** A dimension of which a filter may choose values. */
export type ChoiceDimension = WordDimension | ComputedDimension;
export type Dimension = ChoiceDimension | TimeDimension;

export const wordDimensions: readonly WordDimension[] = [...rowDimensions, ...parentDimensions];
export const choiceDimensions: readonly ChoiceDimension[] = [...wordDimensions, ...computedDimensions];
export const dimensions: readonly Dimension[] = [...choiceDimensions, ...timeDimensions];

/** The id under which a filter or an address names the requests that have no value in a dimension. */
export const noneId = 'none';

/**
 * Buckets of the elapsed time to first response: id and upper end in seconds (exclusive; the last is open).
 * A request not answered yet has none of them.
 */
export const responseTimes = [
  { id: 'lt-15m', below: 900 },
  { id: '15m-1h', below: 3600 },
  { id: '1h-2h', below: 7200 },
  { id: '2h-4h', below: 14400 },
  { id: '4h-8h', below: 28800 },
  { id: '8h-24h', below: 86400 },
  { id: '1d-3d', below: 259200 },
  { id: '3d-7d', below: 604800 },
  { id: 'gt-7d', below: Number.POSITIVE_INFINITY },
] as const;

/**
 * Upper ends in seconds (exclusive) of the fine buckets of the elapsed time to first response, which percentiles are
 * estimated from; those of `responseTimes` are among them, and the last has no end.
 */
export const responseBounds: readonly number[] = [
  180,
  420,
  900,
  1500,
  2400,
  3600,
  5400,
  7200,
  10_800,
  14_400,
  18_000,
  21_600,
  28_800,
  36_000,
  43_200,
  57_600,
  72_000,
  86_400,
  108_000,
  129_600,
  172_800,
  216_000,
  259_200,
  345_600,
  432_000,
  604_800,
  864_000,
  1_209_600,
  1_814_400,
  2_592_000,
  Number.POSITIVE_INFINITY,
];

/** Index in `responseBounds` of the bucket of a time to first response. */
export function responseBucketOf(seconds: number): number {
  let low = 0;
  let high = responseBounds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seconds < responseBounds[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function isTimeDimension(dimension: Dimension): dimension is TimeDimension {
  return (timeDimensions as readonly string[]).includes(dimension);
}

export function isParentDimension(dimension: Dimension): dimension is ParentDimension {
  return (parentDimensions as readonly string[]).includes(dimension);
}

export function isWordDimension(dimension: Dimension): dimension is WordDimension {
  return (wordDimensions as readonly string[]).includes(dimension);
}
