import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { knownProblems, newestRows } from '../../src/server/checkProblems.ts';
import type { SourceConfig } from '../../src/server/config.ts';
import { configuredSource, wordsOfSources } from '../../src/server/intake/sources/configured.ts';
import { csvFolderSchema } from '../../src/server/intake/sources/csvFolderOptions.ts';
import { open311Mapping } from '../../src/server/intake/sources/open311Mapping.ts';
import { open311Schema } from '../../src/server/intake/sources/open311Options.ts';
import { postgresOptions } from '../../src/server/intake/sources/postgresOptions.ts';
import { ProblemBook } from '../../src/server/intake/sources/problemBook.ts';
import { runSource } from '../../src/server/intake/sources/runner.ts';
import { systemClock } from '../../src/server/intake/sources/source.ts';
import { checkSourceMapping } from '../../src/server/intake/sources/sourceMapping.ts';
import { openStore } from '../../src/server/intake/store/store.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { type MockRequest, Open311Server } from '../support/open311Server.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';

let postgres: Postgres;
let folder: string;
beforeAll(async () => {
  postgres = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), 's360-told-'));
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

const reference = referenceData();

/** A source as it is configured, running into a store of its own. */
async function follow(config: SourceConfig) {
  const data = join(folder, config.id);
  mkdirSync(data);
  const store = openStore(join(data, 'store.sqlite'), {
    timeZone: 'Asia/Dubai',
    zones: reference.zones,
    words: () => wordsOfSources([config], reference, null),
  });
  const counted: string[] = [];
  const problems = new ProblemBook(store.problems, (...told) => counted.push(told.join(' ')));
  const said: string[] = [];
  const source = await configuredSource(config, {
    ...{ reference, words: store.words, timeZone: 'Asia/Dubai' },
    simulator: () => {
      throw new Error('no simulator here');
    },
    log: (_, text) => said.push(text),
    onProblem: problems.report,
  });
  const abort = new AbortController();
  const options = { store, clock: systemClock, problems, firstWait: 20, longestWait: 100 };
  const running = runSource(source, { ...options, onTaken() {}, onState() {} }, abort.signal);
  return {
    ...{ data, store, said, counted },
    kinds: () =>
      Object.fromEntries(
        store.problems.all().map(({ field, problem, count }) => [`${field} ${problem}`, count]),
      ),
    refs: () => [...store.told(config.id)].map(({ ref }) => ref).sort(),
    unreadable: () => store.problems.unreadable().list.map(({ ref }) => ref),
    async [Symbol.asyncDispose]() {
      abort.abort();
      await running;
      problems.close();
      store.close();
    },
  };
}

const mapping = checkSourceMapping(
  {
    columns: {
      ref: 'number',
      opened: 'opened_at',
      resolved: 'resolved_at',
      stage: 'status',
      category: 'category',
      channel: 'channel',
    },
    personal: { phone: 'phone' },
    dates: { order: 'ymd' },
  },
  'mapping.json',
);

for (const way of ['replication', 'polling'] as const) {
  test(`rows of PostgreSQL that cannot be read are told, followed by ${way}`, async () => {
    // Guards: cases that were dropped without a word at any level: what an administrator would see of them.
    const table = `cases_${way}`;
    await postgres.query(
      `CREATE TABLE ${table} (number text PRIMARY KEY, opened_at timestamptz, resolved_at timestamptz,
        status text, category text, channel text, phone text, changed timestamptz DEFAULT now());
      INSERT INTO ${table} (number, opened_at, category, channel, phone)
      SELECT 'C-' || n, now() - interval '1 day', 'report', 'whatsapp', '0501234567' FROM generate_series(1, 9) n`,
    );
    const options = v.parse(postgresOptions, {
      ...{ kind: 'postgres', id: `crm-${way}`, connection: postgres.connection(), table, key: 'number' },
      ...{ follow: way, mapping: 'mapping.json' },
      ...(way === 'polling' ? { updatedAt: 'changed', everySeconds: 0.05 } : {}),
    });
    const config: SourceConfig = { kind: 'postgres', id: options.id, options, mapping };
    await using one = await follow(config);
    await expect.poll(() => one.refs().length).toBe(9);
    await postgres.query(
      `UPDATE ${table} SET opened_at = '1900-01-01', changed = now() WHERE number = 'C-7';
      UPDATE ${table} SET resolved_at = opened_at - interval '1 day', changed = now() WHERE number = 'C-8';
      INSERT INTO ${table} (number, opened_at, category, channel) VALUES
        ('D-1', '0001-01-01', 'report', 'whatsapp'), ('D-2', 'infinity', 'report', 'whatsapp'),
        ('D-3', now(), 'Petition to 050 123 4567', 'whatsapp'), ('D-4', now(), 'Petition', 'whatsapp'),
        ('D-5', '2100-01-01', 'report', 'whatsapp'),
        ('A-1', now(), 'report', 'whatsapp'), ('A-1 ', now(), 'report', 'whatsapp'),
        (' A-1', now(), 'report', 'website'), (E'A-1\\n', now(), 'report', 'website')`,
    );
    await expect
      .poll(() => one.kinds())
      .toEqual({
        'opened sentinel': 3,
        'resolved beforeOpened': 1,
        'category unknownWord': 1,
        'category personalWord': 1,
        'opened farFuture': 1,
        'ref spacedKey': 3,
      });
    expect(one.unreadable()).toEqual(['C-7']);
    // The check says the same, of the newest rows and of what the store of the server that runs knows; no reference.
    const tried = await newestRows(config, { reference, words: one.store.words });
    expect(tried[0]).toMatch(/^18 of the newest rows were tried:$/);
    expect(tried.join('\n')).toContain('opened: a date that stands for "none": 3 left out. ');
    const known = knownProblems(one.data).join('\n');
    expect(known).toContain(`${options.id}: opened: a date that stands for "none": 3 left out. `);
    expect(tried.join() + known).not.toMatch(/C-7|D-1|Petition|050 123/);
    // C-7 stays in the state before; D-1, D-2 and D-5 are not there; the four keys are four requests.
    expect(one.refs().length).toBe(9 + 2 + 4);
    expect(one.counted.join()).not.toMatch(/C-7|Petition|050/);
    await postgres.query(
      `UPDATE ${table} SET opened_at = now() - interval '2 days', changed = now() WHERE number = 'C-7'`,
    );
    await expect.poll(() => one.unreadable()).toEqual([]);
    if (way === 'polling') return;
    await postgres.query(`DELETE FROM ${table} WHERE number = 'A-1 '`);
    await expect
      .poll(() => one.refs().filter((ref) => ref.includes('A-1')))
      .toEqual([' A-1', 'A-1', 'A-1\n']);
  });
}

