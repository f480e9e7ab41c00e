import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Manifest } from '../../model/manifest.ts';
import { HouseService } from '../house/houseService.ts';
import { MessageService } from '../house/messageService.ts';
import { serveHealth } from '../live/health.ts';
import type { ErrorWords } from '../live/logger.ts';
import { buildPageBeside, preparePage } from '../page.ts';
import { tell, tellTo } from '../processes/parent.ts';
import { RatingsService } from '../ratings/ratingsService.ts';
import { makeServer } from '../server.ts';
import { readManifest } from '../snapshotReader.ts';
import { Starting } from '../starting.ts';
import type { ZonesLayer } from '../zonesLayer.ts';
import { type Addresses, mostPages } from './addresses.ts';
import { AnswersLink } from './answersLink.ts';
import { serveAsk } from './askRoute.ts';
import { makeBareServer } from './bareServer.ts';
import { FollowedCity } from './followedCity.ts';
import { serveGlossary } from './glossaryRoutes.ts';
import { listen, listenForOperations } from './listen.ts';
import { cityLine, openBasemap, openZonesLayer, requestLink, type Settings, sourcesOf } from './settings.ts';
import { Stopping } from './stopping.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const page = `${root}/dist`;
const say = (text: string) => process.stdout.write(`${text}\n`);

/** All that answers whoever asks: the page, what is published, the events of what comes, /admin, health and metrics. */
export class Door {
  /** Null where nothing goes on. */
  readonly city: FollowedCity | null;
  readonly answers = new AnswersLink({
    send: (order) => tellTo('answers', order),
    need: () => tell({ kind: 'need' }),
    rest: () => tell({ kind: 'rest' }),
  });
  private readonly settings: Settings;
  private readonly starting: Starting;
  private readonly ratings: RatingsService;
  private readonly house: HouseService;
  /** Null where nothing goes on. */
  private readonly messages: MessageService | null;
  private readonly zonesLayer: ZonesLayer | null;
  private readonly stopping: Stopping;
  private server!: FastifyInstance;
  private operations!: FastifyInstance;
  /** Where the page is; null before it listens. */
  private board: string | null = null;
  private saidData = '';

  /**
   * @param isLater whether there was one before it
   * @param intakeEnded resolves when intake has published what it took, after this one was told to stop
   */
  static async open(settings: Settings, isLater: boolean, intakeEnded: Promise<void>): Promise<Door> {
    const door = new Door(settings, isLater, await openZonesLayer(), intakeEnded);
    await door.makeServers();
    return door;
  }

  private constructor(
    settings: Settings,
    isLater: boolean,
    zonesLayer: ZonesLayer | null,
    intakeEnded: Promise<void>,
  ) {
    const { intake, addresses, data } = settings;
    this.settings = settings;
    this.zonesLayer = zonesLayer;
    const starting = new Starting(sourcesOf(settings));
    const { readiness } = starting;
    this.starting = starting;
    this.city =
      intake &&
      new FollowedCity({
        ...{ city: intake.city, readiness, say, isLater, maxClients: mostPages(addresses) },
        send: (order) => tellTo('intake', order),
        answers: this.answers,
        onShown: () => void this.show().catch((error: Error) => say(error.message)),
      });
    const { RATINGS_DIR } = process.env;
    this.ratings = new RatingsService({
      ...{ folder: RATINGS_DIR ? resolve(RATINGS_DIR) : null, data },
      onNews: (sentences, isBad) =>
        this.city ? this.city.noteRatings(sentences, isBad) : say(sentences.join('\n')),
      onMark: (mark) => {
        readiness.ratings = mark;
      },
    });
    const house = new HouseService({ data, access: addresses.access, say });
    this.house = house;
    const { city } = this;
    this.messages =
      city &&
      new MessageService({
        ...{ house, data, config: settings.config },
        ...{ facts: city.noticeFacts(), registry: city.metrics.registry },
        say: (text, isBad) => city.noteMessages(text, isBad),
      });
    this.stopping = new Stopping({
      servers: () => [this.server, this.operations],
      others: async () => {
        this.ratings.stop();
        await this.messages?.stop();
        if (intake) await intakeEnded;
        this.city?.stop();
        this.house.close();
      },
      graceMs: addresses.graceMs,
    });
  }

