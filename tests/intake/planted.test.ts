import { expect, it } from 'vitest';
import { plantedFaults } from '../../scripts/importFuzz/plantedFault.ts';
import { tryPlanted } from '../../scripts/importFuzz/plantedTrial.ts';
import { referenceData } from '../../src/server/referenceData.ts';

// Guards: the short form of `npm run test:import`: what is wrong with a file as a whole is said, and nothing of a clean one.
it('tells each planted fault of a whole file, and has no doubt of clean ones', async () => {
  const wrong: string[] = [];
  const tried = new Map<string, number>();
  for (let number = 0; number < plantedFaults.length * 6; number++) {
    const { fault, notes, right } = await tryPlanted(5, number, referenceData());
    const name = fault?.name ?? 'none';
    tried.set(name, (tried.get(name) ?? 0) + 1);
    if (!right) wrong.push(`file ${number}, ${name}: ${notes.map(({ code }) => code).join(', ')}`);
  }
  expect(wrong).toEqual([]);
  expect([...tried.values()]).toEqual([plantedFaults.length * 3, ...plantedFaults.map(() => 3)]);
});
