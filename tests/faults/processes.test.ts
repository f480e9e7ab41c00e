import { expect, test } from 'vitest';
import { fault } from '../../scripts/faults/processes.ts';

test('a process of the server that is killed loses nothing, and the others go on', async () => {
  // Guards: what is published is what the store has, pages go on from where they were; 4 kills here, 160 in
  // `npm run test:faults`.
  const results = await fault.run({ short: true, log: () => {} });
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(results.map(({ survived }) => survived)).toEqual([1, 1, 1, 1]);
});
