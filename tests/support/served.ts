import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordKinds } from '../../src/model/records/kinds.ts';
import type { SnapshotSource } from '../../src/model/snapshot.ts';
import { openHouse } from '../../src/server/house/house.ts';
import { RecordTable } from '../../src/server/house/records/recordTable.ts';
import { serveRecords } from '../../src/server/house/records/serveRecords.ts';
import { makeServer, type ServerOptions } from '../../src/server/server.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';

/** Folder of the page that `tests/support/builtPage.ts` built. */
export const pageFolder = fileURLToPath(new URL('../../dist', import.meta.url));

/** The built page over a snapshot, with a house of its own, on a free port of this machine; `more` is what a setting of the server would add. */
export async function serve(
  source: SnapshotSource | { readonly dir: string },
  more: Pick<ServerOptions, 'basemap' | 'zonesLayer' | 'requestLink'> = {},
) {
  const made = 'dir' in source ? null : await mkdtemp(join(tmpdir(), 's360-'));
  const dir = 'dir' in source ? source.dir : made!;
  if (!('dir' in source)) await writeSnapshot(dir, source);
  const house = openHouse(':memory:');
  const table = new RecordTable(house);
  const server = await makeServer({
    ...{ page: pageFolder, data: dir, ...more },
    live: (to) =>
      serveRecords(to, {
        kinds: recordKinds,
        whoOf: () => ({ author: 'this computer', role: 'thisComputer' }),
        table: async () => table,
      }),
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as { port: number };
  return {
    dir,
    address: `http://127.0.0.1:${port}/`,
    /** Node's server, for whoever listens to what is asked of it. */
    http: server.server,
    /** What people keep on it; gone when it ends. */
    table,
    async [Symbol.asyncDispose]() {
      await server.close();
      house.close();
      if (made) await rm(made, { recursive: true, force: true });
    },
  };
}
