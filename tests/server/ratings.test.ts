import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { happyShare, type Ratings, ratingsSchema } from '../../src/model/ratings.ts';
import { RatingsService } from '../../src/server/ratings/ratingsService.ts';
import { makeServer } from '../../src/server/server.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { makeSampleCity } from '../support/sampleCity.ts';

const source = makeSampleCity({ rows: 300, seed: 4, asOf: Date.UTC(2026, 10, 20, 9) / 1000, events: false });
const run = promisify(execFile);
const header = 'Day,Service,Channel,Happy,Neutral,Unhappy\n';

let root: string;
let data: string;
let server: FastifyInstance;
let service: RatingsService;
let news: { readonly text: string; readonly isBad: boolean }[];
let marks: (string | null)[];

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 's360-'));
  await writeSnapshot(data, source);
});
afterAll(() => rm(data, { recursive: true }));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 's360-'));
  news = [];
  marks = [];
});
afterEach(async () => {
  service.stop();
  await server.close();
  await rm(root, { recursive: true });
});

async function serve(folder: string | null): Promise<void> {
  service = new RatingsService({
    ...{ folder, data, everyMs: 20 },
    onNews: (sentences, isBad) => news.push({ text: sentences.join('\n'), isBad }),
    onMark: (mark) => marks.push(mark),
  });
  server = await makeServer({ page: root, data, ratings: service });
  await service.start();
}

const get = (headers: Record<string, string> = {}) => server.inject({ url: '/data/ratings.json', headers });
const served = async () => v.parse(v.nullable(ratingsSchema), JSON.parse((await get()).body));
const total = ({ happy }: Ratings) => happy.reduce((sum, count) => sum + count, 0);

// Guards: without tables there are no ratings, and that is an answer, not a fault.
test('serves null where there is no folder', async () => {
  await serve(null);
  const response = await get();
  expect([response.statusCode, response.body]).toEqual([200, 'null']);
  expect(news).toEqual([]);
});

// Guards: a server that knows of no ratings answers the page too, which would else note an error.
test('serves null where ratings are not served', async () => {
  service = new RatingsService({ folder: null, data, onNews: () => {}, onMark: () => {} });
  server = await makeServer({ page: root, data });
  const response = await get();
  expect([response.statusCode, response.body]).toEqual([200, 'null']);
});

// Guards: ratings are sent once, and a changed table reaches open pages by another mark, without a restart.
test('serves the tables of a folder, and anew when one changes', async () => {
  const folder = join(root, 'ratings');
  await mkdir(folder);
  await writeFile(join(folder, '2.csv'), `${header}2026-03-31,Waste collection,Counter,8,1,1\n`);
  await serve(folder);
  const first = await get();
  const ratings = (await served())!;
  expect(ratings).toMatchObject({
    ...{ services: ['waste-collection'], channels: ['service-centre'], happy: [8], sample: false },
  });
  expect(marks).toEqual([ratings.mark]);
  const { etag } = first.headers;
  expect((await get({ 'if-none-match': String(etag) })).statusCode).toBe(304);
  await writeFile(
    join(folder, '10.csv'),
    `${header}2026-03-31,Waste collection,Counter,9,1,1\n2026-04-01,x,,1,0,0\n`,
  );
  await vi.waitFor(async () => expect(total((await served())!)).toBe(10), 5000);
  expect(marks.length).toBe(2);
  expect(marks[1]).not.toBe(marks[0]);
  expect((await get({ 'if-none-match': String(etag) })).statusCode).toBe(200);
  expect(news.map(({ text }) => text.replaceAll(folder, ''))).toEqual([
    '/2.csv: 1 rows of ratings were taken',
    expect.stringMatching(
      /^\/10\.csv: 2 rows of ratings were taken\n\/10\.csv: line 3: the service "x" is not known/,
    ),
  ]);
  await rm(folder, { recursive: true });
  await vi.waitFor(() => expect(marks[2]).toBeNull(), 5000);
  expect((await get()).body).toBe('null');
});

// Guards: a table that cannot be read is said with its reason, and takes nothing from the others.
test('a broken table is told and left out', async () => {
  const folder = join(root, 'ratings');
  await mkdir(folder);
  await writeFile(join(folder, 'a.csv'), 'Reference,Opened\n1,2026-01-01\n');
  await writeFile(join(folder, 'b.csv'), `${header}2026-03-31,,,3,1,0\n`);
  await writeFile(join(folder, 'c.csv.part'), `${header}2026-03-31,,,9`);
  await serve(folder);
  const { happy, neutral, unhappy } = (await served())!;
  expect(happyShare({ happy: happy[0]!, neutral: neutral[0]!, unhappy: unhappy[0]!, untold: 0 })).toEqual({
    ...{ kind: 'value', value: 0.75, n: 4 },
  });
  expect(news.find(({ isBad }) => isBad)?.text).toMatch(/a\.csv: no column day .*without it/);
  expect(news.length).toBe(2);
});

