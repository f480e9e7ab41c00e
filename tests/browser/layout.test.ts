import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousBarriers } from '../support/barriers.ts';
import { launchTestBrowser, rendered } from '../support/chromium.ts';
import { letterFaults, noteCanvasTexts } from '../support/drawnText.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { serve } from '../support/served.ts';

const source = makeSampleCity({ rows: 4_000, seed: 3, asOf: Date.UTC(2026, 10, 20, 9) / 1000 });

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

async function open(language: 'ar' | 'en', query: string, more: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...more });
  await context.addInitScript(
    (kept) => {
      if (!localStorage.getItem('services-360')) localStorage.setItem('services-360', kept);
    },
    JSON.stringify({ language, theme: 'light', digits: 'latn' }),
  );
  await noteCanvasTexts(context);
  const page = await context.newPage();
  await page.goto(served.address + query);
  await page.waitForSelector('[data-feed="ready"][data-details="ready"]', { state: 'attached' });
  await page.waitForSelector('.map canvas');
  await settled(page);
  return page;
}

async function settled(page: Page) {
  await rendered(page);
  await page.waitForSelector('.page[aria-busy="false"]');
}

/** What a reader can press, with its place; not what is only there to be read out. */
function controls(page: Page) {
  return page.evaluate(() => {
    const pressed = 'button, a[href], input, [role="slider"], [role="option"], [role="combobox"]';
    const hidden = (element: Element) =>
      element.closest('.sr, .chart-items, .page-skip, [aria-hidden="true"], [data-folded], [disabled]') ??
      (element.closest(
        '[data-react-aria-prevent-focus], [data-testid="hidden-select-container"]',
      ) as Element | null);
    return [...document.querySelectorAll(pressed)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !hidden(element))
      .map((element) => {
        // A box is ticked by its words too, and all of a figure's card is its button.
        const whole = element.matches('label input') ? 'label' : '.figure';
        const target = element.closest(whole) ?? element;
        const { left, right } = target.getBoundingClientRect();
        // What is explained in a line is reached around its words.
        const reach = element.matches('.tip') ? getComputedStyle(element, '::before') : null;
        const width = reach ? Number.parseFloat(reach.width) : target.getBoundingClientRect().width;
        const height = reach ? Number.parseFloat(reach.height) : target.getBoundingClientRect().height;
        const name = `${element.tagName} ${element.className} ${element.getAttribute('aria-label') ?? element.textContent}`;
        return { name: name.slice(0, 100), left, right, width, height };
      });
  });
}

async function outside(page: Page): Promise<string[]> {
  const [width, whole] = await page.evaluate(() => [
    document.documentElement.clientWidth,
    document.documentElement.scrollWidth,
  ]);
  const out = (await controls(page))
    .filter(({ left, right }) => left < -0.5 || right > width! + 0.5)
    .map(({ name }) => name);
  return whole! > width! ? [`the page is ${whole} px wide`, ...out] : out;
}

const tooSmall = async (page: Page) =>
  (await controls(page))
    .filter(({ width, height }) => width < 43.5 || height < 43.5)
    .map(({ name, width, height }) => `${Math.round(width)} × ${Math.round(height)} ${name}`);

/** Pairs of cards of which one covers a part of the other, and figures whose lines do not fit their card or each other. */
const lyingOver = (page: Page) =>
  page.evaluate(() => {
    const cards = [...document.querySelectorAll('.figure, .page-map, .page-column > *, .page-time')].map(
      (element) => ({
        name: element.getAttribute('aria-label') ?? element.className,
        box: element.getBoundingClientRect(),
      }),
    );
    const tight = [...document.querySelectorAll('.figure')]
      .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 2)
      .map(
        (figure) =>
          `${figure.getAttribute('aria-label')}: ${figure.scrollHeight} px in ${figure.clientHeight}`,
      );
    const over = cards.flatMap((one, i) =>
      cards
        .slice(i + 1)
        .filter(
          ({ box }) =>
            Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left) > 1 &&
            Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top) > 1,
        )
        .map(({ name }) => `${one.name} and ${name}`),
    );
    const met = [...document.querySelectorAll('.figure')].filter((figure) => {
      const [change, goal] = ['.figure-delta', '.figure-goal-text > :first-child'].map((part) =>
        figure.querySelector(part)?.getBoundingClientRect(),
      );
      if (!change || !goal || change.bottom <= goal.top + 1) return false;
      return change.left < goal.right && goal.left < change.right;
    });
    return [
      ...tight,
      ...over,
      ...met.map((figure) => `${figure.getAttribute('aria-label')}: change and target`),
    ];
  });

