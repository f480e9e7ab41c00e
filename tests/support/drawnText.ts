import type { BrowserContext, Page } from 'playwright-core';
import { turnedNumbers } from './turnedNumbers.ts';

/** What is only there to be read out, or folded away until there is room. */
const unseen =
  '.sr, .chart-items, .page-skip:not(:focus), [data-folded], [data-testid="hidden-select-container"]';

/**
 * The texts whose letters do not fit the box that clips them: the ink is measured on a canvas, in the font of the text,
 * with the letters that reach furthest up and down (أ, a final ي, ج, ع, g, j), and held against the box of everything
 * around it that clips along this axis. One sentence for each class.
 */
function cutLetters(page: Page): Promise<string[]> {
  return page.evaluate(async (hidden) => {
    await document.fonts.load('16px "Noto Kufi Arabic Variable"', 'ي');
    await document.fonts.load('16px "Inter Variable"', 'g');
    const context = document.createElement('canvas').getContext('2d')!;
    const arabic = document.documentElement.lang === 'ar';
    const inks = new Map<string, { ascent: number; content: number; up: number; down: number }>();
    const inkOf = (style: CSSStyleDeclaration, text: string) => {
      const far = arabic || /[\u0600-\u06ff]/.test(text) ? 'أل في ج ع gjÅ' : 'gjpQ';
      const key = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}\n${far}`;
      let ink = inks.get(key);
      if (!ink) {
        context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = context.measureText(far);
        const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = context.measureText('x');
        ink = { ascent, content: ascent + descent, up, down };
        inks.set(key, ink);
      }
      return ink;
    };
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()}.${String(element.getAttribute('class') ?? '').replaceAll(' ', '.')}`;
    const faults = new Map<string, string>();
    const tell = (element: Element, by: Element, over: number, text: string) => {
      const key = `${nameOf(element)} in ${nameOf(by)}`;
      if (!faults.has(key)) faults.set(key, `${key}: ${over.toFixed(1)} px of “${text.trim().slice(0, 30)}”`);
    };

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent!;
      const parent = node.parentElement!;
      if (!text.trim() || parent.closest(`${hidden}, script, style, svg, canvas`)) continue;
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const ink = inkOf(getComputedStyle(parent), text);
      for (const line of range.getClientRects()) {
        if (line.width === 0) continue;
        const top = line.top + ink.ascent - ink.up;
        const bottom = line.top + ink.ascent + ink.down;
        for (
          let box: Element | null = parent;
          box && box !== document.documentElement;
          box = box.parentElement
        ) {
          const style = getComputedStyle(box);
          if (style.display === 'inline' || style.overflowY === 'visible') {
            if (style.position === 'fixed') break;
            continue;
          }
          const scrolls = /auto|scroll/.test(style.overflowY);
          const outer = box.getBoundingClientRect();
          const margin = style.overflowY === 'clip' ? Number.parseFloat(style.overflowClipMargin) || 0 : 0;
          const from = outer.top + box.clientTop - margin - (scrolls ? box.scrollTop : 0);
          const to = from + 2 * margin + (scrolls ? box.scrollHeight : box.clientHeight);
          // What has no room at all, as the lines behind the last of a short text, is left out, not cut.
          if (line.top >= to - 1 || line.bottom <= from + 1) break;
          const over = Math.max(bottom - to, from - top);
          if (over > 0.75) tell(parent, box, over, text);
          if (scrolls || style.position === 'fixed') break;
        }
      }
    }
    // What is typed is cut at the edges of its line.
    for (const input of document.querySelectorAll('input')) {
      if (!/^(text|search|number|)$/.test(input.type) || !input.checkVisibility()) continue;
      const style = getComputedStyle(input);
      const ink = inkOf(style, input.value || input.placeholder);
      const line = Number.parseFloat(style.lineHeight) || ink.content;
      const base = (line - ink.content) / 2 + ink.ascent;
      const over = Math.max(base + ink.down - line, ink.up - base);
      if (over > 0.75) tell(input, input, over, input.value || input.placeholder);
    }
    return [...faults.values()];
  }, unseen);
}

/** The texts in letters too small to be read: Arabic ones, which are small for their size, need more. */
function smallTexts(page: Page): Promise<string[]> {
  return page.evaluate((hidden) => {
    const faults = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent!;
      const parent = node.parentElement!;
      if (!text.trim() || parent.closest(`${hidden}, script, style`)) continue;
      if (!parent.checkVisibility({ visibilityProperty: true })) continue;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (size < (/[\u0620-\u064a]/.test(text) ? 12.49 : 10.99))
        faults.add(`${parent.tagName} ${parent.className}: ${size} px of “${text.trim().slice(0, 30)}”`);
    }
    return [...faults];
  }, unseen);
}

