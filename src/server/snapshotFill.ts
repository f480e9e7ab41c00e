import { once } from 'node:events';
import { availableParallelism, loadavg } from 'node:os';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Manifest } from '../model/manifest.ts';
import type { FilledSegment } from './intake/store/filling.ts';
import { leafPagesOf } from './intake/store/leafPages.ts';
import { valuesAt } from './intake/store/requestRows.ts';
import { type SegmentRows, segmentReader } from './snapshotRows.ts';
import { startThread } from './workerThread.ts';

/** What a snapshot's segments are to be made of. */
export interface FillTask {
  readonly folder: string;
  readonly manifest: Manifest;
  /** The source that is taken to have told the requests. */
  readonly source: string;
  /** Of the store's table `requests`. */
  readonly columns: readonly string[];
}

/** Requests from which on it pays to start a second thread. */
const worthThread = 500_000;
/** Whether a second thread pays: where others are at work it only takes their time, and compiles all anew. */
const pays = ({ manifest }: FillTask) =>
  manifest.rows >= worthThread && loadavg()[0]! + 1 < availableParallelism();
/** Segments that the second thread is told ahead. */
const ahead = 2;

/**
 * The segments of a snapshot as the store is filled with them, in any order; this thread makes them and, for a large one
 * on a machine that is idle, a second.
 * @param second whether there is a second thread
 * @throws SnapshotError
 */
export async function* filledSegments(
  task: FillTask,
  second: boolean = pays(task),
): AsyncGenerator<FilledSegment> {
  const make = await segmentMaker(task);
  const count = task.manifest.files.segments.length;
  let next = 0;
  const made: FilledSegment[] = [];
  const worker = second
    ? startThread(new URL('./fillThread.ts', import.meta.url), { workerData: { task } })
    : null;
  // What it fails with comes to whoever waits for it.
  let failed: Error | null = null;
  worker?.on('error', (error: Error) => {
    failed = error;
  });
  const order = () => {
    if (next < count) worker?.postMessage(next++);
  };
  worker?.on('message', (segment: FilledSegment) => {
    made.push(segment);
    order();
  });
  try {
    for (let i = 0; i < ahead && next < count - 1; i++) order();
    for (let told = 0; told < count; ) {
      if (failed) throw failed as Error;
      const segment = made.shift();
      if (segment) {
        told++;
        yield segment;
      } else if (next < count) made.push(await make(next++));
      else await Promise.race([once(worker!, 'message'), once(worker!, 'error')]);
      // What the other thread made comes in between.
      await breathe();
    }
  } finally {
    await worker?.terminate();
  }
}

/** What makes a segment by its number. */
export async function segmentMaker(task: FillTask): Promise<(segment: number) => Promise<FilledSegment>> {
  const read = await segmentReader(task.folder, task.manifest);
  return async (segment) => filledSegment(task, await read(segment));
}

/** Requests as the store is filled with them. */
export function filledSegment(
  { source, columns }: Pick<FillTask, 'source' | 'columns'>,
  { values, refs }: SegmentRows,
): FilledSegment {
  const pages = leafPagesOf(source, values, refs, columns);
  if (pages.rest.length === 0) return { pages, rest: [] };
  const places = new Map(Array.from(refs.rids, (rid, i) => [rid, i]));
  const text = new TextDecoder();
  const rest = pages.rest.map((row) => {
    const rid = values.rid[row]!;
    const at = places.get(rid)!;
    const ref = text.decode(refs.bytes.subarray(refs.offsets[at]!, refs.offsets[at + 1]!));
    return { rid, ref, values: valuesAt(values, row) };
  });
  return { pages, rest };
}
