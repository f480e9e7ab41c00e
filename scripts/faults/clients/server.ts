import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Fastify from 'fastify';
import { systemClock } from '../../../src/server/intake/sources/source.ts';
import { sayErrors } from '../../../src/server/live/errors.ts';
import { Readiness, serveHealth } from '../../../src/server/live/health.ts';
import { makeHub } from '../../../src/server/live/hub.ts';
import { patience } from '../../../src/server/live/patience.ts';
import type { DeltaEvent } from '../../../src/server/live/ring.ts';
import type { ServerMessage } from './messages.ts';

/**
 * A server of the hub in a process of its own, which pushes numbered deltas. Like the store it writes down each one
 * before it is pushed, so that it can be killed at any moment and started again.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    /** A line for each delta. */
    journal: { type: 'string' },
    /** How many deltas there are to be in all. */
    deltas: { type: 'string', default: '0' },
    /** Milliseconds between two of them. */
    every: { type: 'string', default: '200' },
    /** Bytes of each; they do not pack. */
    size: { type: 'string', default: '300' },
  },
});
const [deltas, every, size] = [values.deltas, values.every, values.size].map(Number) as [
  number,
  number,
  number,
];
const journal = values.journal!;
const tell = (message: ServerMessage) => process.send!(message);

function delta(from: number): DeltaEvent {
  const bytes = new Uint8Array(size);
  let state = from + 1;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = state >>> 24;
  }
  const to = from + 1;
  const file = { name: `delta-${to}.arrow`, sha256: '0'.repeat(64), bytes: size, rows: 1, from, to };
  return { file: { ...file, asOf: 1_800_000_000 + to, total: to, days: null }, bytes };
}

let sequence = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length - 1 : 0;
const hub = makeHub({
  clock: systemClock,
  version: { sequence, asOf: 1_800_000_000 + sequence },
  ring: Array.from({ length: sequence }, (_, from) => delta(from)),
});
const server = Fastify({ ...patience, logger: false });
sayErrors(server);
serveHealth(server, new Readiness([]));
hub.serve(server, '/live/rows');
await server.listen({ port: Number(values.port), host: '127.0.0.1', backlog: 8192 });
tell({ kind: 'listening', port: (server.server.address() as { port: number }).port });

setInterval(() => tell({ kind: 'counts', sequence, ...hub.counts() }), 100);
process.on('message', (text) => {
  if (text !== 'go') return;
  const timer = setInterval(() => {
    if (sequence >= deltas) {
      clearInterval(timer);
      return;
    }
    const next = delta(sequence);
    sequence++;
    appendFileSync(journal, `${sequence}\n`);
    hub.push(next);
  }, every);
});
process.on('disconnect', () => process.exit());
