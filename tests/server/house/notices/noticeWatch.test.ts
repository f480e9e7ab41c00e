import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobState } from '../../../../src/model/job.ts';
import { type House, openHouse } from '../../../../src/server/house/house.ts';
import type { NewMessage } from '../../../../src/server/house/messages/messageTable.ts';
import { type Notice, noticeKind } from '../../../../src/server/house/notices/noticeKind.ts';
import { NoticeWatch } from '../../../../src/server/house/notices/noticeWatch.ts';
import { Readiness } from '../../../../src/server/live/health.ts';

// Guards: what is told is told of what readiness, jobs and reference files say, once, across starts of the server; not of
// what a server has only not got to yet; and nothing is told that could not be written down.

let house: House;
let now: number;
let put: NewMessage[];
let troubles: string[];
const clock = { now: () => now };
beforeEach(() => {
  house = openHouse(':memory:');
  [now, put, troubles] = [1_800_000_000, [], []];
});
afterEach(() => house.close());

const job: JobState = {
  ...{ name: 'fold', schedule: { everySeconds: 3600 }, next: 0, running: null, leftUntil: null, failures: 0 },
  last: null,
};

function server(sources: readonly string[]) {
  const readiness = new Readiness(
    sources.map((id) => ({ id, limit: 300 })),
    clock,
  );
  readiness.serves();
  const facts = {
    ...{ readiness, folder: tmpdir() },
    reference: async () => null,
    jobs: async (): Promise<readonly JobState[]> => [job],
  };
  const watch = new NoticeWatch({
    ...{ house, facts, receivers: ['mail:a', 'webhook:b'], afterMinutes: 10, admin: null, now: clock.now },
    ...{ city: { en: 'C', ar: 'م' }, timeZone: async () => 'Asia/Dubai', lookEveryMs: 3_600_000 },
    courier: {
      put(messages, also) {
        house.transaction('a message could not be written', () => also?.());
        put.push(...messages);
        return messages.length;
      },
    },
    onTrouble: (why) => troubles.push(why),
  });
  const pass = async (minutes: number) => {
    for (let n = 0; n < minutes; n++) {
      now += 60;
      await watch.look();
    }
  };
  return { readiness, facts, watch, pass };
}

const notices = () =>
  put.filter(({ receiver }) => receiver === 'mail:a').map(({ content }) => content as Notice);

test('a dozen sources that are away are one message to each receiver, and a server started anew does not repeat it', async () => {
  const ids = Array.from({ length: 12 }, (_, index) => `s${index}`);
  const first = server(ids);
  for (const id of ids) first.readiness.heard(id);
  await first.pass(30);
  expect(put.map(({ receiver }) => receiver)).toEqual(['mail:a', 'webhook:b']);
  expect(new Set(put.map(({ key }) => key)).size).toBe(1);
  expect(
    notices()[0]!
      .begun.map(({ part }) => part)
      .toSorted(),
  ).toEqual(ids.map((id) => `source ${id}`).toSorted());
  expect(notices()[0]!.begun[0]!.since).toBe(1_800_000_000);
  await first.watch.stop();
  const second = server(ids);
  await second.pass(120);
  expect(notices()).toHaveLength(1);
  for (let n = 0; n < 30; n++) {
    for (const id of ids) second.readiness.heard(id);
    await second.pass(1);
  }
  expect(notices()).toHaveLength(2);
  expect(notices()[1]).toMatchObject({ begun: [], timeZone: 'Asia/Dubai' });
  expect(notices()[1]!.over).toHaveLength(12);
  expect(house.db.prepare('SELECT count(*) AS n FROM notices').get()).toMatchObject({ n: 12 });
  await second.pass(4);
  expect(noticeKind.write(notices()[1]!).subject.ar).toContain('12 جزءًا عادت إلى العمل');
});

test('what a server has not got to yet is no ailment', async () => {
  const { readiness, pass } = server(['crm']);
  readiness.does({ what: 'fill', part: 0.2, requests: 10 });
  await pass(60);
  expect(notices()).toEqual([]);
  readiness.ends('fill');
  await pass(11);
  expect(notices().map(({ begun }) => begun[0]!.part)).toEqual(['source crm']);
});

test('a job that failed three times is told, with why; while nobody can be asked, it counts as it was', async () => {
  const { facts, pass } = server([]);
  facts.jobs = async () => [
    {
      ...{ ...job, failures: 3 },
      last: { at: now, seconds: 1, outcome: 'failed', result: null, error: 'the disk is full' },
    },
  ];
  await pass(5);
  facts.jobs = async () => {
    throw new Error('busy');
  };
  await pass(10);
  expect(notices()).toMatchObject([{ begun: [{ part: 'job fold', why: 'the disk is full' }] }]);
});

test('what cannot be written down is said, and told later', async () => {
  const { readiness, pass } = server([]);
  readiness.publishes(false, 'the disk is full');
  await pass(5);
  house.db.exec('PRAGMA query_only = ON');
  await pass(10);
  expect(notices()).toEqual([]);
  expect(troubles.length).toBeGreaterThan(0);
  house.db.exec('PRAGMA query_only = OFF');
  await pass(1);
  expect(notices()).toMatchObject([
    { begun: [{ part: 'publisher', why: 'changes cannot be published: the disk is full' }] },
  ]);
});
