import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DatabaseSync } from '../../src/server/intake/store/sqlite.ts';
import { seeded } from '../support/seeded.ts';
import { allRows, newYear, openTestStore } from '../support/storedRequests.ts';
import { writtenRequests } from '../support/storeWriter.ts';

const writer = fileURLToPath(new URL('../support/storeWriter.ts', import.meta.url));
const kills = 6;

let folder: string;
let running: ChildProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's360-store-'));
});

afterEach(() => {
  running?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

// Guards: a server that is killed in the middle of a batch leaves all of it or nothing, and no lock.
it('has whole batches only after kill -9, at any moment', async () => {
  const file = join(folder, 'store.db');
  const random = seeded(7);
  let before = 0;
  let left = 0;
  for (let kill = 0; kill < kills; kill++) {
    const child = fork(writer, ['write', file], { execArgv: ['--import', 'tsx'] });
    running = child;
    const ended = once(child, 'exit');
    await once(child, 'message');
    expect(() => openTestStore(file)).toThrow(/another server has it open/);
    await wait(random() * 250);
    child.kill('SIGKILL');
    await ended;

    const store = openTestStore(file);
    const position = Number(store.position('crm'));
    expect(position).toBeGreaterThan(before);
    const rows = [...allRows(store).values()];
    expect(rows).toHaveLength(writtenRequests);
    expect(new Set(rows.map((row) => row.updated))).toEqual(new Set([newYear + position]));
    // What is to be published is what came since the last time it was, which may have been in a process before.
    const pending = store.pending(1_000_000);
    const changes = store.counts().outbox;
    const last = position - (position % 3);
    const possible = [
      ...(last > before ? [position - last] : []),
      ...(last <= before || last === position ? [left + position - before] : []),
    ];
    expect(possible.map((batches) => batches * writtenRequests)).toContain(changes);
    [before, left] = [position, changes / writtenRequests];
    expect(pending?.table.length ?? 0).toBe(changes === 0 ? 0 : writtenRequests);
    const db = new DatabaseSync(file, { readOnly: true });
    const texts = db.prepare('SELECT DISTINCT text FROM personal').all() as { text: string }[];
    expect(texts.map(({ text }) => text)).toEqual([`${position}`]);
    expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    db.close();
    store.close();
  }
});
