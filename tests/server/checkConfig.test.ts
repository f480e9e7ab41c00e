import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkConfig } from '../../src/server/checkConfig.ts';
import { readConfig } from '../../src/server/config.ts';
import { Open311Server } from '../support/open311Server.ts';

// Guards: --check says of every kind of source what would only be seen when the server runs.
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-check-'));
  await writeFile(
    join(dir, 'crm.json'),
    JSON.stringify({ columns: { ref: 'Ref', opened: 'Opened', stage: 'Status' } }),
  );
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function check(source: object): Promise<{ good: boolean; said: string }> {
  const path = join(dir, 'services360.json');
  await writeFile(
    path,
    JSON.stringify({ title: { en: 'x', ar: 'x' }, data: join(dir, 'data'), sources: [source] }),
  );
  const said: string[] = [];
  const good = await checkConfig(await readConfig(path, {}), (text) => said.push(text));
  return { good, said: said.join('\n') };
}

const folder = { kind: 'csvFolder', id: 'exports', folder: 'drop', mapping: 'crm.json' };

test('a folder of exports', async () => {
  const missing = await check(folder);
  expect(missing.good).toBe(false);
  expect(missing.said).toContain('there is no such folder');

  await mkdir(join(dir, 'drop'));
  const empty = await check(folder);
  expect(empty.good).toBe(true);
  expect(empty.said).toContain('no file lies there yet');

  await writeFile(join(dir, 'drop/good.csv'), 'Ref,Opened,Status\nA-1,2026-11-01 10:00,open\n');
  const good = await check(folder);
  expect(good).toMatchObject({ good: true });

  await new Promise((done) => setTimeout(done, 20));
  await writeFile(join(dir, 'drop/newer.csv'), 'Number,When\nA-1,yesterday\n');
  const misfit = await check(folder);
  expect(misfit.good).toBe(false);
  expect(misfit.said).toMatch(/newer\.csv.*Nothing of it would be taken/s);
});

test('a server of Open311', async () => {
  const at = (endpoint: string) => ({ kind: 'open311', id: 'city', endpoint, since: '2026-01-01' });
  const away = await check(at('http://127.0.0.1:9/'));
  expect(away.good).toBe(false);
  expect(away.said).toMatch(/city.*no connection/);
  await using server = await Open311Server.start();
  expect(await check(at(server.endpoint))).toMatchObject({ good: true });
});

test('a simulator without a city', async () => {
  const { good, said } = await check({ kind: 'simulator' });
  expect(good).toBe(false);
  expect(said).toContain('make a sample city there first');
});

test('a PostgreSQL that is away', async () => {
  const { good, said } = await check({
    ...{
      kind: 'postgres',
      id: 'crm',
      follow: 'replication',
      table: 'requests',
      key: 'ref',
      mapping: 'crm.json',
    },
    connection: { host: '127.0.0.1', port: 9, database: 'crm', user: 'nobody', ssl: false },
  });
  expect(good).toBe(false);
  expect(said).toContain('error');
});
