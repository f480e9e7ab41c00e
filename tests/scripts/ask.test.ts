import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { tableFromIPC as flechette } from '@uwdata/flechette';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { randomCity } from '../support/randomCity.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../../scripts/ask.ts', import.meta.url));
const source = randomCity(5, 800);
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-'));
  await writeSnapshot(dir, source);
});
afterAll(() => rm(dir, { recursive: true }));

async function ask(...args: string[]) {
  const done = run(process.execPath, ['--import', 'tsx', script, '--data', dir, ...args], {
    encoding: 'buffer',
  });
  return done.then(
    ({ stdout }) => ({ code: 0, stdout, text: String(stdout), error: '' }),
    (failed) => ({
      code: failed.code as number,
      stdout: failed.stdout as Buffer,
      text: String(failed.stdout),
      error: String(failed.stderr),
    }),
  );
}

// Guards: the terminal prints the answer and only the answer, counted from the same rows.
test('one row without --by; an array of flat objects with ids and raw numbers with it', async () => {
  expect(JSON.parse((await ask()).text)).toEqual([{ received: 800 }]);
  const from = source.table.value('day', 3)!;
  const { text } = await ask(
    '--by',
    'zone,category',
    '--measures',
    'received,completed,completionRate',
    '--where',
    'category=category-1,none',
    '--where',
    `opened=${formatDay(from)}..${formatDay(from + 20)}`,
  );
  const rows = JSON.parse(text) as Record<string, unknown>[];
  const counts = new Map<string, number>();
  for (let i = 0; i < source.table.length; i++) {
    const [day, zone, category] = (['day', 'zone', 'category'] as const).map((name) =>
      source.table.value(name, i),
    );
    if (day! < from || day! > from + 20 || (category !== 1 && category !== null)) continue;
    const key = `${zone === null ? null : `zone-${zone}`}|${category === null ? null : 'category-1'}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(new Map(rows.map((row) => [`${row.zone}|${row.category}`, row.received]))).toEqual(counts);
  expect(Object.keys(rows[0]!)).toEqual(['zone', 'category', 'received', 'completed', 'completionRate']);
  for (const row of rows)
    expect(row.completionRate).toBe((row.completed as number) / (row.received as number));
});

test('CSV, Arrow and SQL give the same numbers', async () => {
  const json = JSON.parse((await ask('--by', 'channel', '--measures', 'received,open')).text) as Record<
    string,
    unknown
  >[];
  const csv = (await ask('--by', 'channel', '--measures', 'received,open', '--format', 'csv')).text
    .trim()
    .split('\n');
  expect(csv).toEqual([
    'channel,received,open',
    ...json.map((row) => `${row.channel ?? ''},${row.received},${row.open}`),
  ]);
  const arrow = tableFromIPC(
    (await ask('--by', 'channel', '--measures', 'received,open', '--format', 'arrow')).stdout,
  );
  expect(arrow.toArray().map((row) => Number(row.received))).toEqual(json.map((row) => row.received));
  const sql = await ask(
    '--sql',
    'SELECT c.id AS channel, count(*) AS n, sum(satisfaction) AS s FROM requests r LEFT JOIN dim_channel c ON c.code = r.channel GROUP BY 1 ORDER BY min(coalesce(r.channel, -1))',
  );
  expect((JSON.parse(sql.text) as Record<string, unknown>[]).map((row) => row.n)).toEqual(
    json.map((row) => row.received),
  );
});

// Guards: what other programs are given is what the help says: a stream from its first message to the mark of its end.
test.each([
  [
    ['--by', 'channel', '--measures', 'received,completionRate'],
    ['channel', 'received', 'completionRate'],
  ],
  [
    [
      '--sql',
      `SELECT i AS n, i::VARCHAR AS t, i % 2 = 0 AS b, nullif(i, 3)::DECIMAL(9, 2) AS d, TIMESTAMP '2026-11-28 10:00:00' AS at
       FROM range(5000) AS r(i)`,
    ],
    ['n', 't', 'b', 'd', 'at'],
  ],
  [['--sql', 'SELECT rid FROM requests WHERE false'], ['rid']],
])('%j as Arrow is a whole stream, which another reader reads too', async (args, names) => {
  const { stdout } = await ask(...args, '--format', 'arrow');
  expect(stdout.subarray(0, 4)).toEqual(Buffer.from([255, 255, 255, 255]));
  expect(stdout.subarray(-8)).toEqual(Buffer.from([255, 255, 255, 255, 0, 0, 0, 0]));
  const [other, ours] = [flechette(new Uint8Array(stdout)), tableFromIPC(stdout)];
  expect(other.schema.fields.map(({ name }) => name)).toEqual(names);
  expect(other.numRows).toBe(ours.numRows);
  const plain = (value: unknown) => (value === null || value === undefined ? null : String(value));
  for (const name of names.filter((name) => name !== 'at' && name !== 'd'))
    expect([...other.getChild(name)].map(plain)).toEqual([...ours.getChild(name)!].map(plain));
  if (names.includes('d')) expect(Number(other.getChild('d').at(4))).toBe(4);
});

test.each([
  [['--by', 'colour'], /--by colour: expected one of zone, place/],
  [['--measures', 'speed'], /--measures speed: expected one of received/],
  [['--where', 'category=nothing-known'], /no such id in this snapshot; expected none or one of category-0/],
  [['--where', 'opened=yesterday'], /opened=yesterday: expected local days/],
  [['--format', 'xml'], /--format xml: expected json, csv or arrow/],
])('%j is refused in a sentence, with nothing on standard output', async (args, sentence) => {
  const { code, text, error } = await ask(...args);
  expect(code).toBe(2);
  expect(text).toBe('');
  expect(error).toMatch(sentence);
});

test('a folder without a snapshot is said', async () => {
  const { code, error } = await ask('--data', join(dir, 'nothing'));
  expect(code).toBe(1);
  expect(error).toMatch(/not there; expected a snapshot/);
});
