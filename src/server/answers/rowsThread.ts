/** The rows of a snapshot, in a thread of their own. */
import { parentPort } from 'node:worker_threads';
import { serveRows } from '../../engine/fast/rows.ts';
import type { Port } from '../../engine/thread/calls.ts';

serveRows(parentPort as unknown as Port);
