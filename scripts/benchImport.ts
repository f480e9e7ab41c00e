/**
 * Measures what reading an export takes, beside another revision of the project.
 *
 *   npm run bench:import -- [--rows N] [--turns N] [--seed S] [--against REV]
 */
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { checkoutOf } from './bench/checkout.ts';
import { measureImport } from './bench/importing.ts';
import type { Reading } from './bench/readOnce.ts';
import { summary } from './bench/statistics.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `Measures what reading an export takes: the processor time of looking at it and of reading its rows, each
reading in a process of its own.

  npm run bench:import -- [--rows N] [--turns N] [--seed S] [--against REV]

  --rows N       how many requests the file has (default 300000)
  --turns N      how often it is read (default 5)
  --seed S       which file (default 1)
  --against REV  another revision, or a checkout of it with its packages, read in turns; what both read must be the same`;

const here = fileURLToPath(new URL('..', import.meta.url));

await runCommand(
  help,
  {
    rows: { type: 'string', default: '300000' },
    turns: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    against: { type: 'string' },
  },
  async ({ rows, turns, seed, against }) => {
    const number = (name: string, text: string) => {
      if (/^[1-9]\d*$/.test(text)) return Number(text);
      throw new UsageError(`--${name} ${text}: expected a whole number above 0`);
    };
    const checkouts =
      against === undefined
        ? [here]
        : [checkoutOf(here, against, (text) => console.error(`${text} …`)), here];
    const readings = measureImport(checkouts, {
      rows: number('rows', rows),
      seed: number('seed', seed),
      turns: number('turns', turns),
    });
    console.log(
      `${readings[0]![0]!.rows} requests, ${cpus().length} processors, load ${loadavg()[0]!.toFixed(1)}`,
    );
    const medians = readings.map((each, i) => {
      const median = (of: (reading: Reading) => number) => summary(each.map(of)).p50;
      const [look, read, whole] = [
        median((one) => one.look),
        median((one) => one.read),
        median((one) => one.look + one.read),
      ];
      const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
      console.log(`${checkouts[i]}: look ${seconds(look)}, read ${seconds(read)}, both ${seconds(whole)}`);
      return whole;
    });
    if (medians.length === 2) console.log(`ratio ${(medians[1]! / medians[0]!).toFixed(2)}`);
  },
);
