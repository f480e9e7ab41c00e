import { expect, test } from 'vitest';
import { fault } from '../../scripts/faults/clients.ts';

test('clients lose nothing through a killed server, and slow ones harm nobody', async () => {
  // Guards: every page sees every delta once, slow pages are dropped and told, and slow requests are let go; with
  // 200 pages here, 10,000 in `npm run test:faults`.
  const results = await fault.run({ short: true, log: () => {} });
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(results).toHaveLength(3);
  for (const { tried, survived } of results) expect(survived).toBe(tried);
  expect(results[0]!.tried).toBe(200);
});
