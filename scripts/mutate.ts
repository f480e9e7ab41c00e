/**
 * Puts small faults into files, one at a time, and runs their tests against each: a fault that no test notices survives.
 *
 *   npm run test:mutation -- --file src/server/live/hub.ts
 *   npm run test:mutation -- --room intake --share 0.1
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { seeded } from '../tests/support/seeded.ts';
import { type Trial, tryMutants, wordsOf } from './mutation/trial.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Puts small faults (mutants) into files, one at a time, and runs the tests that name the file against each. What no test
notices is printed: a test is missing, or the fault makes no difference.

  npm run test:mutation -- --file FILE | --room ROOM [--tests FILE,…] [--share PART] [--seed N] [--lines FROM-TO]

  --file FILE      a file of src; several with commas
  --room ROOM      all files of a room of src: model, intake, server/live
  --tests FILE,…   the test files to run, in place of those that import the file
  --share PART     which part of the mutants is tried, chosen by seed; 1 unless told
  --seed N         1 unless told
  --lines FROM-TO  only mutants on these lines

The answer is also in .tmp/mutation.json. The files themselves are not changed.
`;

const options = {
  file: { type: 'string' },
  room: { type: 'string' },
  tests: { type: 'string' },
  share: { type: 'string', default: '1' },
  seed: { type: 'string', default: '1' },
  lines: { type: 'string' },
} as const;

await runCommand(help, options, async ({ file, room, tests, share, seed, lines }) => {
  const files = file?.split(',') ?? (room ? under(`src/${room}`, /\.ts$/) : []);
  if (files.length === 0) throw new UsageError('expected --file FILE or --room ROOM with files in it');
  const part = Number(share);
  if (!(part > 0 && part <= 1)) throw new UsageError(`--share ${share}: expected a part such as 0.1`);
  const [from = 1, to = Number.POSITIVE_INFINITY] = lines?.split('-').map(Number) ?? [];
  const trials: Trial[] = [];
  for (const one of files) {
    const random = seeded(Number(seed));
    const chosen = tests?.split(',') ?? testsOf(one);
    if (chosen.length === 0) {
      process.stdout.write(`${one}: no test names it\n`);
      continue;
    }
    trials.push(
      await tryMutants(
        one,
        chosen,
        ({ line }) => line >= from && line <= to && random() < part,
        (line) => process.stderr.write(`${line}\n`),
      ),
    );
  }
  for (const { file, tried, killed, survivors, unreached } of trials) {
    const score = tried === 0 ? 'none' : `${Math.round((100 * killed) / tried)} %`;
    process.stdout.write(`\n${file}: ${killed} of ${tried} mutants noticed (${score})\n`);
    for (const mutant of survivors) process.stdout.write(`  survives     ${wordsOf(mutant)}\n`);
    for (const mutant of unreached) process.stdout.write(`  not reached  ${wordsOf(mutant)}\n`);
  }
  mkdirSync('.tmp', { recursive: true });
  writeFileSync('.tmp/mutation.json', JSON.stringify(trials, null, 2));
});

/** The test files that import a file by its name. */
function testsOf(file: string): string[] {
  const path = file.replace(/^src\//, '/src/');
  return under('tests', /\.test\.tsx?$/)
    .filter((test) => !test.startsWith('tests/browser/') && readFileSync(test, 'utf8').includes(`${path}'`))
    .sort((a, b) => Number(b.includes(basename(file, '.ts'))) - Number(a.includes(basename(file, '.ts'))));
}

function under(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => `${folder}/${name}`)
    .sort();
}
