import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeDelta } from '../../../src/model/delta.ts';
import type { RequestValues } from '../../../src/model/schema.ts';
import { readChecked, readManifest } from '../../../src/server/snapshotReader.ts';
import { snapshotRows } from '../../../src/server/snapshotRows.ts';
import type { Postgres } from '../../../tests/support/postgres.ts';

/** How many requests are published now; null before the first snapshot. */
export async function publishedCount(data: string): Promise<number | null> {
  try {
    const { manifest } = await readManifest(data);
    return manifest.files.deltas.at(-1)?.total ?? manifest.rows;
  } catch {
    return null;
  }
}

/** Requests by reference: opened, resolved, stage, and whether anything says that their customer is another's. */
async function published(data: string): Promise<Map<string, string>> {
  const { folder, manifest } = await readManifest(data);
  const { files } = manifest;
  const words = JSON.parse(await readFile(join(folder, files.words.name), 'utf8')) as {
    stage: { id: string }[];
  };
  const byRid = new Map<number, string>();
  const told = new Map<string, string>();
  const add = (values: RequestValues, refs: readonly string[]) => {
    for (const [i, rid] of values.rid.entries()) {
      const before = byRid.get(rid);
      if (before !== undefined && before !== refs[i]) told.delete(before);
      byRid.set(rid, refs[i]!);
      const resolved = values.resolved[i]!;
      const same = [values.repeat30d[i], values.duplicate[i], values.handover48h[i]].includes(1);
      told.set(
        refs[i]!,
        [
          values.opened[i],
          resolved === 0xffffffff ? '' : resolved,
          words.stage[values.stage[i]!]?.id ?? '',
          same ? 'same customer' : '',
        ].join(),
      );
    }
  };
  for await (const { values, refs } of snapshotRows(folder, { ...manifest, files: { ...files, deltas: [] } }))
    add(values, refs);
  for (const file of files.deltas) {
    const { values, refs, gone } = decodeDelta(await readChecked(folder, file), file);
    for (const rid of gone) {
      told.delete(byRid.get(rid) ?? '');
      byRid.delete(rid);
    }
    add(values, refs);
  }
  return told;
}

export interface Differences {
  /** Requests that the database has and that are not published. */
  readonly lost: number;
  /** Published as they are not in the database, or not there at all. */
  readonly wrong: number;
}

/** Holds all that is published against the database, row by row. Callers with a placeholder are nobody's customers. */
export async function compare(postgres: Postgres, data: string): Promise<Differences> {
  const told = await published(data);
  let [lost, wrong] = [0, 0];
  const client = await postgres.client();
  try {
    await client.query(`BEGIN; DECLARE all_rows CURSOR FOR
      SELECT number, concat_ws(',', floor(extract(epoch FROM opened_at))::bigint,
        coalesce(floor(extract(epoch FROM resolved_at))::bigint::text, ''), status) AS row, caller_phone = '000' AS nobody
      FROM public.cases
      UNION ALL SELECT number, concat_ws(',', floor(extract(epoch FROM opened_at))::bigint, '', status), false FROM public.mails`);
    for (;;) {
      const { rows } = await client.query<{ number: string; row: string; nobody: string | null }>(
        'FETCH 50000 FROM all_rows',
      );
      if (rows.length === 0) break;
      for (const { number, row, nobody } of rows) {
        const found = told.get(number);
        told.delete(number);
        if (found === undefined) lost++;
        else if (found !== `${row},` && (nobody === 't' || found !== `${row},same customer`)) wrong++;
      }
    }
  } finally {
    await client.end();
  }
  return { lost, wrong: wrong + told.size };
}
