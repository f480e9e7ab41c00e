import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { open311Source } from '../../src/server/intake/sources/open311.ts';
import { parseBody } from '../../src/server/intake/sources/open311Body.ts';
import type { Surroundings } from '../../src/server/intake/sources/open311Client.ts';
import { open311Mapping } from '../../src/server/intake/sources/open311Mapping.ts';
import type { Open311Options } from '../../src/server/intake/sources/open311Options.ts';
import { follow, mostOpen, positionOf, stateOf } from '../../src/server/intake/sources/open311Position.ts';
import type { Batch, Position, SourceRequest } from '../../src/server/intake/sources/source.ts';
import { sourceIntake } from '../../src/server/intake/sources/sourceMapping.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { type MockRequest, Open311Server } from '../support/open311Server.ts';

const day = 86_400;
/** 2026-11-01T00:00:00Z. */
const start = Date.UTC(2026, 10, 1) / 1000;

let server: Open311Server;
let time: FakeTime;
/** What the source told whoever runs the server. */
let said: string[];

beforeEach(async () => {
  server = await Open311Server.start();
  time = new FakeTime();
  said = [];
});
afterEach(() => server[Symbol.asyncDispose]());

/** A clock that moves only when something sleeps; nothing waits in truth. */
class FakeTime implements Surroundings {
  seconds = start;
  readonly slept: number[] = [];
  /** Told after each sleep. */
  onSleep: (ms: number) => void = () => {};
  readonly clock = { now: () => this.seconds };
  readonly fetch: typeof fetch = (...args) => fetch(...args);
  random = () => 0.5;
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.slept.push(ms);
    this.seconds += ms / 1000;
    this.onSleep(ms);
    signal.throwIfAborted();
  }
}

/** What a store keeps: of each request the telling with the highest order, of equal ones the last. */
class Kept {
  readonly requests = new Map<string, SourceRequest>();
  position: Position | null = null;
  tellings = 0;
  take(batch: Batch): void {
    for (const request of batch.requests) {
      this.tellings++;
      const before = this.requests.get(request.ref);
      if (!before || request.order >= before.order) this.requests.set(request.ref, request);
    }
    this.position = batch.position ?? this.position;
  }
}

const defaults: Omit<Open311Options, 'endpoint'> = {
  id: 'city',
  format: 'json',
  apiKey: null,
  since: '2026-01-01',
  everySeconds: 60,
  overlapMinutes: 60,
  reopenMinutes: 30,
  windowDays: 90,
  pageSize: 200,
  closedWords: ['closed'],
  timeoutSeconds: 30,
  pauseMs: 0,
};

function sourceOf(options: Partial<Open311Options> = {}) {
  return open311Source(
    { ...defaults, endpoint: server.endpoint, ...options },
    sourceIntake(open311Mapping(null, ''), { source: 'city', reference: referenceData(), words }),
    (text) => void said.push(text),
    time,
  );
}

async function initial(options: Partial<Open311Options> = {}): Promise<Kept> {
  const kept = new Kept();
  for await (const batch of sourceOf(options).initial(AbortSignal.timeout(60_000))) kept.take(batch);
  return kept;
}

/** Follows the changes until the source has slept between its polls so many times. */
async function followFor(kept: Kept, polls: number, options: Partial<Open311Options> = {}): Promise<void> {
  const over = new AbortController();
  let left = polls;
  const before = time.onSleep;
  time.onSleep = (ms) => {
    before(ms);
    if (ms === (options.everySeconds ?? defaults.everySeconds) * 1000 && --left === 0) over.abort();
  };
  for await (const batch of sourceOf(options).changes(kept.position!, over.signal)) kept.take(batch);
  time.onSleep = before;
}

function add(id: string, requested: number, more: Partial<MockRequest> = {}): MockRequest {
  const request: MockRequest = {
    service_request_id: id,
    status: 'open',
    service_code: 'L1',
    service_name: 'Litter in a public area',
    description: 'Call Mariam on 050 123 4567 <now> & hurry',
    address: '12 Al Rigga Road',
    media_url: 'https://city.example/photo.jpg',
    requested,
    updated: requested,
    lat: 25.26,
    long: 55.32,
    ...more,
  };
  server.requests.push(request);
  return request;
}

const { words } = referenceData();

function stageOf(kept: Kept, ref: string): string {
  return words.stage[kept.requests.get(ref)!.row!.stage!]!.id;
}

const ids = (kept: Kept) => [...kept.requests.keys()].sort();
const idsOf = (requests: readonly MockRequest[]) => requests.map((one) => one.service_request_id).sort();

