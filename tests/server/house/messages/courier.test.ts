import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type House, openHouse } from '../../../../src/server/house/house.ts';
import { Courier, type CourierNews, mostAttempts } from '../../../../src/server/house/messages/courier.ts';
import type { MessageKind } from '../../../../src/server/house/messages/letter.ts';
import { MessageTable } from '../../../../src/server/house/messages/messageTable.ts';
import type { Delivery, Outgoing, Receiver } from '../../../../src/server/house/messages/receiver.ts';

// Guards: a message is put once, is handed over in its turn and at least once, is tried again after growing pauses and
// given up in words, whatever becomes of the disk, the clock and the process meanwhile.

/** A kind of message that only this test knows. */
const greeting: MessageKind = {
  name: 'greeting',
  write: (name) => ({
    subject: { ar: `مرحبًا ${name}`, en: `Hello ${name}` },
    ar: [{ as: 'text', text: `مرحبًا ${name}` }],
    en: [{ as: 'text', text: `Hello ${name}` }],
  }),
};

const why = { en: 'it is closed', ar: 'مغلق' };
const later: Delivery = { outcome: 'later', why };
const taken: Delivery = { outcome: 'taken' };

/** A receiver that answers as it is told. */
class Desk implements Receiver {
  readonly kind = 'mail';
  readonly got: Outgoing[] = [];
  answer: (message: Outgoing, signal: AbortSignal) => Delivery | Promise<Delivery> = () => taken;
  readonly id: string;
  readonly name: string;

  constructor(id: string) {
    this.id = id;
    this.name = id;
  }

  async send(message: Outgoing, signal: AbortSignal): Promise<Delivery> {
    this.got.push(message);
    return this.answer(message, signal);
  }

  async check() {
    return null;
  }

  keys(): string[] {
    return this.got.map(({ key }) => key);
  }
}

let made: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const undo of made.splice(0).toReversed()) await undo();
  made = [];
});

let now = 1_800_000_000;
const minutes = (count: number) => {
  now += 60 * count;
};

function courierOf(house: House, receivers: readonly Receiver[], options = {}) {
  const news: CourierNews[] = [];
  const courier = new Courier({
    ...{
      table: new MessageTable(house),
      kinds: [greeting],
      receivers,
      now: () => now,
      lookEveryMs: 3_600_000,
    },
    ...{ onNews: (one: CourierNews) => news.push(one), graceMs: 0, ...options },
  });
  made.push(() => courier.stop());
  const put = (key: string, ...to: readonly Receiver[]) =>
    courier.put(to.map(({ id }) => ({ kind: 'greeting', key, receiver: id, content: key })));
  return { courier, news, put };
}

function memory(): House {
  const house = openHouse(':memory:');
  made.push(() => house.close());
  return house;
}

test('a message is handed over once to each receiver, as its kind writes it, in the order in which it was put', async () => {
  const [a, b] = [new Desk('a'), new Desk('b')];
  const { courier, put } = courierOf(memory(), [a, b]);
  expect(put('one', a, b)).toBe(2);
  expect(put('two', a)).toBe(1);
  expect(put('one', a)).toBe(0);
  await courier.look();
  expect([a.keys(), b.keys()]).toEqual([['one', 'two'], ['one']]);
  expect(a.got[0]!.letter.subject).toEqual({ ar: 'مرحبًا one', en: 'Hello one' });
  expect(put('one', a, b)).toBe(0);
  await courier.look();
  expect(a.keys()).toEqual(['one', 'two']);
  expect(courier.states()).toMatchObject([
    { name: 'a', waiting: 0, sentAt: now, failing: null, lost: null },
    { name: 'b', waiting: 0, sentAt: now },
  ]);
});

test('what is written with messages is written with them or not at all', () => {
  const house = memory();
  const { courier } = courierOf(house, [new Desk('a')]);
  const message = { kind: 'greeting', key: 'k', receiver: 'a', content: 'k' };
  const fail = () => {
    throw new Error('not now');
  };
  expect(() => courier.put([message], fail)).toThrow('not now');
  expect(courier.states()[0]!.waiting).toBe(0);
});

