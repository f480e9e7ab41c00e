import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';
import { type Mutant, mutate } from './mutants.ts';

/** How the tests of a file did against its mutants. */
export interface Trial {
  readonly file: string;
  readonly tests: readonly string[];
  readonly tried: number;
  readonly killed: number;
  /** No test notices them. */
  readonly survivors: readonly Mutant[];
  /** No test comes past them. */
  readonly unreached: readonly Mutant[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs the tests of a file against each of its mutants. The file itself is left as it is.
 * @param choose which mutants are tried
 * @throws Error where the tests fail without any
 */
export async function tryMutants(
  file: string,
  tests: readonly string[],
  choose: (mutant: Mutant) => boolean,
  say: (line: string) => void,
): Promise<Trial> {
  const path = resolve(root, file);
  const { code, mutants } = mutate(file, readFileSync(path, 'utf8'));
  const report = mkdtempSync(join(tmpdir(), 's360-mutation-'));
  const vitest = await createVitest(
    'test',
    {
      root,
      config: false,
      watch: false,
      include: [...tests],
      setupFiles: ['scripts/mutation/worker.ts'],
      reporters: [{}],
      bail: 1,
      maxWorkers: 2,
      testTimeout: 900_000,
      hookTimeout: 900_000,
      expect: { poll: { timeout: 10_000 } },
    },
    {
      plugins: [
        {
          name: 'mutants',
          enforce: 'pre',
          transform: (_: string, id: string) => (id.split('?')[0] === path ? { code, map: null } : null),
        },
      ],
    },
  );
  let whyNot = '';
  const passes = async () => {
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
      await vitest.globTestSpecifications(),
    );
    const faults = testModules.flatMap((module) => [
      ...module.errors(),
      ...[...module.children.allTests('failed')].flatMap((test) =>
        (test.result().errors ?? []).map(({ message }) => ({ message: `${test.fullName}: ${message}` })),
      ),
    ]);
    whyNot = [...unhandledErrors, ...faults].map((error) => (error as Error).message).join('; ');
    return unhandledErrors.length === 0 && testModules.every((module) => module.ok());
  };
  try {
    Object.assign(process.env, { MUTANT: '0', MUTATION_REPORT: report });
    const started = performance.now();
    if (!(await passes()))
      throw new Error(`${file}: its tests fail without a mutant: ${tests.join(', ')}: ${whyNot}`);
    const reached = new Set<number>();
    let turns = 0;
    for (const name of readdirSync(report)) {
      const one = JSON.parse(readFileSync(join(report, name), 'utf8')) as {
        reached: number[];
        turns: number;
      };
      for (const id of one.reached) reached.add(id);
      turns = Math.max(turns, one.turns);
    }
    delete process.env.MUTATION_REPORT;
    process.env.MUTATION_PATIENCE = String(Math.max(10_000, Math.ceil(10 * (performance.now() - started))));
    process.env.MUTATION_TURNS = String(10 * turns + 100_000);
    const chosen = mutants.filter(choose);
    const unreached = chosen.filter(({ id }) => !reached.has(id));
    const survivors: Mutant[] = [];
    for (const [i, mutant] of chosen.entries()) {
      if (!reached.has(mutant.id)) continue;
      process.env.MUTANT = String(mutant.id);
      const survived = await passes();
      if (survived) survivors.push(mutant);
      say(`${i + 1} of ${chosen.length} ${survived ? 'SURVIVED' : 'killed'} ${file}:${wordsOf(mutant)}`);
    }
    const killed = chosen.length - survivors.length - unreached.length;
    return { file, tests, tried: chosen.length, killed, survivors, unreached };
  } finally {
    for (const name of ['MUTANT', 'MUTATION_REPORT', 'MUTATION_TURNS', 'MUTATION_PATIENCE'])
      delete process.env[name];
    rmSync(report, { recursive: true });
    await vitest.close();
  }
}

/** A mutant in a line: where it is, what stands there, what it makes of it. */
export function wordsOf({ line, was, now }: Mutant): string {
  return `${line}: ${was} → ${now || '(left out)'}`;
}
