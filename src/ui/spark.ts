/** A line through values in a box of 100 × 100, y downwards: the path, and where its last point stands. */
export interface Spark {
  readonly path: string;
  /** Its end that is not ripe yet, from the last ripe point on; empty where all of it is. */
  readonly young: string;
  readonly end: { readonly x: number; readonly y: number } | null;
}

/** The values at the foot and at the top of the box, so that several lines can be held against each other. */
export interface SparkScale {
  readonly low: number;
  readonly high: number;
}

/**
 * Missing values break the line. A line without ups and downs runs through the middle; a lone value is a dot.
 * @param ripe how many values, from the first, are ripe
 * @param scale what the box reaches over; left out: the values' own least and largest
 */
export function sparkOf(
  values: readonly (number | null)[],
  ripe: number = values.length,
  scale?: SparkScale,
): Spark {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length === 0) return { path: '', young: '', end: null };
  const low = scale?.low ?? Math.min(...known);
  const high = scale?.high ?? Math.max(...known);
  const step = values.length > 1 ? 100 / (values.length - 1) : 0;
  let path = '';
  let young = '';
  let end = null as Spark['end'];
  let drawing = false;
  values.forEach((value, index) => {
    if (value === null || !Number.isFinite(value)) {
      drawing = false;
      return;
    }
    const x = values.length > 1 ? index * step : 100;
    const y = high === low ? 50 : 100 - ((value - low) / (high - low)) * 100;
    const point = `${short(x)} ${short(y)}`;
    if (index < ripe) path += `${drawing ? 'L' : 'M'}${point}`;
    else if (drawing && end) young += `${young === '' ? `M${short(end.x)} ${short(end.y)}` : ''}L${point}`;
    else young += `M${point}`;
    drawing = true;
    end = { x, y };
  });
  return { path, young, end };
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
