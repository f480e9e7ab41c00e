import { createHash } from 'node:crypto';

/** Stands between what is hashed: no reference has it. */
export const matchSeparator = '\u001f';

/**
 * What a request adds to a check sum: the first 32 bits of the SHA-256 of its reference and of some of its instants in
 * whole epoch seconds, as SQL computes them of the source's own columns (FIPS 180-4).
 */
export function matchHash(ref: string, instants: readonly (number | null)[]): number {
  const text = [ref, ...instants.map((at) => at ?? '')].join(matchSeparator);
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
