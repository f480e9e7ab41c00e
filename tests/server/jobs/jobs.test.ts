import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobResult, JobState, Schedule } from '../../../src/model/job.ts';
import { timeZone } from '../../../src/model/timeZone.ts';
import type { Turn } from '../../../src/server/intake/jobs/job.ts';
import { Jobs, leaseSeconds } from '../../../src/server/intake/jobs/jobs.ts';
import { StoreError } from '../../../src/server/intake/store/store.ts';
import { openTestStore } from '../../support/storedRequests.ts';

const dubai = timeZone('Asia/Dubai');
/** 2026-11-20T00:00 in Dubai. */
const midnight = dubai.startOfDay(20_777);
const nothing: JobResult = { code: 'nothing' };

let folder: string;
let open: { close(): void }[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's360-jobs-'));
  open = [];
});
afterEach(() => {
  for (const one of open) one.close();
  rmSync(folder, { recursive: true });
});

/** A table of jobs on disk, and a clock that is set. */
function scene(at = midnight) {
  const store = openTestStore(join(folder, 'store.sqlite'));
  open.push(store);
  const clock = { at };
  const told: JobState[] = [];
  /** Another holder of the same table, as a server that starts. */
  const start = (
    schedule: Schedule,
    run: (turn: Turn) => Promise<JobResult> = async () => nothing,
    quietSeconds = 0,
  ) => {
    const runs: Turn[] = [];
    const jobs = new Jobs({
      jobs: [
        {
          ...{ name: 'one', schedule },
          run(turn) {
            runs.push(turn);
            return run(turn);
          },
        },
      ],
      ...{ table: store.jobs, zone: dubai, onRun: (state: JobState) => told.push(state) },
      ...{ now: () => clock.at, quietSeconds, lookEveryMs: 1e8 },
    });
    open.unshift({ close: () => void jobs.stop() });
    return { jobs, runs, state: () => jobs.states()[0]! };
  };
  return { store, clock, told, start };
}

const daily = { daily: '02:30' };
const hour = 3600;

// Guards: a new job waits for its time, and is done once then, as the clock of the city says.
test('a job is done at its time, once a day', async () => {
  const { clock, start, told } = scene();
  const { jobs, runs, state } = start(daily);
  expect(state()).toMatchObject({ next: midnight + 2.5 * hour, last: null, failures: 0 });
  await jobs.look();
  clock.at = midnight + 2.5 * hour - 1;
  await jobs.look();
  expect(runs).toHaveLength(0);
  clock.at += 20;
  for (let i = 0; i < 3; i++) await jobs.look();
  expect(runs).toHaveLength(1);
  const last = { at: clock.at, seconds: 0, outcome: 'done', result: nothing, error: null };
  expect(state()).toMatchObject({ last, running: null, next: midnight + 26.5 * hour });
  expect(told).toEqual([state()]);
  clock.at = midnight + 27 * hour;
  await jobs.look();
  expect(runs).toHaveLength(2);
});

// Guards: what a server that was off for days has missed is done once when it is there again, after a while; what comes
// due meanwhile is done at its time.
test('a time that was missed is made up once, after the start', async () => {
  const { clock, start } = scene();
  await start(daily).jobs.look();
  clock.at = midnight + 100 * hour;
  const { jobs, runs } = start(daily, undefined, 300);
  await jobs.look();
  expect(runs).toHaveLength(0);
  clock.at += 301;
  await jobs.look();
  await jobs.look();
  expect(runs).toHaveLength(1);

  clock.at = midnight + 122.5 * hour - 10;
  const again = start(daily, undefined, 300);
  clock.at += 20;
  await again.jobs.look();
  expect(again.runs).toHaveLength(1);
});

// Guards: an interval counts from the begin of the last run, over a restart too, and who has much to do need not wait.
test('a job is done after its interval, or when it is hastened', async () => {
  const { clock, start } = scene();
  const every = { everySeconds: hour };
  const { jobs, runs } = start(every);
  await jobs.look();
  clock.at += hour - 1;
  await jobs.look();
  expect(runs).toHaveLength(0);
  jobs.hasten('one');
  await jobs.stop();
  expect(runs).toHaveLength(1);
  clock.at += hour - 1;
  const next = start(every);
  await next.jobs.look();
  expect(next.runs).toHaveLength(0);
  clock.at += 1;
  await next.jobs.look();
  expect(next.runs).toHaveLength(1);
});

