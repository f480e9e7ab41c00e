import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { preparePage } from '../src/server/page.ts';
import { readManifest } from '../src/server/snapshotReader.ts';
import { pageFolder } from '../tests/support/served.ts';
import { goalsText, measureAgainst } from './bench/against.ts';
import { checkoutOf } from './bench/checkout.ts';
import { measureProductPage, type ProductPage, productPageText } from './bench/productPage.ts';
import { reportOf, systemsText } from './bench/report.ts';
import { measureSystems } from './bench/systemsRun.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Measures in a real Chromium. Always: the built page over a snapshot, how long the start takes and how long after a
click every view shows the new filter's frame. With --peers also: a drag of the time brush over made-up requests, the
same ones and the same windows for our fast path, Mosaic, DuckDB-WASM, crossfilter2, arquero and a plain read of the
bytes. docs/performance.md says how to read it.

  npm run bench -- [--rows N] [--peers] [--steps N] [--seed S] [--json FILE] [--data DIR] [--make]
  npm run bench -- --against REV [--turns N] [--rows N] [--steps N] [--seed S] [--json FILE]

  --rows N      requests (default: as many as the snapshot has, else 1000000)
  --peers       the other systems too: at ten million rows some ten minutes
  --steps N     windows of the drag, and filter changes in the page (default 60)
  --seed S      which requests, windows and changes (default 1)
  --zones N     zones of the made-up requests, "none" among them (default 225)
  --json FILE   all figures, times in milliseconds
  --data DIR    the snapshot (default: .data/sample, or .data/sampleN where --rows N says so)
  --make        makes that snapshot where it is missing
  --profile     also where the script of a drag goes (a build with "minify: false" keeps the names)
  --against REV another revision of this program, or a checkout of it with its packages: its page, its import, its first
                start and the filling of its store in turns with ours, over the same requests and the same file; the
                ratios beside their goals. What both count, read and store must be the same
  --turns N     how often each (default 3)
  --one-period  the page stays with the opening 28 days; else the period is among the changes, up to all days

Ends with 1 if a system counts something else than the rows have, or ours or the built page was not measured.`;

const root = fileURLToPath(new URL('..', import.meta.url));

await runCommand(
  help,
  {
    rows: { type: 'string' },
    peers: { type: 'boolean', default: false },
    steps: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    zones: { type: 'string', default: '225' },
    json: { type: 'string' },
    data: { type: 'string' },
    make: { type: 'boolean', default: false },
    against: { type: 'string' },
    turns: { type: 'string', default: '3' },
    'one-period': { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
  async (values) => {
    const steps = wholeNumber('--steps', values.steps, 2);
    const seed = wholeNumber('--seed', values.seed, 0);
    const zones = wholeNumber('--zones', values.zones, 2);
    const wanted = values.rows === undefined ? null : wholeNumber('--rows', values.rows, 1000);
    const say = (text: string) => process.stderr.write(`${text} …\n`);
    const print = (text: string) => process.stdout.write(`${text}\n\n`);
    const before = loadavg()[0]!;
    const loadNow = () => ({ before, after: loadavg()[0]! });
    if (values.against !== undefined) {
      const turns = wholeNumber('--turns', values.turns, 1);
      const other = checkoutOf(root, values.against, say);
      await preparePage(root, pageFolder, say);
      const rows = wanted ?? 1_000_000;
      const against = await measureAgainst({ own: root, other, rows, seed, turns, steps, say });
      const load = loadNow();
      print(`${goalsText(against.goals)}\n${loadText(load)}`);
      if (values.json)
        await writeFile(
          values.json,
          `${JSON.stringify({ rows, seed, turns, steps, load, ...against }, null, 1)}\n`,
        );
      return;
    }

    const data = await findSnapshot(values.data, wanted, values.make);
    const rows = wanted ?? ('rows' in data ? data.rows : 1_000_000);
    const page =
      'error' in data
        ? data
        : await builtPage(
            data.dir,
            steps,
            seed,
            { onePeriod: values['one-period'], profile: values.profile },
            say,
          );
    print('error' in page ? `the built page was not measured: ${page.error}` : productPageText(page));

    const systems = values.peers ? await measureSystems({ spec: { rows, zones, seed }, steps, say }) : null;
    if (systems) print(systemsText(systems));
    const load = loadNow();
    print(loadText(load));
    const report = reportOf({ rows, seed, steps, load, page }, systems);
    if (values.json) await writeFile(values.json, `${JSON.stringify(report, null, 1)}\n`);
    const failed = systems !== null && 'error' in systems.outcomes.ours;
    if (report.mismatches || failed || 'error' in page) process.exitCode = 1;
  },
);

function loadText({ before, after }: { readonly before: number; readonly after: number }): string {
  return `${cpus().length} cores, ${cpus()[0]!.model}; load ${before.toFixed(1)} before, ${after.toFixed(1)} after`;
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new UsageError(`${name} ${text}: expected a whole number from ${least} on`);
  return value;
}

/** Measures the built page, or says why it could not: the systems are measured all the same. */
async function builtPage(
  data: string,
  steps: number,
  seed: number,
  { onePeriod, profile }: { onePeriod: boolean; profile: boolean },
  say: (text: string) => void,
): Promise<ProductPage | { error: string }> {
  try {
    await preparePage(root, pageFolder, say);
    say('the built page');
    return await measureProductPage({ data, steps, seed, onePeriod, profile });
  } catch (error) {
    return { error: error instanceof Error ? error.message.split('\n')[0]! : String(error) };
  }
}

/** The snapshot to measure the page on, or why there is none. */
async function findSnapshot(
  named: string | undefined,
  rows: number | null,
  make: boolean,
): Promise<{ dir: string; rows: number } | { error: string }> {
  const usual = `${root}.data/sample`;
  const sized = rows === null ? null : `${root}.data/sample${rows}`;
  const reasons: string[] = [];
  for (const dir of named ? [named] : sized ? [sized, usual] : [usual]) {
    const found = await readManifest(dir).catch((error: Error) => error);
    if (found instanceof Error) {
      if (named) throw found;
      reasons.push(found.message);
    } else if (named || rows === null || found.manifest.rows === rows)
      return { dir, rows: found.manifest.rows };
    else reasons.push(`${dir}: got ${found.manifest.rows} rows, expected ${rows}`);
  }
  const command = sized
    ? `npm run sample -- --rows ${rows} --out .data/sample${rows}`
    : 'npm run sample -- --out .data/sample';
  if (!make) return { error: `${reasons.join('; ')}. Make one with "${command}", or say --make` };
  const out = sized ?? usual;
  execFileSync(
    process.execPath,
    ['--import', 'tsx', `${root}scripts/sample.ts`, '--rows', String(rows ?? 1_000_000), '--out', out],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return { dir: out, rows: rows ?? 1_000_000 };
}
