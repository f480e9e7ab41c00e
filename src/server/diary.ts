import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify';
import type { Doing } from '../model/doing.ts';
import type { JobState } from '../model/job.ts';
import { differing, type Match } from '../model/match.ts';
import { doingText } from './doing.ts';
import { jobLine } from './intake/jobs/jobWords.ts';
import { matchWords } from './intake/matching/matchWords.ts';
import type { SourceState } from './intake/sources/runner.ts';
import type { PublisherNews, Watch } from './intake/watch.ts';
import { systemWords } from './live/errorText.ts';
import type { Readiness } from './live/health.ts';
import type { ErrorWords } from './live/logger.ts';
import type { Metrics } from './live/metrics.ts';
import { ProblemLog } from './live/problemLog.ts';

/** Told, in words, what takes long or what somebody should know. */
export type Say = (text: string) => void;

export interface DiaryOptions {
  readonly logger: NonNullable<FastifyServerOptions['logger']>;
  readonly say: Say;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
}

/** How much more of something must be done to be said again. */
const stride = 0.25;

/** What intake does that takes long, one after the other. */
const ofIntake = ['sample', 'grow', 'start', 'fill', 'index', 'read', 'first', 'again'] as const;
/** A store opens at once where it has nothing to do; a sample city is told of in sentences. */
const saidOtherwise: readonly Doing['what'][] = ['sample', 'grow', 'start'];

/** Writes down what happens, where somebody looks: log, metrics and readiness; on a terminal in sentences. */
export class Diary {
  log: FastifyBaseLogger | null = null;
  private readonly options: DiaryOptions;
  private readonly phases = new Map<string, string>();
  private said: { readonly what: Doing['what']; readonly part: number } | null = null;

  private readonly problems = new ProblemLog((line, text) => {
    if (this.options.logger && this.log) this.log.warn(line, text);
    else this.options.say(`${line.source}: ${text}`);
  });

  constructor(options: DiaryOptions) {
    this.options = options;
  }

  /** Says what has waited for its turn. */
  sayDue(): void {
    this.problems.sayDue();
  }

  /** What the city tells, but for what open pages are told. */
  readonly watch: Watch = {
    said: (text) => this.options.say(text),
    doing: (doing) => this.noteDoing(doing),
    taken: (source, taken, { committedAt }) => {
      this.options.metrics.taken(source, taken, committedAt);
      this.options.readiness.heard(source);
    },
    source: (state) => this.noteSource(state),
    opened: ({ version }) => this.options.metrics.opened(version),
    published: (news) => this.notePublished(news),
    matched: (match) => this.noteMatch(match),
    ran: (job) => this.noteJob(job),
    problem: (...counted) => {
      this.options.metrics.problem(...counted);
      this.problems.add(...counted);
    },
  };

  /** A source was looked at, and this is how it is doing. */
  heard({ id, phase, trouble }: SourceState): void {
    if ((phase !== 'following' && phase !== 'initial') || trouble) return;
    this.options.metrics.contact(id);
    this.options.readiness.heard(id);
  }

  /** Something takes long, or has ended: null. */
  noteDoing(doing: Doing | null): void {
    const { readiness, say } = this.options;
    if (doing === null) {
      readiness.ends(...ofIntake);
      return;
    }
    readiness.ends(...ofIntake.filter((one) => one !== doing.what));
    readiness.does(doing);
    const { what, part } = doing;
    const isNew = this.said?.what !== what;
    if (saidOtherwise.includes(what) || !(isNew || (part ?? 0) >= this.said!.part + stride)) return;
    this.said = { what, part: Math.floor((part ?? 0) / stride) * stride };
    if (this.options.logger && this.log) this.log.info({ doing: what, part }, doingText(doing));
    else say(`${doingText(doing)} …`);
  }

