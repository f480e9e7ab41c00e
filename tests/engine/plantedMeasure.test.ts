import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
/** A copy of the product's sources, beside its packages, that a measure is planted in. */
let copy: string;

beforeAll(async () => {
  await mkdir(join(root, '.tmp'), { recursive: true });
  copy = await mkdtemp(join(root, '.tmp/planted-'));
  for (const part of ['src', 'scripts', 'tests/support', 'data', 'package.json', 'tsconfig.json'])
    await cp(join(root, part), join(copy, part), { recursive: true });
  await writeFile(
    join(copy, 'planted.json'),
    JSON.stringify({ extends: './tsconfig.json', include: ['src'] }),
  );
});
afterAll(() => rm(copy, { recursive: true, force: true }));

/** Puts text after the first place where some stands. */
async function plant(file: string, after: string, text: string) {
  const path = join(copy, file);
  const before = await readFile(path, 'utf8');
  expect(before).toContain(after);
  await writeFile(
    path,
    before.replace(after, () => after + text),
  );
}

/** Asks for the measure of a random city, by channel, of everything and of a period, of each engine and of the rows. */
const question = `
import { mkdtempSync } from 'node:fs';
import { FastSnapshot } from './src/engine/fast/fastSnapshot.ts';
import { canScan, scanned } from './src/engine/scan/scan.ts';
import { sheetOf } from './src/engine/sheet.ts';
import { openSnapshot } from './src/server/openSnapshot.ts';
import { readChecked, readManifest } from './src/server/snapshotReader.ts';
import { writeSnapshot } from './src/server/snapshotWriter.ts';
import { randomCity } from './tests/support/randomCity.ts';
const dir = process.argv[2];
const source = randomCity(5, 1500, 'Asia/Dubai');
await writeSnapshot(dir, source);
const { folder, manifest } = await readManifest(dir);
const { city, engine } = await openSnapshot(folder, manifest);
const fast = new FastSnapshot(city, manifest, source.calendar);
for (const file of manifest.files.segments) fast.addHead(await readChecked(folder, file));
const [from, to] = [manifest.days.from + 20, manifest.days.to - 20];
const asks = [{}, { opened: { from, to } }].map((filter) => ({ by: ['channel'], measures: ['unanswered'], filter }));
const tableOf = ({ keys, ints }) => Object.fromEntries(keys[0].map((key, i) => [key ?? -1, ints.unanswered[i]]));
const known = scanned(sheetOf(city, manifest, manifest), manifest.asOf, []);
const rows = asks.map(({ filter: { opened } }) => {
  const out = {};
  for (let i = 0; i < source.table.length; i++) {
    const day = source.table.value('day', i);
    if (opened && (day < opened.from || day > opened.to)) continue;
    const key = source.table.value('channel', i) ?? -1;
    const responded = source.table.value('responded', i);
    out[key] = (out[key] ?? 0) + (responded === null || responded > source.asOf ? 1 : 0);
  }
  return out;
});
console.log(JSON.stringify({
  rows,
  database: (await engine.answer(asks)).answers.map(tableOf),
  scanned: asks.map((ask) => canScan(known, ask, true)),
  scan: fast.answer(asks, false).map(tableOf),
}));
process.exit(0);
`;

// Guards: a measure of a column that is there is said once, in model/measures.ts, and named in both languages: no other
// file has to know of it for the types to hold, and for the database and the page's scan to count what the rows have.
test('a new measure needs its condition and its words, and nothing else', async () => {
  const measures = 'src/model/measures.ts';
  await plant(measures, 'responded: { counts: responded },\n', 'unanswered: { counts: not(responded) },\n');
  await plant(measures, "'overdueRate',\n", "'unanswered',\n");
  await plant(
    measures,
    'Readonly<Record<MeasureId, Measure>> = {\n',
    "unanswered: count('unanswered', 'down', ['responded']),\n",
  );
  const complaints = () =>
    run('node', [join(root, 'node_modules/typescript/lib/tsc.js'), '-p', 'planted.json'], { cwd: copy }).then(
      () => '',
      ({ stdout }: { stdout: string }) => stdout,
    );
  expect(await complaints()).toContain("'measure.unanswered' does not exist");
  await plant(
    'src/i18n/messages/measures.ts',
    "'measure.received': { en: 'Received', ar: 'الوارد' },\n",
    `'measure.unanswered': { en: 'Unanswered', ar: 'بلا رد' },
    'formula.unanswered': { en: 'not answered yet', ar: 'لم يُرد عليها بعد' },\n`,
  );
  expect(await complaints()).toBe('');

  await writeFile(join(copy, 'question.ts'), question);
  await mkdir(join(copy, 'city'));
  const { stdout } = await run('node', ['--import', 'tsx', 'question.ts', join(copy, 'city')], { cwd: copy });
  const { rows, database, scanned, scan } = JSON.parse(stdout);
  expect(Object.values(rows[0]).reduce((a, b) => Number(a) + Number(b), 0)).toBeGreaterThan(50);
  expect(rows[1]).not.toEqual(rows[0]);
  expect(database).toEqual(rows);
  expect(scanned).toEqual([true, true]);
  expect(scan).toEqual(rows);
});
