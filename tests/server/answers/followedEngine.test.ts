import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Ask, aggregatesOf } from '../../../src/model/ask.ts';
import { manifestText, parseManifest, versionOf } from '../../../src/model/manifest.ts';
import type { RequestRow } from '../../../src/model/schema.ts';
import { fileOfQuestion } from '../../../src/server/answers/files.ts';
import { folderFiles } from '../../../src/server/answers/folderFiles.ts';
import { FollowedEngine } from '../../../src/server/answers/followedEngine.ts';
import { readQuestion } from '../../../src/server/answers/question.ts';
import { openSnapshot } from '../../../src/server/openSnapshot.ts';
import { readManifest } from '../../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../../src/server/snapshotWriter.ts';
import { type LiveServer, serveLive } from '../../support/liveServer.ts';
import { rowOf } from '../../support/liveStore.ts';
import { randomAsks } from '../../support/randomAsk.ts';
import { randomCity } from '../../support/randomCity.ts';
import { type Expected, expectSame } from '../../support/sameAnswer.ts';
import { seeded } from '../../support/seeded.ts';

// Guards: a server is asked about what is published now, and answers as the page and DuckDB do.

const source = randomCity(21, 1200);
let server: LiveServer;
let engine: FollowedEngine;

beforeAll(async () => {
  server = await serveLive(source);
  // The manifest names what is published.
  server.hold();
  engine = await FollowedEngine.open(folderFiles(server.folder));
});
afterAll(async () => {
  engine.stop();
  await server[Symbol.asyncDispose]();
});

const newRequest = (rid: number, like: number): { rid: number; row: RequestRow } => ({
  rid,
  row: { ...rowOf(source.table, like, `new-${rid}`), opened: server.asOf(), resolved: null, stage: 0 },
});

function expectedOf({ measures }: Ask, { rows, keys, ints }: Answer): Expected {
  const row = (r: number) => aggregatesOf(measures).map((name) => [name, ints[name]![r]!] as const);
  return new Map(
    Array.from({ length: rows }, (_, r) => [
      keys.map((column) => column[r]).join(),
      Object.fromEntries(row(r)),
    ]),
  );
}

async function bytesOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What DuckDB says of the files as they are, the page's engine beside it. */
async function compare(seed: number): Promise<string> {
  const { folder, manifest: found } = await readManifest(server.folder);
  const oracle = await openSnapshot(folder, found);
  const { asked, free } = engine.use();
  try {
    expect(versionOf(asked.manifest)).toBe(versionOf(oracle.manifest));
    const ask = randomAsks(seeded(seed), asked.city, asked.manifest.days!, asked.manifest.asOf);
    const asks = Array.from({ length: 60 }, ask);
    const [ours, theirs] = [await asked.engine.answer(asks), await oracle.engine.answer(asks)];
    expect(ours.version).toBe(theirs.version);
    for (const [i, one] of asks.entries())
      expectSame(one, ours.answers[i]!, expectedOf(one, theirs.answers[i]!));
    return ours.version;
  } finally {
    free();
    await oracle.engine.dispose();
  }
}

const isAt = (sequence: number) =>
  expect
    .poll(() => {
      engine.look();
      const { asked, free } = engine.use();
      free();
      return asked.manifest.sequence;
    })
    .toBe(sequence);

test('it answers as DuckDB does, before and after changes, of the version that is published', async () => {
  const versions = [await compare(1)];
  for (const step of [1, 2, 3]) {
    const { length } = source.table;
    await server.push([
      newRequest(length + step, step),
      { rid: step, row: { ...rowOf(source.table, step), resolved: server.asOf() } },
    ]);
    await isAt(server.sequence());
    versions.push(await compare(1 + step));
  }
  expect(new Set(versions).size).toBe(4);
});

test('of data that do not go on, the details come when something asks for them', async () => {
  // Guards: a snapshot of one's own has no live server, and no changes that its engine waits for.
  const dir = await mkdtemp(join(tmpdir(), 's360-still-'));
  await writeSnapshot(dir, source);
  const still = await FollowedEngine.open(folderFiles(join(dir, 'rows')));
  try {
    const { asked, free } = still.use();
    const question = readQuestion({ list: true, measures: ['received'], format: 'json' });
    const rows = JSON.parse(
      String(await bytesOf((await fileOfQuestion(asked, question)).bytes)),
    ) as unknown[];
    expect(rows.length).toBe(source.table.length);
    const [{ received }] = JSON.parse(
      String(await bytesOf((await fileOfQuestion(asked, readQuestion({}))).bytes)),
    ) as [{ received: number }];
    expect(received).toBe(source.table.length);
    free();
  } finally {
    still.stop();
    await rm(dir, { recursive: true });
  }
});

test('who has begun to ask keeps the data of then while others take their place', async () => {
  const { asked, free } = engine.use();
  const question = readQuestion({ list: true, format: 'csv' });
  const before = await fileOfQuestion(asked, question);
  await server.push([newRequest(source.table.length + 10, 5)]);
  await isAt(server.sequence());
  const later = engine.use();
  const after = await fileOfQuestion(later.asked, question);
  const linesOf = async (bytes: AsyncIterable<Uint8Array>) =>
    (await bytesOf(bytes)).toString().trim().split('\r\n').length;
  expect(after.manifest.sequence).toBe(before.manifest.sequence + 1);
  expect([await linesOf(after.bytes)]).toEqual([(await linesOf(before.bytes)) + 1]);
  later.free();
  free();
});

test('where the names are others the data are opened anew; who asked before is answered from those before', async () => {
  // Guards: a folded or renamed city whose old data are asked until the process ends, or vanish under a long list.
  const { asked, free } = engine.use();
  const before = await fileOfQuestion(asked, readQuestion({ list: true, format: 'csv' }));
  const path = join(server.folder, 'manifest.json');
  const manifest = parseManifest(await readFile(path, 'utf8'));
  const words = { ...manifest.files.words, name: 'words-renamed.json' };
  await copyFile(join(server.folder, manifest.files.words.name), join(server.folder, words.name));
  await writeFile(path, manifestText({ ...manifest, files: { ...manifest.files, words } }));
  await expect
    .poll(() => {
      engine.look();
      const now = engine.use();
      now.free();
      return now.asked.manifest.files.words.name;
    })
    .toBe('words-renamed.json');
  const now = engine.use();
  expect(now.asked.engine).not.toBe(asked.engine);
  expect(now.asked.manifest.sequence).toBe(asked.manifest.sequence);
  expect((await bytesOf(before.bytes)).length).toBeGreaterThan(10_000);
  free();
  // Nobody has them any more.
  await expect(asked.engine.answer([{ by: ['zone'], measures: ['received'], filter: {} }])).rejects.toThrow(
    /was ended/,
  );
  const { answers } = await now.asked.engine.answer([{ by: [], measures: ['received'], filter: {} }]);
  expect(answers[0]!.ints.received).toEqual([now.asked.manifest.rows]);
  now.free();
});