/** How far two times as long as they get make their card higher, and by what they leave their place, in pixels. */
const longTimes = (page: Page) =>
  page.evaluate(() => {
    const pair = document.querySelector('.figure-pair')!;
    const card = pair.closest('.figure')!;
    const values = [...pair.querySelectorAll('bdi')];
    const height = () => document.querySelector('.page-figures')!.getBoundingClientRect().height;
    const kept = values.map((value) => value.innerHTML);
    const put = (texts: readonly string[]) =>
      values.forEach((value, i) => {
        value.textContent = texts[i]!;
      });
    put(['1', '1']);
    const short = height();
    put(document.documentElement.lang === 'ar' ? ['≈ 59 دقيقة', '23.9 ساعة'] : ['≈ 59 min', '23.9 h']);
    const [first, last] = [values[0]!, values.at(-1)!].map((value) => value.getBoundingClientRect());
    const spark = card.querySelector('.figure-spark')!.getBoundingClientRect();
    const room = card.getBoundingClientRect();
    const rtl = document.documentElement.dir === 'rtl';
    const end = spark.width === 0 ? (rtl ? room.left : room.right) : rtl ? spark.right : spark.left;
    const out = rtl ? end - last!.left : last!.right - end;
    const seen = {
      higher: Math.round(height() - short),
      lines: first!.bottom > last!.top ? 1 : 2,
      out: Math.max(0, Math.round(out)),
    };
    values.forEach((value, i) => {
      value.innerHTML = kept[i]!;
    });
    return seen;
  });

/** Names of choices, periods and columns that end in "…", and signs that stand on a line without the name they explain. */
const cutNames = (page: Page) =>
  page.evaluate(() => {
    const seen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const kinds =
      '.chips-list > :not([data-folded]) .chip-label, .time-tools .select-value, .time-tools .time-compared, .card-note, .figure-label, .figure-goal-text bdi';
    const cut = [...document.querySelectorAll(kinds)].filter((element) => {
      if (!seen(element) || element.clientWidth === 0) return false;
      const words = document.createRange();
      words.selectNodeContents(element);
      const lines = [...words.getClientRects()];
      return lines.some(({ width }) => width > element.clientWidth + 1);
    });
    const alone = [...document.querySelectorAll('.figure-name')].filter((name) => {
      const lines = [...name.querySelector('.figure-label')!.getClientRects()];
      const sign = name.querySelector('.tip')!.getBoundingClientRect();
      return (sign.top + sign.bottom) / 2 > lines.at(-1)!.bottom;
    });
    return [
      ...cut.map((element) => `cut ${element.className}: ${element.textContent}`),
      ...alone.map((element) => `alone: ${element.textContent}`),
    ];
  });

/** Rows of lists that end at the edge of what scrolls them, half seen. */
const halfRows = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.page-column :is(.zone, .area-topics-list, .bars)')].flatMap((list) => {
      const end = list.getBoundingClientRect().bottom;
      return [...list.querySelectorAll('tbody tr, .bars-item')]
        .filter((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return top < end - 4 && bottom > end + 4 && Number(getComputedStyle(row).opacity) > 0.1;
        })
        .map((row) => `${list.className}: ${row.textContent}`);
    }),
  );

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement === document.body ? 'nothing' : String(activeElement?.className);
  });

