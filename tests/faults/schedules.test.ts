import { expect, test } from 'vitest';
import { fault } from '../../scripts/faults/schedules.ts';

// Guards: whatever happens to deltas and connections, a page ends with what the server has, and never takes a delta
// into what it does not go on from.
test('random schedules of what can go wrong end as the oracle', async () => {
  const results = await fault.run({ short: true, log: () => {} });
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(results.reduce((sum, { survived }) => sum + survived, 0)).toBe(300);
});
