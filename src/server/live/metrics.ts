import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { JobState } from '../../model/job.ts';
import { differing, type Match } from '../../model/match.ts';
import { isRefusal } from '../../model/problem.ts';
import type { Trouble } from '../intake/sources/runner.ts';
import type { Clock } from '../intake/sources/source.ts';
import type { Counts, Taken } from '../intake/store/store.ts';
import type { PublisherNews } from '../intake/watch.ts';
import { bytesOfFolder } from './diskUse.ts';
import type { HubCounts } from './hub.ts';

export interface MetricsOptions {
  /** The publisher's. */
  readonly clock: Clock;
  /** The version that is published as the server starts; none before `opened`. */
  readonly version?: Version;
  /** Asked when the metrics are. */
  readonly store: { counts(): StoreCounts | Promise<StoreCounts> };
  readonly hub: { counts(): HubCounts };
  /** Bytes that each process of the server has resident, asked when the metrics are. */
  readonly memory?: () => Promise<Readonly<Record<string, number>>>;
  /** Folder of the published files. */
  readonly folder: string;
}

interface Version {
  readonly sequence: number;
  readonly asOf: number;
}

type StoreCounts = Pick<Counts, 'requests' | 'outbox' | 'held' | 'bytes'>;

/** What a monitoring system asks for: https://prometheus.io/docs/instrumenting/exposition_formats. */
export interface Metrics {
  /** Where other parts add theirs. */
  readonly registry: Registry;
  /** A source was heard: it answered, even if with nothing new. */
  contact(source: string): void;
  /**
   * What became of a batch that is on disk.
   * @param committedAt epoch seconds at which the source took the last of it; null where it does not tell
   */
  taken(source: string, taken: Taken, committedAt: number | null): void;
  /** So many of a kind could not be taken, or are doubtful. */
  problem(source: string, field: string, problem: string, count: number): void;
  /** A source was held against the store; one of which it could not be told what differs leaves what was told last. */
  matched(match: Match): void;
  /** A job was run, or is as it was left. */
  ran(job: JobState): void;
  /** A source could not go on. */
  failed(source: string, fault: Trouble['fault']): void;
  /** A publisher begins with a version. */
  opened(version: Version): void;
  /** What the publisher did. */
  publisher(news: PublisherNews): void;
  /** Intake ended by itself. */
  crashed(): void;
  /** A connection came when there were as many as are taken, and was ended. */
  droppedConnection(): void;
  /** All of them, in the text format. */
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

const prefix = 'services360_';
/** Seconds: a delta is to be on disk within a tenth of one. */
const publishBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const foldBuckets = [1, 2.5, 5, 10, 30, 60, 120, 300, 600];

/** Makes the metrics of a server. Labels are names of sources, outcomes and faults: nothing of a request. */
export function makeMetrics({ clock, version, store, hub, memory, folder }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix });
  let asOf = version?.asOf ?? null;

  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: prefix + name, help, labelNames, registers });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name: prefix + name, help, labelNames, registers });
  /** A gauge whose value is asked for when the metrics are. */
  const asked = (name: string, help: string, value: () => number | Promise<number>) =>
    new Gauge({
      name: prefix + name,
      help,
      registers,
      async collect() {
        this.set(await value());
      },
    });
  /** A counter that another part counts. */
  const counted = (name: string, help: string, value: () => number) =>
    new Counter({
      name: prefix + name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(value());
      },
    });

  if (memory)
    new Gauge({
      name: `${prefix}memory_bytes`,
      help: 'What each process of the server has resident',
      labelNames: ['process'],
      registers,
      async collect() {
        this.reset();
        for (const [process, bytes] of Object.entries(await memory())) this.set({ process }, bytes);
      },
    });

  const lag = gauge(
    'source_lag_seconds',
    'From the commit in the source to the store, of the last batch that tells its commit',
    ['source'],
  );
  const contacts = gauge('source_last_contact_timestamp_seconds', 'When the source was last heard', [
    'source',
  ]);
  const requests = counter('source_requests_total', 'Requests that came, by what became of them', [
    'source',
    'outcome',
  ]);
  const faults = counter('source_faults_total', 'How often a source could not go on', ['source', 'fault']);
  const problems = counter(
    'problems_total',
    'What could not be taken of what sources told, or is doubtful; /admin has it in words',
    ['source', 'field', 'problem'],
  );
  const matchedAt = gauge(
    'matched_timestamp_seconds',
    'When the source was last held against the store, and could be',
    ['source'],
  );
  const differences = gauge(
    'match_differences',
    'Requests that were not as the source has them when it was last held against the store',
    ['source'],
  );
  const jobDone = gauge('job_done_timestamp_seconds', 'When a job was begun last that was done to its end', [
    'job',
  ]);
  const jobSeconds = gauge('job_seconds', 'How long the last run of a job took', ['job']);
  const jobFailures = gauge('job_failures', 'How often a job failed since it was done last', ['job']);
  const sequence = gauge('sequence', 'Sequence of the published version');
  if (version) sequence.set(version.sequence);
  const publishing = new Histogram({
    name: `${prefix}publish_seconds`,
    help: 'Time to write a delta and the manifest, on disk',
    buckets: publishBuckets,
    registers,
  });
  const waited = new Histogram({
    name: `${prefix}published_after_seconds`,
    help: 'From the store to the published delta, of the oldest change in it, by the publisher’s clock',
    buckets: publishBuckets,
    registers,
  });
  const deltaRows = counter('delta_rows_total', 'Requests in published deltas');
  const deltaBytes = counter('delta_bytes_total', 'Bytes of published deltas');
  const folding = new Histogram({
    name: `${prefix}fold_seconds`,
    help: 'Time to fold deltas into segments',
    buckets: foldBuckets,
    registers,
  });
  const failures = counter('publisher_failures_total', 'How often publishing or folding failed', ['what']);
  const crashes = counter('city_crashes_total', 'How often intake ended by itself');
  const droppedConnections = counter(
    'connections_dropped_total',
    'Connections that were ended as they came, because there were as many as are taken',
  );
  const rebuilt = counter('rebuilt_total', 'How often all segments were written anew');
  const deleted = counter(
    'deleted_files_total',
    'Files that no manifest named any more and that were deleted',
  );

  asked('as_of_age_seconds', 'How far the published data are behind the publisher’s clock', () =>
    asOf === null ? 0 : Math.max(0, clock.now() - asOf),
  );
  asked(
    'outbox_changes',
    'Changes that are in the store and not published yet',
    async () => (await store.counts()).outbox,
  );
  asked(
    'held_requests',
    'Requests of the future that are held back',
    async () => (await store.counts()).held,
  );
  asked('store_requests', 'Requests in the store', async () => (await store.counts()).requests);
  asked('store_bytes', 'Bytes of the store on disk', async () => (await store.counts()).bytes);
  asked('data_bytes', 'Bytes of the published files on disk', () => bytesOfFolder(folder));
  asked('sse_clients', 'Pages that are told of changes', () => hub.counts().clients);
  counted('sse_dropped_total', 'Pages that were too slow and dropped', () => hub.counts().dropped);
  counted('sse_refused_total', 'Pages that came when there were too many', () => hub.counts().refused);
  counted('sse_sent_total', 'Deltas sent, one for each page', () => hub.counts().sent);
  counted('sse_bytes_total', 'Bytes sent to pages that are told of changes', () => hub.counts().bytes);

  const contact = (source: string) => contacts.set({ source }, Date.now() / 1000);

  return {
    registry,
    contact,
    taken(source, taken, committedAt) {
      contact(source);
      for (const [outcome, count] of Object.entries(taken)) requests.inc({ source, outcome }, count);
      if (committedAt !== null) lag.set({ source }, Math.max(0, clock.now() - committedAt));
    },
    problem(source, field, problem, count) {
      problems.inc({ source, field, problem }, count);
      if (isRefusal(field, problem)) requests.inc({ source, outcome: 'refused' }, count);
    },
    matched(match) {
      if (match.outcome !== 'equal' && match.outcome !== 'differed') return;
      matchedAt.set({ source: match.source }, match.at);
      differences.set({ source: match.source }, differing(match));
    },
    ran({ name: job, last, failures: times }) {
      jobFailures.set({ job }, times);
      if (!last) return;
      jobSeconds.set({ job }, last.seconds);
      if (last.outcome === 'done') jobDone.set({ job }, last.at);
    },
    failed: (source, fault) => faults.inc({ source, fault }),
    opened(version) {
      sequence.set(version.sequence);
      ({ asOf } = version);
    },
    crashed: () => crashes.inc(),
    droppedConnection: () => droppedConnections.inc(),
    publisher(event) {
      switch (event.kind) {
        case 'published': {
          const { file } = event.delta;
          publishing.observe(event.seconds);
          if (event.oldest !== null) waited.observe(Math.max(0, clock.now() - event.oldest));
          deltaRows.inc(file.rows);
          deltaBytes.inc(file.bytes);
          sequence.set(file.to);
          asOf = file.asOf;
          break;
        }
        case 'folded':
          folding.observe(event.seconds);
          break;
        case 'rebuilt':
          rebuilt.inc();
          sequence.set(event.manifest.sequence);
          asOf = event.manifest.asOf;
          break;
        case 'newFields':
        case 'forgotten':
          break;
        case 'swept':
          deleted.inc(event.deleted);
          break;
        case 'failed':
          failures.inc({ what: event.what });
          break;
      }
    },
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}

/** Serves the metrics at /metrics. */
export function serveMetrics(server: FastifyInstance, metrics: Pick<Metrics, 'text'>): void {
  server.get('/metrics', { logLevel: 'warn' }, async (_request, reply) => {
    const { type, body } = await metrics.text();
    return reply.type(type).header('cache-control', 'no-store').send(body);
  });
}
