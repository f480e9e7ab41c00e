/**
 * Numbers in [0, 1) that are the same for the same seed and key, whatever was drawn for others: mulberry32 by Tommy
 * Ettinger, started from the FNV-1a hash of both.
 */
export function drawsOf(seed: number, key: string): () => number {
  let state = 0x811c9dc5 ^ seed;
  for (let i = 0; i < key.length; i++) state = Math.imul(state ^ key.charCodeAt(i), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A Poisson number: how many of rare, independent things happen where `mean` are to be expected. */
export function poisson(mean: number, draw: () => number): number {
  // In parts, because exp of a large number is none.
  let count = 0;
  for (let rest = mean; rest > 0; rest -= 20) {
    const limit = Math.exp(-Math.min(rest, 20));
    for (let product = draw(); product > limit; product *= draw()) count++;
  }
  return count;
}
