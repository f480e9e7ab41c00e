import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../support/heapUse.ts', import.meta.url));

// Guards: the server's memory. What a large reading has left behind stayed until V8 found that it was worth a
// collection, which is at several times of what is alive; the threads of store and sources begin later.
test('every thread collects before its heap has grown to a multiple of what is alive', async () => {
  const most = async (...how: string[]): Promise<number[]> =>
    JSON.parse((await run(process.execPath, ['--import', 'tsx', program, ...how])).stdout);
  const [[, usual], small] = await Promise.all([most(), most('small')]);
  for (const used of small) expect(used / usual!).toBeLessThan(0.75);
});
