import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page as somebody opens it who has chosen its language; in a context of its own, to be closed. */
export interface OpenedPage {
  readonly page: Page;
  /** What was thrown on it and caught by nothing. */
  readonly faults: string[];
}

/** Opens an address in a light window of 1366 × 768 in which nothing moves. */
export async function openPage(
  browser: Browser,
  address: string,
  language: 'ar' | 'en',
  more: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
    ...more,
  });
  await context.addInitScript(
    (kept) => localStorage.setItem('services-360', kept),
    JSON.stringify({ language, theme: 'light', digits: 'latn' }),
  );
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(address);
  return { page, faults };
}
