/** A second thread that makes segments of a snapshot into pages of the store. */
import { parentPort, workerData } from 'node:worker_threads';
import { type FillTask, segmentMaker } from './snapshotFill.ts';

const port = parentPort!;
const make = segmentMaker(workerData.task as FillTask);

port.on('message', async (segment: number) => {
  const made = await (await make)(segment);
  const { bytes, first, last } = made.pages;
  port.postMessage(made, [bytes.buffer, first.buffer, last.buffer]);
});
