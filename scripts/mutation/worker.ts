import { writeFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';

/** In a test's process: which mutant is on, and how often loops may turn. MUTANT: its number; 0: all are off. */
const { MUTANT, MUTATION_REPORT, MUTATION_TURNS } = process.env;
const on = Number(MUTANT);
const most = MUTATION_TURNS ? Number(MUTATION_TURNS) : Number.POSITIVE_INFINITY;
const reached = new Set<number>();
let turns = 0;

Object.assign(globalThis, {
  mutantIsOn(id: number): boolean {
    if (on === 0) reached.add(id);
    return id === on;
  },
  loopTurns(): void {
    if (++turns > most) throw new Error(`a loop turned more than ${most} times`);
  },
});

if (MUTATION_REPORT)
  afterAll(() => {
    const name = expect.getState().testPath!.replaceAll(/\W+/g, '-');
    writeFileSync(`${MUTATION_REPORT}/${name}.json`, JSON.stringify({ reached: [...reached], turns }));
  });
