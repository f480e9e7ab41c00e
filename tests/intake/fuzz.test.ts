import { expect, it } from 'vitest';
import { type TrialResult, tryFile } from '../../scripts/importFuzz/trial.ts';
import { referenceData } from '../../src/server/referenceData.ts';

// Guards: the short form of `npm run test:import`: any file is imported right or refused in a sentence.

it('imports 300 made exports right, or refuses them in a sentence', async () => {
  const results: TrialResult[] = [];
  for (let number = 0; number < 300; number++) results.push(await tryFile(11, number, referenceData()));
  const wrong = results.flatMap(({ faults }, number) =>
    faults.length > 0 ? [`--seed 11 --only ${number}: ${faults.join('; ')}`] : [],
  );
  expect(wrong).toEqual([]);
  // It tried something: all formats, packed and not, whole and broken.
  const kinds = new Set(results.map(({ written }) => `${written.format} ${written.packed.length > 0}`));
  expect(kinds.size).toBe(29);
  expect(results.filter(({ outcome }) => outcome === 'imported').length).toBeGreaterThan(150);
  expect(results.filter(({ outcome }) => outcome === 'refused').length).toBeGreaterThan(50);
});

it('finds what is wrong: a zone that is counted wrong, a name that comes out', async () => {
  const reference = referenceData();
  const words = reference.words.stage.map((stage) => ({ ...stage }));
  // A reference whose stages are told apart from the generator's: what closed means is now another stage.
  const swapped = {
    ...reference,
    words: {
      ...reference.words,
      stage: words.map((stage, i) => ({ ...stage, id: words[(i + 1) % words.length]!.id })),
    },
  };
  const faults: string[] = [];
  for (let number = 0; number < 20; number += 2)
    faults.push(...(await tryFile(11, number, reference, swapped)).faults);
  expect(faults.join()).toMatch(/stages: got/);
});
