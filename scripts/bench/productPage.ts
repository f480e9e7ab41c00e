import { readdir, readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { launchChromium } from '../../tests/support/chromium.ts';
import { seeded } from '../../tests/support/seeded.ts';
import { serve } from '../../tests/support/served.ts';
import { type DragProfile, dragFree, dragPaced, profileDrag } from './drag.ts';
import { type Summary, summary } from './statistics.ts';

export interface ProductPageOptions {
  /** Folder of a snapshot. */
  readonly data: string;
  readonly steps: number;
  readonly seed: number;
  /** Stays with the opening period. */
  readonly onePeriod: boolean;
  /** Also tells where the script of a drag goes, on standard error. */
  readonly profile: boolean;
}

/** Of the built page, in milliseconds. */
export interface ProductPage {
  readonly rows: number;
  /** The first opening of a browser, and the next one, for which it has kept what it may. */
  readonly start: { readonly cold: Start; readonly warm: Start };
  /** The most memory that the tab's process has had, in bytes: rows, cubes, DuckDB, page; null but on Linux. */
  readonly peakMemory: number | null;
  /**
   * A drag of the time brush: a move's script, rendering (both in the main thread's processor time) and wall time until
   * its frame; and of a drag that does not wait, the frames a second that all views followed and the script of each.
   */
  readonly drag: {
    readonly script: Times;
    readonly rendering: Times;
    readonly wall: Times;
    readonly free: { readonly framesPerSecond: number; readonly script: Times; readonly longest: number };
  };
  /** From a click to the commit of the frame: all, the engine's part of them, and by what was clicked. */
  readonly change: Times;
  readonly answers: Times;
  readonly changes: Readonly<Record<string, Times>>;
}

/** From the address until the first figures stand, every view and filter answers, and the details are there too. */
export interface Start {
  readonly figures: number;
  readonly ready: number;
  readonly details: number;
}

export interface Times extends Summary {
  readonly times: number;
}

/** Moves of a drag: as many as tell a median, and few for a run of few steps. */
const movesFor = (steps: number) => Math.min(60, 10 * steps);

/** What is clicked: the name of the kind of change, and the elements of which one is drawn by chance. */
const kinds: readonly (readonly [string, string])[] = [
  ['category', '.page-b section:nth-of-type(1) .bar-row'],
  ['channel', '.page-b section:nth-of-type(2) .bar-row'],
  ['topic', '.page-a .chart-items button'],
  ['first response', '.page-b .chart-items button'],
  ['period', '.time-tools .segment'],
];

/** Measures the built page over a snapshot. The map is not displayed, so that frames drawn in software do not count. */
export async function measureProductPage(options: ProductPageOptions): Promise<ProductPage> {
  const { manifest } = await readManifest(options.data);
  await using served = await serve({ dir: options.data });
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({
      viewport: { width: 1920, height: 1080 },
      reducedMotion: 'reduce',
    });
    const first = await context.newPage();
    const cold = await startOf(first, served.address);
    const peakMemory = await peakOfRenderers();
    await first.close();
    const page = await context.newPage();
    const warm = await startOf(page, served.address);
    await page.waitForSelector('.page[aria-busy="false"]');
    await page.waitForTimeout(2000);
    const { steps: moves } = await dragPaced(page, { moves: movesFor(options.steps) });
    if (options.profile) process.stderr.write(profileText(await profileDrag(page, { moves: 30 })));
    const free = await dragFree(page, { moves: movesFor(options.steps), earlier: false });
    await page.evaluate(() => {
      const map = document.querySelector<HTMLElement>('.page-map');
      if (map) map.style.display = 'none';
    });
    await page.waitForTimeout(2000);

    const drawn = options.onePeriod ? kinds.filter(([kind]) => kind !== 'period') : kinds;
    const random = seeded(options.seed);
    const byKind = new Map<string, number[]>();
    const answers: number[] = [];
    for (let step = 0; step < options.steps; step++) {
      const [kind, selector] = drawn[Math.floor(random() * drawn.length)]!;
      const time = await change(page, selector, random());
      if (time === null) continue;
      byKind.set(kind, [...(byKind.get(kind) ?? []), time.total]);
      answers.push(time.answers);
      await page.waitForTimeout(150);
    }
    return {
      rows: manifest.rows,
      start: { cold, warm },
      peakMemory,
      drag: {
        script: timesOf(moves.map(({ script }) => script)),
        rendering: timesOf(moves.map(({ rendering }) => rendering)),
        wall: timesOf(moves.map(({ wall }) => wall)),
        free: {
          framesPerSecond: (1000 * free.frames) / free.duration,
          script: timesOf(free.script),
          longest: free.longest,
        },
      },
      change: timesOf([...byKind.values()].flat()),
      answers: timesOf(answers),
      changes: Object.fromEntries([...byKind].map(([kind, times]) => [kind, timesOf(times)])),
    };
  } finally {
    await browser.close();
  }
}