// Guards: all of a city's past arrives, however the server cuts its answers, and no question spans more than 90 days.
describe('initial', () => {
  it.each([
    ['json', 'none'],
    ['json', 'fromZero'],
    ['xml', 'fromOne'],
    ['xml', 'none'],
  ] as const)('reads 10 months in %s, pages %s, at most 50 an answer', async (format, paging) => {
    Object.assign(server.behaviour, { cap: 50, paging });
    for (let i = 0; i < 420; i++) add(`R${i}`, start - 303 * day + i * 40_000 + (i % 7));
    // A busy hour, in which more come than fit an answer.
    for (let i = 0; i < 130; i++) add(`B${i}`, start - 40 * day + i * 20);
    const kept = await initial({ format });
    expect(ids(kept)).toEqual(idsOf(server.requests));
    expect(Math.max(...server.spans)).toBeLessThanOrEqual(90);
    expect(server.mostAtOnce).toBe(1);
    expect(kept.position).not.toBeNull();
  });

  it('asks no more than it needs where the server has pages', async () => {
    Object.assign(server.behaviour, { cap: 1000, paging: 'fromZero' });
    for (let i = 0; i < 450; i++) add(`R${i}`, start - 20 * day + i * 1000);
    await initial({ since: '2026-10-01' });
    // Services, the first page, and pages 1 and 2, of which the last is not full.
    expect(server.asked.map(({ path, query }) => [path.split('/').at(-1), query.get('page')])).toEqual([
      ['services.json', null],
      ['requests.json', null],
      ['requests.json', '1'],
      ['requests.json', '2'],
    ]);
  });

  it('says so where more were opened in a second than the server ever gives', async () => {
    Object.assign(server.behaviour, { cap: 50, paging: 'none' });
    for (let i = 0; i < 60; i++) add(`R${i}`, start - day);
    await expect(initial({ since: '2026-10-01' })).rejects.toMatchObject({
      fault: 'misfit',
      message: expect.stringMatching(/got 50 requests opened from 2026-10-3.*"cap"/),
    });
  });

  it('goes by the limit that is configured', async () => {
    Object.assign(server.behaviour, { cap: 30, paging: 'none' });
    for (let i = 0; i < 100; i++) add(`R${i}`, start - 20 * day + i * 1000);
    expect(ids(await initial({ since: '2026-10-01', cap: 30 }))).toEqual(idsOf(server.requests));
  });

  it('asks nothing about a time that has not come', async () => {
    expect(ids(await initial({ since: '2027-01-01' }))).toEqual([]);
    expect(server.asked.map(({ path }) => path)).toEqual(['/open311/v2/services.json']);
  });

  it('ends without an error where it is aborted', async () => {
    add('R1', start - day);
    const over = new AbortController();
    const batches: Batch[] = [];
    for await (const batch of sourceOf().initial(over.signal)) {
      batches.push(batch);
      over.abort();
    }
    expect(batches).toHaveLength(1);
    expect(batches[0]!.position).toBeNull();
  });
});

