import type { ChartOption } from './echarts.ts';
import type { Look } from './look.ts';

/** What every chart has in common: font, tooltip, no frame of its own. */
export function chartBase(look: Look): ChartOption {
  return {
    // What is marked is marked at once.
    stateAnimation: { duration: 0 },
    textStyle: { fontFamily: look.font, fontSize: look.textXs, color: look.ink2 },
    tooltip: {
      // Where ECharts would put it anyway; told so, it does not ask for the page's styles at each change.
      appendTo: (chart: HTMLElement) => chart,
      confine: true,
      backgroundColor: look.card,
      borderColor: look.line,
      borderWidth: 1,
      padding: [8, 10],
      transitionDuration: 0,
      textStyle: { color: look.ink, fontFamily: look.font, fontSize: look.textS },
    },
  };
}

export function axisLabel(look: Look) {
  return { color: look.ink2, fontSize: look.textXs, fontFamily: look.font };
}

/** Room under an axis for its labels, in pixels: down to the dots of an Arabic «ي» at the end of a word. */
export function axisRoom(look: Look): number {
  return Math.ceil(1.25 * look.textXs) + 8;
}

/** Text of a canvas in its own direction, so that digits and letters keep their order. */
export function isolated(text: string, direction: 'rtl' | 'ltr'): string {
  return `${direction === 'rtl' ? '\u2067' : '\u2066'}${text}\u2069`;
}

/** An item of a series in a colour of its own; null: the series's. A style of its own costs ECharts a model for each item. */
export function coloured(value: number | null, colour: string | null) {
  return colour === null ? value : { value, itemStyle: { color: colour } };
}
