import { writeFileSync } from 'node:fs';
import { afterAll, expect, vi } from 'vitest';

/** In a test's process: which mutant is on, and how often loops may turn. MUTANT: its number; 0: all are off. */
const { MUTANT, MUTATION_REPORT, MUTATION_TURNS, MUTATION_PATIENCE } = process.env;
const on = Number(MUTANT);
const most = MUTATION_TURNS ? Number(MUTATION_TURNS) : Number.POSITIVE_INFINITY;
const reached = new Set<number>();
let turns = 0;
// What a mutant keeps from ever coming is waited for ten times as long as all took without one.
if (MUTATION_PATIENCE)
  vi.setConfig({ testTimeout: Number(MUTATION_PATIENCE), hookTimeout: Number(MUTATION_PATIENCE) });

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
