/** A line through values in a box of 100 × 100, y downwards: the path, and where its last point stands. */
export interface Spark {
  readonly path: string;
  readonly end: { readonly x: number; readonly y: number } | null;
}

/** Missing values break the line. A line without ups and downs runs through the middle; a lone value is a dot. */
export function sparkOf(values: readonly (number | null)[]): Spark {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length === 0) return { path: '', end: null };
  const low = Math.min(...known);
  const high = Math.max(...known);
  const step = values.length > 1 ? 100 / (values.length - 1) : 0;
  let path = '';
  let end: Spark['end'] = null;
  let drawing = false;
  values.forEach((value, index) => {
    if (value === null || !Number.isFinite(value)) {
      drawing = false;
      return;
    }
    const x = values.length > 1 ? index * step : 100;
    const y = high === low ? 50 : 100 - ((value - low) / (high - low)) * 100;
    path += `${drawing ? 'L' : 'M'}${short(x)} ${short(y)}`;
    drawing = true;
    end = { x, y };
  });
  return { path, end };
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
