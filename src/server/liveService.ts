import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { RatingsState } from '../model/adminState.ts';
import { type Manifest, manifestText } from '../model/manifest.ts';
import { type AdminPlace, serveAdmin } from './admin/serveAdmin.ts';
import { serverState } from './admin/serverState.ts';
import { CityLink } from './cityLink.ts';
import { Diary, type Say } from './diary.ts';
import { writeDurably } from './files.ts';
import type { MessageService } from './house/messageService.ts';
import type { NoticeFacts } from './house/notices/conditions.ts';
import type { Readiness } from './live/health.ts';
import { type Hub, makeHub } from './live/hub.ts';
import { hubFeed } from './live/hubFeed.ts';
import { makeLogger } from './live/logger.ts';
import { type Metrics, makeMetrics, serveMetrics } from './live/metrics.ts';
import type { Opened } from './liveCity.ts';
import { LastMatches } from './matching/lastMatches.ts';
import { answerOrder } from './matching/sourceOrder.ts';
import type { CityTask } from './openCity.ts';
import type { ReferenceWatch } from './reference/watch.ts';
import { manifestOf } from './snapshotReader.ts';
import { simulatorClock } from './sources/simulatorClock.ts';
import { type Clock, systemClock } from './sources/source.ts';
import type { Counts } from './store/store.ts';

/** Milliseconds between two looks at which sources follow. */
const lookEvery = 5000;
/** Requests in an older state that pages are told by name. */
const mostNamed = 100;
/** Milliseconds that the metrics wait for the store's counts. */
const countsWithin = 1000;

/**
 * A live city as the thread that answers has it: open pages, health, metrics, logs. Store, sources and publisher are in
 * a thread of their own.
 */
export class LiveService {
  readonly logger: FastifyServerOptions['logger'];
  private readonly data: string;
  private readonly link: CityLink;
  private reference: ReferenceWatch | null = null;
  private readonly hub: Hub;
  readonly metrics: Metrics;
  private readonly readiness: Readiness;
  private readonly diary: Diary;
  private readonly task: CityTask;
  private readonly lastMatches = new LastMatches();
  private clock: Clock;
  private looking: ReturnType<typeof setInterval> | undefined;
  private counts: Counts = { requests: 0, published: 0, outbox: 0, held: 0, flagsUnsure: false, bytes: 0 };

  /** @param maxClients pages that may follow at a time */
  constructor(task: CityTask, readiness: Readiness, say: Say, maxClients: number) {
    this.readiness = readiness;
    this.task = task;
    this.data = task.kind === 'sample' ? task.data : task.config.data;
    const level = process.env.LOG_LEVEL;
    this.logger = task.kind === 'sample' && !level ? false : makeLogger(level);
    const now: Clock = { now: () => this.clock.now() };
    this.clock = systemClock;
    readiness.matched = () => this.lastMatches.worst();
    this.hub = makeHub({
      ...{ clock: now, maxClients },
      news() {
        const news = readiness.news();
        const { matched, unreadable, ratings, doing, away } = news;
        return matched || unreadable || ratings || doing.length + away.length > 0 ? news : null;
      },
    });
    this.metrics = makeMetrics({
      ...{ clock: now, hub: this.hub, folder: `${this.data}/rows` },
      store: { counts: () => this.askCounts() },
    });
    this.diary = new Diary({ logger: this.logger, say, metrics: this.metrics, readiness });
    const pages = hubFeed(this.hub);
    const { watch } = this.diary;
    this.link = new CityLink({
      task,
      watch: {
        ...watch,
        matched: (match) => {
          this.lastMatches.add(match);
          watch.matched!(match);
        },
        opened: (opened) => {
          this.clock = clockOf(opened);
          pages.opened(opened);
          watch.opened!(opened);
          readiness.serves();
        },
        published(news) {
          pages.published(news);
          watch.published!(news);
        },
      },
      onOpen: () => {
        readiness.lost(null);
        void this.look();
        void this.recall();
      },
      onCrash: (error, pause) => this.diary.noteCrash(error, pause),
      onUnfit: (text) => this.takeBack(text),
    });
  }

  /** Adds the events for open pages. */
  serve(server: FastifyInstance): void {
    this.diary.log = server.log;
    server.server.on('drop', () => this.metrics.droppedConnection());
    this.hub.serve(server, '/live/rows');
  }

  /** Adds what those who run the server ask for. */
  serveOperations(server: FastifyInstance): void {
    serveMetrics(server, this.metrics);
  }

  /** Where it is known what does not work. */
  noticeFacts(): NoticeFacts {
    const { readiness, data: folder, link } = this;
    const reference = () => this.reference?.state() ?? null;
    return { readiness, folder, reference, jobs: () => link.ask('jobs', []) };
  }

