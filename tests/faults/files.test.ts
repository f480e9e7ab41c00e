import { expect, test } from 'vitest';
import { fault } from '../../scripts/faults/files.ts';

// Guards: bytes that are not those that were published are refused in words by all who read them, and no decoder that
// gets them all the same breaks down. The full form is `npm run test:faults -- --only files`.
test('damaged files are refused in words', async () => {
  const results = await fault.run({ short: true, log: () => {} });
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(results).toHaveLength(4);
  for (const { tried, survived } of results) {
    expect(tried).toBeGreaterThanOrEqual(100);
    expect(survived).toBe(tried);
  }
});