  /** Intake ended by itself. */
  noteCrash(error: ErrorWords, pause: number): void {
    const { metrics, readiness, say } = this.options;
    const words = error.message ?? error.code ?? error.name;
    const text = `intake, which follows the sources and publishes, ended (${words}); what is published is served, and it is started again`;
    metrics.crashed();
    readiness.lost(text);
    if (this.options.logger && this.log) this.log.error({ error, againAfterMs: pause }, text);
    else say(`${text} in ${Math.round(pause / 1000)} s`);
  }

  /** What answers questions ended by itself. */
  noteAnswers(text: string, pause: number): void {
    const { logger, say } = this.options;
    if (logger && this.log) this.log.error({ againAfterMs: pause }, text);
    else say(`${text} in ${Math.round(pause / 1000)} s`);
  }

  /** Reference files were changed, and were taken or not. */
  noteReference(sentences: readonly string[], refused = false): void {
    const { logger, say } = this.options;
    for (const text of sentences) {
      if (logger && this.log) this.log[refused ? 'warn' : 'info']({ reference: true }, text);
      else say(text);
    }
  }

  /** Something became of messages. */
  noteMessages(text: string, isBad: boolean): void {
    const { logger, say } = this.options;
    if (logger && this.log) this.log[isBad ? 'warn' : 'info']({ messages: true }, text);
    else if (isBad) say(text);
  }

  private noteMatch(match: Match): void {
    const { logger, metrics, say } = this.options;
    metrics.matched(match);
    const { source, outcome, requests, parts, seconds, mended } = match;
    // Nobody is helped by hearing it each night.
    if (outcome === 'unasked') return;
    const text = `held against its source: ${matchWords(match)}`;
    const line = { source, outcome, requests, parts, seconds, differences: differing(match), mended };
    if (logger && this.log) this.log[outcome === 'equal' ? 'info' : 'warn'](line, text);
    else say(`${source}: ${text}`);
  }

  private noteJob(job: JobState): void {
    const { logger, metrics, say } = this.options;
    metrics.ran(job);
    const { level, text } = jobLine(job);
    const { name, failures, last } = job;
    const seconds = last && Math.round(last.seconds * 1000) / 1000;
    const line = { job: name, outcome: last?.outcome, seconds, failures, ...last?.result };
    if (logger && this.log) this.log[level](line, text);
    else if (level === 'error') say(text);
  }

  private noteSource({ id, phase, trouble }: SourceState): void {
    const { logger, metrics, readiness, say } = this.options;
    readiness.troubled(id, trouble?.text ?? null);
    const now = trouble ? `${phase}: ${trouble.text}` : phase;
    if (this.phases.get(id) === now) return;
    this.phases.set(id, now);
    if (!trouble) {
      this.log?.info({ source: id, phase }, 'source');
      return;
    }
    const { fault, text, error } = trouble;
    metrics.failed(id, fault);
    if (logger && this.log) this.log.warn({ source: id, phase, fault, ...(error && { error }) }, text);
    else say(`${id}: ${text}`);
  }

  private notePublished(news: PublisherNews): void {
    const { logger, metrics, readiness, say } = this.options;
    metrics.publisher(news);
    switch (news.kind) {
      case 'published':
        readiness.publishes(true);
        break;
      case 'failed': {
        const { what, error } = news;
        // What came of the job tells of a fold.
        if (what === 'fold') break;
        readiness.publishes(false, error.message ?? systemWords(error.code));
        if (logger && this.log)
          this.log.error({ what, error }, error.message ?? systemWords(error.code) ?? 'publisher failed');
        else
          say(
            `${what} failed, it is tried again: ${error.message ?? systemWords(error.code) ?? error.code ?? error.name}`,
          );
        break;
      }
      case 'rebuilt':
        this.log?.info({ kind: news.kind, rows: news.manifest.rows }, 'publisher');
        break;
      case 'folded':
      case 'newFields':
      case 'forgotten':
      case 'swept':
        break;
    }
  }
}
