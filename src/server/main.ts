import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { layerLine } from '../intake/layer/layerReport.ts';
import { openBasemap } from './basemap.ts';
import { type Config, readConfig } from './config.ts';
import { LiveService } from './liveService.ts';
import { preparePage } from './page.ts';
import { makeSample, missingSample, sampleFolder } from './sampleData.ts';
import { makeServer } from './server.ts';
import { readManifest } from './snapshotReader.ts';
import { ZonesLayer } from './zonesLayer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (text: string) => process.stdout.write(`${text}\n`);

const help = `Starts Services 360.

  npm start [-- --speed N | --still]    the sample city, or the snapshot in DATA_DIR
  CONFIG=FILE npm start                 the city of a configuration (docs/sources.md)
  CONFIG=FILE npm start -- --check      says what is wrong with it and with the systems that it names, and ends

  --speed N   lets the sample city live N times as fast as the clock; 1 unless told
  --still     lets nothing happen in it

Environment: PORT, HOST, DATA_DIR, SAMPLE_ROWS, CONFIG, LOG_LEVEL, ZONES_LAYER, BASEMAP (README, docs/operations.md).
`;

const options = {
  speed: { type: 'string', default: '1' },
  still: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Starts the product: builds the page if it must be, makes a sample city if there are no data, and listens. */
async function start(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help) {
    say(help);
    return;
  }
  const speed = speedOf(values.speed);
  const { CONFIG, ZONES_LAYER, ZONES_CODE, ZONES_SOURCE, BASEMAP } = process.env;
  const config = CONFIG ? await readConfig(CONFIG) : null;
  if (values.check) {
    if (!config) throw new Error('--check: expected CONFIG=FILE, the configuration to look at');
    const { checkConfig } = await import('./checkConfig.ts');
    process.exitCode = (await checkConfig(config, say)) ? 0 : 1;
    return;
  }
  const port = process.env.PORT ? portOf(process.env.PORT) : (config?.server.port ?? 8360);
  const host = process.env.HOST ?? config?.server.host ?? '127.0.0.1';
  const data = resolve(process.env.DATA_DIR ?? config?.data ?? sampleFolder);
  const page = `${root}/dist`;
  const basemap = BASEMAP ? await openBasemap(BASEMAP) : null;
  const zonesLayer = ZONES_LAYER
    ? await ZonesLayer.open(ZONES_LAYER, { code: ZONES_CODE, source: ZONES_SOURCE })
    : null;

  const rows = config ? null : await missingSample(data, process.env.SAMPLE_ROWS);
  if (rows !== null) say('Making a sample city, once …');
  const sample = rows === null ? null : makeSample(data, rows);
  // What it fails with is told below, when it is waited for.
  sample?.catch(() => {});
  await preparePage(root, page, say);
  await sample;

  const service = await openService(config, data, values.still ? 0 : speed);
  const stop = () => {
    stopping = true;
    void Promise.resolve(service?.stop())
      .then(() => server.close())
      .then(() => process.exit(0));
  };
  let stopping = false;
  const { folder, manifest } = await readManifest(data);
  if (zonesLayer) {
    const { report } = await zonesLayer.fit(folder, manifest);
    say(`Zones: ${layerLine(report)}`);
    for (const warning of report.warnings) say(`  ${warning}`);
  }
  if (basemap) say(`Basemap: ${basemap.path} (${basemap.attribution})`);
  const server = await makeServer({
    ...{ page, data, zonesLayer, basemap },
    ...(service ? { live: (server) => service.serve(server), logger: service.logger } : {}),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (!stopping) stop();
    });
  await server.listen({ port, host, backlog: 8192 }).catch(async (error: NodeJS.ErrnoException) => {
    await service?.stop();
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(
      `PORT=${port}: another program listens there; choose a free port, as in PORT=8361 npm start`,
    );
  });
  const address = server.server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  say(`Data: ${data} (${manifest.rows.toLocaleString('en')} requests, ${manifest.title.en})`);
  if (service) say(service.line);
  say(`Services 360 is at http://${name}:${actual}/`);
}

/** What lets the data go on: a configuration's sources, or the sample city's own life; null for a file that was imported. */
async function openService(config: Config | null, data: string, speed: number): Promise<LiveService | null> {
  if (config) return LiveService.ofConfig({ ...config, data }, say);
  const { manifest } = await readManifest(data);
  return manifest.kind === 'sample' ? LiveService.ofSample(data, manifest, speed, say) : null;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new Error(`PORT=${text}: expected a number from 0 to 65535`);
  return port;
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && speed <= 100_000))
    throw new Error(`--speed ${text}: expected a number above 0, as in --speed 60`);
  return speed;
}

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
