import type { RequestValues } from '../../src/model/schema.ts';
import { requestColumnNames, requestColumns } from '../../src/model/schema.ts';
import { decodeRefBytes, encodeRefs } from '../../src/model/segment/refs.ts';
import { type FilledSegment, fillStore } from '../../src/server/intake/store/filling.ts';
import { filledSegment } from '../../src/server/snapshotFill.ts';
import type { SegmentRows } from '../../src/server/snapshotRows.ts';
import { seeded } from './seeded.ts';
import { newYear } from './storedRequests.ts';

const arrays = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array, bool: Uint8Array };
const extremes = [
  0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffff, 0x800000, 0x7fffffff, 0xfffffffe, -1, -129,
  -32769, -8388609, -0x7fffffff,
];

/** Made-up requests of a segment: every column has nulls, 0, and the least and the most that it can hold. */
export function madeRows(
  rids: readonly number[],
  seed: number,
  refOf = (rid: number) => `r${rid}`,
): SegmentRows {
  const random = seeded(seed);
  const values = Object.fromEntries(
    requestColumnNames.map((name) => {
      const type = requestColumns[name];
      const column = new arrays[type](rids.length);
      for (let i = 0; i < rids.length; i++)
        column[i] =
          type === 'bool'
            ? [0, 1, 0xff][Math.floor(random() * 3)]!
            : extremes[Math.floor(random() * extremes.length)]!;
      return [name, column];
    }),
  ) as unknown as RequestValues;
  values.rid.set(rids);
  for (let i = 0; i < rids.length; i++) {
    values.version[i] = 1 + (i % 300);
    values.opened[i] = newYear + i * 1000;
    values.day[i] = 20_454 + Math.floor((i * 1000) / 86_400);
    values.hour[i] = i % 24;
  }
  // Like a snapshot, in an order of their own.
  const told = rids.map((rid) => ({ rid, ref: refOf(rid) })).sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const bytes = encodeRefs(
    Uint32Array.from(told, ({ rid }) => rid),
    told.map(({ ref }) => ref),
  );
  return { values, refs: decodeRefBytes(bytes, rids.length) };
}

/** Fills the store of a file with segments under the source "crm". */
export function fillWith(
  file: string,
  segments: (
    make: (rows: SegmentRows) => FilledSegment,
  ) => AsyncIterable<FilledSegment> | Iterable<FilledSegment>,
  onProgress: (requests: number) => void = () => {},
  onIndexing: () => void = () => {},
): Promise<number> {
  return fillStore(file, {
    ...{ source: 'crm', sequence: 7, onProgress, onIndexing },
    segments: (columns) => segments((rows) => filledSegment({ source: 'crm', columns }, rows)),
  });
}

/** Fills a store until somebody ends it, and tells how far it is. */
async function fillForEver(file: string): Promise<void> {
  await fillWith(
    file,
    async function* (make) {
      for (let month = 0; ; month++) {
        yield make(
          madeRows(
            Array.from({ length: 2000 }, (_, i) => month * 2000 + i),
            month,
          ),
        );
        await new Promise((done) => setImmediate(done));
      }
    },
    (requests) => process.send?.(requests),
  );
}

if (process.argv[2] === 'fill') await fillForEver(process.argv[3]!);
