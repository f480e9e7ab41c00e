import type { Random } from '../../src/sample/random.ts';

export const mutations = ['flip', 'cut', 'insert', 'remove', 'swap', 'repeat', 'zeros', 'append'] as const;
export type Mutation = (typeof mutations)[number];

/** A copy of some bytes, broken in a random way. */
export function mutate(bytes: Uint8Array, random: Random): { kind: Mutation; bytes: Uint8Array } {
  const kind = mutations[random.below(mutations.length)]!;
  const at = random.below(bytes.length + 1);
  const length = 1 + random.below(Math.min(64, Math.max(1, bytes.length - at)));
  const noise = () => Uint8Array.from({ length }, () => random.below(256));
  switch (kind) {
    case 'flip': {
      const out = bytes.slice();
      for (let n = random.below(20); n >= 0; n--) out[random.below(out.length)]! ^= 1 << random.below(8);
      return { kind, bytes: out };
    }
    case 'cut':
      return { kind, bytes: bytes.slice(0, at) };
    case 'insert':
      return { kind, bytes: concat(bytes.subarray(0, at), noise(), bytes.subarray(at)) };
    case 'remove':
      return { kind, bytes: concat(bytes.subarray(0, at), bytes.subarray(at + length)) };
    case 'swap':
      return { kind, bytes: concat(bytes.subarray(at), bytes.subarray(0, at)) };
    case 'repeat':
      return { kind, bytes: concat(bytes.subarray(0, at + length), bytes.subarray(at)) };
    case 'zeros': {
      const out = bytes.slice();
      out.fill(0, at, at + length);
      return { kind, bytes: out };
    }
    case 'append':
      return { kind, bytes: concat(bytes, noise()) };
  }
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
