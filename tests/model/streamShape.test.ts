import { expect, test } from 'vitest';
import { decodeRefs, encodeRefs } from '../../src/model/segment/refs.ts';
import { checkShape } from '../../src/model/segment/streamShape.ts';

const rids = Uint32Array.from({ length: 40 }, (_, i) => i);
const refs = Array.from(rids, (rid) => `REF-${rid}`);
const bytes = encodeRefs(rids, refs);

// Guards: one damaged byte must not let the library make objects until there is no memory left: each byte of the
// stream with each of its bits turned is read or refused in words, in a moment.
test('a stream with a damaged byte is read or refused in words', () => {
  expect(decodeRefs(bytes, 40).size).toBe(40);
  let refused = 0;
  for (let at = 0; at < bytes.length; at++)
    for (let bit = 0; bit < 8; bit++) {
      const damaged = bytes.slice();
      damaged[at] = damaged[at]! ^ (1 << bit);
      try {
        decodeRefs(damaged, 40);
      } catch (error) {
        expect((error as Error).message).toMatch(/^refs: /);
        refused++;
      }
    }
  expect(refused).toBeGreaterThan(bytes.length);
});

// Guards: counts that no stream of ours has are named.
test('more buffers than there can be are refused', () => {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const buffers = Array.from({ length: bytes.length - 4 }, (_, at) => at).filter(
    (at) => view.getInt32(at, true) === 5,
  );
  expect(buffers.length).toBeGreaterThan(0);
  const told = buffers.map((at) => {
    const damaged = bytes.slice();
    damaged[at + 3] = 1;
    try {
      checkShape(damaged);
    } catch (error) {
      return (error as Error).message;
    }
    return null;
  });
  expect(told).toContain('16777221 buffers, expected at most 6');
});
