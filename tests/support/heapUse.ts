import { getHeapStatistics } from 'node:v8';
import { isMainThread, parentPort } from 'node:worker_threads';
import { keepHeapSmall } from '../../src/server/heap.ts';
import { startThread } from '../../src/server/workerThread.ts';

/** The most that a heap held (bytes) while what is alive in it stays about the same and is made anew all the time. */
function mostUsed(): number {
  const made = () => Array.from({ length: 1000 }, (_, number) => ({ number, half: number / 2 }));
  const alive = Array.from({ length: 400 }, made);
  let most = 0;
  for (let step = 0, at = 1; step < 6000; step++) {
    at = (at * 1103515245 + 12345) & 0x7fffffff;
    alive[at % alive.length] = made();
    if (step % 50 === 0) most = Math.max(most, getHeapStatistics().used_heap_size);
  }
  return most;
}

// A process of its own, `heapUse.ts [small]`: prints the most of the first thread and of one that began later.
if (isMainThread) {
  if (process.argv[2] === 'small') keepHeapSmall();
  startThread(new URL(import.meta.url), { workerData: {} }).once('message', (later: number) => {
    process.stdout.write(JSON.stringify([mostUsed(), later]));
  });
} else parentPort!.postMessage(mostUsed());
