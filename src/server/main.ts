import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Manifest } from '../model/manifest.ts';
import { parseRequestLink } from '../model/requestLink.ts';
import type { Config } from './config.ts';
import { addressesOf, mostPages } from './door/addresses.ts';
import { makeBareServer } from './door/bareServer.ts';
import { listen, listenForOperations } from './door/listen.ts';
import { Stopping } from './door/stopping.ts';
import { keepHeapSmall } from './heap.ts';
import { HouseService } from './house/houseService.ts';
import { MessageService } from './house/messageService.ts';
import { serveHealth } from './live/health.ts';
import { LiveService } from './liveService.ts';
import type { CityTask } from './openCity.ts';
import { buildPageBeside, preparePage } from './page.ts';
import { RatingsService } from './ratings/ratingsService.ts';
import { makeSample, missingSample, sampleFolder } from './sample/sampleData.ts';
import { makeServer } from './server.ts';
import { readManifest } from './snapshotReader.ts';
import { Starting } from './starting.ts';
import type { ZonesLayer } from './zonesLayer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (text: string) => process.stdout.write(`${text}\n`);

const help = `Starts Services 360.

  npm start [-- --speed N | --still]    the sample city, or the snapshot in DATA_DIR
  CONFIG=FILE npm start                 the city of a configuration (docs/sources.md)
  CONFIG=FILE npm start -- --check      says what is wrong with it and with the systems that it names, and ends

  --speed N   lets the sample city live N times as fast as the clock; 1 unless told
  --still     lets nothing happen in it

Environment: PORT, HOST, ACCESS, HOSTS, OPERATIONS_PORT, OPERATIONS_HOST, DATA_DIR, SAMPLE_ROWS, CONFIG, LOG_LEVEL, RATINGS_DIR, ZONES_LAYER, BASEMAP, REQUEST_LINK (README, docs/operations.md).
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
  const { CONFIG, ZONES_LAYER, ZONES_CODE, ZONES_SOURCE, BASEMAP, RATINGS_DIR, REQUEST_LINK } = process.env;
  // What only some cities need is loaded for these: all of it together takes seconds before the server listens.
  const config = CONFIG ? await (await import('./config.ts')).readConfig(CONFIG) : null;
  const addresses = await addressesOf(config);
  const requestLink = requestLinkOf(REQUEST_LINK);
  if (values.check) {
    if (!config) throw new Error('--check: expected CONFIG=FILE, the configuration to look at');
    const { checkConfig } = await import('./checkConfig.ts');
    process.exitCode = (await checkConfig(config, say)) ? 0 : 1;
    return;
  }
  const data = resolve(process.env.DATA_DIR ?? config?.data ?? sampleFolder);
  const page = `${root}/dist`;
  const basemap = BASEMAP ? await (await import('./basemapFile.ts')).openBasemap(BASEMAP) : null;
  const zonesLayer = ZONES_LAYER
    ? await (await import('./zonesLayer.ts')).ZonesLayer.open(ZONES_LAYER, {
        code: ZONES_CODE,
        source: ZONES_SOURCE,
      })
    : null;

  const rows = config ? null : await missingSample(data, process.env.SAMPLE_ROWS);
  const task = await taskOf(config, data, rows !== null, values.still ? 0 : speed);
  const starting = new Starting(sourcesOf(task));
  const service = task && new LiveService(task, starting.readiness, say, mostPages(addresses));
  const { hosts, maxConnections, graceMs } = addresses;
  const ratings = new RatingsService({
    folder: RATINGS_DIR ? resolve(RATINGS_DIR) : null,
    data,
    onNews: (sentences, isBad) =>
      service ? service.noteRatings(sentences, isBad) : say(sentences.join('\n')),
    onMark: (mark) => {
      starting.readiness.ratings = mark;
    },
  });
  const ratingsState = () => ratings.state();
  const isLoopback = addresses.access === 'loopback';
  const house = new HouseService({ data, access: addresses.access, say });
  const messages =
    service &&
    new MessageService({
      ...{ house, data, config, facts: service.noticeFacts(), registry: service.metrics.registry },
      say: (text, isBad) => service.noteMessages(text, isBad),
    });
  let board: string | null = null;
  const logger = service?.logger ?? false;
  const server = await makeServer({
    ...{ page, data, zonesLayer, basemap, requestLink, ratings, hosts, maxConnections, logger },
    live(server) {
      starting.serve(server);
      house.serve(server);
      service?.serve(server);
      if (isLoopback)
        service?.serveAdmin(server, { page, alone: false, board: () => './' }, ratingsState, messages!);
    },
  });
  const operations = await makeBareServer({ hosts, logger }, (server) => {
    serveHealth(server, starting.readiness);
    service?.serveOperations(server);
    // Behind something that signs in the board has a name that is not known here.
    const here = () => (isLoopback ? board : null);
    service?.serveAdmin(server, { page, alone: true, board: here }, ratingsState, messages!);
  });
  const stopping = new Stopping({
    servers: () => [server, operations],
    publish: async () => {
      ratings.stop();
      await messages?.stop();
      await service?.stop();
      house.close();
    },
    ...{ graceMs, say },
  }).onSignals();
  board = await listen(server, addresses);
  say(`Services 360 is at ${board}`);
  if (addresses.operations) {
    const at = await listenForOperations(operations, addresses.operations, say);
    if (at && service) say(`For those who run it: ${at}admin, ${at}metrics`);
  }
  if (basemap) say(`Basemap: ${basemap.path} (${basemap.attribution})`);

  const built = bringPage(page, starting);
  // What it fails with is told below, when it is waited for.
  built.catch(() => {});
  try {
    const show = async () => {
      const manifest = service ? await service.shows() : (await readManifest(data)).manifest;
      if (!manifest) return;
      await house.open();
      starting.readiness.serves();
      if (zonesLayer) await fitZones(zonesLayer, `${data}/rows`, manifest);
      say(`Data: ${data} (${manifest.rows.toLocaleString('en')} requests, ${manifest.title.en})`);
    };
    if (rows !== null) await growSample(data, rows, starting, show);
    await show();
    // What fails in it is said, and keeps nothing else from starting.
    void ratings.start();
    void messages?.start();
    await service?.start();
    if (task) say(lineOf(task));
    await built;
    say('Ready.');
  } catch (error) {
    if (stopping.begun) return;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await stopping.stop(1);
  }
}

/** The template of links to requests; null where none is set. @throws Error in words where it is none */
function requestLinkOf(setting: string | undefined): string | null {
  try {
    return setting ? parseRequestLink(setting) : null;
  } catch (error) {
    throw new Error(`REQUEST_LINK: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What lets the data go on: a configuration's sources, or the sample city's own life; null for a file that was imported. */
