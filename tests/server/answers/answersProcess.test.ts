import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askServer } from '../../../scripts/ask/server.ts';
import { UsageError } from '../../../scripts/terminal.ts';
import { References } from '../../../src/feed/references.ts';
import { parseManifest, versionOf } from '../../../src/model/manifest.ts';
import { fileOfQuestion } from '../../../src/server/answers/files.ts';
import { folderFiles } from '../../../src/server/answers/folderFiles.ts';
import {
  asOfHeader,
  type Question,
  readQuestion,
  versionHeader,
} from '../../../src/server/answers/question.ts';
import { openSnapshot } from '../../../src/server/openSnapshot.ts';
import { readManifest } from '../../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../../src/server/snapshotWriter.ts';
import { patience } from '../../support/patience.ts';
import { runs } from '../../support/processes.ts';
import { type Product, startProduct } from '../../support/product.ts';
import { randomCity } from '../../support/randomCity.ts';

// Guards: whoever may come may ask the server that runs what npm run ask asks a folder, and what answers is there only
// for that: started by the first question, again when it dies, and ended with the server.

let data: string;
let server: Product;
const source = { ...randomCity(3, 4000), kind: 'sample' as const };
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 's360-answers-'));
  await writeSnapshot(data, source);
  server = await startProduct(null, { DATA_DIR: data }, undefined, ['--speed', '20000']);
  await vi.waitFor(() => expect(server.said()).toContain('Ready.'), { timeout: patience, interval: 100 });
});
afterAll(async () => {
  await server.kill();
  await rm(data, { recursive: true, force: true });
});

const ask = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.address}api/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

async function bytesOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What is answered from the files as they were when the manifest had a version, by DuckDB in this process. */
async function answerHere(question: Question, version: string): Promise<Buffer> {
  const { folder, manifest: newest } = await readManifest(data);
  const deltas = newest.files.deltas;
  const end = deltas.findIndex(({ to, asOf }) => versionOf({ sequence: to, asOf }) === version) + 1;
  const manifest = { ...newest, files: { ...newest.files, deltas: deltas.slice(0, end) } };
  const snapshot = await openSnapshot(folder, manifest, new References(folderFiles(folder), manifest));
  expect(versionOf(snapshot.manifest)).toBe(version);
  const asked = { ...snapshot, manifestOf: () => snapshot.manifest };
  const here = await bytesOf((await fileOfQuestion(asked, question)).bytes);
  await snapshot.engine.dispose();
  return here;
}

test('nothing has the data in memory before somebody asks; the first question starts it', async () => {
  expect(server.process('answers')).toBeNull();
  const response = await ask({ by: ['category'], measures: ['received'] });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/json; charset=utf-8',
  ]);
  const rows = (await response.json()) as { received: number }[];
  expect(rows.reduce((sum, { received }) => sum + received, 0)).toBeGreaterThanOrEqual(4000);
  expect(response.headers.get(asOfHeader)).toMatch(/^20\d\d-.*Z$/);
  expect(server.process('answers')).not.toBeNull();
});

test.each<Partial<Question>>([
  { by: ['zone', 'category'], measures: ['received', 'completionRate', 'firstResponseP50'] },
  { by: ['channel'], format: 'csv', language: 'ar', choice: 'v=1&opened=all&measure=overdue' },
  { by: ['topic'], where: ['category=category-1,none'], format: 'xlsx' },
  { list: true, measures: ['open'], format: 'arrow' },
  { list: true, format: 'json' },
])('%j is answered as from the files of its version', async (asked) => {
  const question = readQuestion(asked);
  const { version, bytes } = await askServer(server.address, question);
  const there = await bytesOf(bytes);
  expect(there.equals(await answerHere(question, version))).toBe(true);
  expect(there.length).toBeGreaterThan(100);
});

test('an answer is of what is published, and goes on with it', async () => {
  const published = async () =>
    parseManifest(await readFile(`${data}/rows/manifest.json`, 'utf8')).files.deltas.at(-1)?.to ?? 0;
  const asked = async () => Number((await ask({})).headers.get(versionHeader)!.split('@')[0]);
  for (let i = 0; i < 3; i++) {
    const before = await published();
    await expect.poll(asked).toBeGreaterThanOrEqual(before);
    await expect.poll(published).toBeGreaterThan(before);
  }
});

test.each<[string, unknown, number, RegExp]>([
  ['an unknown dimension', { by: ['colour'] }, 400, /^by colour: expected one of zone, place/],
  [
    'an unknown part',
    { colour: 'red' },
    400,
    /^colour: no part of a question; expected some of by, measures, choice/,
  ],
  ['a list', [1], 400, /expected an object with some of by/],
  ['a list by zone', { list: true, by: ['zone'] }, 400, /^list: expected without by/],
  [
    'an unknown category',
    { where: ['category=nothing-known'] },
    400,
    /no such id in this snapshot; expected none or one of/,
  ],
  ['an unknown choice', { choice: 'v=1&colour=red' }, 400, /^choice: got "colour"/],
  ['too many clauses', { where: Array(101).fill('category=none') }, 400, /^where .*: .*100/],
  ['no JSON', '{"by":', 400, /JSON/],
  ['too long a choice', { choice: 'x'.repeat(70_000) }, 413, /large/],
])('%s is refused in words', async (_, body, status, sentence) => {
  const response = await ask(body);
  expect(await response.text()).toMatch(sentence);
  expect(response.status).toBe(status);
});

test('another site may not ask through a browser, nor by a form', async () => {
  expect((await ask({}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await ask('{}', { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await fetch(`${server.address}api/ask`)).status).toBe(405);
});

test('in the terminal what is wrong is an option; where no server answers that is said', async () => {
  await expect(askServer('localhost:1', readQuestion({}))).rejects.toThrow(UsageError);
  await expect(askServer('http://127.0.0.1:1/', readQuestion({}))).rejects.toThrow(/no server answers there/);
  const question = readQuestion({ where: ['zone=nowhere'] });
  await expect(askServer(server.address, question)).rejects.toThrow(/^--where zone=nowhere: no such id/);
});

test('what was killed is said, comes again, and answers; who was being answered is told', async () => {
  const { pid } = server.process('answers')!;
  process.kill(pid, 'SIGSTOP');
  const waiting = ask({ by: ['zone'] });
  await new Promise((done) => setTimeout(done, 300));
  process.kill(pid, 'SIGKILL');
  const { status, headers } = await waiting;
  expect([status, headers.get('retry-after')]).toEqual([503, '5']);
  expect((await ask({})).status).toBe(200);
  expect(server.process('answers')!.pid).not.toBe(pid);
  expect(server.said()).toContain('what answers questions (POST /api/ask) ended (ended with SIGKILL)');
});

test('a door that comes again asks the same one', async () => {
  const { pid } = server.process('answers')!;
  process.kill(server.process('door')!.pid, 'SIGKILL');
  await expect
    .poll(() =>
      ask({}).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200);
  expect(server.process('answers')!.pid).toBe(pid);
});

test('it ends with the server', async () => {
  const { pid } = server.process('answers')!;
  expect((await server.stop()).code).toBe(0);
  expect(runs(pid)).toBe(false);
});
