import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layerLine } from '../intake/layer/layerReport.ts';
import { SnapshotError } from '../model/manifest.ts';
import { openBasemap } from './basemap.ts';
import { buildPage, pageIsStale } from './page.ts';
import { makeServer } from './server.ts';
import { readManifest } from './snapshotReader.ts';
import { ZonesLayer } from './zonesLayer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where the sample city is made if there are no data of one's own. */
const ownData = resolve(`${root}/.data/sample`);
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Starts the product: builds the page if it must be, makes a sample city if there are no data, and listens. */
async function start(): Promise<void> {
  const port = portOf(process.env.PORT ?? '8360');
  const host = process.env.HOST ?? '127.0.0.1';
  const data = resolve(process.env.DATA_DIR ?? ownData);
  const page = `${root}/dist`;
  const { ZONES_LAYER, ZONES_CODE, ZONES_SOURCE, BASEMAP } = process.env;
  const basemap = BASEMAP ? await openBasemap(BASEMAP) : null;
  const zonesLayer = ZONES_LAYER
    ? await ZonesLayer.open(ZONES_LAYER, { code: ZONES_CODE, source: ZONES_SOURCE })
    : null;

  const rows = await missingSample(data);
  const sample = rows === null ? null : makeSample(data, rows);
  if (await pageIsStale(root, page)) {
    say('Building the page …');
    await buildPage(root, page);
  }
  await sample;

  const { folder, manifest } = await readManifest(data);
  if (zonesLayer) {
    const { report } = await zonesLayer.fit(folder, manifest);
    say(`Zones: ${layerLine(report)}`);
    for (const warning of report.warnings) say(`  ${warning}`);
  }
  if (basemap) say(`Basemap: ${basemap.path} (${basemap.attribution})`);
  const server = await makeServer({ page, data, zonesLayer, basemap });
  await server.listen({ port, host }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(
      `PORT=${port}: another program listens there; choose a free port, as in PORT=8361 npm start`,
    );
  });
  const address = server.server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  say(`Data: ${data} (${manifest.rows.toLocaleString('en')} requests, ${manifest.title.en})`);
  say(`Services 360 is at http://${name}:${actual}/`);

  const stop = () => {
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new Error(`PORT=${text}: expected a number from 0 to 65535`);
  return port;
}

/**
 * How many requests the sample city needs that is to be made; null where there are data. A folder without a snapshot
 * gets one, unless it holds something else; one that was made by an earlier version is made anew.
 */
async function missingSample(data: string): Promise<string | null> {
  const wanted = process.env.SAMPLE_ROWS;
  try {
    await readManifest(data);
    return null;
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    const { kind } = error.fault;
    const old = kind === 'tooOld' && data === ownData ? await oldSample(data) : null;
    if (old !== null) return wanted ?? old;
    if (kind !== 'missing') throw error;
    const names = await readdir(data).catch(() => []);
    if (names.some((name) => name !== 'rows')) {
      throw new Error(
        `DATA_DIR=${data}: expected a snapshot in it (rows/manifest.json) or an empty folder; found ${names.slice(0, 3).join(', ')}`,
      );
    }
    return wanted ?? '1000000';
  }
}

/** How many requests a sample city of an earlier version has; null where the snapshot is of something else. */
async function oldSample(data: string): Promise<string | null> {
  const manifest = JSON.parse(await readFile(`${data}/rows/manifest.json`, 'utf8')) as Record<
    string,
    unknown
  >;
  return manifest.kind === 'sample' && typeof manifest.rows === 'number' ? String(manifest.rows) : null;
}

/** Makes the sample city in a process of its own, so that the page is built meanwhile. */
async function makeSample(data: string, rows: string): Promise<void> {
  say('Making a sample city, once …');
  const { spawn } = await import('node:child_process');
  const script = fileURLToPath(new URL('../../scripts/sample.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, '--rows', rows, '--out', data], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await new Promise<void>((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) =>
      code === 0 ? done() : fail(new Error(`the sample city could not be made (exit ${code})`)),
    );
  });
}

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
