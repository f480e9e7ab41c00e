import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openHouse } from '../../../../src/server/house/house.ts';
import { Courier } from '../../../../src/server/house/messages/courier.ts';
import { MessageTable } from '../../../../src/server/house/messages/messageTable.ts';
import type { Delivery, Receiver } from '../../../../src/server/house/messages/receiver.ts';

// Guards: whatever is put, fails, is refused and is started anew in whatever order, each receiver is handed just what a
// plain account of queues and pauses says, when it says so.

const receivers = ['a', 'b'] as const;
type Id = (typeof receivers)[number];
type Mode = 'up' | 'down' | 'refusing';

const order = fc.oneof(
  fc.record({ put: fc.constantFrom(...receivers), key: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ pass: fc.constantFrom(1, 59, 60, 61, 600, 3600, 90_000) }),
  fc.record({ turn: fc.constantFrom(...receivers), to: fc.constantFrom<Mode>('up', 'down', 'refusing') }),
  fc.constant({ restart: true as const }),
);
type Order = typeof order extends fc.Arbitrary<infer T> ? T : never;

/** Minutes of the pauses, written out. */
const pauses = [1, 2, 4, 8, 16, 32, 60];

/** The account: what each receiver is handed, as text. */
function expected(orders: readonly Order[]): string[] {
  const handed: string[] = [];
  const queues = { a: [], b: [] } as Record<Id, { key: string; made: number; due: number; times: number }[]>;
  const modes: Record<Id, Mode> = { a: 'up', b: 'up' };
  const seen = new Set<string>();
  let now = 0;
  for (const one of orders) {
    if ('pass' in one) now += one.pass;
    if ('turn' in one) modes[one.turn] = one.to;
    if ('put' in one && !seen.has(`${one.put} ${one.key}`)) {
      seen.add(`${one.put} ${one.key}`);
      queues[one.put].push({ key: String(one.key), made: now, due: now, times: 0 });
    }
    for (const id of receivers) {
      const queue = queues[id];
      while (queue.length > 0 && queue[0]!.due <= now) {
        const first = queue[0]!;
        handed.push(`${id} ${first.key} ${now}`);
        first.times++;
        const isLast = first.times >= 78 || (first.times >= 3 && now - first.made > 3 * 86_400);
        if (modes[id] !== 'down' || isLast) queue.shift();
        else first.due = now + 60 * (pauses[first.times - 1] ?? 60);
      }
    }
  }
  return handed;
}

async function handed(orders: readonly Order[]): Promise<string[]> {
  const began = 1_800_000_000;
  let now = began;
  const handed: string[] = [];
  const modes: Record<Id, Mode> = { a: 'up', b: 'up' };
  const why = { en: 'no', ar: 'لا' };
  const answers: Record<Mode, Delivery> = {
    up: { outcome: 'taken' },
    down: { outcome: 'later', why },
    refusing: { outcome: 'refused', why },
  };
  const desks = receivers.map(
    (id): Receiver => ({
      ...{ id, name: id, kind: 'webhook', check: async () => null },
      async send({ key }) {
        handed.push(`${id} ${key} ${now - began}`);
        return answers[modes[id]];
      },
    }),
  );
  const house = openHouse(':memory:');
  const kind = { name: 'k', write: () => ({ subject: why, ar: [], en: [] }) };
  const open = () =>
    new Courier({
      ...{ table: new MessageTable(house), kinds: [kind], receivers: desks },
      ...{ now: () => now, lookEveryMs: 3_600_000 },
    });
  let courier = open();
  for (const one of orders) {
    if ('pass' in one) now += one.pass;
    if ('turn' in one) modes[one.turn] = one.to;
    if ('restart' in one) {
      await courier.stop();
      courier = open();
    }
    if ('put' in one) courier.put([{ kind: 'k', key: String(one.key), receiver: one.put, content: null }]);
    await courier.look();
  }
  await courier.stop();
  house.close();
  return handed;
}

test('messages are handed over as a plain account of queues and pauses says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(order, { maxLength: 60 }), async (orders) => {
      // Receivers do not wait for each other: each has its own order.
      const byReceiver = (lines: readonly string[]) =>
        receivers.map((id) => lines.filter((line) => line.startsWith(id)));
      expect(byReceiver(await handed(orders))).toEqual(byReceiver(expected(orders)));
    }),
    { numRuns: 150 },
  );
});
