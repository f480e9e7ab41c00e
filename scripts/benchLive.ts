/**
 * Measures how long a change takes from its commit in PostgreSQL until the page in Chromium shows it.
 *
 *   npm run bench:live -- [--changes N] [--rate N] [--json FILE] [--data DIR]
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { usualFilter } from '../src/model/choice.ts';
import { versionOf } from '../src/model/manifest.ts';
import { openSnapshot } from '../src/server/openSnapshot.ts';
import { readManifest } from '../src/server/snapshotReader.ts';
import { launchChromium } from '../tests/support/chromium.ts';
import { startPostgres } from '../tests/support/postgres.ts';
import { type Committed, crmMapping, crmTable, writeChanges } from './bench/crm.ts';
import { followDeltas } from './bench/deltaFollower.ts';
import { summary } from './bench/statistics.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Measures how long a change takes from its commit in PostgreSQL until the page in Chromium commits a frame of a version that
has it: PostgreSQL, logical replication, store, publisher, events, engine and page, all for real, on the sample city.

  npm run bench:live -- [--changes N] [--rate N] [--json FILE] [--data DIR]

  --changes N   changes, each a commit of its own: half new requests, half steps of these (default 20000)
  --rate N      commits a second (default 200)
  --json FILE   p50, p95, p99, max in milliseconds, changes, lost, and what else was seen
  --data DIR    the snapshot that they come onto, which is copied (default .data/sample)

Ends with 1 if a change was lost, or page, store and ask do not agree in the end.`;

const root = fileURLToPath(new URL('..', import.meta.url));
/** How long the last change may take before it counts as lost. */
const patience = 120_000;

/** Figures of the page that are plain counts. */
const shownFigures = ['received', 'open'] as const;

await runCommand(
  help,
  {
    changes: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '200' },
    json: { type: 'string' },
    data: { type: 'string', default: '.data/sample' },
  },
  async (values) => {
    const changes = wholeNumber('--changes', values.changes);
    const rate = wholeNumber('--rate', values.rate);
    const say = (text: string) => process.stderr.write(`${text} …\n`);
    const load = loadavg()[0]!;
    const folder = await mkdtemp(join(tmpdir(), 's360-live-'));
    await using postgres = await startPostgres();
    const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
    try {
      say('Copying the snapshot, starting PostgreSQL and the server');
      const { folder: rows, manifest } = await readManifest(values.data);
      await cp(rows, `${folder}/data/rows`, { recursive: true });
      await postgres.query(crmTable);
      await writeFile(`${folder}/crm.json`, JSON.stringify(crmMapping));
      await writeFile(
        `${folder}/services360.json`,
        JSON.stringify({
          title: { en: 'Bench', ar: 'قياس' },
          data: 'data',
          sources: [
            {
              ...{ kind: 'postgres', id: 'crm', follow: 'replication', table: 'requests', key: 'ref' },
              connection: postgres.connection(),
              mapping: 'crm.json',
            },
          ],
        }),
      );
      const server = await startServer(`${folder}/services360.json`);
      ends.unshift(server.stop);
      say('Opening the page and waiting until it is live');
      const browser = await launchChromium();
      ends.unshift(() => browser.close());
      const page = await browser.newPage({
        viewport: { width: 1920, height: 1080 },
        // It would begin to keep files for offline use in the middle of the run.
        serviceWorkers: 'block',
      });
      const committed: Paint[] = [];
      const onScreen: Paint[] = [];
      await page.exposeFunction('tellPaint', (name: string, sequence: number, at: number) => {
        (name === 'live-committed' ? committed : onScreen).push({ sequence, at });
      });
      await page.addInitScript(() => {
        new PerformanceObserver((list) => {
          for (const mark of list.getEntries() as PerformanceMark[]) {
            if (mark.name !== 'live-committed' && mark.name !== 'live-painted') continue;
            const { tellPaint } = window as unknown as {
              tellPaint(name: string, sequence: number, at: number): void;
            };
            tellPaint(mark.name, mark.detail.sequence, performance.timeOrigin + mark.startTime);
          }
        }).observe({ type: 'mark' });
      });
      await page.goto(server.address);
      await page.waitForSelector('[data-feed="ready"][data-details="ready"]', { timeout: 300_000 });
      await page.waitForSelector('[data-live="live"]', { timeout: 120_000 });

      say(`Writing ${changes} changes, ${rate} a second`);
      const deltas = followDeltas(server.address);
      ends.unshift(async () => deltas.stop());
      const started = performance.now();
      const written = await writeChanges(await postgres.client(), changes, rate);
      const wrote = (performance.now() - started) / 1000;
      const last = Date.now();
      const told = () => written.every((change) => deltas.sequenceOf(change) !== null);
      const shown = () => {
        const last = sequencesOf(written, deltas).reduce((most, sequence) => Math.max(most, sequence), 0);
        return onScreen.some(({ sequence }) => sequence >= last);
      };
      while (Date.now() - last < patience && !(told() && shown())) await pause(100);

      const found = latencies(written, deltas, committed);
      const seen = summary(latencies(written, deltas, onScreen).filter((latency) => latency !== null));
      const lost = found.filter((latency) => latency === null).length;
      const times = summary(found.filter((latency) => latency !== null));
      const rowsBefore = manifest.files.deltas.at(-1)?.total ?? manifest.rows;
      const agreement = await compare(page, committed, `${folder}/data`, postgres.query, rowsBefore);
      const report = {
        ...{ p50: times.p50, p95: times.p95, p99: times.p99, max: times.most, changes, lost },
        ratePerSecond: changes / wrote,
        rows: manifest.rows,
        deltas: deltas.count(),
        onScreen: seen,
        frames: committed.length,
        agreement,
        load: [load, loadavg()[0]],
      };
      console.log(
        [
          `${changes} changes, ${report.ratePerSecond.toFixed(0)} a second, onto ${manifest.rows} requests`,
          `commit in PostgreSQL to the page's commit: p50 ${ms(times.p50)}, p95 ${ms(times.p95)}, p99 ${ms(times.p99)}, most ${ms(times.most)}`,
          `until the browser has drawn it, too (maps in software here): p50 ${ms(seen.p50)}, p95 ${ms(seen.p95)}, p99 ${ms(seen.p99)}`,
          `lost ${lost}; ${report.deltas} deltas, ${committed.length} frames; load ${load.toFixed(1)} at the start`,
          `version ${agreement.version}: PostgreSQL and sample ${agreement.expected} requests, ask ${agreement.ask.all}; of four weeks ask ${JSON.stringify(agreement.ask)}, page at sequence ${agreement.shown.sequence} ${JSON.stringify(agreement.shown.figures)}`,
        ].join('\n'),
      );
      if (values.json) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
      if (lost > 0 || !agreement.agrees) process.exitCode = 1;
    } finally {
      for (const end of ends) await end();
    }
  },
);