test('rows and files of a folder that cannot be read are told', async () => {
  // Guards: an export of which half is left out, and of which only a line in a log told.
  const drop = mkdtempSync(join(folder, 'drop-'));
  const put = async (name: string, text: string | Buffer) => {
    await writeFile(join(drop, `${name}.part`), text);
    await writeFile(join(drop, `${name}.done`), '');
    await rename(join(drop, `${name}.part`), join(drop, name));
  };
  const header = 'number,opened_at,resolved_at,status,category,channel,phone\n';
  const line = (ref: string, opened = '2026-11-01 08:00', rest = ',,received,report,whatsapp,') =>
    `${ref},${opened}${rest}\n`;
  await put('1.csv', `${header}${line('F-1')}${line('F-2', '1900-01-01')}${line(' F-3')}F-4,2026-11-01\n`);
  await put('2.csv', header + line('F-5', 'soon'));
  await put('3.csv', header + line('F-1', '9999-12-31') + line('F-6'));
  const options = v.parse(csvFolderSchema, {
    ...{ kind: 'csvFolder', id: 'exports', folder: drop, mapping: 'mapping.json' },
    ...{ everySeconds: 0.05, settleSeconds: 0.05 },
  });
  await using one = await follow({ kind: 'csvFolder', id: 'exports', options, mapping });
  await expect.poll(() => one.refs()).toEqual(['F-1', 'F-3', 'F-4', 'F-6']);
  await expect
    .poll(() => one.kinds())
    .toEqual({
      'opened sentinel': 2,
      'opened notDate': 1,
      'ref spacedKey': 1,
      'file shortRow': 1,
      'file fileRefused': 1,
    });
  expect(one.unreadable()).toEqual(['F-1']);
  const [refused] = one.store.problems.all().filter(({ problem }) => problem === 'fileRefused');
  expect(refused!.refs).toEqual(['2.csv']);
});

test('requests of an Open311 server that cannot be read are told', async () => {
  // Guards: what a server of another vendor writes into dates and words.
  await using server = await Open311Server.start();
  const now = Math.floor(Date.now() / 1000);
  const request = (id: string, more: Partial<MockRequest> = {}): MockRequest => ({
    ...{ service_request_id: id, status: 'open', service_code: '1', service_name: 'Moon dust' },
    ...{ description: 'Fatima 0501234567', address: '', media_url: '', lat: 25.2, long: 55.3 },
    ...{ requested: now - 18_000, updated: now - 14_400, ...more },
  });
  server.requests.push(
    request('O-1'),
    request('O-2', { status: 'closed', updated: now - 20_000 }),
    request('O-3', { lat: 0, long: 0 }),
    request('fatima@example.ae'),
  );
  const {
    kind: _,
    mapping: __,
    apiKeyEnv: ___,
    ...options
  } = v.parse(open311Schema, {
    ...{ kind: 'open311', id: 'city', endpoint: server.endpoint, everySeconds: 0.05, pauseMs: 1 },
    since: new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10),
  });
  await using one = await follow({
    ...{ kind: 'open311', id: 'city', mapping: open311Mapping(null, '') },
    options: { ...options, apiKey: null },
  });
  await expect.poll(() => one.refs()).toEqual(['O-1', 'O-2', 'O-3']);
  await expect
    .poll(() => one.kinds())
    .toEqual({
      'topic unknownWord': 3,
      'resolved beforeOpened': 1,
      'longitude zeroPoint': 1,
      'ref notReference': 1,
    });
  const [topic] = one.store.problems.all().filter(({ field }) => field === 'topic');
  expect(topic!.words).toEqual([{ word: 'Moon dust', count: 3 }]);
  expect(JSON.stringify(one.store.problems.all())).not.toMatch(/atima|0501234567/);
});
