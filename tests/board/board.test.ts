import { expect, test, vi } from 'vitest';
import { makeBoard } from '../../src/board/board.ts';
import type { Answers, Engine } from '../../src/engine/engine.ts';
import { plainChoice } from '../../src/model/choice.ts';
import { versionOf } from '../../src/model/manifest.ts';
import { asks } from '../../src/model/screen.ts';
import { openingOf } from '../support/opening.ts';
import { randomCity } from '../support/randomCity.ts';

const source = randomCity(4, 20);
const version = versionOf((await openingOf(source)).manifest);

/** An engine whose answers come when they are told to. */
function slowEngine() {
  const waiting: ((received: number) => void)[] = [];
  const dispose = vi.fn(async () => {});
  const engine = {
    answer: () =>
      new Promise<Answers>((done) => {
        waiting.push((received) =>
          done({ version, answers: [{ rows: 1, keys: [], ints: { received: [received] } }] }),
        );
      }),
    dispose,
  } as unknown as Engine;
  return { engine, dispose, waiting };
}

// Guards: after the data are swapped, no figure of the data before is shown, and a question that their engine never
// answers holds up nothing.
test('data that are closed answer nothing any more, and the next data are asked at once', async () => {
  const board = makeBoard((screen) => [asks.figures(screen)]);
  const received = () => {
    const { shown } = board.store.getState();
    return shown && [...shown.frame.answers.values()].map(({ ints }) => ints.received?.[0]);
  };
  const [before, after] = [slowEngine(), slowEngine()];
  const data = await openingOf(source);
  board.opened(data, plainChoice({}, 'received'));
  board.engineReady(before.engine);
  await expect.poll(() => before.waiting).toHaveLength(1);

  board.close();
  expect(before.dispose).toHaveBeenCalledOnce();
  expect(board.store.getState()).toMatchObject({ opening: null, engine: null, shown: null });

  board.opened(data, plainChoice({}, 'received'));
  board.engineReady(after.engine);
  await expect.poll(() => after.waiting).toHaveLength(1);
  before.waiting[0]!(111);
  await new Promise((done) => setTimeout(done, 20));
  expect(received()).toEqual([]);
  after.waiting[0]!(222);
  await expect.poll(received).toEqual([222]);
});

// Guards: the same version of other data is other data; no answer is taken over from the frame before.
test('answers of the data before are not taken for those of the next of the same version', async () => {
  const board = makeBoard((screen) => [asks.figures(screen)]);
  const data = await openingOf(source);
  for (const value of [1, 2]) {
    const { engine, waiting } = slowEngine();
    board.close();
    board.opened(data, plainChoice({}, 'received'));
    board.engineReady(engine);
    await expect.poll(() => waiting).toHaveLength(1);
    waiting[0]!(value);
    await expect
      .poll(() => [...(board.store.getState().shown?.frame.answers.values() ?? [])][0]?.ints.received)
      .toEqual([value]);
  }
});
