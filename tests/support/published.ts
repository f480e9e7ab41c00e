import { decodeDelta } from '../../src/model/delta.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { RequestTable } from '../../src/model/requestTable.ts';
import type { RequestValues } from '../../src/model/schema.ts';
import { requestColumnNames } from '../../src/model/schema.ts';
import { readChecked, readManifest } from '../../src/server/snapshotReader.ts';
import { snapshotRows } from '../../src/server/snapshotRows.ts';

/** Requests by rid: all their columns and their reference as one text. */
export type Content = Map<number, string>;

/** What a reader has who loads a snapshot and its deltas. @throws Error if a rid is there twice */
export async function publishedContent(
  folder: string,
): Promise<{ content: Content; sequence: number; asOf: number; manifest: Manifest }> {
  const { manifest } = await readManifest(folder);
  const { files } = manifest;
  const content: Content = new Map();
  const base = { ...manifest, files: { ...files, deltas: [] } };
  for await (const { values, refs } of snapshotRows(folder, base)) {
    for (const [i, rid] of values.rid.entries()) {
      if (content.has(rid)) throw new Error(`the rid ${rid} is there twice`);
      content.set(rid, textOf(values, refs, i));
    }
  }
  let { sequence, asOf } = manifest;
  for (const file of files.deltas) {
    const { values, refs, gone } = decodeDelta(await readChecked(folder, file), file);
    for (const rid of gone) content.delete(rid);
    for (const [i, rid] of values.rid.entries()) content.set(rid, textOf(values, refs, i));
    ({ to: sequence, asOf } = file);
    if (content.size !== file.total)
      throw new Error(`sequence ${sequence}: got ${content.size} requests, expected ${file.total}`);
  }
  return { content, sequence, asOf, manifest };
}

/** What a store has. */
export function storedContent(tables: Iterable<RequestTable>): Content {
  const content: Content = new Map();
  for (const table of tables) {
    const values = table.values();
    for (const [i, rid] of values.rid.entries()) content.set(rid, textOf(values, table.refs, i));
  }
  return content;
}

/** All columns of a request and its reference as one text. */
export function textOf(values: RequestValues, refs: readonly string[], i: number): string {
  return [refs[i], ...requestColumnNames.map((name) => values[name][i])].join();
}
