import { expect, test } from 'vitest';
import { openNodeDatabase } from '../../src/engine/nodeDatabase.ts';
import { resultTable } from '../../src/engine/queryResult.ts';

// Guards: an answer of the engine that is only begun is not taken for an empty or shorter one.
test('every beginning of an answer is refused, the whole one read', async () => {
  const database = await openNodeDatabase();
  const file = await database.query('SELECT i FROM range(5000) AS r(i)');
  await database.dispose();
  expect(resultTable(file).numRows).toBe(5000);
  for (let length = 0; length < file.length; length += length < 64 ? 1 : 61)
    expect(() => resultTable(file.subarray(0, length)), `${length}`).toThrow(
      /^answer: got \d+ bytes that are no Arrow file or only a part of one/,
    );
});
