import { tableFromIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import { decodeDelta, encodeDelta } from '../../src/model/delta.ts';
import type { DeltaFile } from '../../src/model/manifest.ts';
import type { RequestValues } from '../../src/model/schema.ts';
import { requestColumnNames } from '../../src/model/schema.ts';
import { basisOf } from '../../src/model/segment/basis.ts';
import { decodeSegment } from '../../src/model/segment/details.ts';
import { readHead } from '../../src/model/segment/head.ts';
import { decodeRefs, encodeRefs } from '../../src/model/segment/refs.ts';
import { encodeSegment } from '../../src/model/segment/segment.ts';
import { checkShape } from '../../src/model/segment/streamShape.ts';
import { oddTable } from '../support/oddTable.ts';

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

/** Every kind of file that we write as a stream, and how it is read. */
function kinds(rows: number): Record<string, { bytes: Uint8Array; read: (bytes: Uint8Array) => unknown }> {
  const timeZone = 'Asia/Dubai';
  const table = oddTable(3, rows, timeZone);
  const basis = basisOf({ timeZone, cut: 1_790_000_000, calendar: null });
  const all = Uint32Array.from({ length: rows }, (_, i) => i);
  const { head, details } = encodeSegment(table, all, basis, [], 0);
  const values = Object.fromEntries(
    requestColumnNames.map((name) => [name, table.column(name).slice()]),
  ) as unknown as RequestValues;
  const file: DeltaFile = {
    ...{ name: 'delta', sha256: '0'.repeat(64), bytes: 0, rows, from: 4, to: 5, asOf: 1_790_000_000 },
    ...{ total: 9, days: { from: 1, to: 2 } },
  };
  const delta = encodeDelta(file, { values, refs: table.refs.slice(), gone: Uint32Array.of(7) });
  return {
    head: { bytes: head, read: (bytes) => readHead(bytes, rows) },
    details: { bytes: details, read: (bytes) => decodeSegment(readHead(head, rows), bytes, basis) },
    refs: { bytes: encodeRefs(all, table.refs.slice()), read: (bytes) => decodeRefs(bytes, rows) },
    delta: { bytes: delta, read: (bytes) => decodeDelta(bytes, file) },
  };
}

// Guards: a file whose writing or sending broke off between two messages is not taken for a whole one, as the library
// does: of a delta without new requests nothing else would tell.
test.each(['head', 'details', 'refs', 'delta'])('a %s that is cut between messages is refused', (kind) => {
  for (const rows of [0, 1, 40]) {
    const { bytes, read } = kinds(rows)[kind]!;
    read(bytes);
    const end = bytes.length - 8;
    expect([...bytes.subarray(end)]).toEqual([255, 255, 255, 255, 0, 0, 0, 0]);
    expect(tableFromIPC(bytes.slice(0, end)).numRows, 'what the library says').toBe(rows);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const schemaEnd = 8 + view.getInt32(4, true);
    const wrong = new RegExp(`^${kind}: got no Arrow stream \\(.*expected`);
    for (const cut of [0, schemaEnd, end])
      expect(() => read(bytes.slice(0, cut)), `${rows} ${cut}`).toThrow(wrong);
    expect(() => read(Uint8Array.from([...bytes, ...new Uint8Array(8)]))).toThrow(/8 bytes after the end/);
  }
});
