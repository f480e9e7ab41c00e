import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { leafPagesOf } from '../../src/server/intake/store/leafPages.ts';
import { RequestRows, valuesAt } from '../../src/server/intake/store/requestRows.ts';
import { DatabaseSync } from '../../src/server/intake/store/sqlite.ts';
import { TableFile } from '../../src/server/intake/store/tableFile.ts';
import { allRows, batchOf, later, openTestStore, tell } from '../support/storedRequests.ts';
import { fillWith, madeRows } from '../support/storeFiller.ts';

const filler = fileURLToPath(new URL('../support/storeFiller.ts', import.meta.url));

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's360-fill-'));
  file = join(folder, 'store.sqlite');
  openTestStore(file).close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

/** All that the table has, and what SQLite says of the file. */
function contentOf(path: string) {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    return db.prepare('SELECT * FROM requests ORDER BY rid').all();
  } finally {
    db.close();
  }
}

/** The same requests in a store of their own, one statement for each. */
function byStatements(segments: readonly ReturnType<typeof madeRows>[]) {
  const path = join(folder, 'statements.sqlite');
  openTestStore(path).close();
  const db = new DatabaseSync(path);
  const rows = new RequestRows(db);
  const text = new TextDecoder();
  db.exec('BEGIN');
  for (const { values, refs } of segments)
    for (const [at, rid] of refs.rids.entries()) {
      const ref = text.decode(refs.bytes.subarray(refs.offsets[at]!, refs.offsets[at + 1]!));
      rows.load('crm', ref, rid, -1, valuesAt(values, values.rid.indexOf(rid)));
    }
  db.exec('COMMIT');
  db.close();
  return contentOf(path);
}

// Guards: pages that are written beside SQLite are what SQLite would have read out of its own, whatever the values,
// the references and the order of the segments.
it('holds what statements would have written', async () => {
  const long = (rid: number) =>
    rid % 700 === 3 ? `طلب ${'ط'.repeat(3000)} ${rid}` : `SR-${rid}-${'x'.repeat(rid % 130)}`;
  const segments = [
    madeRows(range(5000, 3000), 1, long),
    madeRows(range(0, 2500), 2, (rid) => `بلاغ-${rid}`),
    // Rids of which none, or few, follow one another; and those of another order than the segment's.
    madeRows(
      [...range(2500, 40).map((rid) => rid * 1000), 4_294_967_290, 9, 8].filter((rid) => rid > 10),
      3,
    ),
    madeRows([...range(9000, 400)].reverse(), 4),
  ];
  const filled = await fillWith(file, (make) => segments.map(make));
  expect(filled).toBe(3000 + 2500 + 41 + 400);
  expect(contentOf(file)).toEqual(byStatements(segments));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(
    readdirSync(folder)
      .filter((name) => name.startsWith('store.sqlite'))
      .sort(),
  ).toEqual(['store.sqlite', 'store.sqlite.lock']);
});

// Guards: a store that begins with a snapshot has what one has that is written otherwise, and goes on where it stands.
it('goes on with the next rid, publishes nothing of it, and keeps references apart', async () => {
  const seen: (number | string)[] = [];
  const [first, second] = [madeRows(range(0, 200), 1), madeRows([203, 207], 2)];
  await fillWith(
    file,
    (make) => [make(first), make(second)],
    (n) => seen.push(n),
    () => seen.push('indexes'),
  );
  // A filling that is told as 100 % done while its indexes are made looks stuck.
  expect(seen).toEqual([200, 202, 'indexes']);
  const store = openTestStore(file);
  expect(store.counts()).toMatchObject({ requests: 202, published: 202, outbox: 0 });
  expect([store.sequence(), store.pending(10), store.position('crm')]).toEqual([7, null, null]);
  store.take('crm', batchOf([tell('r203', 0, { zone: 1 }), tell('r100', 0, null), tell('new', 0)]), later);
  expect(store.counts()).toMatchObject({ requests: 202, outbox: 3 });
  expect([...allRows(store).keys()].filter((rid) => rid >= 200).sort()).toEqual([203, 207, 208]);
  store.close();
  const db = new DatabaseSync(file);
  const again =
    "INSERT INTO requests (rid, source, ref, source_order, gone, version) VALUES (999, 'crm', 'r5', 0, 1, 1)";
  expect(() => db.exec(again)).toThrow(/UNIQUE/);
  expect(() => db.exec(again.replace('1, 1)', '0, 1)').replace('r5', 'new one'))).toThrow(/CHECK/);
  db.close();
  await expect(fillWith(file, () => [])).rejects.toThrow(
    /got a store with 203 requests, expected an empty one/,
  );
});