// Guards: what fails is said each time, is not tried over and over again, and is tried as soon as it was fails no more.
test('a job that fails is tried again after growing pauses, also when it is hastened', async () => {
  const { clock, start, told } = scene();
  let isBroken = true;
  const { jobs, runs, state } = start(daily, async () => {
    clock.at += 5;
    if (isBroken) throw new StoreError('the disk is full');
    return nothing;
  });
  await jobs.look();
  clock.at = midnight + 2.5 * hour;
  const first = clock.at;
  await jobs.look();
  const pauses: number[] = [];
  while (runs.length < 9) {
    const ended = clock.at;
    const { next, failures, last } = state();
    expect(failures).toBe(runs.length);
    expect(last).toMatchObject({ outcome: 'failed', error: 'the disk is full', result: null, seconds: 5 });
    pauses.push(next - ended);
    clock.at = next - 1;
    jobs.hasten('one');
    await jobs.look();
    expect(runs).toHaveLength(pauses.length);
    clock.at = next;
    await jobs.look();
  }
  expect(pauses).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
  expect(told).toHaveLength(9);
  // All of them are for the first time that it was due.
  expect(new Set(runs.map(({ since }) => since))).toEqual(new Set([first]));
  isBroken = false;
  clock.at = state().next;
  await jobs.look();
  expect(state()).toMatchObject({ failures: 0, next: midnight + 26.5 * hour });
  // The next time that it is due is another one.
  isBroken = true;
  clock.at = midnight + 26.5 * hour;
  await jobs.look();
  expect(runs.at(-1)!.since).toBe(midnight + 26.5 * hour);
});

// Guards: two servers, or one that comes again while the other ends, do not do it twice; nothing is lost with a holder
// that died.
test('a lease keeps others out until nothing is heard of its holder any more', async () => {
  const { store, clock, start, told } = scene();
  let end = () => {};
  const first = start(daily, () => new Promise((done) => (end = () => done(nothing))));
  const second = start(daily);
  await first.jobs.look();
  clock.at = midnight + 3 * hour;
  void first.jobs.look();
  expect(first.state()).toMatchObject({ running: { since: clock.at, looked: null }, leftUntil: null });
  await second.jobs.look();
  expect(second.state()).toMatchObject({ running: null, leftUntil: clock.at + leaseSeconds });
  expect(second.jobs.runNow('one')).toBe('running');
  clock.at += leaseSeconds - 1;
  await second.jobs.look();
  expect(second.runs).toHaveLength(0);
  end();
  await first.jobs.stop();
  await second.jobs.look();
  expect(second.runs).toHaveLength(0);
  expect(second.state()).toMatchObject({ leftUntil: null, last: { outcome: 'done', seconds: 19 } });

  // A holder that died in the midst, and heard of last ten seconds after it began.
  const begun = midnight + 26.5 * hour;
  clock.at = begun;
  store.jobs.take('one', { holder: 'dead', since: begun, until: begun + leaseSeconds }, begun);
  clock.at += 10;
  store.jobs.renew('one', 'dead', clock.at + leaseSeconds);
  clock.at += leaseSeconds - 1;
  await second.jobs.look();
  expect(second.state().failures).toBe(0);
  clock.at += 1;
  await second.jobs.look();
  expect(told.at(-1)).toMatchObject({ failures: 1, last: { at: begun, seconds: 10, outcome: 'lost' } });
  expect(second.runs).toHaveLength(0);
  clock.at = second.state().next;
  await second.jobs.look();
  expect(second.runs.map(({ since }) => since)).toEqual([begun]);
  expect(second.state()).toMatchObject({ failures: 0, last: { outcome: 'done' } });
});

// Guards: a lease of a holder whose end nobody knows that comes to its end late writes nothing over what came after it.
test('who lost its lease writes nothing any more', () => {
  const { store, clock } = scene();
  const lease = { since: clock.at, until: clock.at + leaseSeconds };
  store.jobs.row('one', clock.at);
  expect(store.jobs.take('one', { holder: 'a', ...lease }, clock.at)).toBe(true);
  expect(store.jobs.take('one', { holder: 'b', ...lease }, clock.at)).toBe(false);
  const lost = { at: 1, seconds: 2, outcome: 'lost', result: null, error: null } as const;
  expect(store.jobs.end('one', 'a', lost, 1)).toBe(true);
  expect(store.jobs.take('one', { holder: 'b', ...lease }, clock.at)).toBe(true);
  expect(store.jobs.renew('one', 'a', clock.at + 99)).toBe(false);
  expect(store.jobs.end('one', 'a', { ...lost, outcome: 'done' }, 0)).toBe(false);
  expect(store.jobs.row('one', clock.at)).toEqual({
    ...{ countsFrom: clock.at, failures: 1, last: lost },
    lease: { holder: 'b', ...lease },
  });
});

