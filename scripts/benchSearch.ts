/**
 * Measures how long the search takes for a key, over many names.
 *
 *   npm run bench:search -- [--names N] [--typed N] [--seed S] [--chromium]
 */
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { build } from 'vite';
import { launchChromium } from '../tests/support/chromium.ts';
import { keysOf, type Name, namesOf, type timesOf } from './bench/searchKeys.ts';
import { summary } from './bench/statistics.ts';
import { runCommand, UsageError } from './terminal.ts';

const help = `Measures how long the search takes after each key: names of Dubai's zones and others made of their words are typed in
both languages, every second with a wrong letter.

  npm run bench:search -- [--names N] [--typed N] [--seed S] [--chromium]

  --names N   how many there are to find, each in both languages (default 3000)
  --typed N   how many are typed (default 100)
  --seed S    which (default 1)
  --chromium  in a Chromium too`;

/** What the built search leaves where it is run. */
declare const bench: { timesOf: typeof timesOf };

await runCommand(
  help,
  {
    names: { type: 'string', default: '3000' },
    typed: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    chromium: { type: 'boolean', default: false },
  },
  async ({ names, typed, seed, chromium }) => {
    const number = (name: string, text: string) => {
      if (/^[1-9]\d*$/.test(text)) return Number(text);
      throw new UsageError(`--${name} ${text}: expected a whole number above 0`);
    };
    const { zones } = JSON.parse(
      readFileSync(fileURLToPath(new URL('../data/zones.json', import.meta.url)), 'utf8'),
    ) as { zones: { en: string; ar: string }[] };
    const given = zones.map(({ en, ar }): Name => [en, ar]);
    const items = namesOf(given, number('names', names), number('seed', seed));
    const keys = keysOf(items, number('typed', typed), number('seed', seed));
    const tell = (where: string, times: readonly number[]) => {
      const { p50, p95, p99, most } = summary(times);
      console.log(
        `${where}: ${times.length} keys over ${items.length} names, ` +
          `p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, most ${most.toFixed(2)} ms`,
      );
    };
    const code = await builtSearch();
    runInThisContext(code);
    tell('Node', bench.timesOf(items, keys));
    if (chromium) tell('Chromium', await timesInChromium(code, items, keys));
    console.log(`${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}`);
  },
);

/** The search as the page has it: without what runs TypeScript, whose names for functions take their time. */
async function builtSearch(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('bench/searchKeys.ts', import.meta.url)),
        formats: ['iife'],
        name: 'bench',
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output && 'output' in output ? output.output[0] : null;
  if (!chunk) throw new Error('the search was not built');
  return chunk.code;
}

async function timesInChromium(code: string, ...of: Parameters<typeof timesOf>): Promise<number[]> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: code });
    return await page.evaluate(([items, keys]) => bench.timesOf(items, keys), of);
  } finally {
    await browser.close();
  }
}
