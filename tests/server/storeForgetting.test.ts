import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ForgettingReport } from '../../src/model/adminState.ts';
import type { Store } from '../../src/server/intake/store/store.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { allRows, batchOf, newYear, openTestStore, personOf, tell } from '../support/storedRequests.ts';

const { words } = referenceData();
const resolvedStage = words.stage.findIndex(({ id }) => id === 'resolved');
const received = words.stage.findIndex(({ id }) => id === 'received');
const day = 86_400;
/** 2028-01-02, two years after the requests of 2026-01-01. */
const after = newYear + 731 * day;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's360-forget-'));
  file = join(folder, 'store.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const done = (ref: string, opened: number, order = 1) =>
  tell(
    ref,
    order,
    { opened, resolved: opened + 60, stage: resolvedStage, topic: 5 },
    personOf('Secret-Person-77', { name: `Name-${ref}`, text: 'my street' }),
  );
const stillOpen = (ref: string, opened: number) =>
  tell(ref, 1, { opened, stage: received, topic: 5 }, personOf('Secret-Person-77', { name: `Name-${ref}` }));

/** Lets the store do what it does beside, until a run of forgetting at that time is over. Returns its report. */
function runAt(store: Store, now: number): ForgettingReport {
  for (let i = 0; i < 50; i++) {
    store.release(now);
    const step = store.forgetSome(now);
    if (step?.ended) return step.ended;
  }
  throw new Error('a run of forgetting does not come to an end');
}

function namesIn(): string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const found = db.prepare('SELECT name FROM personal ORDER BY rid').all() as { name: string }[];
  db.close();
  return found.map(({ name }) => name);
}

// Guards: the term of personal data: who is forgotten and who is not, that the flags of all stay, also of neighbours
// that change later and of what a source tells again, that it is said, and that nothing of it is left in the file.
it('forgets who asked two years after completion, and nothing else', () => {
  const options = { forgetAfterMonths: 24 };
  let store = openTestStore(file, options);
  const many = Array.from({ length: 20 }, (_, n) => done(`old${n}`, newYear + n * 3600));
  const others = [stillOpen('open', newYear + 25 * 3600), done('young', newYear + 20 * day)];
  store.take('crm', batchOf([...many, ...others]), newYear + 30 * day);
  const before = allRows(store);
  expect([...before.values()].map((row) => row.repeat30d)).toEqual([0, ...Array(21).fill(1)]);
  expect(store.forgetting()).toEqual({ afterMonths: 24, lastRun: null, requests: 0, total: 0 });

  const report = runAt(store, after);
  expect(report).toEqual({ afterMonths: 24, lastRun: after, requests: 20, total: 20 });
  expect(store.forgetting()).toEqual(report);
  expect(namesIn()).toEqual(['Name-open', 'Name-young']);
  expect(allRows(store)).toEqual(before);
  // When nobody asks for it, nothing more.
  store.release(after + 60);
  expect(store.forgetting().lastRun).toBe(after);

  // What is told again does not come back, and takes no flag away.
  const again = [
    done('old3', newYear + 3 * 3600, 2),
    tell(
      'open',
      2,
      { ...stillOpen('open', newYear + 25 * 3600).row, zone: 4 },
      personOf('Secret-Person-77', { name: 'Name-open' }),
    ),
  ];
  store.take('crm', batchOf(again), after + 120);
  const flags = [...allRows(store).values()].map((row) => [row.repeat30d, row.duplicate, row.handover48h]);
  expect(flags).toEqual([...before.values()].map((row) => [row.repeat30d, row.duplicate, row.handover48h]));
  expect(namesIn()).toEqual(['Name-open', 'Name-young']);
  store.close();
  expect(readFileSync(file).includes('Name-old3')).toBe(false);
  expect(readFileSync(file).includes('Name-open')).toBe(true);

  store = openTestStore(file, options);
  runAt(store, after + 60 * day);
  expect(store.forgetting()).toMatchObject({ requests: 1, total: 21 });
  expect(namesIn()).toEqual(['Name-open']);
  store.close();
});

// Guards: never is never.
it('forgets nobody where the configuration says never', () => {
  const store = openTestStore(file, { forgetAfterMonths: null });
  store.take('crm', batchOf([done('a', newYear)]), newYear + day);
  store.release(newYear + 9000 * day);
  expect(namesIn()).toEqual(['Name-a']);
  expect(store.forgetting()).toEqual({ afterMonths: null, lastRun: null, requests: 0, total: 0 });
  store.close();
});
