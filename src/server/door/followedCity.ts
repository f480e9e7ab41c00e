import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { RatingsState } from '../../model/adminState.ts';
import type { Manifest } from '../../model/manifest.ts';
import { type AdminPlace, serveAdmin } from '../admin/serveAdmin.ts';
import { serverState } from '../admin/serverState.ts';
import { Diary, type Say } from '../diary.ts';
import type { MessageService } from '../house/messageService.ts';
import type { NoticeFacts } from '../house/notices/conditions.ts';
import { LastMatches } from '../intake/matching/lastMatches.ts';
import { answerOrder } from '../intake/matching/sourceOrder.ts';
import type { IntakeMessage, IntakeOrder } from '../intake/messages.ts';
import type { CityKind } from '../intake/openCity.ts';
import { simulatorClock } from '../intake/sources/simulatorClock.ts';
import { type Clock, systemClock } from '../intake/sources/source.ts';
import type { Counts } from '../intake/store/store.ts';
import type { Opened } from '../intake/watch.ts';
import type { Readiness } from '../live/health.ts';
import { type Hub, makeHub } from '../live/hub.ts';
import { hubFeed } from '../live/hubFeed.ts';
import { type ErrorWords, makeLogger } from '../live/logger.ts';
import { type Metrics, makeMetrics, serveMetrics } from '../live/metrics.ts';
import { manifestOf } from '../snapshotReader.ts';
import type { AnswersLink } from './answersLink.ts';
import { IntakeLink } from './intakeLink.ts';

export interface FollowedOptions {
  readonly city: CityKind;
  readonly readiness: Readiness;
  readonly say: Say;
  /** Whether intake was there before this door, and tells it what leads up to the version that it publishes. */
  readonly isLater?: boolean;
  /** Pages that may follow at a time. */
  readonly maxClients: number;
  /** Told when something is published. */
  readonly answers: Pick<AnswersLink, 'published' | 'memory'>;
  /** Tells intake something. */
  readonly send: (order: IntakeOrder) => void;
  /** There is a snapshot to be shown, or another one. */
  readonly onShown: () => void;
}

/** Milliseconds between two looks at which sources follow. */
const lookEvery = 5000;
/** Requests in an older state that pages are told by name. */
const mostNamed = 100;
/** Milliseconds that the metrics wait for what intake tells. */
const countsWithin = 1000;

/** A live city as the door has it, which follows intake: open pages, health, metrics, logs. */
export class FollowedCity {
  readonly logger: FastifyServerOptions['logger'];
  private readonly data: string;
  private readonly link: IntakeLink;
  private readonly hub: Hub;
  readonly metrics: Metrics;
  private readonly readiness: Readiness;
  private readonly diary: Diary;
  private readonly lastMatches = new LastMatches();
  private readonly answers: FollowedOptions['answers'];
  private clock: Clock;
  /** Whether intake has told whether its city is open, or is to be started yet. */
  private isMet: boolean;
  /** Whether it has told a version and tells all that follow. */
  private isFollowing = false;
  private looking: ReturnType<typeof setInterval> | undefined;
  private counts: Counts = { requests: 0, published: 0, outbox: 0, held: 0, flagsUnsure: false, bytes: 0 };

  /** Resolves when the city is open for the first time. */
  readonly opened: Promise<void>;

  constructor({
    city,
    readiness,
    say,
    maxClients,
    send,
    onShown,
    answers,
    isLater = false,
  }: FollowedOptions) {
    this.readiness = readiness;
    this.isMet = !isLater;
    this.answers = answers;
    this.data = city.kind === 'sample' ? city.data : city.config.data;
    const level = process.env.LOG_LEVEL;
    this.logger = city.kind === 'sample' && !level ? false : makeLogger(level);
    let isOpened = () => {};
    this.opened = new Promise((done) => {
      isOpened = done;
    });
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
      memory: () => this.memory(),
    });
    this.diary = new Diary({ logger: this.logger, say, metrics: this.metrics, readiness });
    const pages = hubFeed(this.hub);
    const { watch } = this.diary;
    this.link = new IntakeLink({
      send,
      watch: {
        ...watch,
        shown: onShown,
        reference: (sentences, isBad) => this.diary.noteReference(sentences, isBad),
        matched: (match) => {
          this.lastMatches.add(match);
          watch.matched!(match);
        },
        opened: (opened) => {
          this.isFollowing = true;
          this.clock = clockOf(opened);
          pages.opened(opened);
          watch.opened!(opened);
          readiness.serves();
        },
        published(news) {
          pages.published(news);
          answers.published();
          watch.published!(news);
        },
      },
      onOpen: (isOpen) => {
        this.isMet = true;
        if (!isOpen) {
          onShown();
          return;
        }
        readiness.lost(null);
        void this.look();
        void this.recall();
        isOpened();
      },
    });
    this.looking = setInterval(() => void this.look(), lookEvery);
  }

  /** Intake was started. */
  intakeThere(): void {
    this.link.there();
  }

  /** Intake ended by itself, and is started again after so many milliseconds; null: it was told to. */
  intakeGone(error: ErrorWords, pause: number | null): void {
    this.link.gone();
    this.isFollowing = false;
    if (pause !== null) this.diary.noteCrash(error, pause);
  }

  /** Takes what intake tells. */
  hear(message: IntakeMessage): void {
    this.link.hear(message);
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
    const reference = () => link.ask('reference', []).catch(() => null);
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
      reference: () => this.link.ask('reference', []).catch(() => null),
      memory: async () => Object.values(await this.memory()).reduce((sum, bytes) => sum + bytes, 0),
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

  /** Serves what is published, if there is something. */
  async shows(): Promise<Manifest | null> {
    const manifest = await manifestOf(this.data);
    if (!manifest) return null;
    const { to: sequence, asOf } = manifest.files.deltas.at(-1) ?? { ...manifest, to: manifest.sequence };
    // Whoever comes before it is known what leads up to that version is asked to come again.
    if (this.isMet && !this.isFollowing) {
      // The city's clock stands until it is open.
      if (manifest.kind === 'sample') this.clock = simulatorClock(asOf, 0);
      this.hub.open({ sequence, asOf });
    }
    this.readiness.serves();
    return manifest;
  }

  /** Tables of ratings were taken, or not. */
  noteRatings(sentences: readonly string[], isBad: boolean): void {
    this.diary.noteReference(sentences, isBad);
  }

  /** Answers ended by itself, and is started again after so many milliseconds. */
  noteAnswers(text: string, pause: number): void {
    this.diary.noteAnswers(text, pause);
  }

  /** Something became of messages. */
  noteMessages(text: string, isBad: boolean): void {
    this.diary.noteMessages(text, isBad);
  }

  /** Ends what open pages follow. */
  stop(): void {
    clearInterval(this.looking);
    this.hub.close();
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

  /** Bytes that the door has resident, and the others where they are there. */
  private async memory(): Promise<Readonly<Record<string, number>>> {
    const intake = await this.link.ask('memory', [], countsWithin).catch(() => null);
    const { memory: answers } = this.answers;
    return {
      ...{ door: process.memoryUsage.rss() },
      ...(intake !== null && { intake }),
      ...(answers !== null && { answers }),
    };
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
