import { expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import type { FastWorker } from '../../src/engine/fast/fastWorker.ts';
import { pageEngine } from '../../src/engine/pageEngine.ts';
import type { Answer, Ask } from '../../src/model/ask.ts';
import type { Change } from '../../src/model/change.ts';
import type { Day } from '../../src/model/day.ts';
import { versionOf } from '../../src/model/manifest.ts';
import { RequestTable } from '../../src/model/requestTable.ts';
import { rowOf } from '../support/liveStore.ts';
import { openingOf } from '../support/opening.ts';
import { randomCity } from '../support/randomCity.ts';

/** A page's engine whose parts only count what they are told. */
async function counted() {
  const source = randomCity(8, 40);
  const { city, manifest } = await openingOf(source);
  const told = {
    asked: 0,
    applied: [] as Change[],
    listed: 0,
    failing: false,
    slowly: Promise.resolve(),
    takes: Promise.resolve(),
    rowsTake: Promise.resolve(),
  };
  let version = versionOf(manifest);
  let first: Day | null = null;
  const answerOf = (number: number): Answer => ({ rows: 1, keys: [], ints: { received: [number] } });
  const database = {
    async answer(asks: readonly Ask[]) {
      const before = version;
      await told.slowly;
      return { version: before, answers: asks.map(() => answerOf(++told.asked)) };
    },
    async apply(change: Change) {
      await told.takes;
      if (told.failing) throw new Error('the database is full');
      told.applied.push(change);
      version = versionOf(change);
    },
    async list() {
      told.listed = told.applied.length;
      return { version, total: 0, rows: [] };
    },
  } as unknown as Engine;
  const fast = {
    async apply() {
      await told.rowsTake;
      return first;
    },
    answer: async (asks: readonly Ask[]) => asks.map(() => answerOf(-1)),
  } as unknown as FastWorker;
  const engine = pageEngine(city, manifest, { fast, database: async () => database, hasDetails: () => true });
  let { sequence } = manifest;
  /** Takes in a change about requests opened on a day or later. */
  const apply = async (day: Day | null) => {
    first = day;
    const table = new RequestTable(city.timeZone, 1);
    table.add(rowOf(source.table, 0), 1000 + sequence++ - manifest.sequence);
    const { asOf, days } = manifest;
    const at = asOf + sequence - manifest.sequence;
    await engine.apply({ values: table.values(), gone: new Uint32Array(0), sequence, asOf: at, days });
    return versionOf({ sequence, asOf: at });
  };
  const today = city.timeZone.dayOf(manifest.asOf);
  const ask: Ask = {
    by: [],
    measures: ['received'],
    filter: { opened: { from: today - 20, to: today - 10 } },
    at: manifest.asOf - 10 * 86_400 + 77,
  };
  const answer = async (asked: Ask = ask) => (await engine.answer([asked])).answers[0]!.ints.received![0];
  return { engine, told, apply, ask, answer, today, manifest };
}

// Guards: what happens today costs no questions about the weeks before, and no answer outlives what it is about.
test('an answer about the past is kept until a request of then changes', async () => {
  const { told, apply, ask, answer, today } = await counted();
  expect(await answer()).toBe(1);
  expect(await answer()).toBe(1);
  await apply(today);
  await apply(null);
  expect(await answer()).toBe(1);
  expect(await answer({ ...ask, at: ask.at! + 60 })).toBe(2);
  await apply(today - 9);
  expect(await answer()).toBe(1);
  await apply(today - 10);
  expect(await answer()).toBe(3);
  await apply(today - 300);
  expect(await answer()).toBe(4);
  expect(told.asked).toBe(4);
});

// Guards: an answer that was on its way while a request of then changed is not taken for what is true afterwards.
test('an answer that a change overtook is not kept', async () => {
  const { engine, told, apply, ask, answer, today } = await counted();
  let go = () => {};
  told.slowly = new Promise((done) => {
    go = done;
  });
  const overtaken = engine.answer([ask]);
  await new Promise((done) => setTimeout(done, 0));
  await apply(today - 300);
  go();
  await overtaken;
  expect(await answer()).toBe(2);
});

// Guards: a question that goes on beyond its instant is not about the past alone.
test('an answer about days after its instant is not kept', async () => {
  const { ask, answer, today } = await counted();
  const wide = { ...ask, filter: { opened: { from: today - 20, to: today - 5 } } };
  expect([await answer(wide), await answer(wide)]).toEqual([1, 2]);
  const all = { ...ask, filter: {} };
  expect([await answer(all), await answer(all)]).toEqual([3, 4]);
});

// Guards: figures that move cost the database nothing, and a list has all that the figures have.
test('the database takes changes in together, before it is asked', async () => {
  const { engine, told, apply, today } = await counted();
  for (let i = 0; i < 3; i++) await apply(today);
  expect(told.applied).toHaveLength(0);
  await engine.list({} as never);
  expect(told.listed).toBe(1);
  expect([...told.applied[0]!.values.rid]).toEqual([1000, 1001, 1002]);
  for (let i = 0; i < 60; i++) await apply(today);
  expect(told.applied).toHaveLength(2);
});

// Guards: what the database could not take in is neither hidden nor asked without.
test('a change that the database cannot take in stops it', async () => {
  const { engine, told, apply, today } = await counted();
  told.failing = true;
  await apply(today);
  await expect(engine.list({} as never)).rejects.toThrow('the database is full');
  told.failing = false;
  await expect(engine.list({} as never)).rejects.toThrow('the database is full');
  await expect(apply(today)).rejects.toThrow('the database is full');
});

// Guards: a list of a version that the page had not heard of yet, which it then refused.
test('a list comes once its change is known to whoever asked', async () => {
  const { engine, told, apply, today } = await counted();
  let go = () => {};
  told.rowsTake = new Promise((done) => {
    go = done;
  });
  const order: string[] = [];
  const taking = apply(today).then((version) => {
    order.push('known');
    return version;
  });
  const listing = engine.list({} as never).then(({ version }) => {
    order.push('listed');
    return version;
  });
  await new Promise((done) => setTimeout(done, 5));
  expect(told.listed).toBe(1);
  go();
  expect(await listing).toBe(await taking);
  expect(order).toEqual(['known', 'listed']);
});

// Guards: figures of one version said to be of another, wherever they come from and whatever comes in meanwhile.
test('answers and lists name the version that they are of', async () => {
  const { engine, told, apply, ask, today, manifest } = await counted();
  const quick: Ask = { by: [], measures: ['received'], filter: {} };
  const versionsOf = async (...asks: Ask[]) => (await engine.answer(asks)).version;
  const first = versionOf(manifest);
  expect([await versionsOf(quick), await versionsOf(quick, ask), await versionsOf()]).toEqual([
    first,
    first,
    first,
  ]);
  const second = await apply(today);
  expect(second).not.toBe(first);
  // From the rows alone, from rows and database, from what is kept.
  expect(await versionsOf(quick)).toBe(second);
  expect(await versionsOf(quick, { ...ask, at: ask.at! + 60 })).toBe(second);
  expect(await versionsOf(ask)).toBe(second);
  expect((await engine.list({} as never)).version).toBe(second);
  // What is asked while a change is taken in is about the data after it, all of it.
  const taking = apply(today - 300);
  const [meanwhile, both] = await Promise.all([versionsOf(quick), versionsOf(quick, ask)]);
  const third = await taking;
  expect([meanwhile, both]).toEqual([third, third]);
  // What was asked before a change came is about the data before it.
  let go = () => {};
  told.slowly = new Promise((done) => {
    go = done;
  });
  const slow = engine.answer([quick, { ...ask, at: ask.at! + 120 }]);
  await new Promise((done) => setTimeout(done, 0));
  const fourth = await apply(today);
  go();
  expect((await slow).version).toBe(third);
  expect(await versionsOf(quick, ask)).toBe(fourth);
  // While the database takes one change in, another comes: both parts are asked after it.
  told.takes = new Promise((done) => {
    go = done;
  });
  const late = engine.answer([quick, { ...ask, at: ask.at! + 180 }]);
  await new Promise((done) => setTimeout(done, 0));
  const fifth = await apply(today);
  go();
  expect((await late).version).toBe(fifth);
});
