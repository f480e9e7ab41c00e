import { statSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openHouse } from '../../../src/server/house/house.ts';
import { DatabaseSync } from '../../../src/server/intake/store/sqlite.ts';

// Guards: the file of the house is nobody else's, has one writer, keeps what was written, and refuses in words what it is not.

const made: string[] = [];

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 's360-house-'));
  made.push(dir);
  return dir;
}

afterEach(async () => {
  for (const dir of made.splice(0)) await rm(dir, { recursive: true });
});

const message = (house: ReturnType<typeof openHouse>, key: string) =>
  house.transaction('a message could not be written', () =>
    house.db
      .prepare(
        `INSERT INTO messages (kind, key, receiver, content, made_at, due_at) VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run('k', key, 'a', '{}', 1, 1),
  );

test('what was written is there when it is opened again, in one private file', async () => {
  const dir = await folder();
  const file = join(dir, 'house.sqlite');
  const house = openHouse(file);
  message(house, 'one');
  expect(() =>
    house.transaction('it could not be written', () => {
      house.db.exec(
        "INSERT INTO messages (kind, key, receiver, content, made_at, due_at) VALUES ('k', 'two', 'a', '{}', 1, 1)",
      );
      throw new Error('given up');
    }),
  ).toThrow('given up');
  house.close();
  expect((await readdir(dir)).toSorted()).toEqual(['house.sqlite', 'house.sqlite.lock']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = openHouse(file);
  expect(again.db.prepare('SELECT key FROM messages').all()).toEqual([{ key: 'one' }]);
  again.close();
});

test('a second server, another program and a newer version are refused in words', async () => {
  const dir = await folder();
  const file = join(dir, 'house.sqlite');
  const house = openHouse(file);
  expect(() => openHouse(file)).toThrow('another server has it open');
  expect(() => [1, 2].map(() => message(house, 'x'))).toThrow('a message could not be written');
  house.close();

  const newer = new DatabaseSync(file);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  expect(() => openHouse(file)).toThrow('got a house of version 99');

  const other = join(dir, 'other.sqlite');
  const strange = new DatabaseSync(other);
  strange.exec('CREATE TABLE theirs (a)');
  strange.close();
  expect(() => openHouse(other)).toThrow('of another program');

  const broken = join(dir, 'broken.sqlite');
  writeFileSync(broken, 'no database, but more than a few words of text');
  expect(() => openHouse(broken)).toThrow('could not be opened');
  expect(() => openHouse(join(dir, 'nowhere/house.sqlite'))).toThrow('does not exist');
});