// Guards: whoever runs the server is told of each table what is shown of it, and why of one nothing is.
test('the state tells the rows, days and problems of each table', async () => {
  const folder = join(root, 'ratings');
  await mkdir(folder);
  await writeFile(
    join(folder, 'a.csv'),
    `${header}2026-03-31,x,,3,1,0\n2026-02-01,,,3,1,0\n2026-04-02,,y,3,1,0\n`,
  );
  await writeFile(join(folder, 'b.csv'), 'Reference,Opened\n1,2026-01-01\n');
  await serve(folder);
  const state = service.state()!;
  expect([state.folder, state.trouble]).toEqual([folder, null]);
  expect(state.files.map(({ name, problems }) => [name, problems])).toEqual([
    ['a.csv', 2],
    ['b.csv', 0],
  ]);
  const [taken, refused] = state.files;
  const days = ['2026-02-01', '2026-04-02'].map((day) => Date.parse(day) / 86_400_000);
  expect(taken!.taken).toEqual({ rows: 3, from: days[0], to: days[1] });
  expect([taken!.last!.en, taken!.last!.ar]).toEqual([
    expect.stringMatching(/^line 4: the channel "y" is not known/),
    expect.stringMatching(/^السطر 4: قناة غير معروفة: \u2068"y"\u2069/),
  ]);
  expect([refused!.taken, refused!.last!.ar]).toEqual([null, expect.stringMatching(/^لا يوجد عمود/)]);
});

// Guards: a name that was mistyped does not look like a city without ratings.
test('a named folder that is not there is told once, in words, and is forgotten when it comes', async () => {
  const folder = join(root, 'ratings');
  await serve(folder);
  const text = 'could not be read: there is no such folder; expected a folder with tables of ratings';
  await vi.waitFor(() => expect(service.state()?.trouble?.en).toContain(text), 5000);
  expect(service.state()!.trouble!.ar).toMatch(/^تعذّرت القراءة: لا يوجد مجلد بهذا الاسم؛ المتوقع مجلد/);
  expect((await get()).body).toBe('null');
  await new Promise((done) => setTimeout(done, 100));
  expect(news.map(({ text, isBad }) => [text.startsWith(`${folder}: could not be read`), isBad])).toEqual([
    [true, true],
  ]);
  await mkdir(folder);
  await vi.waitFor(() => expect(service.state()!.trouble).toBeNull(), 5000);
});

// Guards: in a terminal too, what is not there is said in both languages, without the system's own words.
test('the commands say in words what they cannot read', async () => {
  const missing = join(root, 'none.csv');
  await writeFile(join(root, 'file'), '');
  await mkdir(join(root, 'reference', 'goals.json'), { recursive: true });
  const said = async (script: string, ...args: string[]) => {
    const path = fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url));
    const done = run(process.execPath, ['--import', 'tsx', path, '--check', ...args]);
    const error = await done.then(
      () => null,
      (cause: { code: number; stderr: string }) => cause,
    );
    expect(error?.code, `${script} ${args}`).toBe(1);
    expect(error!.stderr).not.toMatch(/ENOENT|EISDIR|ENOTDIR/);
    return error!.stderr.trim();
  };
  const [en, ar, folder, notFolder, unread] = await Promise.all([
    said('ratings', missing),
    said('ratings', missing, '--language', 'ar'),
    said('reference', '--folder', join(root, 'none')),
    said('reference', '--folder', join(root, 'file')),
    said('reference', '--folder', join(root, 'reference')),
  ]);
  expect(en).toMatch(
    /none\.csv: could not be read: there is no such file; expected a table of ratings.*Correct/,
  );
  expect(ar).toMatch(/none\.csv: تعذّرت القراءة: لا يوجد ملف بهذا الاسم؛ المتوقع جدول تقييمات.*صحّح/);
  expect(folder).toMatch(/none: there is no such folder; expected a folder with reference files.*Correct/);
  expect(notFolder).toMatch(/file: it is no folder; expected a folder with reference files/);
  expect(unread).toMatch(/goals\.json: could not be read: it is a folder; expected a reference file\. Let/);
  service = new RatingsService({ folder: null, data, onNews: () => {}, onMark: () => {} });
  server = await makeServer({ page: root, data });
}, 120_000);

// Guards: invented ratings say so: those that lie beside a sample city, and no others.
test('ratings beside a sample city are a sample', async () => {
  await mkdir(join(data, 'ratings'));
  await writeFile(join(data, 'ratings/sample.csv'), `${header}2026-03-31,,,3,1,0\n`);
  await serve(null);
  expect((await served())!.sample).toBe(true);
});
