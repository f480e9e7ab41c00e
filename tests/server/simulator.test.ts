import { expect, test } from 'vitest';
import { simulatorSource } from '../../src/server/intake/sources/simulator.ts';
import { simulatorClock } from '../../src/server/intake/sources/simulatorClock.ts';
import { type Batch, SourceError } from '../../src/server/intake/sources/source.ts';
import { all, asOf, city, day, past, pastOf, sample } from '../support/livingPast.ts';

test('a city goes on after a restart with what the store has', async () => {
  // Guards: that a restart makes no reference twice and leaves nothing standing still.
  let now = asOf;
  const store = new Map(all.map((row) => [row.ref, row]));
  const start = () =>
    simulatorSource({
      city,
      calendar: sample.calendar,
      targets: sample.targets,
      past: () => pastOf(store.values(), Math.max(...[...store.values()].map((row) => row.updated!), asOf)),
      // A quarter of an hour goes by whenever it is looked at.
      clock: { now: () => (now += 900) },
      seed: 5,
      everyMs: 1,
    });
  const first: Batch[] = [];
  for await (const batch of start().initial(AbortSignal.timeout(60_000))) first.push(batch);
  expect(first).toHaveLength(1);
  expect(first[0]!.requests).toEqual([]);
  let position = first[0]!.position!;
  const born = new Set<string>();
  for (let run = 0; run < 2; run++) {
    const stop = new AbortController();
    const end = now + day;
    for await (const batch of start().changes(position, stop.signal)) {
      expect(batch.requests.length).toBeLessThanOrEqual(1000);
      expect(batch.committedAt).toBe(batch.requests.at(-1)!.order);
      for (const { ref, row, order, personal } of batch.requests) {
        expect(order).toBeGreaterThan(JSON.parse(position).at);
        expect([order, personal]).toEqual([row!.updated, null]);
        if (row!.version === 1) {
          expect(born.has(ref) || store.has(ref)).toBe(false);
          born.add(ref);
        }
        store.set(ref, row!);
      }
      position = batch.position!;
      if (now >= end) stop.abort();
    }
  }
  expect(born.size).toBeGreaterThan(500);
  const numbers = [...store.keys()]
    .filter((ref) => ref.startsWith('SR-2026-'))
    .map((ref) => Number(ref.slice(8)));
  expect(Math.max(...numbers)).toBe(new Set(numbers).size);
  const spoiled = start().changes('{"lsn":1}', AbortSignal.timeout(1000));
  await expect(spoiled[Symbol.asyncIterator]().next()).rejects.toThrow(
    new SourceError('lostPosition', 'simulator: got the position {"lsn":1}, expected one of its own'),
  );
});

test('a city reads its past once to begin, and goes on from that', async () => {
  // Guards: a first start over ten million requests, in which the past was read twice and took longer than all else.
  let asked = 0;
  let now = asOf;
  const source = simulatorSource({
    city,
    calendar: sample.calendar,
    targets: sample.targets,
    past: () => {
      asked++;
      return past;
    },
    clock: { now: () => (now += 900) },
    seed: 5,
    everyMs: 1,
  });
  const signal = AbortSignal.timeout(60_000);
  const next = async (batches: AsyncIterable<Batch>) => {
    for await (const batch of batches) return batch;
    throw new Error('nothing was told');
  };
  const { position } = await next(source.initial(signal));
  expect((await next(source.changes(position!, signal))).requests.length).toBeGreaterThan(0);
  expect(asked).toBe(1);
  // After any trouble the past is what the store has by then.
  await next(source.changes(position!, signal));
  expect(asked).toBe(2);
});

test('the city has a clock of its own', async () => {
  // Guards: that --speed is a factor on this machine's time.
  const clock = simulatorClock(1000, 3600);
  // Each reading of the city's clock lies between two of the machine's.
  const read = () => ({ from: performance.now(), city: clock.now(), to: performance.now() });
  const before = read();
  expect(before.city).toBeGreaterThanOrEqual(1000);
  await new Promise((done) => setTimeout(done, 20));
  const after = read();
  const went = (after.city - before.city) * 1000;
  expect(went).toBeGreaterThanOrEqual(3600 * (after.from - before.to) - 7200);
  expect(went).toBeLessThanOrEqual(3600 * (after.to - before.from) + 7200);
});
