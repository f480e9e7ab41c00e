import { fold } from '../model/fold.ts';

/** The known name that is close to what was found; null where none is. */
export function meant(found: string, known: readonly string[]): string | null {
  const wanted = fold(found);
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 0.5;
  for (const candidate of known) {
    const key = fold(candidate);
    if (key === '' || wanted === '') continue;
    const within = key.includes(wanted) || wanted.includes(key);
    const apart = editDistance(wanted, key);
    const distance = within ? Math.min(apart, 1 + apart / 1000) : apart;
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + same));
    }
    row = next;
  }
  return row[b.length]!;
}