it('is as it was where the filling fails, and keeps what it knew beside requests', async () => {
  const store = openTestStore(file);
  store.setNote('kept', 'yes');
  store.take('other', batchOf([], 'p4'), later);
  store.close();
  const rows = madeRows(range(0, 300), 1);
  const cut = fillWith(file, function* (make) {
    yield make(rows);
    throw new Error('the line was cut');
  });
  await expect(cut).rejects.toThrow('the line was cut');
  await expect(fillWith(file, (make) => [make(rows), make(rows)])).rejects.toThrow('got the rid 0 twice');
  const other = madeRows(range(300, 300), 2, (rid) => `r${rid - 300}`);
  await expect(fillWith(file, (make) => [make(rows), make(other)])).rejects.toThrow(
    /a snapshot could not be loaded .*UNIQUE/,
  );
  const without = madeRows(range(300, 300), 2);
  without.values.opened[5] = 0xffffffff;
  await expect(fillWith(file, (make) => [make(without)])).rejects.toThrow(
    'got nothing as the opening of the request 305',
  );
  expect(existsSync(`${file}.filling`)).toBe(false);
  expect(contentOf(file)).toEqual([]);
  await fillWith(file, (make) => [make(rows)]);
  const after = openTestStore(file);
  expect([after.counts().requests, after.note('kept'), after.position('other')]).toEqual([300, 'yes', 'p4']);
  after.close();
});

// Guards: whatever ends the server while it fills, the store is the empty one that it was, and is filled the next time.
it('is as it was after kill -9 in the middle', async () => {
  const child = fork(filler, ['fill', file], { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit');
  try {
    for (let told = 0; told < 4000; ) [told] = (await once(child, 'message')) as [number];
    expect(() => openTestStore(file)).toThrow(/another server has it open/);
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  expect(existsSync(`${file}.filling`)).toBe(true);
  const store = openTestStore(file);
  expect(store.counts().requests).toBe(0);
  expect(existsSync(`${file}.filling`)).toBe(false);
  store.close();
  expect(await fillWith(file, (make) => [make(madeRows(range(0, 100), 1))])).toBe(100);
  expect(contentOf(file)).toHaveLength(100);
});

// Guards: a table of more pages than one page can name has levels of them, and every row is found by its rid.
it('hangs pages into as many levels as there must be', () => {
  const path = join(folder, 'levels.sqlite');
  for (const rows of [0, 1, 20, 500, 3000]) {
    rmSync(path, { force: true });
    const db = new DatabaseSync(path);
    db.exec(
      'CREATE TABLE requests (rid INTEGER PRIMARY KEY, source TEXT, ref TEXT, version INTEGER, opened INTEGER, day INTEGER, hour INTEGER)',
    );
    db.close();
    const table = new TableFile(path, 2, 3);
    const columns = ['rid', 'source', 'ref', 'version', 'opened', 'day', 'hour'];
    const parts =
      rows === 0 ? [] : rows < 100 ? [range(100, 64 + rows)] : [range(rows, rows), range(0, rows)];
    for (const rids of parts) {
      const { values, refs } = madeRows(rids, 1, (rid) => `${rid}`.padStart(200, 'r'));
      table.add(leafPagesOf('crm', values, refs, columns));
    }
    table.finish();
    table.close();
    const made = new DatabaseSync(path);
    expect(made.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    const expected = parts.flat().length;
    const find = made.prepare('SELECT ref FROM requests WHERE rid = ?');
    for (const rid of parts.flat()) expect(find.get(rid)).toEqual({ ref: `${rid}`.padStart(200, 'r') });
    expect(made.prepare('SELECT count(*) AS n FROM requests').get()).toEqual({ n: expected });
    made.close();
  }
});

// Guards: while a source looks at the past of ten million requests nothing was published, and the server was not ready.
it('tells its past in pieces, between which others come to their turn', async () => {
  const rows = madeRows(range(1, 25_000), 1);
  const { values } = rows;
  for (let i = 0; i < 25_000; i++) {
    values.stage[i] = i % 100 === 0 ? 0 : 4;
    values.updated[i] = values.opened[i]! + 100;
  }
  await fillWith(file, (make) => [make(rows)]);
  const store = openTestStore(file);
  try {
    expect([store.words.stage[0]!.done, store.words.stage[4]!.done]).toEqual([false, true]);
    // Guards: the sample city took up the requests of a CRM beside it, and told them once more as its own.
    store.take('mails', batchOf([tell('M-1', 1, { stage: 0, opened: later - 100 })]), later);
    const day = 20_454 + 200;
    const signal = new AbortController();
    let turns = 0;
    const counting = setInterval(() => turns++);
    const told = await store.since('crm', day, signal.signal);
    clearInterval(counting);
    const start = (day * 24 - 4) * 3600;
    const expected = rids(
      values.rid,
      (i) => i % 100 === 0 || values.day[i]! >= day || values.updated[i]! >= start,
    );
    expect([...told.column('rid')]).toEqual(expected);
    expect(turns).toBeGreaterThan(0);
    const cut = store.since('crm', day, signal.signal);
    signal.abort(new Error('the server stops'));
    await expect(cut).rejects.toThrow('the server stops');
  } finally {
    store.close();
  }
});

const rids = (all: Uint32Array, where: (i: number) => boolean) => [...all].filter((_, i) => where(i));
