import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AdminState } from '../../../src/model/adminState.ts';
import type { JobState } from '../../../src/model/job.ts';
import { DatabaseSync } from '../../../src/server/intake/store/sqlite.ts';
import { readManifest } from '../../../src/server/snapshotReader.ts';
import { type Product, startProduct } from '../../support/product.ts';
import { publishedContent } from '../../support/published.ts';

let dir: string;
let server: Product | null = null;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-killed-job-'));
  await mkdir(`${dir}/drop`);
  await writeFile(`${dir}/mapping.json`, JSON.stringify({ columns: { ref: 'Ref', opened: 'Opened' } }));
  await writeFile(
    `${dir}/config.json`,
    JSON.stringify({
      title: { en: 'Requests', ar: 'الطلبات' },
      data: 'city',
      server: { operations: false },
      sources: [
        {
          ...{ kind: 'csvFolder', id: 'exports', folder: 'drop', mapping: 'mapping.json' },
          ...{ settleSeconds: 0.01, everySeconds: 0.05 },
        },
      ],
    }),
  );
});
afterEach(async () => {
  await server?.kill();
  server = null;
  await rm(dir, { recursive: true, force: true });
});

const start = async () => {
  server = await startProduct(`${dir}/config.json`, { LOG_LEVEL: 'info' });
};

async function drop(name: string, refs: readonly string[]): Promise<void> {
  const rows = refs.map((ref) => `${ref},2026-11-20 09:00`);
  await writeFile(`${dir}/${name}`, ['Ref,Opened', ...rows, ''].join('\n'));
  await rename(`${dir}/${name}`, `${dir}/drop/${name}`);
  await writeFile(`${dir}/drop/${name}.done`, '');
}

async function fold(): Promise<JobState | undefined> {
  const response = await fetch(`${server!.address}admin/state.json`);
  const { city } = (await response.json()) as AdminState;
  return city?.jobs.find(({ name }) => name === 'fold');
}

const order = (job: string, type = 'application/json') =>
  fetch(`${server!.address}admin/job`, {
    ...{ method: 'POST', headers: { 'content-type': type } },
    body: JSON.stringify({ job }),
  }).then(({ status }) => status);

const manifest = async () => (await readManifest(`${dir}/city`)).manifest;
/** How many requests readers of all deltas have. */
const total = async () => {
  const { files, rows } = await manifest();
  return files.deltas.at(-1)?.total ?? rows;
};
/** Has the lease of the fold run out so many seconds from now: a busy machine may take longer to start than it lasts. */
function heldFor(seconds: number): void {
  const db = new DatabaseSync(`${dir}/city/store.sqlite`);
  try {
    db.prepare("UPDATE jobs SET lease_until = ? WHERE name = 'fold'").run(Date.now() / 1000 + seconds);
  } finally {
    db.close();
  }
}
const patient = { timeout: 60_000, interval: 200 };

// Guards: a server that is killed in the midst of a job: the next one does not do it at the same time, does not take it
// for done, says what happened, and does it to its end; nothing that is published is lost.
test('a job of a server that was killed is known to be lost, and done by the next one', async () => {
  await drop('a.csv', ['A-1', 'A-2']);
  await start();
  await expect.poll(total, patient).toBe(2);
  await drop('b.csv', ['B-1', 'B-2', 'B-3']);
  await expect.poll(total, patient).toBe(5);
  expect(await fold()).toMatchObject({ schedule: { everySeconds: 3600 }, last: null, running: null });
  expect(await order('no such job')).toBe(404);
  expect(await order('fold', 'text/plain')).toBe(415);
  expect(await order('fold')).toBe(202);
  expect(await order('fold')).toBe(409);
  expect((await fold())!.running).not.toBeNull();
  await server!.kill();
  heldFor(30);

  await start();
  await expect.poll(fold, patient).toMatchObject({ running: null, last: null, failures: 0 });
  const { leftUntil } = (await fold())!;
  expect(leftUntil).not.toBeNull();
  expect(await order('fold')).toBe(409);
  await expect.poll(fold, patient).toMatchObject({ leftUntil: null, failures: 1, last: { outcome: 'lost' } });
  expect(server!.said()).toContain('whoever ran it ended in the midst of it');
  expect((await manifest()).files.deltas.length).toBeGreaterThan(0);

  expect(await order('fold')).toBe(202);
  await expect.poll(fold, patient).toMatchObject({ failures: 0, last: { outcome: 'done', error: null } });
  expect((await fold())!.last!.result).toMatchObject({ code: 'folded' });
  expect((await manifest()).rows).toBe(5);
  const { content } = await publishedContent(`${dir}/city/rows`);
  expect(content.size).toBe(5);

  // What came of it outlives the server, and stands in the metrics.
  await server!.stop();
  await start();
  await expect.poll(fold, patient).toMatchObject({ last: { outcome: 'done' }, leftUntil: null });
}, 240_000);
