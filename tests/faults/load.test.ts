import { expect, test } from 'vitest';
import { fault } from '../../scripts/faults/load.ts';

test('under load every question is answered, memory is bounded, and all is published as it is in the source', async () => {
  // Guards: a server that ends or falls silent while many rows change at once, long texts come, or many have one
  // placeholder as their number; 3,000 rows here, a million in `npm run test:faults`, which judges the times, too.
  const results = await fault.run({ short: true, log: () => {} });
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(results).toHaveLength(6);
});
