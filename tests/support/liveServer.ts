import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encodeDelta } from '../../src/model/delta.ts';
import { type DeltaFile, type Manifest, manifestText, parseManifest } from '../../src/model/manifest.ts';
import type { MatchNews } from '../../src/model/match.ts';
import { RequestTable } from '../../src/model/requestTable.ts';
import type { RequestValues } from '../../src/model/schema.ts';
import { type RequestRow, requestColumnNames } from '../../src/model/schema.ts';
import type { SnapshotSource } from '../../src/model/snapshot.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import { makeServer } from '../../src/server/server.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { pageFolder } from './served.ts';

/** A request of a delta. */
export interface NewRequest {
  readonly rid: number;
  readonly row: RequestRow;
}

/** How a test plays the server: what happens to its deltas and to the connections. */
export interface LiveServer extends AsyncDisposable {
  readonly address: string;
  /** Where its files lie. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** The epoch seconds that the newest version is of. */
  readonly asOf: () => number;
  readonly sequence: () => number;
  /** Publishes requests as of so many seconds after the version before; they are told unless `silently`. */
  push(requests: readonly NewRequest[], seconds?: number, silently?: boolean): Promise<void>;
  /** Ends all connections and takes no new one until `mend`. */
  cut(): void;
  mend(): void;
  /** Names all deltas in the manifest, forgets them, and tells all pages to open it anew. */
  reload(): Promise<void>;
  /** From now on the stream is taken and says nothing, as behind a proxy that keeps events back; the manifest names all. */
  hold(): void;
  /** The manifest is of a protocol that no page here knows. */
  upgrade(): Promise<void>;
  /** What the beats tell from now on of the last match. */
  match(matched: MatchNews): void;
  /** How often a page has asked for the stream. */
  readonly asked: () => number;
}

/**
 * The built page over a snapshot that goes on, on a free port. Its clock goes on from the newest version; heartbeats
 * come every second.
 * @param page folder of the built page
 */
export async function serveLive(
  source: SnapshotSource,
  { page = pageFolder, kind }: { readonly page?: string; readonly kind?: Manifest['kind'] } = {},
): Promise<LiveServer> {
  const dir = await mkdtemp(join(tmpdir(), 's360-live-'));
  await writeSnapshot(dir, source);
  const folder = join(dir, 'rows');
  const path = join(folder, 'manifest.json');
  const manifest = parseManifest(await readFile(path, 'utf8'));
  const published = (more: Partial<Manifest>) =>
    writeFile(path, manifestText({ ...manifest, ...(kind && { kind }), live: true, ...more }));
  await published({});

  const deltas: { file: DeltaFile; inline: string }[] = [];
  const nameAll = () => published({ files: { ...manifest.files, deltas: deltas.map(({ file }) => file) } });
  let { sequence, asOf, rows } = manifest;
  let first = sequence;
  let publishedAt = performance.now();
  let refusing = false;
  let holding = false;
  let asked = 0;
  const clients = new Set<ServerResponse>();
  const held = new Set<ServerResponse>();
  const zone = timeZone(manifest.timeZone);

  const server = await makeServer({ page, data: dir });
  const tell = (event: string, data: object, id?: number) =>
    `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  let matched: MatchNews | null = null;
  const beat = () =>
    tell('beat', {
      ...{ now: asOf + (performance.now() - publishedAt) / 1000, sequence, asOf },
      ...(matched && { news: { serving: true, doing: [], away: [], matched } }),
    });
  const told = (delta: (typeof deltas)[number]) => tell('delta', delta, delta.file.to);
  server.get('/live/rows', (request, reply) => {
    asked++;
    if (refusing) return reply.code(503).send();
    reply.hijack();
    const since = Number((request.query as { since?: string }).since);
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    if (holding) {
      reply.raw.flushHeaders();
      held.add(reply.raw);
      return;
    }
    reply.raw.write(beat());
    if (since < first || since > sequence) reply.raw.write(tell('reload', { reason: 'tooOld' }));
    else for (const delta of deltas) if (delta.file.from >= since) reply.raw.write(told(delta));
    clients.add(reply.raw);
    reply.raw.on('close', () => clients.delete(reply.raw));
  });
  const beats = setInterval(() => {
    for (const client of clients) client.write(beat());
  }, 1_000);
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as { port: number };

  return {
    address: `http://127.0.0.1:${port}/`,
    folder,
    manifest,
    asOf: () => asOf,
    sequence: () => sequence,
    asked: () => asked,
    match(told) {
      matched = told;
    },
    async push(requests, seconds = 5, silently = false) {
      const table = new RequestTable(zone);
      for (const { row } of requests) table.add(row);
      const values = Object.fromEntries(
        requestColumnNames.map((name) => [
          name,
          name === 'rid' ? Uint32Array.from(requests, ({ rid }) => rid) : table.column(name).slice(),
        ]),
      ) as unknown as RequestValues;
      const step = { from: sequence, to: sequence + 1, asOf: asOf + seconds };
      const bytes = encodeDelta(step, {
        values,
        refs: table.refs.slice(),
        gone: new Uint32Array(0),
      });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const name = `delta-${step.to}-${sha256.slice(0, 16)}.arrow`;
      await writeFile(join(folder, name), bytes);
      rows += requests.filter(({ rid }) => rid >= rows).length;
      const days = manifest.days && {
        from: manifest.days.from,
        to: Math.max(manifest.days.to, zone.dayOf(step.asOf)),
      };
      const file = { name, sha256, bytes: bytes.length, rows: requests.length, ...step, total: rows, days };
      const delta = { file, inline: gzipSync(bytes).toString('base64') };
      deltas.push(delta);
      ({ to: sequence, asOf } = step);
      publishedAt = performance.now();
      if (holding) await nameAll();
      if (!silently) for (const client of clients) client.write(told(delta));
    },
    hold() {
      holding = true;
    },
    async upgrade() {
      await writeFile(path, manifestText(manifest).replace(/"schema":\d+/, '"schema":99'));
    },
    cut() {
      refusing = true;
      for (const client of clients) client.destroy();
    },
    mend() {
      refusing = false;
    },
    async reload() {
      first = sequence;
      await nameAll();
      for (const client of clients) client.end(tell('reload', { reason: 'tooOld' }));
    },
    async [Symbol.asyncDispose]() {
      clearInterval(beats);
      for (const client of [...clients, ...held]) client.destroy();
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
