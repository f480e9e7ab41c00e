import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read } from '@e965/xlsx';
import { tableFromIPC as flechette } from '@uwdata/flechette';
import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkOutput } from '../../scripts/ask/output.ts';
import { makeCity } from '../../src/model/city.ts';
import { formatDay } from '../../src/model/day.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import { choiceOf } from '../../src/server/answers/choice.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { runAlone, runHere } from '../support/command.ts';
import { randomCity } from '../support/randomCity.ts';

const source = randomCity(5, 800);
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-'));
  await writeSnapshot(dir, source);
});
afterAll(() => rm(dir, { recursive: true }));

async function askBy(run: typeof runHere, args: readonly string[]) {
  const { code, out, err } = await run('ask.ts', ['--data', dir, ...args]);
  return { code, stdout: out, text: String(out), error: err };
}

const ask = (...args: string[]) => askBy(runHere, args);

// Guards: the command as a program of its own: it prints, writes bytes, refuses and fails, and ends.
test('a process of its own says the same as this one', async () => {
  for (const args of [
    ['--sql', 'SELECT i AS n, i::VARCHAR AS t FROM range(20000) AS r(i)', '--format', 'arrow'],
    ['--format', 'xml'],
    ['--data', join(dir, 'nothing')],
  ])
    expect(await askBy(runAlone, args)).toEqual(await ask(...args));
});

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

test('CSV, Excel, Arrow and SQL give the same numbers, with names and codes', async () => {
  const question = ['--by', 'channel', '--measures', 'received,completionRate'];
  const json = JSON.parse((await ask(...question)).text) as Record<string, unknown>[];
  const [header, ...csv] = parse((await ask(...question, '--format', 'csv')).text, {
    bom: true,
  }) as string[][];
  expect(header).toEqual([
    ...['Channel code', 'Channel', 'Received'],
    ...['Completion rate', 'Completion rate: of how many requests'],
  ]);
  const nameOf = new Map(source.words.channel.map(({ id, en }) => [id, en]));
  expect(csv).toEqual(
    json.map(({ channel, received, completionRate }) => [
      ...[channel ?? 'none', nameOf.get(channel as string) ?? 'Not stated'].map(String),
      ...[received, completionRate, received].map(String),
    ]),
  );
  const file = join(dir, 'answer.xlsx');
  await ask(...question, '--format', 'xlsx', '--language', 'ar', '--out', file);
  const book = read(await readFile(file), { dense: false });
  const [tab, about] = book.SheetNames.map((name) => book.Sheets[name]!);
  expect(json.map((_, i) => tab![`C${i + 2}`].v)).toEqual(json.map((row) => row.received));
  expect(tab!.C1.v).toBe('الوارد');
  expect(Object.values(about!).map((cell) => (cell as { v: unknown }).v)).toContain(
    'v=1&opened=all&measure=received',
  );
  const arrow = tableFromIPC((await ask(...question, '--format', 'arrow')).stdout);
  expect(arrow.toArray().map((row) => Number(row.received))).toEqual(json.map((row) => row.received));
  const sql = await ask(
    '--sql',
    'SELECT c.id AS channel, count(*) AS n, sum(satisfaction) AS s FROM requests r LEFT JOIN dim_channel c ON c.code = r.channel GROUP BY 1 ORDER BY min(coalesce(r.channel, -1))',
  );
  expect((JSON.parse(sql.text) as Record<string, unknown>[]).map((row) => row.n)).toEqual(
    json.map((row) => row.received),
  );
});