/**
 * The lines that end where they should not: cut by a box along the line without "…", drawn over the edge of their cell
 * or card, over other words of their figure, or to be scrolled to within a card. A table of an area on a page at 400 %
 * is moved sideways.
 */
function strayLines(page: Page): Promise<string[]> {
  return page.evaluate((hidden) => {
    const faults = new Set<string>();
    const tell = (what: string, element: Element, text: string) =>
      faults.add(
        `${what} ${element.tagName}.${element.getAttribute('class') ?? ''}: “${text.trim().slice(0, 30)}”`,
      );
    const mayMove = `${innerWidth < 360 ? '.zone, .area-topics-list, ' : ''}.admin-scroll, dialog *, [role="dialog"] *`;
    const inFigures = new Map<Element, { part: Element; line: DOMRect; text: string }[]>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent!;
      const parent = node.parentElement!;
      if (!text.trim() || parent.closest(`${hidden}, script, style, svg, .maplibregl-map`)) continue;
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        if (line.width < 1) continue;
        for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
          const style = getComputedStyle(box);
          if (style.clipPath !== 'none') break;
          const held = box.matches('td, th, .figure, .card');
          const clips = style.display !== 'inline' && style.overflowX !== 'visible';
          if (clips && (style.textOverflow === 'ellipsis' || box.matches(mayMove))) break;
          if (clips || held) {
            const edge = box.getBoundingClientRect();
            const reach = Number.parseFloat(style.overflowClipMargin) || 0;
            const over = Math.max(edge.left - line.left, line.right - edge.right) - reach;
            if (over > 1.5) tell(clips ? 'cut by' : 'leaves', box, text);
            else if (held && line.bottom - edge.bottom > 1.5) tell('leaves', box, text);
          }
          if (clips || style.position === 'fixed') break;
          if (box.matches('.figure')) {
            const part = [...box.children].find((child) => child.contains(parent))!;
            inFigures.set(box, [...(inFigures.get(box) ?? []), { part, line, text }]);
          }
        }
      }
    }
    // A figure's bar lies over no sign and no line of words.
    for (const bar of document.querySelectorAll('.figure .bullet')) {
      const figure = bar.closest('.figure')!;
      const { left, right, top, bottom } = bar.getBoundingClientRect();
      const crosses = (line: DOMRect, room: number) =>
        Math.min(line.right, right) - Math.max(line.left, left) > 1.5 &&
        Math.min(line.bottom, bottom) - Math.max(line.top, top) > room;
      for (const sign of figure.querySelectorAll('svg:not(.spark-line)'))
        if (sign.checkVisibility() && crosses(sign.getBoundingClientRect(), 0.5))
          tell('a sign lies on the bar of', figure, figure.textContent!);
      for (const { line, text } of inFigures.get(figure) ?? [])
        if (crosses(line, 4)) tell('words lie on the bar of', figure, text);
    }
    for (const [figure, lines] of inFigures)
      for (const [i, one] of lines.entries())
        for (const other of lines.slice(i + 1)) {
          if (one.part === other.part) continue;
          const across =
            Math.min(one.line.right, other.line.right) - Math.max(one.line.left, other.line.left);
          const down = Math.min(one.line.bottom, other.line.bottom) - Math.max(one.line.top, other.line.top);
          // Boxes of lines are higher than their letters.
          if (across > 1.5 && down > 6) tell(`“${other.text.trim()}” stands on another in`, figure, one.text);
        }
    return [...faults];
  }, unseen);
}

/** The texts of which a part lies beyond the edge of the canvas that they are drawn on, as noted by `noteCanvasTexts`. */
function cutOnCanvases(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { drawn } = globalThis as unknown as { drawn?: Map<HTMLCanvasElement, Map<string, number>> };
    return [...(drawn ?? [])].flatMap(([canvas, texts]) =>
      [...(canvas.checkVisibility() ? texts : [])]
        .filter(([, over]) => over > 0.5)
        .map(
          ([text, over]) =>
            `${canvas.closest('[class]')?.className ?? 'canvas'}: ${over.toFixed(1)} px of “${text}”`,
        ),
    );
  });
}

/** What is wrong with the letters on a page: cut, astray, turned, too small. */
export async function letterFaults(page: Page): Promise<string[]> {
  return [
    ...(await cutLetters(page)),
    ...(await cutOnCanvases(page)),
    ...(await strayLines(page)),
    ...(await turnedTexts(page)),
    ...(await smallTexts(page)),
  ];
}

