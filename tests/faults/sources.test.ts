import { expect, test } from 'vitest';
import { fault } from '../../scripts/faults/sources.ts';

// Guards: whatever breaks between a PostgreSQL and us, what was taken is in the end what is there: a few of each fault
// here, some hundred in `npm run test:faults`.
test('a followed PostgreSQL that is restarted, killed, emptied and altered loses nothing', async () => {
  const results = await fault.run({ short: true, log: () => {} });
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(results).toHaveLength(14);
  for (const { tried, survived } of results) expect(survived).toBe(tried);
});
