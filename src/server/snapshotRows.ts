import { type Manifest, SnapshotError } from '../model/manifest.ts';
import type { RequestValues } from '../model/schema.ts';
import { basisOf } from '../model/segment/basis.ts';
import { decodeSegment } from '../model/segment/details.ts';
import { readHead } from '../model/segment/head.ts';
import { decodeRefBytes, type RefBytes } from '../model/segment/refs.ts';
import { readChecked } from './snapshotReader.ts';

/** All requests of a segment, and their references, which are in an order of their own. */
export interface SegmentRows {
  readonly values: RequestValues;
  readonly refs: RefBytes;
}

/**
 * What reads the segments of a snapshot by their number. Deltas are not looked at: the snapshot must have none.
 * @throws SnapshotError
 */
export async function segmentReader(
  folder: string,
  manifest: Manifest,
): Promise<(segment: number) => Promise<SegmentRows>> {
  const { files, timeZone, cut } = manifest;
  if (files.deltas.length > 0)
    throw new SnapshotError({
      kind: 'broken',
      file: 'manifest.json',
      detail: `got ${files.deltas.length} deltas, expected a snapshot without`,
    });
  const calendar =
    files.calendar &&
    (JSON.parse(new TextDecoder().decode(await readChecked(folder, files.calendar))) as object);
  const basis = basisOf({ timeZone, cut, calendar });
  return async (segment) => {
    const [head, details, refs] = [files.segments, files.details, files.refs].map((list) => list[segment]!);
    const [headBytes, detailBytes, refBytes] = await Promise.all(
      [head!, details!, refs!].map((file) => readChecked(folder, file)),
    );
    return {
      values: decodeSegment(readHead(headBytes!, head!.rows), detailBytes!, basis),
      refs: decodeRefBytes(refBytes!, refs!.rows),
    };
  };
}

/** All requests of a snapshot without deltas, a segment at a time, each with its reference. @throws SnapshotError */
export async function* snapshotRows(
  folder: string,
  manifest: Manifest,
): AsyncGenerator<{ readonly values: RequestValues; readonly refs: readonly string[] }> {
  const read = await segmentReader(folder, manifest);
  const text = new TextDecoder();
  for (let i = 0; i < manifest.files.segments.length; i++) {
    const { values, refs } = await read(i);
    const { rids, offsets, bytes } = refs;
    const byRid = new Map(
      Array.from(rids, (rid, at) => [rid, text.decode(bytes.subarray(offsets[at]!, offsets[at + 1]!))]),
    );
    yield { values, refs: Array.from(values.rid, (rid) => byRid.get(rid)!) };
  }
}
