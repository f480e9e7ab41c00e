import { rm, statfs, writeFile } from 'node:fs/promises';
import type { PublisherEvent } from '../../../src/server/intake/publish/publisher.ts';
import { StoreError } from '../../../src/server/intake/store/store.ts';
import { storedContent } from '../../../tests/support/published.ts';
import { seeded } from '../../../tests/support/seeded.ts';
import { openCityStore, positionOf, takeNext } from './history.ts';
import { hastySettings, openLiveFolder, settle } from './liveFolder.ts';
import { compare, Reader } from './reader.ts';

/**
 * A process that takes and publishes on a disk until that is full, makes room, and goes on. Prints what was refused for
 * want of room, or ends with an error where something was lost, torn, or not told in words.
 */
const [folder, room, seed] = process.argv.slice(2) as [string, string, string];

const reader = new Reader(`${folder}/rows`);
const events: PublisherEvent[] = [];
const live = await openLiveFolder(folder, hastySettings(seeded(Number(seed))), (event) => events.push(event));
const { store, publisher } = live;
await publisher.step();
await reader.readOn(store.deltas());
const { bavail, bsize } = await statfs(folder);
await writeFile(`${folder}/ballast`, new Uint8Array(Math.max(0, bavail * bsize - Number(room))));

const refused = { batches: 0, steps: 0 };
for (let round = 0; round < 80 && refused.batches + refused.steps < 12; round++) {
  try {
    takeNext(store);
  } catch (error) {
    if (!(error instanceof StoreError) || !error.message.includes('make room')) throw error;
    refused.batches++;
  }
  try {
    await publisher.step();
  } catch (error) {
    if (!(error instanceof StoreError) && (error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    refused.steps++;
  }
  await reader.readOn(store.deltas());
}
for (const event of events)
  if (event.kind === 'failed' && (event.error as NodeJS.ErrnoException).code !== 'ENOSPC') throw event.error;
if (refused.batches + refused.steps === 0) throw new Error('the disk was never full');

await rm(`${folder}/ballast`);
for (let round = 0; round < 5; round++) takeNext(store);
await settle(folder, live);
await reader.readOn(store.deltas());
const untouched = openCityStore(':memory:');
while (positionOf(untouched) < positionOf(store)) takeNext(untouched);
compare('the store', storedContent(store.months()), storedContent(untouched.months()));
store.close();
const folds = events.filter(({ kind }) => kind === 'failed').length;
process.stdout.write(`${refused.batches} batches, ${refused.steps} steps and ${folds} folds were refused\n`);
