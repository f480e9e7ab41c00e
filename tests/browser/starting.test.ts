import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeServer } from '../../src/server/server.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { Starting } from '../../src/server/starting.ts';
import { launchChromium } from '../support/chromium.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { pageFolder } from '../support/served.ts';

let browser: Browser;
let dir: string;
beforeAll(async () => {
  browser = await launchChromium();
  dir = await mkdtemp(join(tmpdir(), 's360-starting-'));
});
afterAll(async () => {
  await browser?.close();
  await rm(dir, { recursive: true, force: true });
});

// Guards: whoever opens the page of a server that still starts sees what it does, calmly and in their own language, and
// then the figures without doing anything.
test('a page without data says what is being done, and shows the figures when they come', async () => {
  const data = join(dir, 'data');
  await writeSnapshot(join(dir, 'made'), makeSampleCity({ rows: 600, seed: 3, asOf: 1_795_000_000 }));
  const starting = new Starting(['crm']);
  const server = await makeServer({ page: pageFolder, data, live: (on) => starting.serve(on) });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const address = `http://127.0.0.1:${(server.server.address() as { port: number }).port}/`;
  try {
    // Before the page itself is built there is one that comes again.
    const early = await fetch(address);
    expect(early.status).toBe(503);
    expect(await early.text()).toContain('http-equiv="refresh"');
    starting.pageIsBuilt = true;
    starting.readiness.does({ what: 'fill', part: 0.4 });
    starting.readiness.troubled('crm', 'cannot be reached');
    const ready = await fetch(`${address}readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      ready: false,
      doing: [{ what: expect.stringContaining('40 %') }],
    });

    const pages = await Promise.all(
      ['ar', 'en'].map((locale) => browser.newPage({ locale, reducedMotion: 'reduce' })),
    );
    const [arabic, english] = pages as [(typeof pages)[0], (typeof pages)[0]];
    await arabic.goto(address);
    await english.goto(`${address}?lang=en`);
    for (const page of pages) await page.waitForSelector('[data-preparing]');
    expect(await arabic.innerText('[data-preparing]')).toMatch(/يجري تجهيز البيانات[\s\S]*40%[\s\S]*crm/);
    expect(await english.locator('[role=alert]').count()).toBe(0);
    starting.readiness.does({ what: 'fill', part: 0.8 });
    await expect.poll(() => arabic.innerText('[data-preparing]')).toContain('80%');

    await rename(join(dir, 'made'), data);
    starting.readiness.ends('fill');
    starting.readiness.serves();
    for (const page of pages)
      await page.waitForSelector('.page-figures [data-measure="received"]', { timeout: 120_000 });
  } finally {
    await server.close();
  }
});
