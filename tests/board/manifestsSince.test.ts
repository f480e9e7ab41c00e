import { expect, test } from 'vitest';
import { makeBoard } from '../../src/board/board.ts';
import { manifestsSince } from '../../src/board/manifestsSince.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { plainChoice } from '../../src/model/choice.ts';
import { versionOf } from '../../src/model/manifest.ts';
import { asks } from '../../src/model/screen.ts';
import { openingOf } from '../support/opening.ts';
import { randomCity } from '../support/randomCity.ts';

const opening = await openingOf(randomCity(4, 20));
const { manifest } = opening;
const later = { ...manifest, sequence: manifest.sequence + 1, asOf: manifest.asOf + 60 };
const latest = { ...later, sequence: later.sequence + 1 };

// Guards: figures or a list under the moment of other data than they are of, because these went on meanwhile.
test('an answer is told by the manifest of its version, also when the data have gone on', () => {
  const board = makeBoard(() => []);
  board.opened(opening, plainChoice({}, 'received'));
  const manifests = manifestsSince(board);
  board.opened({ ...opening, manifest: later }, plainChoice({}, 'received'));
  manifests.stop();
  board.opened({ ...opening, manifest: latest }, plainChoice({}, 'received'));
  expect(manifests.of(versionOf(manifest))).toBe(manifest);
  expect(manifests.of(versionOf(later))).toBe(later);
  expect(() => manifests.of(versionOf(latest))).toThrow(
    `got an answer about the data of ${versionOf(latest)}, expected ${versionOf(manifest)} or ${versionOf(later)}`,
  );
});

// Guards: a frame whose figures are of other data than the screen that it is shown on.
test('answers of another version are not shown', async () => {
  let version = versionOf(later);
  const board = makeBoard((screen) => [asks.figures(screen)]);
  board.opened(opening, plainChoice({}, 'received'));
  const before = board.store.getState().shown;
  board.engineReady({
    answer: async () => ({ version, answers: [{ rows: 1, keys: [], ints: { received: [7] } }] }),
  } as unknown as Engine);
  const failure = () => board.store.getState().failure;
  await expect
    .poll(failure)
    .toBe(`got answers about the data of ${versionOf(later)}, expected ${versionOf(manifest)}`);
  expect(board.store.getState().shown).toBe(before);
  version = versionOf(manifest);
  board.choose({ filter: { category: ['complaint'] } });
  await expect.poll(failure).toBeNull();
  expect(board.store.getState().shown?.frame.answers.size).toBe(1);
});
