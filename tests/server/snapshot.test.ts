import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatMonth, monthOfDay } from '../../src/model/day.ts';
import { type Manifest, SnapshotError } from '../../src/model/manifest.ts';
import { RequestTable } from '../../src/model/requestTable.ts';
import { type RequestRow, requestColumnNames } from '../../src/model/schema.ts';
import { decodeRefs } from '../../src/model/segment/refs.ts';
import { SnapshotBuilder } from '../../src/model/snapshot.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import { openSnapshot } from '../../src/server/openSnapshot.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { randomCity } from '../support/randomCity.ts';

const source = randomCity(21, 900, 'America/Toronto');
let dir: string;
let folder: string;
let manifest: Manifest;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-'));
  folder = `${dir}/rows`;
  manifest = await writeSnapshot(dir, source);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

// Guards: what is published is every request once, month by month, in files that the manifest names.
describe('a snapshot', () => {
  test('has a head, details and references for each month, and nothing else lies beside them', async () => {
    const { segments, details, refs, deltas, links = [], ...single } = manifest.files;
    const months = [...new Set([...source.table.column('day')].map(monthOfDay))].sort((a, b) => a - b);
    expect(segments.map(({ name }) => name.slice(0, 7))).toEqual(months.map(formatMonth));
    for (const [i, { rows, days }] of segments.entries()) {
      expect(details[i]).toMatchObject({ rows, days });
      expect(refs[i]).toMatchObject({ rows, days });
    }
    const names = [...segments, ...details, ...refs, ...links, ...Object.values(single)].flatMap((file) =>
      file ? [file.name, `${file.name}.br`, `${file.name}.gz`] : [],
    );
    expect((await readdir(folder)).sort()).toEqual([...names, 'manifest.json'].sort());
  });

  test('gives every reference the rid of its request', async () => {
    const { engine } = await openSnapshot(folder, manifest);
    const list = await engine.list({ measure: 'received', filter: {}, order: 'rid', descending: false });
    const rows = await list.rows(0, 1000);
    await list.close();
    await engine.dispose();
    expect(rows.map(({ rid }) => rid)).toEqual(rows.map((_, i) => i));
    const refs = new Map<number, string>();
    for (const file of manifest.files.refs)
      for (const [rid, ref] of decodeRefs(await readFile(`${folder}/${file.name}`), file.rows))
        refs.set(rid, ref);
    expect(rows.length).toBe(900);
    const opened = new Map(source.table.refs.map((ref, i) => [ref, source.table.value('opened', i)]));
    for (const row of rows) expect(row.opened).toBe(opened.get(refs.get(row.rid!)!));
  });

  test.each(['segments', 'details'] as const)('with a damaged file of its %s is refused', async (kind) => {
    const file = manifest.files[kind][1]!;
    const path = `${folder}/${file.name}`;
    const bytes = await readFile(path);
    const flipped = Buffer.from(bytes);
    flipped[bytes.length >> 1] = flipped[bytes.length >> 1]! ^ 4;
    try {
      for (const damaged of [flipped, bytes.subarray(0, -8), Buffer.alloc(0)]) {
        await writeFile(path, damaged);
        await expect(openSnapshot(folder, manifest)).rejects.toMatchObject({
          fault: { kind: 'broken', file: file.name },
        });
      }
      await rm(path);
      await expect(openSnapshot(folder, manifest)).rejects.toThrow(SnapshotError);
    } finally {
      await writeFile(path, bytes);
    }
  });

  test('whose time zone is another than it was made in is refused', async () => {
    await expect(openSnapshot(folder, { ...manifest, timeZone: 'Asia/Dubai' })).rejects.toMatchObject({
      fault: { kind: 'broken', detail: expect.stringContaining('rules of the time zone Asia/Dubai') },
    });
  });
});

describe('a snapshot that is being made', () => {
  const put = async (stem: string) => ({ name: `${stem}.arrow`, sha256: '0'.repeat(64), bytes: 1 });

  test('refuses other facts at its end than at its start', async () => {
    for (const other of [{ asOf: source.asOf - 1 }, { words: { ...source.words } }, { calendar: {} }]) {
      const builder = new SnapshotBuilder(put, source);
      await builder.add(source.table);
      await expect(builder.finish({ ...source, ...other })).rejects.toThrow(
        `snapshot: got another ${Object.keys(other)[0]} at the end`,
      );
    }
  });

  test('refuses a month that was put away', async () => {
    const builder = new SnapshotBuilder(put, source);
    await builder.add(source.table);
    await expect(builder.add(source.table)).rejects.toThrow(/got requests of 2026-02 after that month/);
    const { table } = source;
    const latest = table.column('opened').indexOf(Math.max(...table.column('opened')));
    const values = requestColumnNames.map((name) => [name, table.value(name, latest)]);
    const more = new RequestTable(timeZone(source.timeZone));
    more.add({ ...Object.fromEntries(values), ref: 'more' } as RequestRow);
    await expect(builder.add(more)).rejects.toThrow(/got requests of 2026-04 after that month/);
  });

  test('of no requests has no segments', async () => {
    const builder = new SnapshotBuilder(put, source);
    await builder.add(new RequestTable(timeZone(source.timeZone)));
    const { files, days, rows } = await builder.finish(source);
    expect({ segments: files.segments, days, rows }).toEqual({ segments: [], days: null, rows: 0 });
  });
});