async function taskOf(
  config: Config | null,
  data: string,
  isNew: boolean,
  speed: number,
): Promise<CityTask | null> {
  if (config) return { kind: 'config', config: { ...config, data } };
  if (!isNew && (await readManifest(data)).manifest.kind !== 'sample') return null;
  return { kind: 'sample', data, speed };
}

function sourcesOf(task: CityTask | null): string[] {
  if (task?.kind === 'config') return task.config.sources.map(({ id }) => id);
  return task && task.speed > 0 ? ['simulator'] : [];
}

/** What a city is, in a line for whoever starts it. */
function lineOf(task: CityTask): string {
  if (task.kind === 'config') return `Live: ${sourcesOf(task).join(', ')}`;
  return task.speed === 0
    ? 'Live: nothing happens (--still)'
    : `Live: simulated, ${task.speed} times as fast as the clock`;
}

/** Builds the page if it must be. */
async function bringPage(page: string, starting: Starting): Promise<void> {
  starting.readiness.does({ what: 'page', part: null });
  await preparePage(root, page, say, { build: buildPageBeside });
  starting.readiness.ends('page');
  starting.pageIsBuilt = true;
}

/** Makes a sample city, and shows what there is of it as soon as there is something. */
async function growSample(data: string, rows: string, starting: Starting, show: () => Promise<void>) {
  say('Making a sample city, once …');
  const { readiness } = starting;
  readiness.does({ what: 'sample', part: 0 });
  await makeSample(data, rows, {
    onProgress: (what, part) => readiness.does({ what, part }),
    async onFirst(requests) {
      readiness.ends('sample');
      await show();
      const [first, all] = [requests, Number(rows)].map((count) => count.toLocaleString('en'));
      say(`It begins with ${first} requests; all ${all} are made meanwhile, and shown by themselves …`);
    },
  });
  readiness.ends('sample', 'grow');
}

async function fitZones(layer: ZonesLayer, folder: string, manifest: Manifest): Promise<void> {
  const { report } = await layer.fit(folder, manifest);
  const { layerLine } = await import('../intake/layer/layerReport.ts');
  say(`Zones: ${layerLine(report)}`);
  for (const warning of report.warnings) say(`  ${warning}`);
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && speed <= 100_000))
    throw new Error(`--speed ${text}: expected a number above 0, as in --speed 60`);
  return speed;
}

keepHeapSmall();
start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
