import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../tests/support/chromium.ts';
import { serve } from '../tests/support/served.ts';
import { runCommand, UsageError } from './terminal.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const help = `
Takes the screenshots of the README from the built page.

  npm run screenshots -- [--data DIR] [--all DIR] [--query "?zone=C373"]

  --data DIR    a snapshot (default: .data/sample, made by "npm start")
  --all DIR     instead of the README's two, every language, theme and size into DIR
  --query TEXT  the address's query
`;

const sizes = { desk: [1920, 1080], laptop: [1366, 768], phone: [390, 844] } as const;

interface Shot {
  readonly language: 'ar' | 'en';
  readonly theme: 'light' | 'dark';
  readonly size: keyof typeof sizes;
  readonly path: string;
}

const readme: readonly Shot[] = [
  { language: 'ar', theme: 'light', size: 'desk', path: `${root}/docs/leadership-ar-light.png` },
  { language: 'en', theme: 'dark', size: 'desk', path: `${root}/docs/leadership-en-dark.png` },
];

await runCommand(
  help,
  { data: { type: 'string' }, all: { type: 'string' }, query: { type: 'string' } },
  async ({ data, all, query }) => {
    if (query && !query.startsWith('?')) throw new UsageError('--query: expected it to start with "?"');
    await using served = await serve({ dir: data ?? `${root}/.data/sample` });
    const browser = await launchChromium();
    try {
      for (const shot of all === undefined ? readme : every(all))
        await take(browser, served.address + (query ?? ''), shot);
    } finally {
      await browser.close();
    }
  },
);

async function take(browser: Browser, address: string, { language, theme, size, path }: Shot): Promise<void> {
  const [width, height] = sizes[size];
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  try {
    await context.addInitScript(
      (kept) => {
        localStorage.setItem('services-360', kept);
      },
      JSON.stringify({ language, theme, digits: 'latn' }),
    );
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForSelector('[data-feed="ready"]', { state: 'attached', timeout: 120_000 });
    await page.waitForTimeout(4000);
    await mkdir(path.replace(/[^/]*$/, ''), { recursive: true });
    await page.screenshot({ path, fullPage: size === 'phone' });
    process.stdout.write(`${path}\n`);
  } finally {
    await context.close();
  }
}

function every(dir: string): Shot[] {
  return (['ar', 'en'] as const).flatMap((language) =>
    (['light', 'dark'] as const).flatMap((theme) =>
      (Object.keys(sizes) as (keyof typeof sizes)[]).map((size) => ({
        language,
        theme,
        size,
        path: `${dir}/${language}-${theme}-${size}.png`,
      })),
    ),
  );
}
