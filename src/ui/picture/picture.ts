import { type Look, lookNow } from '../look.ts';
import { drawForPicture, facesLoaded, withLight } from '../paper.ts';
import { type ChartLines, chartLinesOf } from './chartLines.ts';
import { drawingOf, drawLetters, type Letters, lettersSvg, type Part } from './drawing.ts';
import { escaped } from './escaped.ts';
import { fontFaces } from './fontFaces.ts';
import { type PictureWords, stageOf } from './stage.ts';

/** Pixels of a PNG for one of the page. */
const ratio = 2;
/** Pixels that a canvas has a side at most, in every browser. */
const longestSide = 16_000;

/**
 * A part of the page as a picture that looks the same elsewhere: light, with its fonts, charts as lines, its words
 * in logical order. A map is drawn anew with the pixels of paper, and comes as PNG only.
 * @throws Error that says what could not be drawn
 */
export async function pictureOf(
  source: HTMLElement,
  words: PictureWords,
  format: 'png' | 'svg',
): Promise<Blob> {
  await facesLoaded();
  const charts = await Promise.all([...source.querySelectorAll('.chart-canvas')].map(chartLinesOf));
  const hasMap = source.querySelector('.map-paper') !== null;
  const read = () => drawingIn(source, words, charts);
  const drawing = hasMap ? await drawForPicture(read) : withLight(read);
  return format === 'svg' ? asSvg(drawing) : asPng(drawing);
}

interface Drawing {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly parts: readonly Part[];
  readonly chartOf: (element: Element) => ChartLines | undefined;
  /** The map's pixels. */
  readonly map: HTMLCanvasElement | null;
  readonly look: Look;
}

function drawingIn(source: HTMLElement, words: PictureWords, charts: readonly ChartLines[]): Drawing {
  const stage = stageOf(source, words);
  document.body.append(stage);
  try {
    const hosts = [...stage.querySelectorAll('.chart-canvas')];
    const chartOf = (element: Element) => charts[hosts.indexOf(element)];
    const parts = drawingOf(
      stage,
      (element) => element.matches('.map-canvas') || chartOf(element) !== undefined,
    );
    const { width, height } = stage.getBoundingClientRect();
    const look = lookNow();
    return {
      title: words.title,
      width: Math.ceil(width),
      height: Math.ceil(height),
      parts,
      chartOf,
      map: copyOf(source.querySelector<HTMLCanvasElement>('.map-paper')),
      // Quotation marks of its name would end the attribute that ECharts writes it into.
      look: { ...look, font: look.font.replaceAll('"', "'") },
    };
  } finally {
    stage.remove();
  }
}

function copyOf(canvas: HTMLCanvasElement | null): HTMLCanvasElement | null {
  if (!canvas) return null;
  if (canvas.width === 0) throw new Error('the map is not drawn yet');
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  return copy;
}

/** The faces by the page's names, and by those they have where they are installed. */
const family = "'Inter Variable', 'Noto Kufi Arabic Variable', Inter, 'Noto Kufi Arabic', sans-serif";

function svgAround({ title, width, height }: Drawing, style: string, content: string): string {
  const { lang, dir } = document.documentElement;
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xml:lang="${lang}" direction="${dir}" font-family="${family}">
<title>${escaped(title)}</title>
<style>${style}</style>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${content}
</svg>
`;
}

async function asSvg(drawing: Drawing): Promise<Blob> {
  const content = drawing.parts
    .map((part) => {
      if (part.kind === 'shape') return part.svg;
      if (part.kind === 'letters') return lettersSvg(part);
      const chart = drawing.chartOf(part.element)?.svg(drawing.look, part.width, part.height) ?? '';
      return `<g transform="translate(${part.x} ${part.y})">${chart}</g>`;
    })
    .join('\n');
  const svg = svgAround(drawing, await fontFaces(`${drawing.title} ${content}`), content);
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** Letters are drawn by the page: those of a picture within a picture come when its fonts do, which nobody is told. */
async function asPng(drawing: Drawing): Promise<Blob> {
  const { width, height, parts, map } = drawing;
  const times = Math.min(ratio, longestSide / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * times);
  canvas.height = Math.round(height * times);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser gives no canvas');
  context.scale(times, times);
  let shapes = '';
  let letters: Letters[] = [];
  const flush = async () => {
    if (shapes) context.drawImage(await imageOf(drawing, shapes), 0, 0, width, height);
    for (const one of letters) drawLetters(context, one);
    shapes = '';
    letters = [];
  };
  for (const part of parts) {
    if (part.kind === 'shape') shapes += part.svg;
    else if (part.kind === 'letters') letters.push(part);
    else {
      await flush();
      const pixels =
        drawing.chartOf(part.element)?.pixels(drawing.look, part.width, part.height, times) ?? map;
      if (pixels) context.drawImage(pixels, part.x, part.y, part.width, part.height);
    }
  }
  await flush();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error(`the browser draws no picture of ${canvas.width} × ${canvas.height}`);
  return blob;
}

async function imageOf({ width, height }: Drawing, content: string): Promise<HTMLImageElement> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * ratio}" height="${height * ratio}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
  const image = new Image();
  // The page's policy lets data be a picture, and no other address.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}
