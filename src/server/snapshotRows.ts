import { type Manifest, SnapshotError } from '../model/manifest.ts';
import { basisOf } from '../model/segment/basis.ts';
import { decodeSegment, type RequestValues } from '../model/segment/details.ts';
import { readHead } from '../model/segment/head.ts';
import { decodeRefs } from '../model/segment/refs.ts';
import { readChecked } from './snapshotReader.ts';

/** Some requests of a snapshot, with their rids. */
export interface SnapshotChunk {
  readonly values: RequestValues;
  readonly refs: readonly string[];
}

/**
 * All requests of a snapshot, a segment at a time. Deltas are not looked at: the snapshot must have none.
 * @throws SnapshotError
 */
export async function* snapshotRows(folder: string, manifest: Manifest): AsyncGenerator<SnapshotChunk> {
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
  for (const [i, head] of files.segments.entries()) {
    const details = files.details[i]!;
    const refs = files.refs[i]!;
    const [headBytes, detailBytes, refBytes] = await Promise.all(
      [head, details, refs].map((file) => readChecked(folder, file)),
    );
    const values = decodeSegment(readHead(headBytes!, head.rows), detailBytes!, basis);
    const byRid = decodeRefs(refBytes!, refs.rows);
    yield { values, refs: Array.from(values.rid, (rid) => byRid.get(rid)!) };
  }
}
