/** What happens to bytes on a disk or on their way, by how often it is tried. */
const kinds: readonly (readonly [
  share: number,
  damage: (bytes: Uint8Array, random: () => number) => Uint8Array,
])[] = [
  [0.55, flippedBit],
  [0.15, otherByte],
  [0.2, cutShort],
  [0.06, zeroed],
  [0.04, lengthened],
];

/** The bytes with one damage; never the same bytes. @param bytes at least one */
export function damaged(bytes: Uint8Array, random: () => number): Uint8Array {
  let left = random();
  for (const [share, damage] of kinds) {
    left -= share;
    if (left > 0) continue;
    const result = damage(bytes, random);
    if (Buffer.compare(result, bytes) !== 0) return result;
    break;
  }
  return flippedBit(bytes, random);
}

function flippedBit(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = bytes.slice();
  const at = Math.floor(random() * copy.length);
  copy[at] = copy[at]! ^ (1 << Math.floor(random() * 8));
  return copy;
}

function otherByte(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = bytes.slice();
  copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
  return copy;
}

function cutShort(bytes: Uint8Array, random: () => number): Uint8Array {
  return bytes.slice(0, Math.floor(random() * bytes.length));
}

/** Like a sector that was never written. */
function zeroed(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = bytes.slice();
  const at = Math.floor(random() * copy.length);
  return copy.fill(0, at, at + 512);
}

function lengthened(bytes: Uint8Array, random: () => number): Uint8Array {
  const more = Uint8Array.from({ length: 1 + Math.floor(random() * 64) }, () => Math.floor(random() * 256));
  return Buffer.concat([bytes, more]);
}
