import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUp } from '../../../src/server/backup/backup.ts';
import { readList } from '../../../src/server/backup/backupFiles.ts';
import { restore } from '../../../src/server/backup/restore.ts';
import { type House, openHouse } from '../../../src/server/house/house.ts';
import { MessageTable } from '../../../src/server/house/messages/messageTable.ts';
import { openTestStore } from '../../support/storedRequests.ts';

// Guards: what people wrote and what is still to be sent is in a backup, as of one moment while the server runs, and comes
// back with the store; a damaged house is never taken for one.

let folder: string;
let data: string;
let kept: string;
const say = () => {};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 's360-house-backup-'));
  [data, kept] = [join(folder, 'data'), join(folder, 'kept')];
  await mkdir(data, { mode: 0o700 });
  openTestStore(join(data, 'store.sqlite')).close();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (house: House, key: string) =>
  new MessageTable(house).put([{ kind: 'k', key, receiver: 'r', content: null }], 1);

function keysOf(file: string): string[] {
  const house = openHouse(file);
  const rows = house.db.prepare('SELECT key FROM messages ORDER BY number').all() as { key: string }[];
  house.close();
  return rows.map(({ key }) => key);
}

test('a house is copied while it is written, and comes back on an empty machine', async () => {
  const house = openHouse(join(data, 'house.sqlite'));
  put(house, 'before');
  const backup = await backUp({ data, to: kept, say });
  put(house, 'after');
  house.close();
  expect((await readdir(backup)).toSorted()).toEqual(['backup.json', 'house.sqlite', 'store.sqlite']);
  expect((await readList(backup)).files.map(({ name }) => name)).toEqual(['store.sqlite', 'house.sqlite']);
  const machine = join(folder, 'machine');
  await restore({ from: kept, data: machine, say });
  expect((await stat(join(machine, 'house.sqlite'))).mode & 0o777).toBe(0o600);
  expect(keysOf(join(machine, 'house.sqlite'))).toEqual(['before']);
});

test('a house is not replaced without --replace; what stands beside the old one does not get into the new one', async () => {
  const file = join(data, 'house.sqlite');
  const first = openHouse(file);
  put(first, 'before');
  first.close();
  await backUp({ data, to: kept, say });
  const second = openHouse(file);
  put(second, 'after');
  await rm(join(data, 'store.sqlite'));
  await expect(restore({ from: kept, data, say })).rejects.toThrow(/there is a house already.*--replace/);
  await expect(restore({ from: kept, data, replace: true, say })).rejects.toThrow(
    /another server has it open/,
  );
  second.close();
  await writeFile(`${file}.restoring`, 'of a restore that was killed');
  await restore({ from: kept, data, replace: true, say });
  expect(keysOf(file)).toEqual(['before']);
  expect((await readdir(data)).filter((name) => /^house/.test(name)).toSorted()).toEqual([
    'house.sqlite',
    'house.sqlite.lock',
  ]);
});

test('a damaged house gives no backup, a backup of before houses leaves the one that is there', async () => {
  await backUp({ data, to: kept, say });
  const file = join(data, 'house.sqlite');
  const house = openHouse(file);
  put(house, 'mine');
  house.close();
  await restore({ from: kept, data, replace: true, say });
  expect(keysOf(file)).toEqual(['mine']);
  await writeFile(file, 'no database at all, but more than a few words');
  await expect(backUp({ data, to: kept, say })).rejects.toThrow(/house\.sqlite/);
  expect(await readdir(kept)).toHaveLength(1);
});
