import { resolve } from 'node:path';
import type { Fault } from './faults/fault.ts';
import { runCommand, UsageError } from './terminal.ts';

/** What can be broken, in the order in which it is. */
const parts: Readonly<Record<string, () => Promise<{ readonly fault: Fault }>>> = {
  publishing: () => import('./faults/publishing.ts'),
  backups: () => import('./faults/backups.ts'),
  files: () => import('./faults/files.ts'),
  schedules: () => import('./faults/schedules.ts'),
  sources: () => import('./faults/sources.ts'),
  clients: () => import('./faults/clients.ts'),
  processes: () => import('./faults/processes.ts'),
  load: () => import('./faults/load.ts'),
  day: () => import('./faults/day.ts'),
};

const help = `
npm run test:faults [-- --short] [-- --only NAME [--beside DIR] [--pictures DIR]]

Breaks what can break while requests come in and are published, again and again, and looks whether anything is lost,
torn or wrong afterwards. Takes about half an hour on two cores. Exit code 1 if anything was.

  --short         a few of each, as in the tests; of day a minute, which is in no test
  --only NAME     one part: ${Object.keys(parts).join(', ')}
  --beside DIR    of load: measures another checkout too, in turns
  --pictures DIR  of day: the administrator's page in its midst and at its end
  -h, --help      this help
`;

/** How much of what was wrong is printed of each fault. */
const mostLines = 5;

await runCommand(
  help,
  {
    short: { type: 'boolean' },
    only: { type: 'string' },
    beside: { type: 'string' },
    pictures: { type: 'string' },
  },
  async ({ short, only, beside, pictures }) => {
    if (only !== undefined && !(only in parts))
      throw new UsageError(`--only ${only}: expected one of ${Object.keys(parts).join(', ')}`);
    let passed = 0;
    let failed = 0;
    for (const [name, load] of Object.entries(parts)) {
      if (only !== undefined && name !== only) continue;
      const started = performance.now();
      console.log(`${name}:`);
      try {
        const { fault } = await load();
        const results = await fault.run({
          short: short === true,
          ...(beside === undefined ? {} : { beside: resolve(beside) }),
          ...(pictures === undefined ? {} : { pictures: resolve(pictures) }),
          log: (text) => console.log(`    ${text}`),
        });
        for (const { what, tried, survived, wrong } of results) {
          console.log(`  ${what} … tried ${tried}, survived ${survived}, wrong ${wrong.length}`);
          for (const line of wrong.slice(0, mostLines)) console.log(`      ${line}`);
          if (wrong.length > mostLines) console.log(`      … and ${wrong.length - mostLines} more`);
          if (wrong.length === 0) passed++;
          else failed++;
        }
      } catch (error) {
        console.log(`  ${name} could not be tried: ${error instanceof Error ? error.message : error}`);
        failed++;
      }
      console.log(`  ${((performance.now() - started) / 1000).toFixed(0)} s`);
    }
    console.log(`${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  },
);