describe('one window, whatever its size', () => {
  let page: Page;
  beforeAll(async () => {
    page = await open('ar', '?zone=C251&category=report&channel=whatsapp', {
      viewport: { width: 1366, height: 768 },
    });
  });
  afterAll(() => page?.context().close());

  async function holdsAll(width: number, height: number) {
    await page.setViewportSize({ width, height });
    const languages = width <= 390 || width === 1366 ? (['en', 'ar'] as const) : (['ar'] as const);
    for (const language of languages) {
      if ((await page.getAttribute('html', 'lang')) !== language) {
        if (width <= 720) await page.click('.header-more');
        await page.click('.header-actions [lang]');
        if (width <= 720) await page.keyboard.press('Escape');
        await expect.poll(() => page.getAttribute('html', 'lang')).toBe(language);
      }
      await rendered(page);
      await expect.poll(() => outside(page), { message: language }).toEqual([]);
      await expect.poll(() => letterFaults(page), { message: language }).toEqual([]);
      if (width >= 1180) {
        const seen = { cut: await cutNames(page), half: await halfRows(page) };
        expect(seen, language).toEqual({ cut: [], half: [] });
      }
      const chips = await page.evaluate(() => ({
        seen: document.querySelectorAll('.chips-list > :not([data-folded])').length,
        more: Number(document.querySelector('.chips-more')?.textContent?.replace(/\D/g, '') ?? 0),
        kinds: [...document.querySelectorAll('.chips-list > :not([data-folded]) .chip-kind')].every(
          (kind) => kind.getBoundingClientRect().width > 10,
        ),
      }));
      expect(chips.seen).toBeGreaterThan(0);
      expect({ all: chips.seen + chips.more, kinds: chips.kinds }).toEqual({ all: 3, kinds: true });
    }
  }

  // Guards: 320 px is 400 % of 1280, 683 is 200 % of 1366; 3840 is a wall.
  test.each([
    [320, 256],
    [390, 844],
    [683, 384],
    [768, 1024],
    [1024, 768],
    [1180, 700],
    [1366, 768],
    [1920, 1080],
  ])('nothing leaves one of %i × %i, and all three choices are seen or counted', holdsAll);

  test('the focus is back on what opened a window, a list or a calendar, and never lost', async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await rendered(page);
    for (const [opener, what] of [
      ['.figure-value', 'dialog.dialog[open]'],
      ['.header-actions [data-open-file]', '.import-dialog'],
      ['.time-tools .control[aria-haspopup]', '.range-dialog'],
      ['.map-tools .picker-button', '.picker-list'],
      ['.chips-more', '.chips-rest'],
    ] as const)
      for (const by of ['keyboard', 'mouse']) {
        const from = page.locator(opener).first();
        if (by === 'mouse') await from.click();
        else {
          await from.focus();
          await page.keyboard.press('Enter');
        }
        await page.waitForSelector(what);
        await rendered(page);
        const cross = page.locator(`${what} [aria-label="إغلاق"]`).first();
        if (by === 'mouse' && (await cross.count()) > 0) await cross.click();
        else await page.keyboard.press('Escape');
        await page.waitForSelector(what, { state: 'detached' });
        const className = String(await from.getAttribute('class'));
        await expect.poll(() => focused(page), { message: `${opener} by ${by}` }).toBe(className);
      }
    // The calendar begins its week where the city does, not where its library has it for the language.
    await page.locator('.time-tools .control[aria-haspopup]').first().click();
    await page.waitForSelector('.range-dialog');
    expect(await page.locator('.range-grid th').first().innerText()).toBe('ن');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.range-dialog', { state: 'detached' });
    // What is taken out is gone with its button.
    await page.locator('.chips-list .chip-remove').first().focus();
    await page.keyboard.press('Enter');
    await settled(page);
    await expect.poll(() => focused(page)).toBe('chip-remove');
    await page.locator('.chips-clear').focus();
    await page.keyboard.press('Enter');
    await settled(page);
    await expect.poll(() => focused(page)).toBe('page-main');
  });

  test('in colours of the system every class, bar and chosen one still differs', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    const seen = await page.evaluate(() => {
      const colour = (selector: string) =>
        [...document.querySelectorAll(selector)].map((element) => getComputedStyle(element).backgroundColor);
      const image = (selector: string) =>
        [...document.querySelectorAll(selector)].map((element) => getComputedStyle(element).backgroundImage);
      return {
        classes: colour('.map-class'),
        bar: [colour('.bar-fill')[0], colour('.bar-track')[0]],
        bullet: [colour('.bullet-value').concat(image('.bullet-value')), colour('.bullet')],
        chosen: [
          colour('.segment-input:checked + .segment-label')[0],
          colour('.segment-input:not(:checked) + .segment-label')[0],
        ],
      };
    });
    await page.emulateMedia({ forcedColors: 'none' });
    expect(seen.classes.length).toBeGreaterThan(2);
    expect(new Set(seen.classes).size).toBe(seen.classes.length);
    expect(seen.bar[0]).not.toBe(seen.bar[1]);
    expect(seen.chosen[0]).not.toBe(seen.chosen[1]);
    expect(seen.bullet[0]!.some((value) => value !== seen.bullet[1]![0] && value !== 'none')).toBe(true);
  });

  test('in colours of the system what is drawn has the theme of the system, whatever is kept', async () => {
    const themes: string[] = [];
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ forcedColors: 'active', colorScheme });
      await rendered(page);
      themes.push((await page.getAttribute('html', 'data-theme'))!);
    }
    await page.emulateMedia({ forcedColors: 'none', colorScheme: 'dark' });
    themes.push((await page.getAttribute('html', 'data-theme'))!);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(themes).toEqual(['dark', 'light', 'light']);
  });

  test('nothing leaves a wall of 3840 × 2160', async () => {
    // Its map takes half a minute of software to draw.
    await page.click('.map-toggle[data-table]');
    await page.waitForSelector('.map-list table');
    await page.setViewportSize({ width: 3840, height: 2160 });
    await rendered(page);
    expect(await outside(page)).toEqual([]);
    expect(await letterFaults(page)).toEqual([]);
  });

  // Guards: what opens over the page, and several areas, at the widths where there is least room for them.
  test.each([
    ['zone=C251,C315&district=deira', '.selection-table', [320, 768, 1366]],
    ['view=areas', '.areas-table [data-line="0"]', [390]],
    ['beside=zone:C251,district:deira,zone:C315,city', '.beside-table [data-measure-row]', [390, 1366]],
  ] as const)('no letter is cut in ?%s', async (query, ready, widths) => {
    for (const language of ['ar', 'en'] as const) {
      const other = await open(language, `?${query}`, { viewport: { width: 1366, height: 768 } });
      await other.waitForSelector(ready);
      for (const width of widths) {
        await other.setViewportSize({ width, height: width === 1366 ? 768 : 900 });
        await rendered(other);
        await expect.poll(() => letterFaults(other), { message: `${language} ${width}` }).toEqual([]);
        // A window of many columns is moved sideways, and a table at 400 %.
        if (query.startsWith('zone') && width > 360)
          expect(await outside(other), `${language} ${width}`).toEqual([]);
      }
      await other.context().close();
    }
  });
});

