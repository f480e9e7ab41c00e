import type pg from 'pg';
import type { MappingFile } from '../../src/intake/mapping.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { seeded } from '../../tests/support/seeded.ts';

/** The requests of an invented CRM. */
export const crmTable = `CREATE TABLE requests (
  ref text PRIMARY KEY,
  opened timestamptz NOT NULL,
  responded timestamptz,
  resolved timestamptz,
  updated timestamptz NOT NULL,
  stage text NOT NULL,
  zone text,
  category text NOT NULL,
  channel text NOT NULL,
  topic text,
  priority text,
  customer_name text
)`;

export const crmMapping: MappingFile = {
  columns: {
    ref: 'ref',
    opened: 'opened',
    responded: 'responded',
    resolved: 'resolved',
    updated: 'updated',
    stage: 'stage',
    zone: 'zone',
    category: 'category',
    channel: 'channel',
    topic: 'topic',
    priority: 'priority',
  },
};

/** A commit of one request. */
export interface Committed {
  readonly ref: string;
  /** How often this request was committed up to then, itself included. */
  readonly version: number;
  /** Milliseconds since the epoch when the commit was answered. */
  readonly at: number;
}

/** What happens to a request after it was opened, one step a commit. */
const steps = [
  "UPDATE requests SET stage = 'assigned', updated = now() WHERE ref = $1",
  "UPDATE requests SET stage = 'in-progress', responded = now(), updated = now() WHERE ref = $1",
  "UPDATE requests SET stage = 'resolved', resolved = now(), updated = now() WHERE ref = $1",
];

/**
 * Writes changes at an even pace, each a commit of its own: new requests, and steps of these.
 * @param rate commits a second
 */
export async function writeChanges(client: pg.Client, changes: number, rate: number): Promise<Committed[]> {
  const { words, zones } = referenceData();
  const random = seeded(1);
  const one = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const open: { ref: string; version: number }[] = [];
  const committed: Committed[] = [];
  const started = performance.now();
  for (let i = 0; i < changes; i++) {
    const early = started + (1000 * i) / rate - performance.now();
    if (early > 0) await new Promise((done) => setTimeout(done, early));
    let request = open.length > 0 && random() < 0.5 ? one(open) : null;
    if (request) {
      await client.query(steps[request.version - 1]!, [request.ref]);
      request.version++;
      if (request.version > steps.length) open.splice(open.indexOf(request), 1);
    } else {
      request = { ref: `CRM-${i}`, version: 1 };
      const values = [
        request.ref,
        one(zones.zones.slice(0, -1)).id,
        one(words.category).en,
        one(words.channel).ar,
        one(words.topic).en,
        one(words.priority).id,
      ];
      await client.query(
        `INSERT INTO requests (ref, opened, updated, stage, zone, category, channel, topic, priority, customer_name)
        VALUES ($1, now(), now(), 'received', $2, $3, $4, $5, $6, 'nobody')`,
        values,
      );
      open.push(request);
    }
    committed.push({ ...request, at: performance.timeOrigin + performance.now() });
  }
  await client.end();
  return committed;
}