/** The figures of the page, in lines. */
export function productPageText(page: ProductPage): string {
  const tell = (time: number) => (time < 100 ? time.toFixed(1) : Math.round(time));
  const line = (name: string, { times, p50, p95 }: Times) =>
    `${name}: ${times} times, p50 ${tell(p50)} ms, p95 ${tell(p95)} ms`;
  const { script, rendering, wall, free } = page.drag;
  return [
    `the built page, ${page.rows.toLocaleString('en')} requests, map not displayed`,
    ...(['cold', 'warm'] as const).map((kind) => {
      const { figures, ready, details } = page.start[kind];
      return `${kind} start: first figures ${seconds(figures)}, all views and filters ${seconds(ready)}, details ${seconds(details)}`;
    }),
    page.peakMemory === null ? '' : `most memory of the tab: ${Math.round(page.peakMemory / 1e6)} MB`,
    line('a move of the time brush, script', script),
    line('  rendering', rendering),
    line('  until all views have followed', wall),
    `a drag that does not wait: ${free.framesPerSecond.toFixed(1)} frames a second, longest task ${tell(free.longest)} ms`,
    line('  script of a frame', free.script),
    line('a filter change', page.change),
    line('  of it until all answers are there', page.answers),
    ...Object.entries(page.changes).map(([kind, times]) => line(`  ${kind}`, times)),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

function profileText({ functions, files }: DragProfile): string {
  const lines = ([name, list]: readonly [string, DragProfile['files']]) => [
    `where a move's script goes, by ${name}: alone, with what it calls (ms)`,
    ...[...list]
      .sort((a, b) => b.self - a.self)
      .slice(0, 15)
      .map((one) => `  ${one.self.toFixed(2)}  ${one.total.toFixed(2)}  ${one.name}`),
  ];
  return `${(
    [
      ['function', functions],
      ['file', files],
    ] as const
  )
    .flatMap(lines)
    .join('\n')}\n`;
}

function seconds(time: number): string {
  return `${(time / 1000).toFixed(1)} s`;
}

async function startOf(page: Page, address: string): Promise<Start> {
  await page.goto(address);
  await page.waitForSelector('.page-figures [data-measure="received"][data-value]');
  const figures = await now(page);
  await page.waitForSelector('[data-feed="ready"]', { state: 'attached', timeout: 300_000 });
  const ready = await now(page);
  await page.waitForSelector('[data-details="ready"]', { state: 'attached', timeout: 600_000 });
  return { figures, ready, details: await now(page) };
}

/** The most resident memory of any renderer process, in bytes; null but on Linux. */
async function peakOfRenderers(): Promise<number | null> {
  const processes = await readdir('/proc').catch(() => []);
  let most: number | null = null;
  for (const id of processes.filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes('--type=renderer')) continue;
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    const peak = /VmHWM:\s*(\d+) kB/.exec(status);
    if (peak) most = Math.max(most ?? 0, Number(peak[1]) * 1024);
  }
  return most;
}

function timesOf(times: readonly number[]): Times {
  return { times: times.length, ...summary(times) };
}

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