// Guards: while rows come the header says how many, and has the same buttons and less room for them; a figure of the
// whole city has most lines.
test.each([
  ['ar', ''],
  ['en', '?zone=C251&category=report'],
] as const)('nothing leaves a window whose rows are on their way, in %s', async (language, choice) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  await context.addInitScript(`localStorage.setItem('services-360', '{"language":"${language}"}')`);
  const page = await context.newPage();
  let held = 0;
  await page.route('**/20*.arrow', (route) => (held++ === 0 ? route.continue() : undefined));
  await page.goto(served.address + choice);
  await page.waitForSelector('[data-feed="loading"] .load-rows', { state: 'attached' });
  await page.waitForSelector(choice ? '.chips' : '.figure-overdue');
  for (const width of [320, 390, 683, 768, 1024, 1180, 1366, 1920]) {
    await page.setViewportSize({ width, height: 768 });
    await rendered(page);
    await expect.poll(() => outside(page), { message: String(width) }).toEqual([]);
    await expect.poll(() => letterFaults(page), { message: String(width) }).toEqual([]);
    // Of 60,000 rows the end alone, 0,000, was told.
    const whole = await page.evaluate(() => {
      const box = document.querySelector('.header-status')!.getBoundingClientRect();
      return [...document.querySelectorAll('.load-status > span')]
        .filter((words) => /\d/.test(words.textContent!) && words.checkVisibility())
        .every((words) => {
          const range = document.createRange();
          range.selectNodeContents(words);
          const { left, right } = range.getBoundingClientRect();
          return left > box.left - 1 && right < box.right + 1;
        });
    });
    expect(whole, String(width)).toBe(true);
  }
  await context.close();
});

