import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { savedView } from '../../../src/model/records/savedView.ts';
import { openHouse } from '../../../src/server/house/house.ts';
import { RecordTable } from '../../../src/server/house/records/recordTable.ts';

const writer = fileURLToPath(new URL('../../support/recordWriter.ts', import.meta.url));

let folder: string;
let running: ChildProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's360-records-'));
});
afterEach(() => {
  running?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

// Guards: what a reader was told is kept is there after kill -9, with every version before it; nothing is there by half.
it('has all that was told as kept, whole, after kill -9 at any moment', async () => {
  const file = join(folder, 'house.sqlite');
  const told = new Map<string, number>();
  for (const [kill, count] of [5, 23, 42, 7, 18, 31].entries()) {
    const child = fork(writer, [file, `${kill}`], { execArgv: ['--import', 'tsx'] });
    running = child;
    let heard = 0;
    child.on('message', ([id, version]: [string, number]) => {
      told.set(id, version);
      if (++heard === count) child.kill('SIGKILL');
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    const house = openHouse(file);
    try {
      const table = new RecordTable(house);
      const kept = house.db.prepare('SELECT id FROM records').all() as { id: string }[];
      expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining([...told.keys()]));
      for (const { id } of kept) {
        const now = table.get(savedView, id);
        expect(now.version).toBeGreaterThanOrEqual(told.get(id) ?? 1);
        expect(table.history(savedView, id).map((one) => one.version)).toEqual(
          Array.from({ length: now.version }, (_, i) => now.version - i),
        );
        expect(table.history(savedView, id)[0]).toEqual(now);
        expect(now.validity.to !== null).toBe(now.version === 4);
      }
      expect(house.db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    } finally {
      house.close();
    }
  }
  expect(told.size).toBeGreaterThan(15);
});
