import { expect, test } from 'vitest';
import { fault } from '../../scripts/faults/publishing.ts';

// Guards: however a publisher ends, and whatever its disk refuses, no request is lost or published twice, a manifest
// names only files that are there, sequences go up, readers follow, and errors are told. The full form is
// `npm run test:faults -- --only publishing`.
test('a publisher that is killed, or whose disk fails, goes on where it was', async () => {
  const results = await fault.run({ short: true, log: () => {} });
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
  const [atMoments, atSteps, failing, full] = results;
  expect(atMoments!.tried).toBeGreaterThan(20);
  expect(atSteps!.tried).toBeGreaterThan(10);
  expect(failing!.tried).toBeGreaterThan(10);
  // Where nobody may mount a disk the result says so.
  if (!full!.what.includes('no right to mount')) expect(full!.tried).toBeGreaterThan(0);
  for (const { tried, survived } of results) expect(survived).toBe(tried);
});
