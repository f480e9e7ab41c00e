import { expect, test } from 'vitest';
import { fault } from '../../scripts/faults/backups.ts';

test('a backup or a restore that is killed leaves what there was or what was to be', async () => {
  // Guards: half a store under the store's name, half a backup under a backup's, and what nobody deletes; 15 kills here,
  // 400 in `npm run test:faults`.
  const results = await fault.run({ short: true, log: () => {} });
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(results.map(({ tried }) => tried)).toEqual([9, 6]);
});
