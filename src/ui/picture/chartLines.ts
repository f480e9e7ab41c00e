import type { Look } from '../look.ts';

/** Draws a chart anew at a size in pixels of the page, in a look's colours. */
export interface ChartLines {
  /** As lines and letters. */
  readonly svg: (look: Look, width: number, height: number) => string;
  /** As pixels, `ratio` for one of the page. */
  readonly pixels: (look: Look, width: number, height: number, ratio: number) => HTMLCanvasElement;
}

const charts = new WeakMap<Element, () => Promise<ChartLines>>();

/** Tells what draws the chart in an element anew; it is loaded when it is asked for. */
export function setChartLines(host: Element, load: () => Promise<ChartLines>): void {
  charts.set(host, load);
}

/** What draws the chart in an element anew. @throws Error where it is not drawn yet */
export async function chartLinesOf(host: Element): Promise<ChartLines> {
  const load = charts.get(host);
  if (!load) throw new Error('the chart is not drawn yet');
  return load();
}
