/**
 * Reads a file by the import of a tree of this project, and prints what it took: what `bench:import` runs for each
 * reading, in a process of its own.
 *
 *   node --import tsx scripts/bench/readOnce.ts TREE FILE
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as imports from '../../src/intake/importFile.ts';
import type * as mappings from '../../src/intake/mapping.ts';
import type * as schemas from '../../src/model/schema.ts';
import type * as references from '../../src/server/referenceData.ts';
import type * as disk from '../diskFile.ts';

/** What one reading took. */
export interface Reading {
  readonly rows: number;
  /** Milliseconds of processor time: of looking at the file, and of reading it. */
  readonly look: number;
  readonly read: number;
  /** Of each column, and of the references: two readings that differ in one read something else. */
  readonly digests: Readonly<Record<string, string>>;
}

const [tree, path] = process.argv.slice(2) as [string, string];
const of = <T>(module: string) => import(pathToFileURL(join(tree, module)).href) as Promise<T>;
const { inspect, importFile } = await of<typeof imports>('src/intake/importFile.ts');
const { parseMapping } = await of<typeof mappings>('src/intake/mapping.ts');
const { referenceData } = await of<typeof references>('src/server/referenceData.ts');
const { requestColumnNames } = await of<typeof schemas>('src/model/schema.ts');
const { openFile } = await of<typeof disk>('scripts/diskFile.ts');

const spent = (since: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
await using file = await openFile(path);
const setup = { file, reference: referenceData(), zonesFile: null, now: Date.UTC(2026, 11, 31) / 1000 };
const looking = process.cpuUsage();
const { layout, mapping } = await inspect(setup, () => {});
const look = spent(looking);
const reading = process.cpuUsage();
const { table } = await importFile(
  setup,
  layout,
  parseMapping(JSON.stringify(mapping), 'proposal'),
  { title: { en: '', ar: '' }, asOf: null, notes: [], onRejected: () => {} },
  () => {},
);
const read = spent(reading);
const digestOf = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
const digests: Record<string, string> = { refs: digestOf(table.refs.join('\n')) };
for (const name of requestColumnNames) {
  const { buffer, byteOffset, byteLength } = table.column(name);
  digests[name] = digestOf(new Uint8Array(buffer, byteOffset, byteLength));
}
const result: Reading = { rows: table.length, look, read, digests };
process.stdout.write(`${JSON.stringify(result)}\n`);
