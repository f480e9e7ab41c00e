/** The largest parts of a whole with their cumulative shares, and the rest as one. */
export interface Pareto<T> {
  readonly top: readonly { readonly item: T; readonly count: number; readonly cumulative: number }[];
  readonly rest: { readonly items: number; readonly count: number };
  readonly total: number;
  /** How many of the largest parts make up the share asked for. */
  readonly needed: number;
  /** The share that those make up. */
  readonly reached: number;
}

/** Items must come in falling order of their counts. */
export function paretoOf<T>(
  items: readonly T[],
  countOf: (item: T) => number,
  most: number,
  share = 0.8,
): Pareto<T> {
  const total = items.reduce((sum, item) => sum + countOf(item), 0);
  let sum = 0;
  let needed = 0;
  let reached = 0;
  const top: { item: T; count: number; cumulative: number }[] = [];
  const rest = { items: 0, count: 0 };
  items.forEach((item, index) => {
    const count = countOf(item);
    sum += count;
    if (total > 0 && reached < share) {
      needed = index + 1;
      reached = sum / total;
    }
    if (index < most) top.push({ item, count, cumulative: total > 0 ? sum / total : 0 });
    else {
      rest.items++;
      rest.count += count;
    }
  });
  return { top, rest, total, needed, reached };
}
