import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { readManifest } from '../src/server/snapshotReader.ts';
import { launchChromium } from '../tests/support/chromium.ts';
import { seeded } from '../tests/support/seeded.ts';
import { serve } from '../tests/support/served.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `
Measures the built page in a real Chromium: how long after a click every view shows the new filter's frame, and how
long the start takes. Wall time in the page's main thread, from the click to the commit of the frame, so the engine's
queries and the worker's round trips are in it. The map is not displayed, so that frames drawn in software are not.

  npm run bench -- [--data DIR] [--steps N] [--seed S] [--json FILE]

  --data DIR   a snapshot (default: .data/sample, made by "npm start")
  --steps N    filter changes (default 60)
  --seed S     which changes (default 1)
  --one-period stays with the opening 28 days; else the period is among the changes, up to all days
  --json FILE  the figures: rows, steps, start, change and answers (the engine's part of it) in milliseconds
`;

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is clicked: the name of the kind of change, and the elements of which one is drawn by chance. */
const kinds: readonly (readonly [string, string])[] = [
  ['category', '.page-b section:nth-of-type(1) .bar-row'],
  ['channel', '.page-b section:nth-of-type(2) .bar-row'],
  ['topic', '.page-a .chart-items button'],
  ['first response', '.page-b .chart-items button'],
  ['period', '.time-tools .segment'],
];

await runCommand(
  help,
  {
    data: { type: 'string' },
    steps: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    'one-period': { type: 'boolean' },
    json: { type: 'string' },
  },
  async (values) => {
    const steps = Number(values.steps);
    if (!Number.isInteger(steps) || steps < 1)
      throw new UsageError(`--steps ${values.steps}: expected a whole number`);
    const data = values.data ?? `${root}/.data/sample`;
    const { manifest } = await readManifest(data);
    await using served = await serve({ dir: data });
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({
        viewport: { width: 1920, height: 1080 },
        reducedMotion: 'reduce',
      });
      await page.goto(served.address);
      await page.waitForSelector('.page-figures [data-measure="received"][data-value]');
      const figures = await now(page);
      await page.waitForSelector('[data-feed="ready"]', { state: 'attached', timeout: 300_000 });
      const ready = await now(page);
      await page.waitForSelector('.page[aria-busy="false"]');
      await page.evaluate(() => {
        const map = document.querySelector<HTMLElement>('.page-map');
        if (map) map.style.display = 'none';
      });
      await page.waitForTimeout(2000);

      const drawn = values['one-period'] ? kinds.filter(([kind]) => kind !== 'period') : kinds;
      const random = seeded(Number(values.seed));
      const byKind = new Map<string, number[]>();
      const answers: number[] = [];
      for (let step = 0; step < steps; step++) {
        const [kind, selector] = drawn[Math.floor(random() * drawn.length)]!;
        const time = await change(page, selector, random());
        if (time === null) continue;
        byKind.set(kind, [...(byKind.get(kind) ?? []), time.total]);
        answers.push(time.answers);
        await page.waitForTimeout(150);
      }
      const all = [...byKind.values()].flat();
      const lines = [...byKind].map(([kind, times]) => line(kind, times));
      process.stdout.write(
        [
          `${manifest.rows.toLocaleString('en')} requests, ${cpus().length} cores, Chromium headless, map not displayed`,
          `first figures ${Math.round(figures)} ms, engine and rows ready ${Math.round(ready)} ms`,
          line('a filter change', all),
          line('  of it until all answers are there', answers),
          ...lines.map((text) => `  ${text}`),
          '',
        ].join('\n'),
      );
      if (values.json) {
        const report = {
          rows: manifest.rows,
          steps: all.length,
          start: { figures, ready },
          change: summary(all),
        };
        await writeFile(values.json, `${JSON.stringify(report, null, 1)}\n`);
      }
    } finally {
      await browser.close();
    }
  },
);

function now(page: Page): Promise<number> {
  return page.evaluate(() => performance.now());
}

/** Clicks one of the elements and waits for the commit of its frame. Null where nothing was to be counted anew. */
function change(
  page: Page,
  selector: string,
  at: number,
): Promise<{ total: number; answers: number } | null> {
  return page.evaluate(
    ({ selector, at }) =>
      new Promise<{ total: number; answers: number } | null>((done) => {
        const all = [...document.querySelectorAll<HTMLElement>(selector)];
        const element = all[Math.floor(at * all.length)];
        const host = document.querySelector('.page');
        if (!element || !host) return done(null);
        const started = performance.now();
        let busy = false;
        const observer = new MutationObserver(() => {
          const value = host.getAttribute('aria-busy');
          if (value === 'true') busy = true;
          if (value !== 'false' || !busy) return;
          observer.disconnect();
          const answered = performance.getEntriesByName('frame-ready').at(-1)?.startTime ?? Number.NaN;
          done({ total: performance.now() - started, answers: answered - started });
        });
        observer.observe(host, { attributes: true, attributeFilter: ['aria-busy'] });
        element.click();
        setTimeout(() => {
          if (busy) return;
          observer.disconnect();
          done(null);
        }, 1000);
      }),
    { selector, at },
  );
}

function summary(times: readonly number[]): { p50: number; p95: number; most: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const rank = (percent: number) =>
    sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)] ?? Number.NaN;
  return { p50: rank(50), p95: rank(95), most: sorted.at(-1) ?? Number.NaN };
}

function line(name: string, times: readonly number[]): string {
  const { p50, p95, most } = summary(times);
  return `${name}: ${times.length} times, p50 ${Math.round(p50)} ms, p95 ${Math.round(p95)} ms, most ${Math.round(most)} ms`;
}
