import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RecordKind, type RecordOf, readList } from '../../../src/model/record.ts';
import { recordKinds } from '../../../src/model/records/kinds.ts';
import { savedView } from '../../../src/model/records/savedView.ts';
import { makeBareServer } from '../../../src/server/door/bareServer.ts';
import { openHouse } from '../../../src/server/house/house.ts';
import { HouseService } from '../../../src/server/house/houseService.ts';
import { RecordTable } from '../../../src/server/house/records/recordTable.ts';
import { serveRecords } from '../../../src/server/house/records/serveRecords.ts';

// Guards: the one route of all records: what it takes and from whom, that nothing is changed that its writer has not
// seen, and that it says in words, and as a fault that a page can say, why something was not done.

let folder: string;
const open: { close(): unknown }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 's360-records-'));
});
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
  await rm(folder, { recursive: true });
});

/** A server with a house of its own. @returns its address */
async function start(access: 'loopback' | 'front' = 'loopback', opened = true): Promise<string> {
  const said: string[] = [];
  const house = new HouseService({ data: folder, access, say: (line) => said.push(line) });
  open.push(house);
  const server = await makeBareServer({ hosts: [], logger: false }, (to) => house.serve(to));
  open.push(server);
  if (opened) await house.open();
  return `${await server.listen({ host: '127.0.0.1', port: 0 })}/api/records/saved-views`;
}

const json = { 'content-type': 'application/json' };
const body = (name: string, choice = 'v=1') => JSON.stringify({ choice, content: { name } });
const post = (address: string, text: string, headers: Record<string, string> = json) =>
  fetch(address, { method: 'POST', headers, body: text });
const put = (address: string, seen: string, text: string) =>
  fetch(address, { method: 'PUT', headers: { ...json, 'if-match': seen }, body: text });

async function made(address: string, name: string): Promise<RecordOf> {
  const answer = await post(address, body(name));
  expect(answer.status).toBe(201);
  return (await answer.json()) as RecordOf;
}

async function listed(address: string) {
  return readList(savedView, await (await fetch(address)).json())!;
}

test('a record is made, listed, changed, ended and stands again; each answer names its version', async () => {
  const address = await start();
  expect(await listed(address)).toEqual({ may: ['read', 'make', 'change', 'end'], records: [] });
  const answer = await post(address, body(' ديرة، شكاوى ', 'v=1&category=complaint'));
  const first = (await answer.json()) as RecordOf;
  expect([answer.status, answer.headers.get('etag'), answer.headers.get('cache-control')]).toEqual([
    201,
    '"1"',
    'no-store',
  ]);
  expect(first).toMatchObject({
    version: 1,
    choice: 'v=1&category=complaint',
    content: { name: 'ديرة، شكاوى' },
    author: 'this computer',
  });
  const one = new URL(answer.headers.get('location')!, address).href;
  expect(await (await fetch(one)).json()).toEqual(first);
  const changed = await put(one, '"1"', body('Deira', 'v=2&of=a newer page'));
  expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
  const ended = await fetch(one, { method: 'DELETE', headers: { 'if-match': '"2"' } });
  expect(((await ended.json()) as RecordOf).validity.to).toBeGreaterThan(first.madeAt - 1);
  expect((await listed(address)).records).toEqual([]);
  expect((await put(one, '"3"', body('Deira'))).status).toBe(200);
  expect((await listed(address)).records.map(({ content }) => content.name)).toEqual(['Deira']);
  const { versions } = (await (await fetch(`${one}/history`)).json()) as { versions: RecordOf[] };
  expect(versions.map(({ version, choice }) => [version, choice])).toEqual([
    ...[
      [4, 'v=1'],
      [3, 'v=2&of=a newer page'],
      [2, 'v=2&of=a newer page'],
      [1, 'v=1&category=complaint'],
    ],
  ]);
});

test('of two writers the second is refused with what is there, and loses nothing', async () => {
  const address = await start();
  const { id } = await made(address, 'Late');
  const answers = await Promise.all(
    ['a', 'b', 'c', 'd'].map((name) => put(`${address}/${id}`, '"1"', body(name))),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412]);
  const there = (await listed(address)).records[0]!;
  const refused = (await answers.find(({ status }) => status === 412)!.json()) as {
    fault: unknown;
    error: string;
  };
  expect(refused.fault).toEqual({ kind: 'changed', record: there });
  expect(refused.error).toContain('somebody changed it meanwhile');
  expect((await fetch(`${address}/${id}`, { method: 'DELETE', headers: { 'if-match': '"1"' } })).status).toBe(
    412,
  );
});

test.each(['', '*', '1', 'W/"1"', '"1", "2"', '"x"'])(
  'a change of If-Match %j, which names no version, is refused',
  async (seen) => {
    const address = await start();
    const { id } = await made(address, 'Late');
    const answer = await fetch(`${address}/${id}`, {
      method: 'PUT',
      headers: { ...json, ...(seen && { 'if-match': seen }) },
      body: body('x'),
    });
    expect([answer.status, ((await answer.json()) as { fault: unknown }).fault]).toEqual([
      428,
      { kind: 'unseen' },
    ]);
  },
);

