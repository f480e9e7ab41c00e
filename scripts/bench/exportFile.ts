import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type FileFormat, fileFormats } from '../../src/export/formats.ts';
import { launchChromium } from '../../tests/support/chromium.ts';
import { serve } from '../../tests/support/served.ts';

export interface ExportOptions {
  /** Folder of a snapshot. */
  readonly data: string;
  readonly formats: readonly FileFormat[];
  readonly language: 'en' | 'ar';
  readonly rounds: number;
  /** Where the files are kept; null: nowhere. */
  readonly out: string | null;
}

/** One file of all requests, from the press to the saved file; times in milliseconds, sizes in bytes. */
export interface MadeFile {
  readonly format: FileFormat;
  readonly rows: number;
  readonly time: number;
  readonly size: number;
  /** Resident memory of the tab and its workers before, and at most until the file was there; null but on Linux. */
  readonly memory: { readonly before: number; readonly most: number } | null;
  /** Processor time of the tab and its workers for it: what another load of the machine hardly changes. */
  readonly processor: number;
}

/** Opens the list of all requests in the built page and saves it as files, one after the other in one tab. */
export async function measureExports(options: ExportOptions): Promise<MadeFile[]> {
  const { data, formats, language, rounds, out } = options;
  await using served = await serve({ dir: data });
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const page = await context.newPage();
    await page.goto(`${served.address}?opened=all&list=received&lang=${language}`);
    await page.waitForSelector('[data-details="ready"]', { state: 'attached', timeout: 600_000 });
    const total = page.locator('[data-list-total]');
    await total.waitFor({ timeout: 600_000 });
    const rows = Number(await total.getAttribute('data-list-total'));
    await page.waitForSelector('.page[aria-busy="false"]', { timeout: 600_000 });
    if (out) await mkdir(out, { recursive: true });
    const session = await browser.newBrowserCDPSession();
    const renderersOf = async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      return processInfo.filter(({ type }) => type === 'renderer');
    };
    const renderers = (await renderersOf()).map(({ id }) => id);
    const processorTime = async () => (await renderersOf()).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    const made: MadeFile[] = [];
    for (let round = 0; round < rounds; round++)
      for (const format of formats) {
        await page.waitForTimeout(5000);
        const file = await makeFile(page, format, renderers, processorTime);
        if (out) await file.download.saveAs(join(out, `all-${language}.${format}`));
        const { size } = await stat(await file.download.path());
        await file.download.delete();
        made.push({ format, rows, time: file.time, size, memory: file.memory, processor: file.processor });
      }
    return made;
  } finally {
    await browser.close();
  }
}

async function makeFile(
  page: Page,
  format: FileFormat,
  renderers: readonly number[],
  processorTime: () => Promise<number>,
) {
  const began = await processorTime();
  const before = await memoryOf(renderers);
  let most = before;
  let running = true;
  const watched = (async () => {
    while (running) {
      const now = await memoryOf(renderers);
      if (now !== null) most = Math.max(most ?? 0, now);
      await new Promise((done) => setTimeout(done, 50));
    }
  })();
  try {
    const started = performance.now();
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 600_000 }),
      page.click(`[data-file="${format}"]`),
    ]);
    await download.path();
    const time = performance.now() - started;
    const processor = 1000 * ((await processorTime()) - began);
    return { download, time, processor, memory: before === null || most === null ? null : { before, most } };
  } finally {
    running = false;
    await watched;
  }
}

/** Resident memory of some processes, in bytes; null but on Linux. */
async function memoryOf(processes: readonly number[]): Promise<number | null> {
  const statuses = await Promise.all(
    processes.map((id) => readFile(`/proc/${id}/status`, 'utf8').catch(() => '')),
  );
  const resident = statuses.flatMap((status) => /VmRSS:\s*(\d+) kB/.exec(status)?.[1] ?? []);
  return resident.length === 0 ? null : resident.reduce((sum, size) => sum + Number(size) * 1024, 0);
}

/** What was measured, a line for each file. */
export function exportsText(made: readonly MadeFile[]): string {
  const byFormat = fileFormats.flatMap((format) => made.filter((file) => file.format === format));
  return byFormat
    .map(({ format, rows, time, processor, size, memory }) => {
      const grown = memory ? `, the tab ${megabytes(memory.most - memory.before)} more at most` : '';
      return `${format}: ${rows.toLocaleString('en')} requests in ${(time / 1000).toFixed(1)} s (processor time ${(processor / 1000).toFixed(1)} s), ${megabytes(size)}${grown}`;
    })
    .join('\n');
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
