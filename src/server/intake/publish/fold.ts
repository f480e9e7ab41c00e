import { formatMonth } from '../../../model/day.ts';
import { decodeDelta } from '../../../model/delta.ts';
import type { Manifest, SegmentFile } from '../../../model/manifest.ts';
import { parseFile } from '../../../model/manifest.ts';
import { RequestTable } from '../../../model/requestTable.ts';
import { nullOf, type RequestColumn, requestColumnNames, requestColumns } from '../../../model/schema.ts';
import { type Basis, basisOf } from '../../../model/segment/basis.ts';
import { decodeSegment } from '../../../model/segment/details.ts';
import { readHead } from '../../../model/segment/head.ts';
import { decodeRefs, encodeRefs } from '../../../model/segment/refs.ts';
import { encodeSegment } from '../../../model/segment/segment.ts';
import { monthsOf, type PutFile, rangeOf } from '../../../model/snapshot.ts';
import { wordsSchema } from '../../../model/words.ts';
import { readChecked } from '../../snapshotReader.ts';

/**
 * Folds a snapshot's deltas into its monthly segments: those that hold a request that changed, or get one, are written
 * anew, all others stay the files that they are. The same requests, under the same rids, come out.
 * @param put keeps a file in the snapshot's folder
 * @returns the manifest after it, without deltas and without an overview
 * @throws SnapshotError for a file that is missing or broken
 */
export async function fold(folder: string, manifest: Manifest, put: PutFile): Promise<Manifest> {
  const { files, timeZone, cut } = manifest;
  const last = files.deltas.at(-1);
  if (!last) return manifest;
  const calendar =
    files.calendar && (JSON.parse(textOf(await readChecked(folder, files.calendar))) as object);
  const basis = basisOf({ timeZone, cut, calendar });
  const words = parseFile(files.words.name, wordsSchema, textOf(await readChecked(folder, files.words)));
  const done = words.stage.map((stage) => stage.done);

  const { table: changed, gone } = await changesOf(folder, manifest, basis);
  const fields = new Set(manifest.fields);
  for (const name of requestColumnNames) if (hasValue(changed, name)) fields.add(name);
  const touched = new Set([...changed.column('rid'), ...gone]);
  const isTouched = ({ rids }: SegmentFile) => {
    for (const rid of touched) if (rid >= rids.from && rid <= rids.to) return true;
    return false;
  };
  const months = new Map(monthsOf(changed).map(({ month, rows }) => [formatMonth(month), rows]));

  const written: { readonly stem: string; readonly parts: readonly SegmentFile[] }[] = [];
  for (const [i, head] of files.segments.entries()) {
    const stem = head.name.slice(0, 7);
    const parts = [head, files.details[i]!, files.refs[i]!];
    const added = months.get(stem);
    months.delete(stem);
    if (!added && !isTouched(head)) {
      written.push({ stem, parts });
      continue;
    }
    const table = await segmentTable(folder, parts, basis, touched);
    if (added) table.addValues(changed.values(), changed.refs, added);
    if (table.length > 0) written.push({ stem, parts: await write(stem, table) });
  }
  for (const [stem, rows] of months) {
    const table = new RequestTable(basis.zone, rows.length);
    table.addValues(changed.values(), changed.refs, rows);
    written.push({ stem, parts: await write(stem, table) });
  }
  written.sort((a, b) => (a.stem < b.stem ? -1 : 1));

  async function write(stem: string, table: RequestTable): Promise<SegmentFile[]> {
    const [one] = monthsOf(table);
    const segment = encodeSegment(table, one!.rows, basis, done);
    const facts = {
      rows: table.length,
      days: one!.days,
      rids: rangeOf(segment.rids),
      sequence: last!.to,
    };
    const refs = encodeRefs(
      segment.rids,
      Array.from(segment.rows, (row) => table.refs[row]!),
    );
    return [
      { ...(await put(stem, 'arrow', segment.head)), ...facts },
      { ...(await put(`${stem}-details`, 'arrow', segment.details)), ...facts },
      { ...(await put(`${stem}-refs`, 'arrow', refs)), ...facts },
    ];
  }

  const segments = written.map(({ parts }) => parts[0]!);
  return {
    ...manifest,
    sequence: last.to,
    asOf: last.asOf,
    rows: segments.reduce((sum, { rows }) => sum + rows, 0),
    days: segments.length === 0 ? null : { from: segments[0]!.days.from, to: segments.at(-1)!.days.to },
    fields: requestColumnNames.filter((name) => fields.has(name)),
    files: {
      ...files,
      overview: null,
      links: [],
      segments,
      details: written.map(({ parts }) => parts[1]!),
      refs: written.map(({ parts }) => parts[2]!),
      deltas: [],
    },
  };
}

/** What all deltas together come to: each request as the last of them has it. */
async function changesOf(
  folder: string,
  { files }: Manifest,
  { zone }: Basis,
): Promise<{ table: RequestTable; gone: ReadonlySet<number> }> {
  const deltas = [];
  for (const file of files.deltas) deltas.push(decodeDelta(await readChecked(folder, file), file));
  const table = new RequestTable(zone);
  const seen = new Set<number>();
  const gone = new Set<number>();
  for (const { values, refs, gone: lost } of deltas.reverse()) {
    for (const rid of lost) {
      if (!seen.has(rid)) gone.add(rid);
      seen.add(rid);
    }
    const rows = [];
    for (const [row, rid] of values.rid.entries()) {
      if (seen.has(rid)) continue;
      seen.add(rid);
      rows.push(row);
    }
    table.addValues(values, refs, rows);
  }
  return { table, gone };
}

/** The requests of a segment without some. @param parts its head, details and references */
async function segmentTable(
  folder: string,
  [head, details, refs]: readonly SegmentFile[],
  basis: Basis,
  without: ReadonlySet<number>,
): Promise<RequestTable> {
  const [headBytes, detailBytes, refBytes] = await Promise.all(
    [head!, details!, refs!].map((file) => readChecked(folder, file)),
  );
  const values = decodeSegment(readHead(headBytes!, head!.rows), detailBytes!, basis);
  const byRid = decodeRefs(refBytes!, refs!.rows);
  const texts = Array.from(values.rid, (rid) => byRid.get(rid)!);
  const rows: number[] = [];
  for (const [row, rid] of values.rid.entries()) if (!without.has(rid)) rows.push(row);
  const table = new RequestTable(basis.zone, rows.length + 64);
  table.addValues(values, texts, rows);
  return table;
}

function hasValue(table: RequestTable, name: RequestColumn): boolean {
  const missing = nullOf[requestColumns[name]];
  return table.column(name).some((value) => value !== missing);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
