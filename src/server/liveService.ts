import type { FastifyBaseLogger, FastifyInstance, FastifyServerOptions } from 'fastify';
import type { Manifest } from '../model/manifest.ts';
import { SnapshotError } from '../model/manifest.ts';
import type { Config } from './config.ts';
import { Readiness, serveHealth } from './live/health.ts';
import { describe, makeLogger } from './live/logger.ts';
import { type Metrics, makeMetrics, serveMetrics } from './live/metrics.ts';
import { ProblemLog } from './live/problemLog.ts';
import type { Watch } from './liveCity.ts';
import { type OpenedCity, openConfiguredCity, openSampleCity, type Say } from './openCity.ts';
import type { PublisherEvent } from './publish/publisher.ts';
import { readManifest } from './snapshotReader.ts';
import type { SourceState } from './sources/runner.ts';

/** Seconds without a word from a source after which the server is not ready. */
const heardWithin = 300;
/** Milliseconds between two looks at which sources follow. */
const lookEvery = 5000;

/** A live city with what those who run it need to see: health, metrics, logs. */
export class LiveService {
  readonly logger: FastifyServerOptions['logger'];
  /** What it is, in a line for whoever starts it. */
  readonly line: string;
  private readonly city: OpenedCity;
  private readonly metrics: Metrics;
  private readonly readiness: Readiness;
  private readonly looking: ReturnType<typeof setInterval>;
  private readonly diary: Diary;

  /** The sample city of a folder. @param speed times as fast as the clock; 0: nothing happens */
  static async ofSample(data: string, manifest: Manifest, speed: number, say: Say): Promise<LiveService> {
    const diary = new Diary(process.env.LOG_LEVEL ? makeLogger(process.env.LOG_LEVEL) : false, say);
    const city = await openSampleCity(data, manifest, speed, say, diary.watch);
    const line =
      speed === 0
        ? 'Live: nothing happens (--still)'
        : `Live: simulated, ${speed} times as fast as the clock`;
    return new LiveService(city, `${data}/rows`, speed > 0 ? ['simulator'] : [], diary, line);
  }

  /** The city of a configuration; on its first start it waits until its sources have told all. */
  static async ofConfig(config: Config, say: Say): Promise<LiveService> {
    const manifest = await readManifest(config.data).then(
      (found) => found.manifest,
      (error: unknown) => {
        if (error instanceof SnapshotError && error.fault.kind === 'missing') return null;
        throw error;
      },
    );
    const ids = config.sources.map(({ id }) => id);
    if (!manifest) say(`First start: reading all requests from ${ids.join(', ')} …`);
    const diary = new Diary(makeLogger(process.env.LOG_LEVEL), say);
    const city = await openConfiguredCity(config, manifest, say, diary.watch);
    return new LiveService(city, `${config.data}/rows`, ids, diary, `Live: ${ids.join(', ')}`);
  }

  private constructor(
    city: OpenedCity,
    folder: string,
    sources: readonly string[],
    diary: Diary,
    line: string,
  ) {
    const { live, store, clock } = city;
    this.city = city;
    this.line = line;
    this.diary = diary;
    this.logger = diary.logger;
    this.readiness = new Readiness(sources.map((id) => ({ id, limit: heardWithin })));
    this.metrics = makeMetrics({ clock, version: live.publisher.version, store, hub: live.hub, folder });
    this.readiness.serves();
    diary.tellTo({ metrics: this.metrics, readiness: this.readiness });
    this.looking = setInterval(() => {
      for (const state of live.sources()) diary.heard(state);
      diary.sayDue();
    }, lookEvery);
    for (const state of live.sources()) diary.heard(state);
  }

  /** Adds the routes: the events for open pages, health and metrics. */
  serve(server: FastifyInstance): void {
    this.diary.log = server.log;
    this.city.live.hub.serve(server, '/live/rows');
    serveHealth(server, this.readiness);
    serveMetrics(server, this.metrics);
  }

  /** Publishes what was taken, and stops. */
  async stop(): Promise<void> {
    clearInterval(this.looking);
    await this.city.live.stop();
  }
}

/** Writes down what happens, where somebody looks: log, metrics and readiness; on a terminal in sentences. */
class Diary {
  readonly logger: FastifyServerOptions['logger'];
  log: FastifyBaseLogger | null = null;
  private readonly say: Say;
  private told: { readonly metrics: Metrics; readonly readiness: Readiness } | null = null;
  private readonly phases = new Map<string, string>();
  private readonly problems = new ProblemLog((line, text) => {
    if (this.logger && this.log) this.log.warn(line, text);
    else this.say(`${line.source}: ${text}`);
  });

  constructor(logger: NonNullable<FastifyServerOptions['logger']>, say: Say) {
    this.logger = logger;
    this.say = say;
  }

  tellTo(told: { readonly metrics: Metrics; readonly readiness: Readiness }): void {
    this.told = told;
  }

  readonly watch: Watch = {
    taken: (source, taken, { committedAt }) => {
      this.told?.metrics.taken(source, taken, committedAt);
      this.told?.readiness.heard(source);
    },
    source: (state) => this.noteSource(state),
    published: (event) => this.notePublished(event),
    problem: (...counted) => {
      this.told?.metrics.problem(...counted);
      this.problems.add(...counted);
    },
  };

  /** Says what has waited for its turn. */
  sayDue(): void {
    this.problems.sayDue();
  }

  heard({ id, phase, trouble }: SourceState): void {
    if ((phase !== 'following' && phase !== 'initial') || trouble) return;
    this.told?.metrics.contact(id);
    this.told?.readiness.heard(id);
  }

  private noteSource({ id, phase, trouble }: SourceState): void {
    this.told?.readiness.troubled(id, trouble?.text ?? null);
    const now = trouble ? `${phase}: ${trouble.text}` : phase;
    if (this.phases.get(id) === now) return;
    this.phases.set(id, now);
    if (!trouble) {
      this.log?.info({ source: id, phase }, 'source');
      return;
    }
    const { fault, text, error } = trouble;
    this.told?.metrics.failed(id, fault);
    if (this.logger && this.log) this.log.warn({ source: id, phase, fault, ...(error && { error }) }, text);
    else this.say(`${id}: ${text}`);
  }

  private notePublished(event: PublisherEvent): void {
    this.told?.metrics.publisher(event);
    switch (event.kind) {
      case 'published':
        this.told?.readiness.publishes(true);
        break;
      case 'failed': {
        const words = describe(event.error);
        if (event.what === 'publish') this.told?.readiness.publishes(false, words.message);
        if (this.logger && this.log)
          this.log.error({ what: event.what, error: words }, words.message ?? 'publisher failed');
        else
          this.say(`${event.what} failed, it is tried again: ${words.message ?? words.code ?? words.name}`);
        break;
      }
      case 'folded':
      case 'rebuilt':
        this.log?.info({ kind: event.kind, rows: event.manifest.rows }, 'publisher');
        break;
      case 'newFields':
      case 'forgotten':
      case 'swept':
        break;
    }
  }
}
