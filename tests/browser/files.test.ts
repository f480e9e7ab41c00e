import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { referencesOf } from '../../scripts/ask/references.ts';
import { fileFormats } from '../../src/export/formats.ts';
import { languages } from '../../src/i18n/language.ts';
import { fileOfQuestion } from '../../src/server/answers/files.ts';
import { readQuestion } from '../../src/server/answers/question.ts';
import { openSnapshot } from '../../src/server/openSnapshot.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { serveModule } from '../support/browserModule.ts';
import { launchTestBrowser } from '../support/chromium.ts';
import { oddFile } from '../support/oddSheet.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { serve } from '../support/served.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchTestBrowser();
});
afterAll(() => browser?.close());

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

// Guards: two files of the same rows are the same bytes, wherever and in whatever time zone they were written, so that
// a file from the page can be told from one that was changed by writing it anew in the terminal.
test('a browser and Node write the same bytes of the same sheet, in every format', async () => {
  const context = await browser.newContext({ timezoneId: 'America/Toronto', locale: 'ar-AE' });
  const page = await context.newPage();
  const module = await serveModule(page, new URL('../support/oddSheet.ts', import.meta.url));
  for (const format of fileFormats) {
    // What the address says is no secure one, whose pages have no digest: the bytes themselves come over.
    const there: string = await page.evaluate(`(async () => {
      const bytes = await (await import('${module}')).oddFile('${format}');
      let text = '';
      for (let at = 0; at < bytes.length; at += 30000) text += String.fromCharCode(...bytes.subarray(at, at + 30000));
      return btoa(text);
    })()`);
    const here = await oddFile(format);
    expect(hashOf(await oddFile(format)), `${format}, once more`).toBe(hashOf(here));
    expect(here.length).toBeGreaterThan(1_000_000);
    expect(hashOf(Buffer.from(there, 'base64')), format).toBe(hashOf(here));
  }
  await context.close();
});

// Guards: the same list, once from a press on the page and once from the terminal, with names, facts and rows alike.
test('the file of a list in the page is that of npm run ask for its address', async () => {
  await using served = await serve(
    makeSampleCity({ rows: 3000, seed: 4, asOf: Date.UTC(2026, 10, 20, 9) / 1000 }),
  );
  const { folder, manifest } = await readManifest(served.dir);
  const snapshot = await openSnapshot(folder, manifest, referencesOf(folder, manifest));
  const { city, engine } = snapshot;
  const link =
    'v=1&opened=2026-09-01..2026-11-20&category=complaint,report&list=open&list.channel=whatsapp,none';
  const asked = { city, engine, manifest: snapshot.manifest, manifestOf: () => snapshot.manifest };
  for (const language of languages) {
    const context = await browser.newContext({ timezoneId: 'America/Toronto' });
    await context.addInitScript(
      `localStorage.setItem('services-360', '${JSON.stringify({ language, theme: 'light', digits: 'latn' })}')`,
    );
    const page = await context.newPage();
    await page.goto(`${served.address}?${link}`);
    for (const format of fileFormats) {
      const button = page.locator(`[data-file="${format}"]:enabled`);
      await button.waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
      const chunks: Uint8Array[] = [];
      const question = readQuestion({ list: true, choice: link, format, language });
      for await (const chunk of (await fileOfQuestion(asked, question)).bytes) chunks.push(chunk);
      const here = Buffer.concat(chunks);
      expect(here.length).toBeGreaterThan(3000);
      const there = await readFile(await download.path());
      if (format === 'csv') expect(there.toString()).toBe(here.toString());
      expect(hashOf(there), `${format}, ${language}`).toBe(hashOf(here));
    }
    await context.close();
  }
  await engine.dispose();
});
