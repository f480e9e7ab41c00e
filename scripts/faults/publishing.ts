import { rm } from 'node:fs/promises';
import { bundle } from './bundle.ts';
import type { Fault, FaultResult } from './fault.ts';
import { makeFolder } from './folder.ts';
import { failingFiles } from './publishing/failingFiles.ts';
import { fullDisk } from './publishing/fullDisk.ts';
import { killAgainAndAgain } from './publishing/kills.ts';

/** A publisher that is killed, whose disk fails, and whose disk is full. */
export const fault: Fault = {
  name: 'publishing',
  async run({ short, log }) {
    const folder = await makeFolder();
    await using programs = await bundle(
      ['child', 'diskFiller'].map((name) => `scripts/faults/publishing/${name}.ts`),
    );
    const bundled = programs.folder;
    try {
      const results: FaultResult[] = [];
      for (const [when, what, kills] of [
        ['time', 'kill -9 of a publisher at a random moment', short ? 26 : 1000],
        [
          'step',
          'kill -9 of a publisher before or after a random step of its work with files',
          short ? 14 : 150,
        ],
      ] as const) {
        // One for each core.
        const lanes = [1, 2].map((seed) =>
          killAgainAndAgain({
            ...{ child: `${bundled}/child.js`, when, log, kills: kills / 2, seed: seed + kills },
            folder: `${folder}/${when}-${seed}`,
          }),
        );
        const both = await Promise.all(lanes);
        results.push({
          what,
          tried: both.reduce((sum, { tried }) => sum + tried, 0),
          survived: both.reduce((sum, { survived }) => sum + survived, 0),
          wrong: both.flatMap(({ wrong }) => wrong),
        });
      }
      results.push(await failingFiles(`${folder}/failing`, short ? 10 : 1000, log));
      results.push(await fullDisk(`${bundled}/diskFiller.js`, `${folder}/full`, short ? 2 : 20, log));
      return results;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
