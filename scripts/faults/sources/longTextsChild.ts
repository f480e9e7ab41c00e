import { createHash } from 'node:crypto';
import { ReplicationSource } from '../../../src/server/intake/sources/postgres/replication.ts';
import type { Batch } from '../../../src/server/intake/sources/source.ts';
import { plainIntake } from '../../../tests/support/mapTaker.ts';

// Reads `mails` at a port until its row `M-last` has come, and says what came: the parent bounds our memory.
const source = new ReplicationSource(
  {
    ...({ kind: 'postgres', id: 'mails', table: 'mails', key: 'number', follow: 'replication' } as const),
    connection: {
      host: '127.0.0.1',
      port: Number(process.argv[2]),
      database: 'crm',
      user: 'postgres',
      ssl: false,
    },
    ...{ mapping: 'none.json', makePublication: true },
  },
  plainIntake('number', ['number', 'status', 'description']),
);
const { signal } = new AbortController();
/** Of each row what is there, in a few bytes. */
const there = new Map<string, string>();
let position: string | null = null;
let resident = 0;

function take(batch: Batch): void {
  for (const { ref, row } of batch.requests) {
    const { status, description } = row as unknown as Record<string, string>;
    there.set(ref, `${status} ${createHash('md5').update(description!).digest('hex')}`);
  }
  position = batch.position ?? position;
  resident = Math.max(resident, process.memoryUsage().rss);
}

for await (const batch of source.initial(signal)) take(batch);
process.send!('read');
for await (const batch of source.changes(position!, signal)) {
  take(batch);
  await batch.kept?.();
  if (there.has('M-last')) break;
}
process.send!({ resident, there: [...there] });
// Whoever asked ends us: what is sent is not there yet when a process ends.
process.on('message', () => {});
