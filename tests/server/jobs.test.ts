import { expect, test } from 'vitest';
import { timeZone } from '../../src/model/timeZone.ts';
import { Jobs } from '../../src/server/jobs.ts';

// Guards: the disk may be full when a job is first looked at; a timer that throws ends the process.
test('a store that cannot be written ends nothing', async () => {
  const faults: unknown[] = [];
  const on = (e: unknown) => faults.push(e);
  process.on('uncaughtException', on);
  const jobs = new Jobs({
    jobs: [{ name: 'n', due: '02:30', run: async () => 'x' }],
    zone: timeZone('Asia/Dubai'),
    quietMs: 0,
    lookEveryMs: 5,
    notes: {
      note: () => null,
      setNote: () => {
        throw new Error('disk full');
      },
    },
  });
  await new Promise((r) => setTimeout(r, 100));
  await jobs.stop();
  process.off('uncaughtException', on);
  expect(faults).toEqual([]);
});