// Guards: new requests, changed ones and those that are gone arrive, also after a restart, and each change once.
describe('changes', () => {
  it.each(['json', 'xml'] as const)('follows new and open requests in %s', async (format) => {
    const old = add('OLD', start - 100 * day);
    add('DONE', start - 50 * day, { status: 'closed' });
    const kept = await initial({ format });
    expect(stageOf(kept, 'OLD')).toBe('received');
    expect(kept.requests.get('OLD')!.row!.resolved).toBeNull();

    const added = time.seconds + 30;
    time.onSleep = () => {
      if (time.seconds >= added && server.requests.length === 2) add('NEW', added);
      if (time.seconds >= start + 900 && old.status === 'open') {
        Object.assign(old, { status: 'closed', updated: start + 900 });
      }
    };
    await followFor(kept, 60, { format });
    expect(stageOf(kept, 'NEW')).toBe('received');
    expect(stageOf(kept, 'OLD')).toBe('closed');
    expect(kept.requests.get('OLD')!.row!.resolved).toBe(start + 900);
    expect(kept.requests.get('OLD')!.order).toBe((start + 900) * 1000);
    expect(kept.tellings).toBe(4);
    // Only what is open is asked for again, and not more often than every 30 minutes.
    const again = server.asked
      .map(({ query }) => query.get('service_request_id'))
      .filter((one) => one !== null);
    expect(again.length).toBeLessThanOrEqual(4);
    expect(again.join()).not.toContain('DONE');
  });

  it('goes on from where it was after a restart', async () => {
    const open = add('A', start - 10 * day);
    const kept = await initial();
    await followFor(kept, 3);
    open.status = 'closed';
    open.updated = time.seconds + 1;
    time.seconds += 5 * day;
    add('B', time.seconds - 2 * day);
    server.asked.length = 0;
    await followFor(kept, 2);
    expect(ids(kept)).toEqual(['A', 'B']);
    expect(stageOf(kept, 'A')).toBe('closed');
    expect(Math.max(...server.spans)).toBeGreaterThan(5);
    expect(Math.min(...server.spans)).toBeLessThan(1);
  });

  it('tells a change that is not dated', async () => {
    const open = add('A', start - 10 * day, { updated: null });
    const kept = await initial();
    open.status = 'closed';
    await followFor(kept, 40);
    expect(stageOf(kept, 'A')).toBe('closed');
  });

  it('asks for 120 open requests in three groups, and one by one where the server knows no lists', async () => {
    for (let i = 0; i < 120; i++) add(`R${i}`, start - 10 * day + i);
    const kept = await initial();
    server.asked.length = 0;
    time.seconds += 3600;
    await followFor(kept, 1);
    const groups = server.asked.flatMap(
      ({ query }) => query.get('service_request_id')?.split(',').length ?? [],
    );
    expect(groups).toEqual([50, 50, 20]);

    server.behaviour.idLists = false;
    for (const request of server.requests)
      Object.assign(request, { status: 'closed', updated: start + 9999 });
    time.seconds += 3600;
    await followFor(kept, 1);
    expect([...kept.requests.values()].filter((one) => one.order !== (start + 9999) * 1000)).toEqual([]);
  });

  it('takes a request for gone only when the server said so three times', async () => {
    add('A', start - 10 * day);
    add('B', start - 10 * day);
    const kept = await initial();
    server.requests.shift();
    await followFor(kept, 61);
    expect(kept.requests.get('A')!.row).not.toBeNull();
    await followFor(kept, 60);
    expect(kept.requests.get('A')!.row).toBeNull();
    expect(kept.requests.get('B')!.row).not.toBeNull();
  });

  it('reads what a clock that was a day ahead would have left out', async () => {
    time.seconds += day;
    const kept = await initial();
    time.seconds -= day;
    add('A', start - 60);
    await followFor(kept, 1);
    expect(ids(kept)).toEqual(['A']);
  });

  it('refuses a position that is not its own', () => {
    expect(() => stateOf('{"lsn":"0/1"}', 'city')).toThrow(/Open311 source "city": the kept position/);
    expect(() => stateOf('nonsense', 'city')).toThrow(expect.objectContaining({ fault: 'lostPosition' }));
  });

  it('follows a bounded number of open requests', () => {
    const state = stateOf('{"watermark":1,"open":[]}', 'city');
    for (let i = 0; i < mostOpen + 10; i++) follow(state, `R${i}`, i);
    expect(state.open.size).toBe(mostOpen);
    expect(state.open.has('R0')).toBe(false);
    expect(stateOf(positionOf(state), 'city')).toEqual(state);
  });

  it('says once when there are more than it follows', async () => {
    const kept = new Kept();
    const many = { watermark: start, open: new Map<string, { asked: number; missed: number }>() };
    for (let i = 0; i < mostOpen - 1; i++) follow(many, `R${i}`, start);
    kept.position = positionOf(many);
    add('A', start - 60);
    await followFor(kept, 1);
    expect(said).toEqual([]);
    add('B', start - 50);
    add('C', start - 40);
    await followFor(kept, 2);
    expect(said).toEqual([expect.stringContaining(`more than ${mostOpen} requests are open`)]);
    expect(ids(kept)).toEqual(['A', 'B', 'C']);
  });
});

const status =
  (code: number, headers: Record<string, string> = {}, text = '') =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end(text);

