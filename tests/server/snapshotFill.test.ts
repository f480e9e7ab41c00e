import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillStore } from '../../src/server/intake/store/filling.ts';
import { DatabaseSync } from '../../src/server/intake/store/sqlite.ts';
import { filledSegments } from '../../src/server/snapshotFill.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { openTestStore } from '../support/storedRequests.ts';

let root: string;
let snapshot: Awaited<ReturnType<typeof readManifest>>;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 's360-fill-'));
  await writeSnapshot(join(root, 'city'), makeSampleCity({ rows: 5000, seed: 5, asOf: 1_793_520_000 }));
  snapshot = await readManifest(join(root, 'city'));
});
afterAll(() => rm(root, { recursive: true }));
let stores = 0;

/** What a store has that is filled by one thread or by two. */
async function filledBy(second: boolean) {
  const { folder, manifest } = snapshot;
  const file = join(root, `${++stores}.sqlite`);
  openTestStore(file).close();
  await fillStore(file, {
    source: 'crm',
    sequence: manifest.sequence,
    segments: (columns) => filledSegments({ folder, manifest, source: 'crm', columns }, second),
    onProgress: () => {},
    onIndexing: () => {},
  });
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    return db.prepare('SELECT * FROM requests ORDER BY rid').all();
  } finally {
    db.close();
  }
}

// Guards: a first start on an idle machine, where two threads make the segments in no order: one that comes twice or
// not at all.
test('two threads fill a store as one does', async () => {
  expect(snapshot.manifest.files.segments.length).toBeGreaterThan(5);
  const one = await filledBy(false);
  expect(one).toHaveLength(5000);
  expect(await filledBy(true)).toEqual(one);
});

// Guards: a file that is cut short, met by the second thread: the filling would wait for it for ever, or go on without.
test('a broken file ends the filling in words, whichever thread reads it', async () => {
  const { folder, manifest } = snapshot;
  // The second thread is told to begin with it.
  const { name } = manifest.files.segments[0]!;
  await truncate(join(folder, name), 100);
  for (const second of [false, true]) await expect(filledBy(second)).rejects.toThrow(name);
});