// Guards: a server that is stopped in the midst leaves the job as due as it was.
test('a run that is given up because the server stops is no failure, and is due at the next start', async () => {
  const { clock, start, told } = scene();
  const { jobs } = start(
    daily,
    ({ signal }) => new Promise((_, fail) => signal.addEventListener('abort', fail)),
  );
  await jobs.look();
  clock.at = midnight + 3 * hour;
  void jobs.look();
  await jobs.stop();
  expect(told).toEqual([]);
  const { jobs: next, runs, state } = start(daily);
  expect(state()).toMatchObject({ last: null, failures: 0, leftUntil: null });
  await next.look();
  expect(runs).toHaveLength(1);
});

// Guards: an administrator need not wait, not even for a job that failed; one that runs is not begun twice.
test('a job is begun at once when somebody says so', async () => {
  const { clock, start } = scene();
  let isBroken = true;
  const { jobs, runs, state } = start(daily, async ({ tell }) => {
    tell(7);
    if (isBroken) throw new Error('no');
    return nothing;
  });
  expect(jobs.runNow('other')).toBe('unknown');
  expect(jobs.runNow('one')).toBe('begun');
  expect(jobs.runNow('one')).toBe('running');
  expect(state().running).toEqual({ since: clock.at, looked: 7 });
  await expect.poll(() => state().failures).toBe(1);
  expect(state().last!.error).toBe('failed: Error');
  isBroken = false;
  expect(jobs.runNow('one')).toBe('begun');
  await expect.poll(() => state()).toMatchObject({ failures: 0, next: midnight + 2.5 * hour });
  expect(runs).toHaveLength(2);
});

// Guards: the disk may be full when a job is looked at; a timer that throws ends the process, one that does not and says
// nothing hides it.
test('a store that cannot be written is said, and tried again after growing pauses', async () => {
  const { store, clock, start, told } = scene();
  const { jobs, runs } = start(daily);
  await jobs.look();
  clock.at = midnight + 3 * hour;
  const { take } = store.jobs;
  store.jobs.take = () => {
    throw new StoreError('store.sqlite: no room');
  };
  for (let second = 0; second < 200; second += 10) {
    await jobs.look();
    clock.at += 10;
  }
  expect(told.map(({ failures, next, last }) => [failures, next - last!.at, last!.error])).toEqual([
    [1, 60, 'store.sqlite: no room'],
    [2, 120, 'store.sqlite: no room'],
    [3, 240, 'store.sqlite: no room'],
  ]);
  store.jobs.take = take;
  clock.at += 240;
  await jobs.look();
  expect(runs).toHaveLength(1);
});

// Guards: a clock that was years ahead for a moment, after which a job would never be done again.
test('a clock that was wrong keeps nothing from being done', async () => {
  const { clock, start } = scene(midnight + 9000 * 24 * hour);
  await start(daily).jobs.look();
  clock.at = midnight;
  const { jobs, runs } = start(daily);
  await jobs.look();
  clock.at = midnight + 3 * hour;
  await jobs.look();
  expect(runs).toHaveLength(1);
});

// Guards: the same where it failed meanwhile, and waits to be tried again after an instant that does not come.
test('a job that failed by a clock that was wrong is tried again all the same', async () => {
  const { clock, start } = scene(midnight + 9000 * 24 * hour);
  const fails = start({ everySeconds: hour }, async () => {
    throw new Error('the disk is full');
  });
  await fails.jobs.look();
  clock.at += hour;
  await fails.jobs.look();
  expect(fails.runs).toHaveLength(1);
  clock.at = midnight;
  const { jobs, runs } = start({ everySeconds: hour });
  await jobs.look();
  clock.at += 2 * hour;
  await jobs.look();
  expect(runs).toHaveLength(1);
});
