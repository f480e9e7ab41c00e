/** The row that names the columns: the first that is as wide as most and names most; titles may stand above it. */
export function headerIndex(records: readonly { readonly values: readonly string[] }[]): number {
  const filled = (values: readonly string[]) => values.filter((value) => value.trim() !== '').length;
  const usual = mode(records.slice(0, 300).map((record) => record.values.length));
  if (usual < 2) return 0;
  const index = records
    .slice(0, 30)
    .findIndex(({ values }) => values.length >= usual - 1 && filled(values) >= Math.max(2, usual / 2));
  return Math.max(index, 0);
}

/** Names of columns, trimmed, each one once; those without a name are called by their position. */
export function uniqueNames(values: readonly string[]): string[] {
  const seen = new Set<string>();
  const times = new Map<string, number>();
  return values.map((value, i) => {
    const plain = value.replace(/[\p{Cf}\s]+/gu, ' ').trim() || `column ${i + 1}`;
    let name = plain;
    for (let n = times.get(plain) ?? 2; seen.has(name); n++) {
      name = `${plain} (${n})`;
      times.set(plain, n + 1);
    }
    seen.add(name);
    return name;
  });
}

/** The most frequent value; of several, the greatest. */
export function mode(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = 0;
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most || (count === most && value > best)) {
      best = value;
      most = count;
    }
  }
  return best;
}
