import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { SnapshotError } from '../../src/model/manifest.ts';
import type { Match } from '../../src/model/match.ts';
import { messageMetrics } from '../../src/server/house/messageMetrics.ts';
import { SourceError } from '../../src/server/intake/sources/source.ts';
import { sayErrors } from '../../src/server/live/errors.ts';
import { Readiness, serveHealth } from '../../src/server/live/health.ts';
import { describe, makeLogger } from '../../src/server/live/logger.ts';
import { makeMetrics, serveMetrics } from '../../src/server/live/metrics.ts';
import { patience } from '../../src/server/live/patience.ts';

/** Reads the text format as its definition says; anything else in it is an error. */
function parse(text: string): { values: Map<string, number>; types: Map<string, string> } {
  const values = new Map<string, number>();
  const types = new Map<string, string>();
  const helped = new Set<string>();
  expect(text.endsWith('\n')).toBe(true);
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const help = /^# HELP ([a-zA-Z_:][\w:]*) \S.*$/.exec(line);
    const type = /^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|histogram|summary|untyped)$/.exec(line);
    const sample =
      /^([a-zA-Z_:][\w:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\n"])*",?)*\})? ([Nn]a[Nn]|[+-]Inf|-?[\d.]+(?:e[+-]?\d+)?)$/.exec(
        line,
      );
    if (help) helped.add(help[1]!);
    else if (type) types.set(type[1]!, type[2]!);
    else if (sample) values.set(sample[1]! + (sample[2] ?? ''), Number(sample[3]));
    else throw new Error(`not a line of the text format: ${line}`);
  }
  expect([...types.keys()].filter((name) => !helped.has(name))).toEqual([]);
  return { values, types };
}

const hubCounts = { clients: 12, dropped: 2, refused: 1, sent: 5000, bytes: 123_456 };

async function serveMetricsOf(folder: string) {
  let now = 1_000_100;
  const metrics = makeMetrics({
    clock: { now: () => now },
    version: { sequence: 6, asOf: 1_000_000 },
    store: { counts: () => ({ requests: 1000, outbox: 3, held: 4, bytes: 77 }) },
    hub: { counts: () => hubCounts },
    folder,
  });
  messageMetrics(metrics.registry, () => []);
  const server = Fastify();
  serveMetrics(server, metrics);
  return { metrics, server, at: (next: number) => (now = next) };
}

