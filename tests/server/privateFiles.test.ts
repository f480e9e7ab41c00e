import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeDurably } from '../../src/server/files.ts';
import { openStoreFile } from '../../src/server/intake/store/storeFile.ts';
import { makePrivate } from '../../src/server/privateFiles.ts';

// Guards: what is known of customers is readable for the server's user alone, whatever the umask or a copy made of it.
let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 's360-private-'));
  data = join(folder, 'data');
  await mkdir(join(data, 'rows/deep'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test('looser rights are taken away from what is ours, and counted; nothing else is touched', async () => {
  const files = [
    'store.sqlite',
    'store.sqlite-wal',
    'rows/manifest.json',
    'rows/deep/x.arrow',
    'of-somebody.txt',
  ];
  for (const name of files) await writeFile(join(data, name), 'x', { mode: 0o644 });
  await chmod(join(data, 'rows/manifest.json'), 0o666);
  await chmod(join(data, 'store.sqlite-wal'), 0o600);
  await writeFile(join(folder, 'outside'), 'x');
  await chmod(join(folder, 'outside'), 0o644);
  await symlink(join(folder, 'outside'), join(data, 'rows/link'));
  for (const name of ['', 'rows', 'rows/deep']) await chmod(join(data, name), 0o755);
  for (const name of ['store.sqlite', 'rows/deep/x.arrow', 'of-somebody.txt'])
    await chmod(join(data, name), 0o644);
  // The folder, rows, rows/deep, and three of the files.
  expect(await makePrivate(data)).toBe(6);
  expect(await modeOf(data)).toBe('700');
  expect(await modeOf(join(data, 'rows/deep'))).toBe('700');
  for (const name of files.slice(0, 4)) expect([name, await modeOf(join(data, name))]).toEqual([name, '600']);
  expect(await modeOf(join(data, 'of-somebody.txt'))).toBe('644');
  expect(await modeOf(join(folder, 'outside'))).toBe('644');
  expect(await makePrivate(data)).toBe(0);
});

test('a folder that many users share is refused', async () => {
  await chmod(data, 0o1777);
  await expect(makePrivate(data)).rejects.toThrow(
    /data: got a folder that many users share, expected one of/,
  );
  expect(await modeOf(data)).toBe('777');
});

test('a store is made private, with all that SQLite puts beside it, and nothing is beside it when it is closed', async () => {
  await chmod(data, 0o755);
  const before = process.umask(0);
  try {
    const store = openStoreFile(join(data, 'store.sqlite'));
    const statement = store.db.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)');
    for (let i = 0; i < 3000; i++) statement.run(`name ${i}`, 'x'.repeat(1000));
    const names = (await readdir(data)).filter((name) => name.startsWith('store'));
    expect(names).toEqual(
      expect.arrayContaining(['store.sqlite', 'store.sqlite-shm', 'store.sqlite-wal', 'store.sqlite.lock']),
    );
    for (const name of names) expect([name, await modeOf(join(data, name))]).toEqual([name, '600']);
    expect((await stat(join(data, 'store.sqlite-wal'))).size).toBeGreaterThan(1_000_000);
    store.checkpoint();
    expect((await stat(join(data, 'store.sqlite-wal'))).size).toBe(0);
    statement.run('last', 'x');
    const view = store.view();
    expect(() => view.db.exec("INSERT INTO settings VALUES ('by a reader', 'x')")).toThrow(/readonly/);
    statement.run('after', 'x');
    // Somebody reads: it is not waited for, and nothing is lost.
    store.checkpoint();
    expect(view.db.prepare("SELECT count(*) AS n FROM settings WHERE name = 'after'").get()).toMatchObject({
      n: 0,
    });
    view.close();
    store.close();
  } finally {
    process.umask(before);
  }
  expect((await readdir(data)).filter((name) => name.startsWith('store')).sort()).toEqual([
    ...['store.sqlite', 'store.sqlite.lock'],
  ]);
  const again = openStoreFile(join(data, 'store.sqlite'));
  expect(again.db.prepare('SELECT count(*) AS n FROM settings').get()).toMatchObject({ n: 3002 });
  again.close();
});

test('what is published may be read by whoever may read its folder', async () => {
  for (const [mode, expected] of [
    [0o700, '600'],
    [0o755, '644'],
  ] as const) {
    await chmod(data, mode);
    await writeDurably(join(data, `at-${expected}`), 'x');
    expect(await modeOf(join(data, `at-${expected}`))).toBe(expected);
  }
});
