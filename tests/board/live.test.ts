import { expect, test } from 'vitest';
import { makeBoard } from '../../src/board/board.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Opening, Step } from '../../src/feed/snapshotFeed.ts';
import type { Answer } from '../../src/model/ask.ts';
import type { Change } from '../../src/model/change.ts';
import { plainChoice } from '../../src/model/choice.ts';
import { type DeltaFile, versionOf } from '../../src/model/manifest.ts';
import { presetOf } from '../../src/model/presets.ts';
import { RequestTable } from '../../src/model/requestTable.ts';
import { asks } from '../../src/model/screen.ts';
import { openingOf } from '../support/opening.ts';
import { randomCity } from '../support/randomCity.ts';

const source = randomCity(6, 30);

/** An engine that answers with the number of changes that it has, and says what overlaps. */
function countingEngine({ manifest }: Opening) {
  const state = { applied: 0, answering: 0, applying: false, overlaps: 0 };
  let version = versionOf(manifest);
  const engine = {
    async answer(list: readonly unknown[]) {
      state.answering++;
      if (state.applying) state.overlaps++;
      const before = state.applied;
      await new Promise((done) => setTimeout(done, 3));
      if (state.applied !== before) state.overlaps++;
      state.answering--;
      const answers = list.map((): Answer => ({ rows: 1, keys: [], ints: { received: [before] } }));
      return { version, answers };
    },
    async apply(change: Change) {
      if (state.answering > 0) state.overlaps++;
      state.applying = true;
      await new Promise((done) => setTimeout(done, 5));
      state.applying = false;
      state.applied++;
      version = versionOf(change);
    },
    dispose: async () => {},
  } as unknown as Engine;
  return { engine, state };
}

function stepOf({ manifest, city }: Opening, days = 0): Step {
  const asOf = manifest.asOf + 60 + days * 86_400;
  const table = new RequestTable(city.timeZone, 1);
  table.add({ ...row, opened: asOf });
  const range = { from: manifest.days!.from, to: city.timeZone.dayOf(asOf) };
  const { sequence: from } = manifest;
  const file: DeltaFile = {
    ...{
      name: 'd-0.arrow',
      sha256: '',
      bytes: 0,
      rows: 1,
      from,
      to: from + 1,
      asOf,
      total: manifest.rows + 1,
    },
    days: range,
  };
  return {
    file,
    delta: {
      values: table.values(),
      refs: ['LIVE-1'],
      gone: new Uint32Array(0),
      sequence: file.to,
      asOf,
      days: range,
    },
  };
}
const row = {
  ...Object.fromEntries(Object.keys(source.table.values()).map((name) => [name, null])),
} as never as Parameters<RequestTable['add']>[0];

// Guards: changes and frames take turns, so that no frame is between two versions, and each frame says which one it is of.
test('a change is taken in between two frames', async () => {
  const opening = await openingOf(source);
  const { engine, state } = countingEngine(opening);
  const board = makeBoard((screen) => [asks.figures(screen)]);
  const seen: [sequence: number, applied: number][] = [];
  board.store.subscribe(({ shown }, before) => {
    if (!shown || shown === before.shown) return;
    const [answer] = [...shown.frame.answers.values()];
    if (answer) seen.push([shown.screen.manifest.sequence, answer.ints.received![0]!]);
  });
  board.opened(opening, plainChoice({}, 'received'));
  board.engineReady(engine);
  for (let i = 0; i < 12; i++) {
    const now = board.store.getState().opening!;
    const applying = board.apply([stepOf(now)]);
    board.choose({ filter: i % 2 === 0 ? { category: ['complaint'] } : {} });
    await applying;
    expect(board.store.getState().shown!.screen.manifest.sequence).toBe(opening.manifest.sequence + i + 1);
  }
  expect(state).toMatchObject({ applied: 12, overlaps: 0 });
  for (const [sequence, applied] of seen) expect(applied).toBe(sequence - opening.manifest.sequence);
  expect(await opening.references.of([{ rid: 0, day: 0 }])).toEqual(['LIVE-1']);
});

// Guards: what is looked at as "the last days" stays the last days when a new one begins; a fixed period stays.
test.each([7, 28, 90])('the last %i days move on with the day', async (length) => {
  const opening = await openingOf(source);
  const { engine } = countingEngine(opening);
  const board = makeBoard((screen) => [asks.figures(screen)]);
  const { days, asOf } = opening.manifest;
  const today = opening.city.timeZone.dayOf(asOf);
  const last = Math.min(today, days!.to);
  const opened = { from: Math.max(days!.from, last - length + 1), to: last };
  board.opened(opening, plainChoice({ opened, category: ['complaint'] }, 'received'));
  board.engineReady(engine);
  const step = stepOf(opening, 1);
  await board.apply([step]);
  const { filter } = board.store.getState().choice;
  expect(filter.category).toEqual(['complaint']);
  const tomorrow = opening.city.timeZone.dayOf(step.file.asOf);
  expect(filter.opened!.to).toBe(tomorrow);
  expect(presetOf(filter.opened, step.file.days!, tomorrow)).toBe(String(length));

  const fixed = { from: opened.from, to: opened.from + 1 };
  board.choose({ filter: { opened: fixed } });
  await board.apply([stepOf(board.store.getState().opening!, 1)]);
  expect(board.store.getState().choice.filter.opened).toEqual(fixed);
});

// Guards: a delta that does not go on from what is held is refused, and nothing changes.
test('a gap is refused', async () => {
  const opening = await openingOf(source);
  const { engine, state } = countingEngine(opening);
  const board = makeBoard((screen) => [asks.figures(screen)]);
  board.opened(opening, plainChoice({}, 'received'));
  board.engineReady(engine);
  const { file, delta } = stepOf(opening);
  await expect(board.apply([{ file: { ...file, from: 7, to: 8 }, delta }])).rejects.toThrow(
    'expected one from 1',
  );
  expect(state.applied).toBe(0);
  expect(board.store.getState().opening).toBe(opening);
});