// Guards: a server that asks for a pause gets it, one that fails is not hammered, and an error says what was got.
describe('a server in trouble', () => {
  it('waits as long as 429 asks, in seconds and by a date', async () => {
    add('A', start - day);
    const date = new Date((start + 7 + 40) * 1000).toUTCString();
    server.behaviour.faults.push(status(429, { 'retry-after': '7' }), status(429, { 'retry-after': date }));
    const kept = await initial({ since: '2026-10-01' });
    expect(ids(kept)).toEqual(['A']);
    expect(time.slept).toEqual([7000, 40_000]);
    expect(server.asked).toHaveLength(4);
  });

  it('waits longer after each failure, and gives up after six', async () => {
    server.behaviour.faults.push(...Array.from({ length: 6 }, () => status(503)));
    await expect(initial()).rejects.toMatchObject({
      name: 'SourceError',
      fault: 'unreachable',
      message: expect.stringMatching(/services\.json: the server answered 503; tried 6 times/),
    });
    expect(server.asked).toHaveLength(6);
    expect(time.slept).toEqual([750, 1500, 3000, 6000, 12_000]);
  });

  it('leaves a long pause to whoever runs it', async () => {
    server.behaviour.faults.push(status(429, { 'retry-after': '3600' }));
    await expect(initial()).rejects.toMatchObject({ fault: 'unreachable', retryAfter: 3_600_000 });
    expect(server.asked).toHaveLength(1);
  });

  it('gives up on a slow answer and on one that breaks off, and asks again', async () => {
    add('A', start - day);
    server.behaviour.faults.push(
      () => {},
      (response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('[{');
        response.destroy();
      },
    );
    const kept = await initial({ timeoutSeconds: 0.2, since: '2026-10-01' });
    expect(ids(kept)).toEqual(['A']);
    expect(time.slept).toHaveLength(2);
  });

  it.each([
    [
      'a web page',
      '<!doctype html><p>Down</p>',
      'json',
      /answered 200 with a web page, expected JSON; tried 6/,
    ],
    ['cut JSON', '[{"service_code":', 'json', /answered 200 with broken JSON, expected JSON/],
    ['JSON without a list', '{"ok":true}', 'json', /JSON without a list of records/],
    ['a web page', '<!doctype html><p>Down</p>', 'xml', /with a web page, expected XML/],
    ['cut XML', '<services><service>', 'xml', /with broken XML \(line 1\), expected XML/],
    ['other XML', '<rss/>', 'xml', /with XML of another kind, expected one of the elements services,/],
    ['nothing', '', 'xml', /answered 200 with nothing, expected XML/],
  ] as const)('says what it got in place of an answer: %s (%#)', async (_, text, format, message) => {
    server.behaviour.faults.push(...Array.from({ length: 6 }, () => status(200, {}, text)));
    await expect(initial({ format })).rejects.toMatchObject({
      fault: 'misfit',
      message: expect.stringMatching(message),
    });
  });

  it.each(['json', 'xml'] as const)('tells a wrong key and a wrong jurisdiction in %s', async (format) => {
    Object.assign(server.behaviour, { apiKey: 'right', jurisdiction: 'dubai.example' });
    const wrong = await initial({ format, apiKey: 'secret-1' }).catch((error: Error) => error);
    expect(wrong).toMatchObject({
      fault: 'misfit',
      message: expect.stringMatching(
        /answered 403: api_key was not valid; check the key that "apiKeyEnv" names/,
      ),
    });
    expect((wrong as Error).message).not.toContain('secret-1');
    await expect(initial({ format, apiKey: 'right' })).rejects.toThrow(
      /\(404\); check "endpoint" and "juris/,
    );
    await initial({ format, apiKey: 'right', jurisdiction: 'dubai.example' });
  });

  it('says where nothing listens', async () => {
    const other = await Open311Server.start();
    const { endpoint } = other;
    await other[Symbol.asyncDispose]();
    await expect(initial({ endpoint })).rejects.toThrow(/no connection \(ECONNREFUSED\); tried 6 times/);
  });
});

// Guards the privacy line: what a customer wrote and where it is never gets into a row.
describe('a row', () => {
  it.each(['json', 'xml'] as const)('has no text, no address and no picture (%s)', async (format) => {
    add('A', start - day, { status: 'closed' });
    const kept = await initial({ format });
    const { row, personal } = kept.requests.get('A')!;
    expect(JSON.stringify(row)).not.toMatch(/Mariam|Rigga|photo|4567/);
    expect(Object.values(row!).filter((value) => typeof value === 'string')).toEqual(['A']);
    expect(personal).toMatchObject({
      text: 'Call Mariam on 050 123 4567 <now> & hurry',
      address: '12 Al Rigga Road',
    });
    expect(JSON.stringify(personal)).not.toContain('photo');
    expect(words.topic[row!.topic!]!.id).toBe('litter');
    expect(words.entity[row!.entity!]!.id).toBe('waste-operations');
    expect(row!.zone).not.toBeNull();
  });
});

// Guards: answers are read as servers write them.
describe('parseBody', () => {
  it('reads lists in a wrapper, numbers, nested elements, CDATA and errors', () => {
    const json = parseBody(
      '{"service_requests":[{"service_request_id":638344,"lat":25.1,"notes":null}]}',
      'json',
    );
    expect(Object.fromEntries(json.records[0]!)).toEqual({
      service_request_id: '638344',
      lat: '25.1',
      notes: '',
    });
    const xml = parseBody(
      '<service_requests><request><service_request_id>1</service_request_id><description><![CDATA[a < b]]></description><extended><channel>app</channel></extended></request><request/></service_requests>',
      'xml',
    );
    expect(xml.records.map((record) => Object.fromEntries(record))).toEqual([
      { service_request_id: '1', description: 'a < b', 'extended.channel': 'app' },
    ]);
    expect(parseBody('[{"code":404,"description":"none"}]', 'json')).toEqual({
      records: [],
      errors: [{ code: '404', description: 'none' }],
    });
  });
});