// Guards: while the brush is dragged the times are estimates, whose longer words moved all below them.
test.each(['ar', 'en'] as const)('longer times move nothing of the page in %s', async (language) => {
  const page = await open(language, '', { viewport: { width: 1366, height: 768 } });
  for (const [width, height] of [
    [1180, 700],
    [1366, 768],
    [1600, 900],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    await rendered(page);
    expect(await longTimes(page), String(width)).toEqual({ higher: 0, lines: 1, out: 0 });
  }
  await page.context().close();
});

// Guards: while details were loaded a phone told 21:00 as 1:00.
// Guards: a laptop's window of 1280 × 720, where the last card of a column stood under the period.
test.each(['ar', 'en'] as const)('no card of a low window lies over another in %s', async (language) => {
  for (const query of ['', '?zone=999']) {
    const page = await open(language, query, { viewport: { width: 1366, height: 768 } });
    for (const [width, height] of [
      [1180, 680],
      [1280, 720],
      [1366, 768],
      [1600, 760],
    ] as const) {
      await page.setViewportSize({ width, height });
      await settled(page);
      expect(await lyingOver(page), `${query} ${width} × ${height}`).toEqual([]);
      const time = page.locator('.page-time');
      await time.scrollIntoViewIfNeeded();
      const box = await time.boundingBox();
      expect(box!.y + box!.height).toBeLessThan(height + 1);
    }
    await page.context().close();
  }
});

test('the time of the data is whole beside what is still loaded', async () => {
  const page = await open('ar', '', { viewport: { width: 390, height: 844 } });
  const over = await page.evaluate(() => {
    const status = document.querySelector('.header-status')!;
    document.querySelector('.load-status')!.prepend(document.createElement('progress'));
    return status.scrollWidth - status.clientWidth;
  });
  expect(over).toBe(0);
  await page.context().close();
});

// Guards: a director's phone. By touch alone: figures, a zone on the map, its panel, and back.
test('a phone in the hand', async () => {
  const page = await open('ar', '', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const box = async (selector: string) => (await page.locator(selector).first().boundingBox())!;
  expect((await box('.page-header')).height).toBeLessThanOrEqual(120);
  const figures = await box('.page-figures');
  expect(figures.y + figures.height).toBeLessThan(844);
  const [stage, legend, tools] = [await box('.map-stage'), await box('.map-legend'), await box('.map-tools')];
  expect(legend.y).toBeGreaterThanOrEqual(stage.y + stage.height - 1);
  expect(tools.y + tools.height).toBeLessThanOrEqual(stage.y + 1);
  // A page that is wider than the phone is drawn smaller, and what is pressed lies elsewhere than the finger.
  expect(await outside(page)).toEqual([]);
  expect(await tooSmall(page)).toEqual([]);
  expect(await seriousBarriers(page)).toEqual([]);

  // The menu of the header, and the requests behind a figure.
  await page.tap('.header-more');
  await page.waitForSelector('.header-menu:popover-open');
  expect(await tooSmall(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('.figure-value').first().tap();
  await page.waitForSelector('dialog.dialog[open] [data-rid]');
  expect(await tooSmall(page)).toEqual([]);
  expect(await seriousBarriers(page)).toEqual([]);
  await page.locator('dialog.dialog .dialog-head button').last().tap();
  await page.waitForSelector('dialog.dialog', { state: 'detached' });
  await expect.poll(() => focused(page)).toMatch(/figure-value/);

  // That a request is late stands under its date, not under the name of the field.
  await page.locator('.figure-overdue').tap();
  await page.waitForSelector('dialog.dialog[open] .list-late');
  const under = await page.locator('dialog .list-late').evaluateAll((notes) =>
    notes.map((note) => {
      const [date, late] = [note.previousElementSibling!, note].map((part) => part.getBoundingClientRect());
      return Math.abs(date!.right - late!.right) < 2 && late!.top > date!.top + 4;
    }),
  );
  expect(new Set(under)).toEqual(new Set([true]));
  await page.locator('dialog.dialog .dialog-head button').last().tap();
  await page.waitForSelector('dialog.dialog', { state: 'detached' });

  // A zone in the middle of the map, its card, its panel.
  await page.locator('.map-stage').scrollIntoViewIfNeeded();
  await rendered(page);
  const map = await box('.map-stage');
  await page.touchscreen.tap(map.x + map.width * 0.6, map.y + map.height * 0.5);
  await page.waitForSelector('.map-card[data-touched] .map-card-more');
  await settled(page);
  await expect.poll(() => new URL(page.url()).searchParams.get('zone')).toMatch(/^C\d+$/);
  expect(await tooSmall(page)).toEqual([]);
  await page.tap('.map-card-more');
  await expect.poll(() => focused(page)).toMatch(/page-a/);
  await expect
    .poll(async () => {
      const { y } = await box('.page-a');
      return y >= 0 && y < 400;
    })
    .toBe(true);
  // What is chosen is still on the screen, and can be taken out there.
  const chip = await box('.chips .chip');
  expect(chip.y).toBeGreaterThanOrEqual(0);
  expect(chip.y).toBeLessThan(60);
  expect(await outside(page)).toEqual([]);
  expect(await tooSmall(page)).toEqual([]);
  expect(await seriousBarriers(page)).toEqual([]);
  await page.goBack();
  await settled(page);
  await expect.poll(() => new URL(page.url()).searchParams.get('zone')).toBeNull();
  await page.context().close();
});
