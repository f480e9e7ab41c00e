import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cityJobs } from '../../../src/server/intake/jobs/cityJobs.ts';
import type { Turn } from '../../../src/server/intake/jobs/job.ts';
import { Matcher } from '../../../src/server/intake/matching/matcher.ts';
import type { Source } from '../../../src/server/intake/sources/source.ts';
import { referenceData } from '../../../src/server/referenceData.ts';
import { batchOf, newYear, openTestStore, personOf, tell } from '../../support/storedRequests.ts';

const day = 86_400;
const resolved = referenceData().words.stage.findIndex(({ id }) => id === 'resolved');
const turn = (more: Partial<Turn> = {}): Turn => ({
  ...{ signal: new AbortController().signal, since: 0, tell() {} },
  ...more,
});
const none = {
  store: {
    forgetting: () => ({ afterMonths: null, lastRun: null, requests: 0, total: 0 }),
    forgetSome: () => null,
  },
  clock: { now: () => newYear },
  publisher: { fold: async () => ({ deltas: 0, requests: 0 }) },
  foldAfterMinutes: 60,
  matcher: { matchAll: () => Promise.reject(new Error('not asked')) },
  matchAt: null,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's360-forget-job-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a city has the jobs that its settings ask for', async () => {
  // Guards: personal data that are never to be forgotten, and sources that are not to be asked by night.
  const [fold, ...others] = cityJobs(none);
  expect([fold!.name, fold!.schedule, others]).toEqual(['fold', { everySeconds: 3600 }, []]);
  expect(await fold!.run(turn())).toEqual({ code: 'nothing' });
  const forgetting = () => ({ afterMonths: 24, lastRun: null, requests: 0, total: 0 });
  const all = cityJobs({ ...none, matchAt: '02:30', store: { ...none.store, forgetting } });
  expect(all.map(({ name, schedule }) => [name, schedule])).toEqual([
    ['fold', { everySeconds: 3600 }],
    ['forget', { daily: '03:30' }],
    ['match', { daily: '02:30' }],
  ]);
});

test('forgetting that was cut off goes on from where it was, with a new server too', async () => {
  // Guards: a city with more personal data than a night can go through, whose last ones are never forgotten.
  const file = join(folder, 'store.sqlite');
  const people = Array.from({ length: 2500 }, (_, n) => {
    const opened = newYear + n * 60;
    const isOpen = n % 2 === 1;
    const row = { opened, ...(!isOpen && { resolved: opened + 60, stage: resolved }) };
    return tell(`r${n}`, 1, row, personOf(`person ${n}`));
  });
  let store = openTestStore(file, { forgetAfterMonths: 24 });
  store.take('crm', batchOf(people), newYear + 30 * day);
  const jobOf = () => cityJobs({ ...none, store, clock: { now: () => newYear + 740 * day } })[1]!;
  const stop = new AbortController();
  const looked: number[] = [];
  const cut = jobOf().run(
    turn({
      signal: stop.signal,
      tell(count) {
        looked.push(count);
        stop.abort();
      },
    }),
  );
  await expect(cut).rejects.toThrow();
  expect(looked).toEqual([1000]);
  expect(store.forgetting()).toMatchObject({ requests: 500, lastRun: null });
  store.close();

  store = openTestStore(file, { forgetAfterMonths: 24 });
  looked.length = 0;
  const result = await jobOf().run(turn({ tell: (count) => looked.push(count) }));
  expect(result).toEqual({ code: 'forgotten', requests: 1250 });
  expect(looked).toEqual([1000]);
  expect(store.forgetting()).toMatchObject({ requests: 1250, total: 1250 });
  store.close();
});

test('matching fails where a source cannot tell, and the next try asks that one alone', async () => {
  // Guards: a night of which nobody knows whether figures are the source's, and a table of millions that is asked again
  // and again because another system is away.
  const store = openTestStore();
  const asked: string[] = [];
  let isAway = true;
  const source = (id: string, sums: (() => Promise<never>) | null): Source => ({
    id,
    async *initial() {},
    async *changes() {},
    ...(sums && { matchable: { sums, snapshot: sums } as unknown as NonNullable<Source['matchable']> }),
  });
  const sums = { sums: new Map(), byMonth: true, summed: [] } as never;
  const equal = async () => {
    asked.push('crm');
    return sums;
  };
  const away = async () => {
    asked.push('old');
    if (isAway) throw Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });
    return sums;
  };
  const matcher = new Matcher({
    ...{ sources: [source('crm', equal), source('old', away), source('files', null)], store },
    ...{ now: () => newYear, onTaken() {}, onMatch() {}, signal: new AbortController().signal },
  });
  const [, match] = cityJobs({ ...none, matcher, matchAt: '02:30' });
  const since = Date.now() / 1000 - 1;
  await expect(match!.run(turn({ since }))).rejects.toThrow(
    'of 1 of 3 sources it cannot be told what differs: old (failed: Error (ECONNREFUSED))',
  );
  expect(asked).toEqual(['crm', 'old']);
  asked.length = 0;
  isAway = false;
  const result = await match!.run(turn({ since }));
  expect(result).toEqual({ code: 'matched', sources: 2, equal: 2, requests: 0 });
  expect(asked).toEqual(['old']);
  // The next night all are asked.
  asked.length = 0;
  await match!.run(turn({ since: Date.now() / 1000 + 1 }));
  expect(asked).toEqual(['crm', 'old']);
  store.close();
});
