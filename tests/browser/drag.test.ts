import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchTestBrowser, rendered } from '../support/chromium.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { serve } from '../support/served.ts';

const source = makeSampleCity({ rows: 6000, seed: 5, asOf: Date.UTC(2026, 10, 20, 9) / 1000, events: false });

let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  served = await serve(source);
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

/** The page with animations, as most people have it. */
async function open(query = ''): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await page.goto(served.address + query);
  await page.waitForSelector('[data-feed="ready"][data-details="ready"]', {
    state: 'attached',
  });
  await page.waitForSelector('.maplibregl-canvas');
  await settled(page);
  await page.waitForSelector('[data-bound]', { state: 'detached' });
  return page;
}

async function settled(page: Page) {
  await rendered(page);
  await page.waitForSelector('.page[aria-busy="false"]');
}

/** Every value on the page, and the text it is written as. */
function values(page: Page): Promise<string[]> {
  return page
    .locator('[data-measure][data-value], [data-change]')
    .evaluateAll((all) => all.map((one) => `${one.getAttribute('data-value')} ${one.textContent}`));
}

/** Whether each chart looks the same half a second after three frames of the screen, in which a commit is drawn. */
function standStill(page: Page): Promise<boolean[]> {
  return page.evaluate(async () => {
    const pictures = () =>
      [...document.querySelectorAll<HTMLCanvasElement>('.chart-canvas canvas')].map((canvas) =>
        canvas.toDataURL(),
      );
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const before = pictures();
    await new Promise((done) => setTimeout(done, 500));
    return pictures().map((picture, chart) => picture === before[chart]);
  });
}

/**
 * Remembers what React gave each element of some parts, as the objects themselves: an element whose part is drawn
 * again is given another, whether or not anything in it changed.
 */
async function watchDrawing(page: Page) {
  const watched = {
    header: '.page-header *:not(.header-chips, .header-chips *)',
    'map tools': '.map-tools *',
    'zoom buttons': '.map-zoom *',
    presets: '.time-tools .segments *',
  };
  const drawn = await page.evaluateHandle((parts) => {
    const propsOf = (element: Element) => {
      const key = Object.keys(element).find((name) => name.startsWith('__reactProps$'));
      return key ? (element as unknown as Record<string, object>)[key] : undefined;
    };
    return Object.entries(parts).map(([name, selector]) => ({
      name,
      elements: [...document.querySelectorAll(selector)].map(
        (element) => [element, propsOf(element)] as const,
      ),
      propsOf,
    }));
  }, watched);
  return {
    /** How many elements of each part are watched, and how many were drawn again or are gone. */
    again: () =>
      drawn.evaluate((parts) =>
        Object.fromEntries(
          parts.map(({ name, elements, propsOf }) => [
            name,
            {
              some: elements.some(([, props]) => props !== undefined),
              again: elements.filter(([element, props]) => !element.isConnected || propsOf(element) !== props)
                .length,
            },
          ]),
        ),
      ),
  };
}

// Guards: a drag costs the page only what changes (docs/life-of-a-filter.md), shows whole frames that stand still, and
// leaves the address alone until it ends; what is on the page then is what a fresh page shows.
test('a drag of the brush’s window draws only what changes, and ends exactly where its address leads', async () => {
  const page = await open();
  const box = (await page.locator('.brush-window').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const before = page.url();
  await page.mouse.move(x, y);
  await page.mouse.down();
  // The first move takes the picked preset off, and begins the drag.
  await page.mouse.move(x - 12, y);
  await settled(page);
  const watched = await watchDrawing(page);
  const first = await values(page);
  for (let move = 1; move <= 24; move++) {
    await page.mouse.move(x - 12 - move * 8, y);
    await settled(page);
  }
  expect(await values(page)).not.toEqual(first);
  const none = { some: true, again: 0 };
  expect(await watched.again()).toEqual({
    header: none,
    'map tools': none,
    'zoom buttons': none,
    presets: none,
  });
  expect(page.url()).toBe(before);

  // The charts stand still while the pointer rests: nothing is still on its way to its place.
  await page.mouse.move(x - 260, y);
  await settled(page);
  expect(await standStill(page)).toEqual([true, true, true]);

  await page.mouse.up();
  await settled(page);
  await expect.poll(() => new URL(page.url()).search).toMatch(/opened=/);
  const query = new URL(page.url()).search;
  expect(await page.locator('[data-bound]').count()).toBe(0);
  const fresh = await open(query);
  expect(await values(page)).toEqual(await values(fresh));
  await page.goBack();
  await settled(page);
  await expect.poll(() => page.url()).toBe(before);
  await page.context().close();
  await fresh.context().close();
});

test('a key that is held drags as the pointer does: one step of the history, written when it is let go', async () => {
  const page = await open();
  const before = page.url();
  await page.focus('.brush-window');
  for (let press = 0; press < 20; press++) {
    await page.keyboard.down('ArrowLeft');
    await page.waitForTimeout(20);
  }
  await settled(page);
  expect(page.url()).toBe(before);
  await page.keyboard.up('ArrowLeft');
  await settled(page);
  await expect.poll(() => new URL(page.url()).search).toMatch(/opened=/);
  const query = new URL(page.url()).search;
  const fresh = await open(query);
  expect(await values(page)).toEqual(await values(fresh));
  await page.goBack();
  await settled(page);
  await expect.poll(() => page.url()).toBe(before);
  await page.context().close();
  await fresh.context().close();
});