describe('who may', () => {
  test('nobody where others come through something in front, in words, and nothing is made', async () => {
    const address = await start('front');
    for (const answer of [await fetch(address), await post(address, body('x'))]) {
      expect(answer.status).toBe(403);
      const said = (await answer.json()) as { error: string; fault: unknown };
      expect(said.fault).toEqual({ kind: 'notAllowed' });
      expect(said.error).toContain('only where only this machine comes');
    }
  });

  test('not what comes through a proxy, nor from a page of another site, nor a form', async () => {
    const address = await start();
    const { id } = await made(address, 'Late');
    const statuses = await Promise.all([
      fetch(address, { headers: { 'x-forwarded-for': '10.0.0.1' } }),
      post(address, body('x'), { ...json, 'sec-fetch-site': 'cross-site' }),
      post(address, body('x'), { ...json, 'sec-fetch-site': 'same-site' }),
      post(address, body('x'), { 'content-type': 'text/plain' }),
      fetch(`${address}/${id}`, {
        method: 'DELETE',
        headers: { 'if-match': '"1"', 'sec-fetch-site': 'cross-site' },
      }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([403, 403, 403, 415, 403]);
    expect((await listed(address)).records).toHaveLength(1);
    expect((await post(address, body('y'), { ...json, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  });
});

test('what is wrong is said, and nothing of it is kept', async () => {
  const address = await start();
  await made(address, 'Late');
  const refused = async (text: string) => {
    const answer = await post(address, text);
    return [answer.status, (await answer.text()).slice(0, 300)] as const;
  };
  expect(await refused('{"choice":')).toMatchObject([400, expect.stringContaining('JSON')]);
  expect(await refused(body('x', 'v=1&opened=soon&lens=1'))).toMatchObject([
    400,
    expect.stringContaining('choice: not understood: period \\"soon\\", name \\"lens\\"'),
  ]);
  expect(await refused(body('x'.repeat(81)))).toMatchObject([
    400,
    expect.stringContaining('content.name: expected a name of at most 80 characters'),
  ]);
  expect(await refused(body('late'))).toMatchObject([
    409,
    expect.stringContaining('another record has this name'),
  ]);
  expect(await refused(body('x', `v=1&zone=${'C'.repeat(16_000)}`))).toMatchObject([
    413,
    expect.stringContaining('at most 16000'),
  ]);
  expect((await refused(body('x', 'x'.repeat(100_000))))[0]).toBe(413);
  for (const path of ['/nowhere', '/nowhere/history', 'x'])
    expect((await fetch(`${address}${path}`)).status).toBe(404);
  expect((await fetch(address, { method: 'PUT' })).status).toBe(405);
});

test('a list that has not changed is not sent again', async () => {
  const address = await start();
  const tag = (await fetch(address)).headers.get('etag')!;
  expect((await fetch(address, { headers: { 'if-none-match': tag } })).status).toBe(304);
  await made(address, 'Late');
  expect((await fetch(address, { headers: { 'if-none-match': tag } })).status).toBe(200);
});

test('while there is no house, or a broken one, it says so and takes nothing; the server goes on', async () => {
  const address = await start('loopback', false);
  const answer = await post(address, body('x'));
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  for (const one of open.splice(0).toReversed()) await one.close();
  await writeFile(join(folder, 'house.sqlite'), 'no database, but more than a few words of text');
  const again = await start();
  expect((await fetch(again)).status).toBe(503);
});

// Guards: a kind is one policy and one line: the route has no code of any.
test('a planted kind has its records at its own address, by its own rules', async () => {
  const house = openHouse(join(folder, 'house.sqlite'));
  open.push(house);
  const note: RecordKind<{ words: string }> = {
    id: 'notes',
    content: v.strictObject({ words: v.pipe(v.string(), v.nonEmpty()) }),
    rules: [{ role: 'thisComputer', may: ['read', 'make'] }],
    mark: null,
    ...{ mostStanding: 2, mostEnded: 2, mostVersions: 2 },
  };
  const table = new RecordTable(house);
  const server = await makeBareServer({ hosts: [], logger: false }, (to) =>
    serveRecords(to, {
      kinds: [...recordKinds, note],
      whoOf: () => ({ author: 'a', role: 'thisComputer' }),
      table: async () => table,
    }),
  );
  open.push(server);
  const address = `${await server.listen({ host: '127.0.0.1', port: 0 })}/api/records/notes`;
  const answer = await post(address, JSON.stringify({ choice: 'v=1', content: { words: 'rain' } }));
  expect(answer.status).toBe(201);
  const { id } = (await answer.json()) as RecordOf;
  expect(await (await fetch(address)).json()).toMatchObject({
    may: ['read', 'make'],
    records: [{ kind: 'notes', content: { words: 'rain' } }],
  });
  expect(
    (await put(`${address}/${id}`, '"1"', JSON.stringify({ choice: 'v=1', content: { words: 'sun' } })))
      .status,
  ).toBe(403);
  expect((await fetch(address.replace('notes', 'saved-views'))).status).toBe(200);
  expect((await fetch(`${address.replace('notes', 'saved-views')}/${id}`)).status).toBe(404);
});
