import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAlone, runHere } from '../support/command.ts';
import { freePort } from '../support/freePort.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { startProduct } from '../support/product.ts';

// Guards: a source can be compared, read anew and forgotten from a terminal, whether a server runs or not.

let postgres: Postgres;
let folder: string;
let operations: number;

beforeAll(async () => {
  postgres = await startPostgres();
  folder = await mkdtemp(join(tmpdir(), 's360-source-'));
  operations = await freePort();
  await postgres.query(`CREATE TABLE cases (number text PRIMARY KEY, opened timestamptz, state text);
    INSERT INTO cases SELECT 'C-' || n, timestamptz '2026-01-01 12:00+04' + n * interval '1 day', 'received' FROM generate_series(1, 60) n`);
  await writeFile(
    `${folder}/cases.json`,
    JSON.stringify({ columns: { ref: 'number', opened: 'opened', stage: 'state' } }),
  );
  await configure('crm');
});
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true });
});

function configure(id: string): Promise<void> {
  const config = {
    title: { en: 'City', ar: 'مدينة' },
    data: 'data',
    server: { operations: { port: operations } },
    sources: [
      {
        ...{
          kind: 'postgres',
          id,
          follow: 'replication',
          table: 'cases',
          key: 'number',
          mapping: 'cases.json',
        },
        connection: postgres.connection(),
      },
    ],
  };
  return writeFile(`${folder}/services360.json`, JSON.stringify(config));
}

async function sourceBy(run: typeof runHere, args: readonly string[]) {
  const { code, out, err } = await run('source.ts', args, { CONFIG: `${folder}/services360.json` });
  return { code, text: String(out), error: err };
}

const source = (...args: string[]) => sourceBy(runHere, args);

test('without a server the store is opened; with one it is asked; what is not configured any more can be forgotten', async () => {
  const alone = await sourceBy(runAlone, ['--compare', 'crm']);
  expect(alone).toMatchObject({
    code: 0,
    text: 'crm: the same 60 requests in 3 parts (0 read row by row)\n',
  });
  expect(alone.error).toContain('no server runs');

  const product = await startProduct(`${folder}/services360.json`, {});
  try {
    // As while something left the row out of the stream.
    await postgres.query(
      `BEGIN; ALTER PUBLICATION services360_crm SET (publish = 'insert'); UPDATE cases SET state = 'closed' WHERE number = 'C-3'; ALTER PUBLICATION services360_crm SET (publish = 'insert, update, delete, truncate'); COMMIT`,
    );
    expect(await sourceBy(runAlone, ['--list'])).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^crm: 60 requests, /),
    });
    const again = await source('--reread', 'crm', '--months', '2026-01..2026-02');
    expect(again.error).toContain('answered by the server');
    expect(again.code).toBe(0);
    expect((await source('--compare', 'crm')).text).toContain('the same 60 requests');
    const configured = await source('--forget', 'crm', '--yes');
    expect(configured).toMatchObject({ code: 1 });
    expect(configured.error).toContain('take it out of the configuration first');
    expect((await source('--compare', 'nobody')).error).toContain('expected one of crm');
  } finally {
    await product.stop();
  }

  await configure('other');
  expect((await sourceBy(runAlone, ['--forget', 'crm', '--yes'])).text).toBe('60 requests were taken away\n');
  const left = await source('--list');
  expect(left.text).not.toContain('crm');
});

test('orders that cannot be meant are refused in words', async () => {
  const refused = await source();
  expect(refused.error).toContain('expected one of --list');
  expect(await sourceBy(runAlone, [])).toEqual(refused);
  expect((await source('--reread', 'crm', '--months', '2026-13')).error).toContain('2026-01..2026-03');
  expect((await source('--compare', 'crm', '--months', '2026-01')).error).toContain(
    '--months goes with --reread',
  );
});
