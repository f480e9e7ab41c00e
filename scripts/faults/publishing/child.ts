import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../../../tests/support/seeded.ts';
import { breakAt } from './brokenFiles.ts';
import { takeNext } from './history.ts';
import { hastySettings, openLiveFolder } from './liveFolder.ts';

/**
 * A process that takes batches and publishes them as fast as it can until its parent kills it, or it itself where it
 * comes to moment `at` of its work with files. Tells its parent 'rebuilt' where it published all anew, and 'open'.
 */
const [folder, seed, at] = process.argv.slice(2) as [string, string, string?];
if (at !== undefined) breakAt(Number(at), () => process.kill(process.pid, 'SIGKILL'));
// Whoever lost its parent ends.
process.once('disconnect', () => process.exit());

const random = seeded(Number(seed));
const { store, publisher } = await openLiveFolder(folder, hastySettings(random), ({ kind }) => {
  if (kind === 'rebuilt') process.send?.(kind);
});
process.send?.('open');

async function takeForEver(): Promise<never> {
  for (;;) {
    takeNext(store);
    await sleep(random() * 8);
  }
}

async function publishForEver(): Promise<never> {
  for (;;) {
    await publisher.step();
    if (random() < 0.15) await publisher.sweep();
    await sleep(0);
  }
}

await Promise.all([takeForEver(), publishForEver()]);
