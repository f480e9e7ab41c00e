import { useSyncExternalStore } from 'react';

/** The papers that the page can be laid out for. */
export const papers = ['a4-landscape', 'a4-upright', 'a3-landscape'] as const;
export type Paper = (typeof papers)[number];

/** A part of the page that draws itself otherwise for paper. */
export interface Painter {
  /** Draws for paper; resolves when it is done. */
  prepare(): Promise<void>;
  /** Draws what can be drawn at once, for a reader who prints without being asked. */
  now(): void;
  clear(): void;
}

const painters = new Set<Painter>();
const listeners = new Set<() => void>();
let sharp = false;

/** @returns what takes the painter away */
export function addPainter(painter: Painter): () => void {
  painters.add(painter);
  return () => painters.delete(painter);
}

/** Whether charts are to be drawn as lines and letters, for paper, instead of as pixels. */
export function useSharp(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sharp,
  );
}

function setSharp(value: boolean): void {
  sharp = value;
  for (const listener of listeners) listener();
}

/** Puts the page onto a paper, light, without what only a screen has. */
function layOut(paper: Paper | null, theme: string | undefined): void {
  const { dataset } = document.documentElement;
  if (paper) dataset.paper = paper;
  else delete dataset.paper;
  if (theme) dataset.theme = theme;
}

/** How long is waited for what is still drawn, in ms. */
const longest = 30_000;

/** Lays the page out for a paper and draws everything for it: charts as lines, the map anew, every face of the fonts. */
export async function preparePaper(paper: Paper, signal: AbortSignal): Promise<() => void> {
  const { theme } = document.documentElement.dataset;
  layOut(paper, 'light');
  setSharp(true);
  const back = () => {
    for (const painter of painters) painter.clear();
    setSharp(false);
    layOut(null, theme);
  };
  try {
    await facesLoaded();
    await until(isDrawn, signal);
    for (const painter of painters) await painter.prepare();
    signal.throwIfAborted();
    await frames(2);
    return back;
  } catch (error) {
    back();
    throw error;
  }
}

/** For who prints without being asked: at once, as well as it can be done at once. @returns what undoes it */
export function paperNow(paper: Paper): () => void {
  if (document.documentElement.dataset.paper) return () => {};
  const { theme } = document.documentElement.dataset;
  for (const painter of painters) painter.now();
  layOut(paper, 'light');
  return () => {
    for (const painter of painters) painter.clear();
    layOut(null, theme);
  };
}

/** Every face of the page's fonts is there. */
export async function facesLoaded(): Promise<void> {
  await Promise.all(faces.map((face) => document.fonts.load(face, 'Dubai دبي 0123')));
  await document.fonts.ready;
}

/** What a function reads of the page while it is light; nobody sees it so, because nothing is painted meanwhile. */
export function withLight<T>(read: () => T): T {
  const { dataset } = document.documentElement;
  const { theme } = dataset;
  dataset.theme = 'light';
  try {
    return read();
  } finally {
    if (theme) dataset.theme = theme;
    else delete dataset.theme;
  }
}

/** As `withLight`, after all that draws itself for paper has done so, light, in the place it has on the screen. */
export async function drawForPicture<T>(read: () => T): Promise<T> {
  const { theme } = document.documentElement.dataset;
  layOut(null, 'light');
  try {
    await frames(2);
    for (const painter of painters) await painter.prepare();
    return read();
  } finally {
    for (const painter of painters) painter.clear();
    layOut(null, theme);
  }
}

const faces = [400, 500, 600, 700].flatMap((weight) => [
  `${weight} 16px 'Inter Variable'`,
  `${weight} 16px 'Noto Kufi Arabic Variable'`,
]);

/** Nothing waits for an answer any more, and each chart is lines. */
function isDrawn(): boolean {
  const page = document.querySelector('.page');
  if (!page || page.getAttribute('aria-busy') === 'true' || page.querySelector('main .skeleton'))
    return false;
  return [...page.querySelectorAll('.chart-canvas')].every((chart) => chart.querySelector('svg'));
}

async function until(holds: () => boolean, signal: AbortSignal): Promise<void> {
  const start = performance.now();
  while (!holds()) {
    signal.throwIfAborted();
    if (performance.now() - start > longest) throw new Error('the page was not drawn in time');
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function frames(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((done) => requestAnimationFrame(done));
}