  /** Adds the administrator's page. */
  serveAdmin(
    server: FastifyInstance,
    place: AdminPlace,
    ratings: () => RatingsState | null,
    messages: Pick<MessageService, 'state' | 'sendTest'>,
  ): void {
    const facts = {
      ...{ readiness: this.readiness, hub: this.hub, folder: `${this.data}/rows` },
      reference: () => this.reference?.state() ?? null,
      ...{ ratings, messages: () => messages.state() },
    };
    serveAdmin(
      server,
      {
        state: async () => ({
          at: Date.now() / 1000,
          server: { ...(await serverState(facts)), board: place.board() },
          city: await this.link.ask('admin', []).catch(() => null),
        }),
        see: (order) => this.link.ask('see', [order]),
        runJob: (name) => this.link.ask('runJob', [name]),
        sendTest: () => messages.sendTest(),
        // Some take as long as a source needs to tell all that it has.
        source: (order) => answerOrder(order, (question, args) => this.link.ask(question, args, 3_600_000)),
      },
      place,
    );
  }

  /**
   * Serves what is published, if there is something, as of a city that goes on: a page that opens it now follows what
   * comes when the store is open.
   */
  async shows(): Promise<Manifest | null> {
    const manifest = await manifestOf(this.data);
    if (!manifest) return null;
    if (!manifest.live)
      await writeDurably(`${this.data}/rows/manifest.json`, manifestText({ ...manifest, live: true }));
    const { to: sequence, asOf } = manifest.files.deltas.at(-1) ?? { ...manifest, to: manifest.sequence };
    // The city's clock stands until it is open.
    if (manifest.kind === 'sample') this.clock = simulatorClock(asOf, 0);
    this.hub.open({ sequence, asOf });
    this.readiness.serves();
    return manifest;
  }

  /** Opens the city. @throws Error with the words of why it cannot be opened */
  async start(): Promise<void> {
    const [{ ReferenceWatch }, { referenceFolder }, { folderTrouble }] = await Promise.all([
      import('./reference/watch.ts'),
      import('./reference/folder.ts'),
      import('./reference/unreadReference.ts'),
    ]);
    const trouble = await folderTrouble(referenceFolder());
    if (trouble !== null) this.diary.noteReference([trouble], true);
    const reference = await ReferenceWatch.open({
      onTaken: (files, changed) => {
        this.diary.noteReference(changed.map((name) => `data/${name}.json was changed, and is in force now`));
        this.link.renew({ ...this.task, reference: files });
      },
      onRefused: (sentences) => this.diary.noteReference(sentences, true),
    });
    this.reference = reference;
    await this.link.start({ ...this.task, reference: reference.files });
    this.looking = setInterval(() => void this.look(), lookEvery);
    reference.start();
  }

  /** Tables of ratings were taken, or not. */
  noteRatings(sentences: readonly string[], isBad: boolean): void {
    this.diary.noteReference(sentences, isBad);
  }

  /** Something became of messages. */
  noteMessages(text: string, isBad: boolean): void {
    this.diary.noteMessages(text, isBad);
  }

  /** Publishes what was taken, and stops. */
  async stop(): Promise<void> {
    clearInterval(this.looking);
    this.reference?.stop();
    await this.link.stop();
    this.hub.close();
  }

  /** The task with the reference files that were in force before those with which the city cannot be opened. */
  private takeBack(why: string): CityTask {
    this.diary.noteReference(
      [`the city cannot be opened with the changed reference files, and has the former ones again: ${why}`],
      true,
    );
    return { ...this.task, reference: this.reference!.giveBack(why) };
  }

  /** What was done and matched before this server started is still what is known. */
  private async recall(): Promise<void> {
    for (const job of await this.link.ask('jobs', []).catch(() => [])) this.metrics.ran(job);
    const told = await this.link.ask('matches', []).catch(() => []);
    for (const match of told.flatMap(({ matches }) => matches.toReversed())) {
      this.lastMatches.add(match);
      this.metrics.matched(match);
    }
  }

  private async look(): Promise<void> {
    const states = await this.link.ask('sources', []).catch(() => []);
    for (const state of states) this.diary.heard(state);
    const { readiness } = this;
    readiness.unreadable = await this.link.ask('oldStates', [mostNamed]).catch(() => readiness.unreadable);
    this.diary.sayDue();
  }

  /** The store's counts; those that were known last while it is too busy to tell. */
  private async askCounts(): Promise<Counts> {
    this.counts = await this.link.ask('counts', [], countsWithin).catch(() => this.counts);
    return this.counts;
  }
}

function clockOf({ now, pace }: Opened): Clock {
  return pace === null ? systemClock : simulatorClock(now, pace);
}