/** Has a context note what its pages write on canvases, and how far over their edges, for `letterFaults`. To be called before a page is opened. */
export async function noteCanvasTexts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const written = new Map<string, 'rtl' | 'ltr'>();
    const drawn = new Map<HTMLCanvasElement, Map<string, number>>();
    Object.assign(globalThis, { written, drawn });
    const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      if (box[2] >= this.canvas.clientWidth && box[3] >= this.canvas.clientHeight) drawn.delete(this.canvas);
      clearRect.apply(this, box);
    };
    CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
      if (this.canvas.isConnected) {
        const [x, y] = where;
        const ink = this.measureText(text);
        const corners = [-ink.actualBoundingBoxLeft, ink.actualBoundingBoxRight].flatMap((right) =>
          [-ink.actualBoundingBoxAscent, ink.actualBoundingBoxDescent].map((down) =>
            this.getTransform().transformPoint({ x: x + right, y: y + down }),
          ),
        );
        const { width, height } = this.canvas;
        const over = corners.map((corner) =>
          Math.max(-corner.x, -corner.y, corner.x - width, corner.y - height),
        );
        const texts = drawn.get(this.canvas) ?? new Map<string, number>();
        texts.set(text, Math.max(...over) / (width / Math.max(1, this.canvas.clientWidth)));
        drawn.set(this.canvas, texts);
      }
      const rtl = this.canvas.isConnected
        ? getComputedStyle(this.canvas).direction === 'rtl'
        : document.documentElement.dir === 'rtl';
      const direction = this.direction === 'rtl' || this.direction === 'ltr' ? this.direction : null;
      written.set(text, direction ?? (rtl ? 'rtl' : 'ltr'));
      fillText.call(this, text, ...where);
    };
  });
}

/**
 * The numbers on a page that are drawn in another order than they are written, in its elements and in what was written
 * on canvases since it was opened, and ranges that nothing holds apart from the words around them.
 */
async function turnedTexts(page: Page): Promise<string[]> {
  const lines = await page.evaluate((hidden) => {
    const found: { name: string; text: string; direction: 'rtl' | 'ltr' }[] = [];
    const written = (globalThis as unknown as { written?: Map<string, 'rtl' | 'ltr'> }).written ?? [];
    for (const [text, direction] of written) found.push({ name: 'canvas', text, direction });

    const marks = { ltr: '\u2066', rtl: '\u2067', auto: '\u2068', end: '\u2069' };
    const inline = (style: CSSStyleDeclaration) => style.display === 'inline' || style.display === 'contents';
    /** The text of one paragraph, what CSS and `dir` isolate in it as the marks that do the same. */
    const textOf = (element: Element): string => {
      let text = '';
      const into: string[] = [];
      const loose = /flex|grid/.test(getComputedStyle(element).display);
      for (const child of element.childNodes) {
        if (child instanceof Text) {
          if (loose && child.data.trim()) into.push(child.data);
          else text += child.data;
        }
        if (!(child instanceof Element)) continue;
        const style = getComputedStyle(child);
        if (child.matches(`script, style, svg, canvas, ${hidden}`) || style.display === 'none') continue;
        if (child.tagName === 'BR') text += '\n';
        else if (inline(style)) {
          const isolated = /isolate|plaintext/.test(style.unicodeBidi);
          const auto = /plaintext/.test(style.unicodeBidi) || (isolated && child.matches('bdi:not([dir])'));
          const open = auto ? marks.auto : style.direction === 'rtl' ? marks.rtl : marks.ltr;
          text += isolated ? `${open}${textOf(child)}${marks.end}` : textOf(child);
        } else {
          paragraph(child);
          text += style.display.startsWith('inline') ? '\ufffc' : '\n';
        }
      }
      for (const part of into) tell(element, part);
      return text;
    };
    const tell = (element: Element, text: string) => {
      const { direction } = getComputedStyle(element);
      for (const line of text.split('\n')) {
        const one = line.replace(/[\s\n]+/g, ' ').trim();
        if (/[\d٠-٩]/.test(one))
          found.push({
            name: String(element.getAttribute('class') ?? element.tagName),
            text: one,
            direction: direction as 'rtl',
          });
      }
    };
    const paragraph = (element: Element) => {
      if (!element.checkVisibility({ visibilityProperty: true })) return;
      tell(element, textOf(element));
    };
    paragraph(document.body);
    return found;
  }, unseen);
  return [
    ...new Set(
      lines.flatMap(({ name, text, direction }) =>
        [...turnedNumbers(text, direction), ...(direction === 'rtl' ? bareRanges(text) : [])].map(
          (number) => `${name}: ${number} in “${text.slice(0, 90)}”`,
        ),
      ),
    ),
  ];
}

/** Ranges, as 1–50, that stand in no isolate; not those of days, which are read on with the name of their month. */
export function bareRanges(line: string): string[] {
  let depth = 0;
  let outside = '';
  for (const letter of line) {
    if (/[\u2066-\u2068]/.test(letter)) depth++;
    outside += depth === 0 ? letter : ' ';
    if (letter === '\u2069') depth--;
  }
  const ranges = /[\d٠-٩]+\s?–\s?[\d٠-٩]+(?![\d٠-٩]|\s\p{L}+\s[\d٠-٩]{4})/gu;
  return [...outside.matchAll(ranges)].map(([range]) => range);
}
