/**
 * Fills a store with a snapshot as the checkout does that is named, and tells how long that took and what is in it.
 *
 *   node --import tsx scripts/bench/fillOnce.ts CHECKOUT DATA FILE
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type * as Filling from '../../src/server/intake/store/filling.ts';
import type * as Sqlite from '../../src/server/intake/store/sqlite.ts';
import type * as Stores from '../../src/server/intake/store/store.ts';
import type * as Facts from '../../src/server/snapshotFacts.ts';
import type * as Fill from '../../src/server/snapshotFill.ts';
import type * as Reader from '../../src/server/snapshotReader.ts';

/** A checkout from before stores were filled beside. */
interface OlderStore {
  load(source: string, chunks: AsyncIterable<unknown>, position: null): Promise<void>;
}
interface OlderRows {
  snapshotRows(folder: string, manifest: unknown): AsyncIterable<unknown>;
}

const [checkout, data, file] = process.argv.slice(2) as [string, string, string];
const from = <M>(name: string) => import(`${checkout}/src/server/${name}.ts`) as Promise<M>;
const { readManifest } = await from<typeof Reader>('snapshotReader');
const { snapshotFacts } = await from<typeof Facts>('snapshotFacts');
/** Where a checkout has its store: until 2026-12-01 beside the room of intake. */
const room = existsSync(`${checkout}/src/server/intake/store`) ? 'intake/store' : 'store';
const { openStore } = await from<typeof Stores>(`${room}/store`);
const filling = await from<typeof Filling>(`${room}/filling`).catch(() => null);
const { filledSegments } = filling ? await from<typeof Fill>('snapshotFill') : {};
const older = filling ? null : await from<OlderRows>('snapshotRows');
const { DatabaseSync } = await from<typeof Sqlite>(`${room}/sqlite`).catch(
  () => import('../../src/server/intake/store/sqlite.ts'),
);

const { folder, manifest } = await readManifest(data);
const facts = await snapshotFacts(folder, manifest);
const source = 'bench';
const open = () => openStore(file, { ...facts, words: () => facts.words });
const [begun, before] = [performance.now(), process.cpuUsage()];
let store = open();
if (filling) {
  store.close();
  const segments = (columns: readonly string[]) => filledSegments!({ folder, manifest, source, columns });
  await filling.fillStore(file, { source, sequence: manifest.sequence, segments });
  store = open();
} else {
  await (store as unknown as OlderStore).load(source, older!.snapshotRows(folder, manifest), null);
  store.publishedAll(store.lastChange(), manifest.sequence);
}
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(before);
store.close();

const db = new DatabaseSync(file);
const names = db.prepare("SELECT name FROM pragma_table_info('requests') ORDER BY name").all() as {
  name: string;
}[];
const rows = db.prepare(
  `SELECT ${names.map(({ name }) => `"${name}"`).join(', ')} FROM requests ORDER BY rid`,
);
rows.setReturnArrays(true);
const sums = names.map(() => createHash('sha256'));
let requests = 0;
for (const row of rows.iterate() as Iterable<unknown>) {
  for (const [i, value] of (row as unknown[]).entries()) sums[i]!.update(`${JSON.stringify(value)}\n`);
  requests++;
}
const digests = Object.fromEntries(names.map(({ name }, i) => [name, sums[i]!.digest('hex')]));
console.log(JSON.stringify({ seconds, processor: (user + system) / 1e6, requests, digests }));
