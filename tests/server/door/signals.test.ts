import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { missingSample } from '../../../src/server/sample/sampleData.ts';
import { freePort } from '../../support/freePort.ts';
import { startedBy } from '../../support/processes.ts';
import { type Product, startProduct } from '../../support/product.ts';
import { rawAnswer, requestFor, stalledReader } from '../../support/rawHttp.ts';

const run = promisify(execFile);
const patience = { timeout: 120_000, interval: 50 };
let folder: string;
let product: Product | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 's360-signals-'));
  product = null;
});
afterEach(async () => {
  await product?.kill();
  await rm(folder, { recursive: true, force: true });
});

test('a second signal ends at once, and says with which exit code', async () => {
  // Guards: whoever presses Ctrl+C twice waits for readers who take nothing, and is told nothing. And that connections
  // which are not taken are counted, by the server as it is started.
  const operations = await freePort();
  await mkdir(`${folder}/drop`);
  await writeFile(`${folder}/drop/a.csv`, 'Number,Opened\nA-1,2026-01-05T10:00:00+04:00\n');
  await writeFile(`${folder}/m.json`, JSON.stringify({ columns: { ref: 'Number', opened: 'Opened' } }));
  const config = {
    title: { en: 'City', ar: 'مدينة' },
    server: { graceSeconds: 600, maxConnections: 1, operations: { port: operations } },
    sources: [{ kind: 'csvFolder', id: 'drop', folder: 'drop', mapping: 'm.json' }],
  };
  await writeFile(`${folder}/services360.json`, JSON.stringify(config));
  product = await startProduct(`${folder}/services360.json`, { DATA_DIR: `${folder}/data` });
  const { said } = product;
  await expect.poll(said, patience).toContain('Live: drop');
  const port = Number(new URL(product.address).port);
  // More than the kernel keeps for a reader: the server waits for this one for as long as it may.
  await writeFile(`${folder}/data/rows/large.json`, Buffer.alloc(64 << 20, ' '));
  const reader = await stalledReader(port, requestFor('GET', '/data/rows/large.json'));
  // Not with fetch: it connects again and again, until the reader's own time is over.
  const refused = await rawAnswer(port, requestFor('GET', '/healthz')).catch(() => null);
  expect(refused?.body.length ?? 0).toBe(0);
  const metrics = async () => (await fetch(`http://127.0.0.1:${operations}/metrics`)).text();
  expect(await metrics()).toMatch(/^services360_connections_dropped_total [1-9]/m);
  product.signal('SIGTERM');
  await expect.poll(said, patience).toContain('Stopping (SIGTERM): readers have 600 s');
  expect(product.hasEnded()).toBe(false);
  product.signal('SIGINT');
  // A third signal while it ends would end it without a code.
  await expect.poll(product.hasEnded, patience).toBe(true);
  expect((await product.stop()).code).toBe(130);
  expect(said()).toContain('A second signal (SIGINT): ended at once, exit code 130');
  reader.destroy();
});

test('a signal while the sample city is made ends that, too, and the next start begins it again', async () => {
  // Guards: a process that goes on to write into the folder after the server has ended, beside the next server's.
  const data = `${folder}/city`;
  product = await startProduct(null, { DATA_DIR: data, SAMPLE_ROWS: '60000', OPERATIONS_PORT: 'off' });
  const { pid } = product;
  const makers = () =>
    startedBy(pid).filter(({ command }) => command.includes('src/server/sample/sampleProcess.ts'));
  await expect.poll(makers, patience).toHaveLength(1);
  product.signal('SIGTERM');
  expect((await product.stop()).code).toBe(0);
  const left = async () => (await run('ps', ['-eo', 'args='])).stdout.includes(data);
  await expect.poll(left, patience).toBe(false);
  expect(existsSync(`${data}/rows/manifest.json`)).toBe(false);
  expect(await missingSample(data, '60000')).toBe('60000');
  // A setting without a value, as a file of settings has it, is none.
  expect(await missingSample(data, '')).toBe('1000000');
  await expect(missingSample(data, '1e6')).rejects.toThrow('SAMPLE_ROWS=1e6: expected a whole number');
  const names = (await readdir(data)).filter((name) => !name.startsWith('house.sqlite'));
  expect(names.sort()).toEqual(['making', 'rows']);
});
