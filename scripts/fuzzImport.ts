/**
 * Imports made exports in all formats, every other one broken, and checks what comes of each.
 *
 *   npm run test:import
 *   npm run test:import -- --files 300 --seed 7
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Reference } from '../src/intake/reference.ts';
import { referenceData } from '../src/server/referenceData.ts';
import { tryPlanted } from './importFuzz/plantedTrial.ts';
import { type TrialResult, tryFile } from './importFuzz/trial.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Makes random exports (formats, encodings, dates, delimiters, packings, duplicates, personal columns), breaks every other
one (bytes flipped, cut, put in, taken out, swapped), and imports each: by a known mapping and by the suggested one.

  npm run test:import -- [--files N] [--seed N] [--only N]

  --files N   how many files, 10000 unless told
  --seed N    the same seed makes the same files; 1 unless told
  --only N    only the file of this number

Right is: an error in a sentence, or an import of which read = rows + rejected + superseded; a file that is not broken
gives the known answers; what is packed gives them or is refused; no personal value comes out. Memory must not grow by
more than ${256} MB after the first tenth. A tenth as many files more are right in each row, every second one with a
fault that only the whole file shows (another city, exchanged days and months, ...): each is told, and nothing of the others. A file that fails is kept in .tmp/fuzz. Exit code 1 where any failed.
`;

const options = {
  files: { type: 'string', default: '10000' },
  seed: { type: 'string', default: '1' },
  only: { type: 'string' },
} as const;

const mostGrowth = 256;

await runCommand(help, options, async (options) => {
  const [files, seed] = [whole('files', options.files), whole('seed', options.seed)];
  const numbers =
    options.only === undefined ? Array.from({ length: files }, (_, i) => i) : [whole('only', options.only)];
  const reference = referenceData();
  const tally = new Map<string, { tried: number; imported: number; refused: number; wrong: number }>();
  let failed = 0;
  let warm = 0;
  let most = 0;
  const started = performance.now();
  for (const [i, number] of numbers.entries()) {
    const result = await tryFile(seed, number, reference);
    const key = `${[...result.written.packed, result.written.format].join(' > ')}`;
    const format = result.written.packed.length > 0 ? `${result.written.format}, packed` : key;
    const row = tally.get(format) ?? { tried: 0, imported: 0, refused: 0, wrong: 0 };
    tally.set(format, row);
    row.tried++;
    row[result.outcome]++;
    if (result.faults.length > 0) {
      row.wrong++;
      failed++;
      report(seed, number, result);
    }
    const used = process.memoryUsage.rss() / 2 ** 20;
    if (i <= numbers.length / 10) warm = Math.max(warm, used);
    most = Math.max(most, used);
  }
  const growth = most - warm;
  if (growth > mostGrowth) {
    failed++;
    process.stdout.write(`memory grew by ${growth.toFixed(0)} MB, expected at most ${mostGrowth}\n`);
  }
  const name = Math.max(...[...tally.keys()].map((key) => key.length));
  process.stdout.write(`${'format'.padEnd(name)}  tried  imported  refused  wrong\n`);
  for (const [format, { tried, imported, refused, wrong }] of [...tally].sort()) {
    process.stdout.write(
      `${format.padEnd(name)}  ${[tried, imported, refused, wrong].map((n, i) => String(n).padStart([5, 8, 7, 5][i]!)).join('  ')}\n`,
    );
  }
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `seed ${seed}, ${numbers.length} files in ${seconds.toFixed(0)} s; memory ${warm.toFixed(0)} MB after a tenth, ${most.toFixed(0)} MB at most\n`,
  );
  const planted = options.only === undefined ? await plantedRates(seed, Math.ceil(files / 10), reference) : 0;
  const tried = numbers.length + (options.only === undefined ? Math.ceil(files / 10) : 0);
  failed += planted;
  process.stdout.write(`${tried - failed} passed, ${failed} failed\n`);
  if (failed > 0) process.exitCode = 1;
});

/** Imports files with faults that no row shows, and clean ones between them, and prints of how many each is told. */
async function plantedRates(seed: number, count: number, reference: Reference): Promise<number> {
  const rates = new Map<string, { tried: number; right: number }>();
  let wrong = 0;
  for (let number = 0; number < count; number++) {
    const { fault, right, text } = await tryPlanted(seed, number, reference);
    const name = fault?.name ?? '';
    const rate = rates.get(name) ?? { tried: 0, right: 0 };
    rates.set(name, rate);
    rate.tried++;
    if (right) rate.right++;
    else {
      wrong++;
      mkdirSync('.tmp/fuzz', { recursive: true });
      const path = `.tmp/fuzz/${seed}-planted-${number}.csv`;
      writeFileSync(path, text);
      process.stdout.write(`FAILED planted ${number}: ${name || 'a clean file is doubted'}: ${path}\n`);
    }
  }
  const clean = rates.get('') ?? { tried: 0, right: 0 };
  rates.delete('');
  for (const [name, { tried, right }] of rates) process.stdout.write(`told ${right} of ${tried}: ${name}\n`);
  process.stdout.write(`no doubt of ${clean.right} of ${clean.tried} clean files\n`);
  return wrong;
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw new UsageError(`--${name}: got ${JSON.stringify(text)}, expected a whole number`);
  }
  return value;
}

function report(seed: number, number: number, { written, mutation, bytes, faults }: TrialResult): void {
  mkdirSync('.tmp/fuzz', { recursive: true });
  const path = `.tmp/fuzz/${seed}-${number}-${written.name}`;
  writeFileSync(path, bytes);
  const what = [...written.packed, written.format].join(' > ');
  process.stdout.write(
    `FAILED --seed ${seed} --only ${number}: ${what}, ${written.encoding}${mutation ? `, ${mutation}` : ''}: ${path}\n${faults.map((fault) => `  ${fault}\n`).join('')}`,
  );
}
