import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeDelta } from '../../src/model/delta.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { RequestTable } from '../../src/model/requestTable.ts';
import { nullOf, requestColumnNames, requestColumns } from '../../src/model/schema.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import { writeHashed } from '../../src/server/files.ts';
import { fold } from '../../src/server/intake/publish/fold.ts';
import { snapshotRows } from '../../src/server/snapshotRows.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { endAt, rowOf } from '../support/liveStore.ts';
import { randomCity } from '../support/randomCity.ts';
import { seeded } from '../support/seeded.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-fold-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const put = (folder: string) => (stem: string, ending: string, content: Uint8Array | string) =>
  writeHashed(folder, stem, ending, content, null);

/** Every request by rid: all its columns and its reference. */
async function contentOf(folder: string, manifest: Manifest): Promise<Map<number, string>> {
  const content = new Map<number, string>();
  for await (const { values, refs } of snapshotRows(folder, manifest)) {
    for (const [i, rid] of values.rid.entries()) {
      expect(content.has(rid)).toBe(false);
      content.set(rid, [refs[i], ...requestColumnNames.map((name) => values[name][i])].join());
    }
  }
  return content;
}

// Guards: folding deltas into the segments loses nothing, doubles nothing, keeps every rid, and leaves alone the files of
// months in which nothing changed; a request that moved to another month is in that one only.
test.each([1, 2, 3])('folding leaves each request as the last delta has it (%i)', async (seed) => {
  const city = randomCity(seed, 1500);
  endAt(city.table, city.asOf, city.words.stage);
  const folder = `${dir}/${seed}/rows`;
  const manifest = await writeSnapshot(`${dir}/${seed}`, city);
  const now = await contentOf(folder, manifest);
  const random = seeded(seed);
  let { sequence, asOf } = manifest;
  const zone = timeZone(city.timeZone);
  let folded = manifest;
  for (let round = 0; round < 4; round++) {
    const deltas = [...folded.files.deltas];
    for (let step = 0; step < 3; step++) {
      asOf += Math.floor(random() * 40 * 86_400);
      const source = randomCity(100 * seed + 10 * round + step, 1 + Math.floor(random() * 40)).table;
      endAt(source, asOf, city.words.stage);
      const table = new RequestTable(zone);
      const rids = new Set<number>();
      for (let i = 0; i < source.length; i++) {
        const rid = random() < 0.4 ? 5000 + now.size + i : Math.floor(random() * 1500);
        if (!rids.has(rid)) table.add(rowOf(source, i, `S-${rid}`), rid);
        rids.add(rid);
      }
      const gone = [...now.keys()].filter((rid) => random() < 0.004 && !rids.has(rid));
      const values = table.values();
      const to = sequence + 1;
      const bytes = encodeDelta(
        { from: sequence, to, asOf },
        { values, refs: table.refs, gone: Uint32Array.from(gone) },
      );
      const file = await put(folder)(`delta-${to}`, 'arrow', bytes);
      const range = { from: 0, to: 60_000 };
      deltas.push({ ...file, from: sequence, to, asOf, rows: table.length, total: 0, days: range });
      sequence = to;
      for (const rid of gone) now.delete(rid);
      for (let i = 0; i < table.length; i++) {
        const values = requestColumnNames.map((name) => table.value(name, i) ?? nullOf[requestColumns[name]]);
        now.set(table.value('rid', i)!, [table.refs[i], ...values].join());
      }
    }
    const before = folded;
    folded = await fold(folder, { ...folded, files: { ...folded.files, deltas } }, put(folder));
    expect(await contentOf(folder, folded)).toEqual(now);
    expect(folded).toMatchObject({ sequence, asOf, rows: now.size, cut: manifest.cut });
    expect(folded.files.deltas).toEqual([]);
    const untouched = folded.files.segments.filter(({ name }) =>
      before.files.segments.some((segment) => segment.name === name),
    );
    for (const { sequence: written } of untouched) expect(written).toBeLessThan(sequence);
  }
  expect((await readdir(folder)).some((name) => name.endsWith('.tmp'))).toBe(false);
});

// Guards: a month in which nothing changed keeps its files.
test('folding a change of one day leaves the other months as they are', async () => {
  const city = randomCity(9, 1500);
  endAt(city.table, city.asOf, city.words.stage);
  const manifest = await writeSnapshot(`${dir}/one`, city);
  const folder = `${dir}/one/rows`;
  const [first] = manifest.files.segments;
  const table = new RequestTable(timeZone(city.timeZone));
  for await (const { values, refs } of snapshotRows(folder, manifest)) {
    table.addValues(values, refs, [0]);
    break;
  }
  const step = { from: 1, to: 2, asOf: manifest.asOf };
  const bytes = encodeDelta(step, {
    values: table.values(),
    refs: table.refs,
    gone: new Uint32Array(0),
  });
  const file = { ...(await put(folder)('delta-2', 'arrow', bytes)), ...step, rows: 1, total: 0, days: null };
  const folded = await fold(
    folder,
    { ...manifest, files: { ...manifest.files, deltas: [file] } },
    put(folder),
  );
  expect(manifest.files.segments.length).toBeGreaterThan(2);
  expect(folded.files.segments.slice(1)).toEqual(manifest.files.segments.slice(1));
  expect(folded.files.segments[0]).toMatchObject({ rows: first!.rows, sequence: 2 });
});