test('the metrics say what the server does, in the text format', async () => {
  // Guards: the names, units and meanings that dashboards and alerts of docs/operations.md are made of.
  const folder = await mkdtemp(join(tmpdir(), 's360-'));
  await mkdir(join(folder, 'deeper'));
  await writeFile(join(folder, 'a.arrow'), 'x'.repeat(100));
  await writeFile(join(folder, 'deeper/b.arrow'), 'x'.repeat(23));
  const { metrics, server, at } = await serveMetricsOf(folder);
  metrics.taken('crm', { changed: 5, same: 1, stale: 2, held: 3, gone: 1 }, 1_000_098);
  metrics.taken('crm', { changed: 2, same: 0, stale: 0, held: 0, gone: 0 }, null);
  metrics.problem('crm', 'opened', 'sentinel', 4);
  metrics.problem('crm', 'ref', 'empty', 3);
  metrics.problem('crm', 'stage', 'unknownWord', 20);
  metrics.failed('open311', 'unreachable');
  const match: Match = {
    ...{ source: 'crm', at: 1_000_050, seconds: 3, requests: 1000, parts: 2, read: 1 },
    outcome: 'differed',
    differences: [
      { part: '2026-01', missing: 7, other: 2, extra: 1, unreadable: 5 },
      { part: 'none', missing: 0, other: 2, extra: 0, unreadable: 0 },
    ],
    ...{ mended: true, why: null },
  };
  metrics.matched(match);
  // What cannot be told is no sign that nothing differs.
  metrics.matched({ ...match, at: 1_000_090, outcome: 'failed', differences: [], why: 'no connection' });
  metrics.matched({ ...match, source: 'folder', outcome: 'unasked', differences: [] });
  const job = {
    name: 'forget',
    schedule: { daily: '03:30' },
    next: 1_000_900,
    running: null,
    leftUntil: null,
  };
  const run = { at: 1_000_010, seconds: 41, outcome: 'done', result: null, error: null } as const;
  metrics.ran({ ...job, failures: 0, last: run });
  // What failed was not done, whenever that was.
  metrics.ran({ ...job, failures: 2, last: { ...run, at: 1_000_060, seconds: 5, outcome: 'failed' } });
  metrics.ran({ ...job, name: 'match', failures: 0, last: null });
  const file = {
    name: 'delta-0123456789abcdef.arrow',
    sha256: '0'.repeat(64),
    bytes: 900,
    rows: 8,
    from: 6,
    to: 7,
    asOf: 1_000_100,
    total: 1000,
    days: null,
  };
  metrics.publisher({
    kind: 'published',
    delta: { file, wire: new Uint8Array(1300) },
    seconds: 0.03,
    oldest: 1_000_099.8,
  });
  metrics.publisher({ kind: 'failed', what: 'fold', error: { name: 'Error', at: [] } });
  metrics.publisher({ kind: 'swept', bytes: 5000, deleted: 3 });
  for (let dropped = 0; dropped < 7; dropped++) metrics.droppedConnection();
  at(1_000_130);
  const answer = await server.inject('/metrics');
  expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  const { values, types } = parse(answer.body);
  const expected: Record<string, number> = {
    'source_lag_seconds{source="crm"}': 2,
    'source_requests_total{source="crm",outcome="changed"}': 7,
    'source_requests_total{source="crm",outcome="stale"}': 2,
    'source_requests_total{source="crm",outcome="held"}': 3,
    'source_requests_total{source="crm",outcome="refused"}': 7,
    'source_faults_total{source="open311",fault="unreachable"}': 1,
    'matched_timestamp_seconds{source="crm"}': 1_000_050,
    'match_differences{source="crm"}': 12,
    'job_done_timestamp_seconds{job="forget"}': 1_000_010,
    'job_seconds{job="forget"}': 5,
    'job_failures{job="forget"}': 2,
    'job_failures{job="match"}': 0,
    sequence: 7,
    as_of_age_seconds: 30,
    outbox_changes: 3,
    held_requests: 4,
    store_requests: 1000,
    store_bytes: 77,
    data_bytes: 123,
    publish_seconds_count: 1,
    'publish_seconds_bucket{le="0.025"}': 0,
    'publish_seconds_bucket{le="0.05"}': 1,
    'published_after_seconds_bucket{le="0.25"}': 1,
    delta_rows_total: 8,
    delta_bytes_total: 900,
    'publisher_failures_total{what="fold"}': 1,
    deleted_files_total: 3,
    connections_dropped_total: 7,
    sse_clients: 12,
    sse_dropped_total: 2,
    sse_refused_total: 1,
    sse_sent_total: 5000,
    sse_bytes_total: 123_456,
  };
  const got = Object.fromEntries(
    Object.keys(expected).map((name) => [name, values.get(`services360_${name}`)]),
  );
  expect(got).toEqual(expected);
  expect(values.has('services360_match_differences{source="folder"}')).toBe(false);
  const heard = values.get('services360_source_last_contact_timestamp_seconds{source="crm"}')!;
  expect(Math.abs(heard - Date.now() / 1000)).toBeLessThan(60);
  expect(values.get('services360_process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expect([...types].filter(([name]) => !name.startsWith('services360_'))).toEqual([]);
  for (const [name, type] of types) if (type === 'counter') expect(name).toMatch(/_total$/);
  const told = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const named = [...told.matchAll(/`(services360_\w+)`/g)].map((match) => match[1]!);
  expect(named.filter((name) => !types.has(name))).toEqual([]);
  const ours = [...types.keys()].filter((name) => !/^services360_(process|nodejs)_/.test(name));
  expect(ours.filter((name) => !named.includes(name))).toEqual([]);
  const again = parse((await server.inject('/metrics')).body);
  expect(again.values.get('services360_sse_sent_total')).toBe(5000);
  await rm(folder, { recursive: true });
});

test('the server says when it is ready, and what is not as it should be', async () => {
  // Guards: that a balancer sends nobody to a server without data, and that a silent source is noticed.
  let now = Date.UTC(2026, 0, 1) / 1000;
  const readiness = new Readiness([{ id: 'crm', limit: 60 }], { now: () => now });
  const server = Fastify();
  serveHealth(server, readiness);
  const ready = async () => {
    const answer = await server.inject('/readyz');
    const { ready, ailments } = answer.json();
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([ready ? 200 : 503, 'no-store']);
    return ailments;
  };
  const started = '2026-01-01T00:00:00.000Z';
  expect((await server.inject('/healthz')).json()).toEqual({ ok: true });
  expect(await ready()).toEqual([
    { part: 'snapshot', since: started, why: 'no snapshot is served yet' },
    { part: 'source crm', since: started, why: 'not heard since the server started' },
  ]);
  now += 10;
  readiness.serves();
  readiness.heard('crm');
  expect(await ready()).toEqual([]);
  // A page that looks again and again is told of matches as one with a stream is.
  expect(readiness.news()).toEqual({ serving: true, doing: [], away: [] });
  readiness.unreadable = { count: 2, rids: [7, 9] };
  expect(readiness.news()).toMatchObject({ unreadable: { count: 2, rids: [7, 9] } });
  readiness.unreadable = { count: 0, rids: [] };
  readiness.matched = () => ({ at: now, outcome: 'mended', requests: 3 });
  expect(readiness.news()).toMatchObject({ matched: { at: now, outcome: 'mended', requests: 3 } });
  now += 61;
  expect(await ready()).toEqual([
    { part: 'source crm', since: '2026-01-01T00:00:10.000Z', why: 'not heard for 61 s, expected every 60 s' },
  ]);
  readiness.heard('crm');
  readiness.publishes(false);
  now += 30;
  expect(await ready()).toEqual([]);
  now += 31;
  readiness.heard('crm');
  readiness.publishes(false);
  expect((await ready()).map(({ part, since }: { part: string; since: string }) => [part, since])).toEqual([
    ['publisher', '2026-01-01T00:01:11.000Z'],
  ]);
  // In words, where there are some: whoever looks here need not look for the log.
  readiness.publishes(false, 'store.sqlite: could not be written. The disk is full: make room.');
  readiness.troubled('crm', 'PostgreSQL crm at db:5432: password authentication failed');
  now += 61;
  expect((await ready()).map(({ why }: { why: string }) => why)).toEqual([
    expect.stringContaining('The disk is full: make room.'),
    expect.stringContaining('password authentication failed'),
  ]);
  readiness.heard('crm');
  readiness.troubled('crm', null);
  readiness.publishes(true);
  expect(await ready()).toEqual([]);
  expect((await server.inject('/healthz')).statusCode).toBe(200);
});

/** A server that logs into a list of lines. */
function logging(level?: string) {
  const lines: string[] = [];
  const server = Fastify({
    logger: { ...makeLogger(level), stream: { write: (line: string) => void lines.push(line) } },
  });
  return { lines, server };
}

test('logs are JSON lines that hold nothing of a request', async () => {
  // Guards: the privacy of logs, which are kept longer and read by more people than the store.
  const secrets = [
    'Fatima',
    '0501234567',
    'fatima@example.ae',
    'SR-2026-0000017',
    'Villa 12',
    'tok3n',
    'c00kie',
  ];
  const { lines, server } = logging();
  sayErrors(server);
  server.get('/requests/:ref', async (request) => {
    // As a database says it: the message quotes the record, and so does what is hung on the error.
    const database = Object.assign(
      new Error(`invalid input "Fatima" for column phone: 0501234567\n    at Villa 12 (row.ts:1:1)`),
      { code: '22P02', detail: 'Key (email)=(fatima@example.ae) exists', where: 'SR-2026-0000017' },
    );
    const failed = new SourceError('misfit', 'source crm: column "phone" is no number', { cause: database });
    request.log.error({ err: failed }, 'source failed');
    request.log.warn({ error: describe(database) }, 'again');
    request.log.info({ headers: request.headers }, 'headers');
    request.log.error(database);
    // As Fastify says it of itself.
    request.log.error({ err: database }, database.message);
    throw database;
  });
  const answer = await server.inject({
    method: 'GET',
    url: '/requests/SR-2026-0000017?name=Fatima&phone=0501234567',
    headers: { authorization: 'Bearer tok3n', cookie: 'session=c00kie' },
  });
  await server.inject({ method: 'POST', url: '/none/Fatima', payload: { name: 'Fatima' } });
  expect([answer.statusCode, answer.body]).toEqual([
    500,
    'this could not be answered; the log of the server says why\n',
  ]);
  expect(lines.length).toBeGreaterThan(6);
  for (const line of lines) for (const secret of secrets) expect(line).not.toContain(secret);
  const entries = lines.map((line) => JSON.parse(line));
  for (const entry of entries) {
    expect(entry.level).toMatch(/^(info|warn|error)$/);
    expect(new Date(entry.time).toISOString()).toBe(entry.time);
    expect(entry).not.toHaveProperty('hostname');
  }
  const failed = entries.find(({ msg }) => msg === 'source failed');
  expect(failed.err).toMatchObject({
    type: 'SourceError',
    message: 'source crm: column "phone" is no number',
    fault: 'misfit',
    cause: { name: 'Error', code: '22P02' },
  });
  expect(failed.err.stack).toContain('metrics.test.ts');
  const started = entries.find(({ msg }) => msg === 'incoming request');
  expect(started.req).toEqual({ method: 'GET', route: '/requests/:ref' });
});

test('an error is described by what is ours of it', () => {
  // Guards: that our own sentences reach the log, and that nothing thrown can break it.
  expect(describe(new SnapshotError({ kind: 'missing', file: 'a.arrow' }))).toMatchObject({
    name: 'SnapshotError',
    message: expect.stringContaining('a.arrow: not there'),
    fault: { kind: 'missing' },
  });
  expect(describe('Fatima')).toEqual({ name: 'string', at: [] });
  expect(describe(null)).toEqual({ name: 'object', at: [] });
  const odd = Object.assign(new Error('x'), { code: 'Fatima, 0501234567' });
  delete odd.stack;
  expect(describe(odd)).toEqual({ name: 'Error', at: [] });
});

test('every error has its place, however it is wrapped', async () => {
  // Guards: that the log names what docs/operations.md promises: errors within errors, of several, of another thread,
  // with a message that was changed after it was thrown; and no message that is not ours with them.
  const here = expect.arrayContaining([expect.stringContaining('metrics.test.ts')]);
  const inner = new TypeError('Fatima is not a function');
  const outer = new Error('Fatima', {
    cause: new AggregateError([inner, new RangeError('0501234567')], 'Fatima'),
  });
  const words = describe(outer);
  expect(words).toMatchObject({
    ...{ name: 'Error', at: here },
    cause: {
      ...{ name: 'AggregateError', at: here },
      errors: [
        { name: 'TypeError', at: here },
        { name: 'RangeError', at: here },
      ],
    },
  });
  expect(JSON.stringify(words)).not.toMatch(/Fatima|0501234567/);
  const changed = new Error('invalid: Fatima\n    at Villa 12 (row.ts:1:1)');
  changed.message = `a much longer message than it had ${'x'.repeat(2000)}`;
  expect(describe(changed).at).toEqual(here);
  expect(JSON.stringify(describe(changed))).not.toContain('Villa');
  const circle: Error & { cause?: unknown } = new Error('x');
  circle.cause = circle;
  expect(JSON.stringify(describe(circle)).length).toBeLessThan(20_000);
  const worker = new Worker('throw new RangeError("Fatima")', { eval: true });
  const [fromThread] = (await once(worker, 'error').catch((error: unknown) => [error])) as [unknown];
  expect(describe(fromThread)).toMatchObject({ name: 'RangeError', at: expect.any(Array) });
  const missing = await readFile('/nowhere/Fatima').catch((error: unknown) => error);
  expect(describe(missing)).toMatchObject({ code: 'ENOENT', syscall: 'open' });
  expect(JSON.stringify(describe(missing))).not.toContain('Fatima');
});

test('LOG_LEVEL is obeyed, and said to be wrong if it is', async () => {
  // Guards: a mistyped level at the start, in place of a silent server.
  const { lines, server } = logging('error');
  server.log.warn('quiet');
  server.log.error('loud');
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['loud']);
  expect(() => makeLogger('loud')).toThrow('LOG_LEVEL=loud: expected one of fatal, error, warn');
});

test('a client that never ends its request is let go', async () => {
  // Guards: that the options reach the server: without them a few hundred such clients hold all its sockets.
  const server = Fastify({
    ...patience,
    http: { ...patience.http, headersTimeout: 50, connectionsCheckingInterval: 20 },
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as { port: number };
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nhost: x\r\nx-slow: ');
  let answer = '';
  await new Promise<void>((done) => {
    socket.on('data', (bytes) => (answer += bytes));
    socket.on('error', () => {});
    socket.on('close', () => done());
  });
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  await server.close();
  expect(patience.http.headersTimeout).toBe(3000);
  expect(patience.requestTimeout).toBe(10_000);
});