test('a receiver that is away is tried again after growing pauses, and holds up nobody else', async () => {
  const [away, there] = [new Desk('away'), new Desk('there')];
  away.answer = () => later;
  const { courier, put } = courierOf(memory(), [away, there]);
  put('one', away, there);
  put('two', away, there);
  await courier.look();
  expect(there.keys()).toEqual(['one', 'two']);
  const pauses: number[] = [];
  for (let minute = 0, last = 0; minute < 300; minute++) {
    minutes(1);
    const before = away.got.length;
    await courier.look();
    if (away.got.length === before) continue;
    pauses.push(minute + 1 - last);
    last = minute + 1;
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  expect(new Set(away.keys())).toEqual(new Set(['one']));
  expect(courier.states()[0]).toMatchObject({ waiting: 2, failing: { attempts: 10, why }, givenUp: 0 });
  away.answer = () => taken;
  minutes(60);
  await courier.look();
  expect(away.keys().slice(-2)).toEqual(['one', 'two']);
  expect(courier.states()[0]).toMatchObject({ waiting: 0, failing: null, sentAt: now });
});

test('a receiver says how long it wants to be left alone, within an hour', async () => {
  const desk = new Desk('a');
  desk.answer = () => ({ ...later, afterSeconds: 600 });
  const { courier, put } = courierOf(memory(), [desk]);
  put('one', desk);
  await courier.look();
  minutes(9);
  await courier.look();
  expect(desk.got).toHaveLength(1);
  desk.answer = () => ({ ...later, afterSeconds: 1e9 });
  minutes(1);
  await courier.look();
  expect(desk.got).toHaveLength(2);
  minutes(60);
  await courier.look();
  expect(desk.got).toHaveLength(3);
});

test('what is refused is given up at once, what is never taken after three days, each with why', async () => {
  const desk = new Desk('a');
  desk.answer = ({ key }) => (key === 'bad' ? { outcome: 'refused', why } : later);
  const { courier, put, news } = courierOf(memory(), [desk]);
  put('bad', desk);
  put('one', desk);
  await courier.look();
  expect(courier.states()[0]).toMatchObject({ waiting: 1, givenUp: 1, lost: { at: now, why } });
  const began = now;
  put('behind', desk);
  while (courier.states()[0]!.waiting === 2) {
    minutes(1);
    await courier.look();
  }
  expect(desk.keys().filter((key) => key === 'one')).toHaveLength(mostAttempts);
  expect((now - began) / 86_400).toBeCloseTo(3, 1);
  expect(news).toContainEqual({
    ...{ kind: 'attempt', receiver: desk, attempts: mostAttempts, delivery: later, again: null },
  });
  // What waited as long is not tried for as long again.
  minutes(5);
  await courier.look();
  minutes(5);
  await courier.look();
  minutes(5);
  await courier.look();
  expect(courier.states()[0]).toMatchObject({ waiting: 0, givenUp: 3 });
  expect(desk.keys().filter((key) => key === 'behind')).toHaveLength(3);
});

test('a process that ended in the midst hands it over again with the same key; one that stops counts no attempt', async () => {
  const house = memory();
  const desk = new Desk('a');
  const first = courierOf(house, [desk]);
  await new Promise<void>((begun) => {
    desk.answer = () => {
      begun();
      return new Promise(() => {});
    };
    first.put('one', desk);
  });
  expect(house.db.prepare('SELECT attempts FROM messages').get()).toEqual({ attempts: 1 });
  await first.courier.stop();
  expect(house.db.prepare('SELECT attempts FROM messages').get()).toEqual({ attempts: 0 });
  desk.answer = () => taken;
  const second = courierOf(house, [desk]);
  await second.courier.look();
  expect(desk.keys()).toEqual(['one', 'one']);
  await courierOf(house, [desk]).courier.look();
  expect(desk.keys()).toEqual(['one', 'one']);
});

test('a receiver that does not end is not waited for for ever', async () => {
  const desk = new Desk('a');
  desk.answer = () => new Promise(() => {});
  const { courier, put } = courierOf(memory(), [desk], { patienceMs: 20 });
  put('one', desk);
  await courier.look();
  expect(courier.states()[0]!.failing!.why.en).toContain('did not answer in time');
});

test('a fault of a receiver of ours is said, and what this version does not know is given up', async () => {
  const desk = new Desk('a');
  desk.answer = () => {
    throw new TypeError('a secret that nobody should read');
  };
  const { courier, put } = courierOf(memory(), [desk]);
  courier.put([{ kind: 'from the future', key: 'f', receiver: 'a', content: 1 }]);
  put('one', desk);
  await courier.look();
  const [state] = courier.states();
  expect(state!.lost!.why.en).toContain('does not know this kind');
  expect(state!.failing!.why.en).toContain('TypeError');
  expect(JSON.stringify(state)).not.toContain('secret');
});

test('messages to a receiver that is configured no more are given up, and that is said', async () => {
  const house = memory();
  const [old, kept] = [new Desk('old'), new Desk('kept')];
  old.answer = () => later;
  const { courier, put } = courierOf(house, [old, kept]);
  put('one', old);
  put('two', old);
  await courier.look();
  await courier.stop();
  const { news } = courierOf(house, [kept]);
  expect(news).toEqual([{ kind: 'lost', count: 2 }]);
  expect(courier.states()[0]!.lost!.why.ar).toContain('لم يعد هذا المستلم');
});

test('messages that were sent are forgotten after a month, not before', async () => {
  const house = memory();
  const desk = new Desk('a');
  const { courier, put } = courierOf(house, [desk]);
  put('one', desk);
  await courier.look();
  const count = () => (house.db.prepare('SELECT count(*) AS n FROM messages').get() as { n: number }).n;
  minutes(29 * 1440);
  await courier.look();
  expect(put('one', desk)).toBe(0);
  expect(count()).toBe(1);
  minutes(2 * 1440);
  await courier.look();
  expect(count()).toBe(0);
});

test('a clock that was years ahead holds nothing up, and keeps nothing for ever', async () => {
  const house = memory();
  const desk = new Desk('a');
  desk.answer = ({ key }) => (key === 'sent' ? taken : later);
  const ahead = 10 * 366 * 86_400;
  now += ahead;
  const before = courierOf(house, [desk]);
  before.put('sent', desk);
  before.put('one', desk);
  await before.courier.look();
  await before.courier.stop();
  now -= ahead;
  desk.answer = () => taken;
  const { courier } = courierOf(house, [desk]);
  await courier.look();
  expect(desk.keys()).toEqual(['sent', 'one', 'one']);
  minutes(32 * 1440);
  await courier.look();
  expect(house.db.prepare('SELECT count(*) AS n FROM messages').get()).toEqual({ n: 0 });
});

test('a disk that cannot be written is said; what was handed over meanwhile is not handed over again', async () => {
  const dir = await mkdtemp(join(tmpdir(), 's360-courier-'));
  made.push(() => rm(dir, { recursive: true }));
  const house = openHouse(join(dir, 'house.sqlite'));
  made.push(() => house.close());
  const desk = new Desk('a');
  const { courier, put, news } = courierOf(house, [desk]);
  put('one', desk);
  await courier.look();
  desk.answer = () => {
    house.db.exec('PRAGMA query_only = ON');
    return taken;
  };
  put('two', desk);
  await courier.look();
  expect(news.at(-1)).toMatchObject({
    kind: 'unwritten',
    why: expect.stringContaining('may not be written'),
  });
  expect(() => put('three', desk)).toThrow('a message could not be written');
  await courier.look();
  minutes(1);
  await courier.look();
  expect(desk.keys()).toEqual(['one', 'two']);
  house.db.exec('PRAGMA query_only = OFF');
  desk.answer = () => taken;
  minutes(10);
  await courier.look();
  put('three', desk);
  await courier.look();
  expect(desk.keys()).toEqual(['one', 'two', 'three']);
});