/** Starts the product with a configuration. */
async function startServer(config: string): Promise<{ address: string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts'], {
    cwd: root,
    env: { ...process.env, CONFIG: config, PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const address = await new Promise<string>((done, fail) => {
    let said = '';
    child.stdout.on('data', (part: Buffer) => {
      said += part;
      const found = said.match(/is at (http:\S+)[\s\S]*^Ready\.$/m)?.[1];
      if (found) done(found);
    });
    void ended.then(() => fail(new Error(`the server ended: ${said}`)));
  });
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** When the page turned to a version, in milliseconds since the epoch. */
interface Paint {
  readonly sequence: number;
  readonly at: number;
}

type Deltas = ReturnType<typeof followDeltas>;

function sequencesOf(committed: readonly Committed[], deltas: Deltas): number[] {
  return committed.map((change) => deltas.sequenceOf(change) ?? 0);
}

/** For each change the milliseconds from its commit to the first paint of a version that has it; null if there is none. */
function latencies(
  committed: readonly Committed[],
  deltas: Deltas,
  paints: readonly Paint[],
): (number | null)[] {
  const inOrder = [...paints].sort((a, b) => a.sequence - b.sequence || a.at - b.at);
  return committed.map((change) => {
    const sequence = deltas.sequenceOf(change);
    if (sequence === null) return null;
    const first = inOrder.find((paint) => paint.sequence >= sequence);
    return first ? first.at - change.at : null;
  });
}

/**
 * Whether the source has as many requests as the published files, and the page shows what `npm run ask` answers about
 * the last four weeks of the same version.
 */
async function compare(
  page: Page,
  committed: readonly Paint[],
  data: string,
  query: (sql: string) => Promise<Record<string, string | null>[]>,
  rows: number,
) {
  const found = await readManifest(data);
  const { engine, city, manifest } = await openSnapshot(found.folder, found.manifest);
  const filter = usualFilter(city, manifest);
  const {
    answers: [all, recent],
  } = await engine.answer([
    { by: [], measures: ['received'], filter: {} },
    { by: [], measures: shownFigures, filter },
  ]);
  await engine.dispose();
  const [{ n }] = (await query('SELECT count(*) AS n FROM requests')) as [{ n: string }];
  const ask = {
    all: all!.ints.received![0]!,
    ...Object.fromEntries(shownFigures.map((id) => [id, recent!.ints[id]![0]!])),
  };
  const shown = { sequence: 0, figures: {} as Record<string, number> };
  for (let times = 0; times < 100 && shown.sequence < manifest.sequence; times++) {
    await pause(200);
    shown.sequence = committed.at(-1)?.sequence ?? 0;
  }
  for (const id of shownFigures) {
    const text = await page.innerText(`.page-figures [data-measure="${id}"]`);
    shown.figures[id] = Number(text.replace(/[^\d]/g, ''));
  }
  const expected = rows + Number(n);
  return {
    ...{ expected, ask, version: versionOf(manifest), shown },
    agrees:
      expected === ask.all &&
      shown.sequence === manifest.sequence &&
      shownFigures.every((id) => shown.figures[id] === recent!.ints[id]![0]),
  };
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!(Number.isInteger(number) && number > 0))
    throw new UsageError(`${name} ${text}: expected a whole number above 0`);
  return number;
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