// Guards: SQL's own types come through as a spreadsheet has them, whole numbers beyond a double's too.
test('SQL as CSV keeps days, instants in the zone of the city, and large numbers', async () => {
  const sql = `SELECT DATE '2026-01-02' AS d, TIMESTAMPTZ '2026-07-28 10:00:00+00' AS z, TIMESTAMP '2026-07-28 10:00:00' AS t,
    9007199254740993::BIGINT AS b, 1.5::DECIMAL(9, 2) AS n, NULL::INTEGER AS none, true AS y`;
  const { text } = await ask('--sql', sql, '--format', 'csv');
  const shown = new Date(timeZone(source.timeZone).localSeconds(Date.UTC(2026, 6, 28, 10) / 1000) * 1000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
  expect(text.trim().split('\r\n')[1]).toBe(
    `2026-01-02,${shown},2026-07-28 10:00:00,9007199254740993,1.5,,true`,
  );
});

// Guards: who has a link of the page gets in the terminal what the link shows, and the requests behind it.
test('a link is a choice, whose list is that of the measure', async () => {
  const link = 'http://city.example/?v=1&opened=all&category=category-1&list=open&list.channel=channel-2';
  const [answer] = JSON.parse(
    (await ask('--choice', link, '--measures', 'open', '--where', 'channel=channel-2')).text,
  );
  const listed = JSON.parse((await ask('--list', '--choice', link)).text) as Record<string, unknown>[];
  expect(listed).toHaveLength(answer.open);
  expect(answer.open).toBeGreaterThan(3);
  expect(new Set(listed.map(({ category, channel }) => `${category} ${channel}`))).toEqual(
    new Set(['category-1 channel-2']),
  );
  const known = new Set(source.table.refs);
  for (const { ref } of listed) expect(known).toContain(ref);
  const opened = listed.map((row) => String(row.opened));
  expect(opened).toEqual(opened.toSorted().reverse());
  const csv = (await ask('--list', '--choice', link, '--format', 'csv')).text.trim().split('\r\n');
  expect(csv.slice(1).map((line) => line.split(',')[0])).toEqual(listed.map(({ ref }) => ref));
});

test('a file whose folder is not there is said, and nothing is left of it', async () => {
  const { code, error } = await ask('--format', 'csv', '--out', join(dir, 'nowhere', 'x.csv'));
  expect(code).toBe(1);
  expect(error).toMatch(/nowhere.x\.csv: ENOENT.*; nothing was written/);
});

test('no bytes are printed on a screen', () => {
  expect(() => checkOutput('xlsx', undefined, true)).toThrow(
    /xlsx: its bytes .* expected --out FILE or a pipe/,
  );
  for (const [format, out, isScreen] of [
    ['xlsx', undefined, undefined],
    ['xlsx', 'x.xlsx', true],
    ['csv', undefined, true],
  ] as const)
    expect(() => checkOutput(format, out, isScreen)).not.toThrow();
});

// Guards: what other programs are given is what the help says: a stream from its first message to the mark of its end.
test.each([
  [
    ['--by', 'channel', '--measures', 'received,completionRate'],
    ['channelCode', 'channel', 'received', 'completionRate', 'completionRateOf'],
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
  [['--format', 'xml'], /--format xml: expected one of json, xlsx, csv, arrow/],
  [['--language', 'fr'], /--language fr: expected one of ar, en/],
  [['--list', '--by', 'zone'], /--list: expected without by, a list has all columns/],
  [['--list', '--measures', 'open,overdue'], /expected one measure/],
  [['--sql', 'SELECT 1', '--list'], /--sql: expected without/],
])('%j is refused in a sentence, with nothing on standard output', async (args, sentence) => {
  const { code, text, error } = await ask(...args);
  expect(code).toBe(2);
  expect(text).toBe('');
  expect(error).toMatch(sentence);
});

test('a link that names what the snapshot does not have is refused whole', async () => {
  const { manifest } = await readManifest(dir);
  const city = makeCity(source.zones, source.words, source.timeZone);
  for (const [link, sentence] of [
    ['v=1&zone=nowhere', /choice: zone=nowhere: no such id in this snapshot; expected none or one of zone-0/],
    ['v=1&colour=red', /choice: got "colour", which no choice has/],
    ['v=1&measure=speed', /choice: got the measure "speed", which is none of this snapshot's/],
    ['v=1&zone=zone-1&zone=zone-2', /choice: got "zone" twice/],
  ] as const)
    expect(() => choiceOf(city, manifest, link, [])).toThrow(sentence);
});

test('a folder without a snapshot is said', async () => {
  const { code, error } = await ask('--data', join(dir, 'nothing'));
  expect(code).toBe(1);
  expect(error).toMatch(/not there; expected a snapshot/);
});