  /** Listens. Returns where: a port that nobody chose is chosen by now. @throws Error in words where a port is taken */
  async listen(): Promise<Addresses> {
    const { addresses } = this.settings;
    const board = await listen(this.server, addresses);
    this.board = board;
    say(`Services 360 is at ${board}`);
    const operations =
      addresses.operations && (await listenForOperations(this.operations, addresses.operations, say));
    if (operations && this.city) say(`For those who run it: ${operations}admin, ${operations}metrics`);
    return {
      ...addresses,
      port: Number(new URL(board).port),
      operations: addresses.operations && {
        ...addresses.operations,
        ...(operations !== null && { port: Number(new URL(operations).port) }),
      },
    };
  }

  /** Brings the page, shows what there is, and resolves when all is there. @throws Error with the words of why it is not */
  async start(): Promise<void> {
    const built = this.bringPage();
    // What it fails with is told below, when it is waited for.
    built.catch(() => {});
    await this.show();
    // What fails in it is said, and keeps nothing else from starting.
    void this.ratings.start();
    void this.messages?.start();
    await this.city?.opened;
    const line = cityLine(this.settings);
    if (line) say(line);
    await built;
    say('Ready.');
  }

  /** Lets readers end while intake publishes what it took, and ends the process. */
  stop(code: number): Promise<void> {
    return this.stopping.stop(code);
  }

  /** Answers ended by itself, and is started again after so many milliseconds. */
  noteAnswersCrash(error: ErrorWords, pause: number): void {
    const why = error.message ?? error.code ?? error.name;
    const text = `what answers questions (POST /api/ask) ended (${why}), and is started again`;
    if (this.city) this.city.noteAnswers(text, pause);
    else say(`${text} in ${pause / 1000} s`);
  }

  private async makeServers(): Promise<void> {
    const { city, answers, starting, ratings, house, messages, zonesLayer } = this;
    const { data, addresses } = this.settings;
    const { hosts, maxConnections } = addresses;
    const isLoopback = addresses.access === 'loopback';
    const ratingsState = () => ratings.state();
    const basemap = await openBasemap();
    const logger = city?.logger ?? false;
    this.server = await makeServer({
      ...{ page, data, zonesLayer, basemap, ratings, hosts, maxConnections, logger },
      requestLink: requestLink(),
      live(server) {
        starting.serve(server);
        house.serve(server);
        serveAsk(server, answers);
        serveGlossary(server, `${data}/rows`);
        city?.serve(server);
        if (isLoopback)
          city?.serveAdmin(server, { page, alone: false, board: () => './' }, ratingsState, messages!);
      },
    });
    this.operations = await makeBareServer({ hosts, logger }, (server) => {
      serveHealth(server, starting.readiness);
      city?.serveOperations(server);
      // Behind something that signs in the board has a name that is not known here.
      const here = () => (isLoopback ? this.board : null);
      city?.serveAdmin(server, { page, alone: true, board: here }, ratingsState, messages!);
    });
    if (basemap) say(`Basemap: ${basemap.path} (${basemap.attribution})`);
  }

  /** Builds the page if it must be. */
  private async bringPage(): Promise<void> {
    const { readiness } = this.starting;
    readiness.does({ what: 'page', part: null });
    await preparePage(root, page, say, { build: buildPageBeside });
    readiness.ends('page');
    this.starting.pageIsBuilt = true;
  }

  /** Serves what is published, if something is. */
  private async show(): Promise<void> {
    const { data } = this.settings;
    const manifest = this.city ? await this.city.shows() : (await readManifest(data)).manifest;
    if (!manifest) return;
    await this.house.open();
    this.starting.readiness.serves();
    if (this.zonesLayer) await fitZones(this.zonesLayer, `${data}/rows`, manifest);
    const line = `Data: ${data} (${manifest.rows.toLocaleString('en')} requests, ${manifest.title.en})`;
    if (line !== this.saidData) say(line);
    this.saidData = line;
  }
}

async function fitZones(layer: ZonesLayer, folder: string, manifest: Manifest): Promise<void> {
  const { report } = await layer.fit(folder, manifest);
  const { layerLine } = await import('../../intake/layer/layerReport.ts');
  say(`Zones: ${layerLine(report)}`);
  for (const warning of report.warnings) say(`  ${warning}`);
}
