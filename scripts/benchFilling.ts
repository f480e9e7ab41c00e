/**
 * Measures how long it takes to fill the store with a snapshot.
 *
 *   npm run bench:filling -- [--data DIR] [--against REV] [--rounds N]
 */
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkoutOf } from './bench/checkout.ts';
import { fillingText, measureFilling } from './bench/filling.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `Measures how long it takes to fill a new store with a snapshot, as the first start does.

  npm run bench:filling -- [--data DIR] [--against REV] [--rounds N] [--json]

  --data DIR      the snapshot (default: .data/sample)
  --against REV   another revision, or a checkout of it with its packages, which fills the same in turns; may be named
                  several times. All stores must hold the same, by a check sum of each column
  --rounds N      how often each (default 3); the middle one counts
  --json          all figures, in place of lines`;

await runCommand(
  help,
  {
    data: { type: 'string', default: '.data/sample' },
    against: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
  async ({ data, against, rounds, json }) => {
    const count = Number(rounds);
    if (!(Number.isInteger(count) && count > 0))
      throw new UsageError(`--rounds ${rounds}: expected a whole number above 0`);
    const root = fileURLToPath(new URL('..', import.meta.url));
    const others = against.map((revision) =>
      checkoutOf(root, revision, (text) => console.error(`${text} …`)),
    );
    const measured = measureFilling(resolve(data), others, count);
    const load = `${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}`;
    console.log(json ? JSON.stringify({ load, measured }) : `${fillingText(measured)}\n${load}`);
  },
);
