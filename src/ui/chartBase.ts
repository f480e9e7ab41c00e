import type { ChartOption } from './echarts.ts';
import type { Look } from './look.ts';

/** What every chart has in common: font, tooltip, no frame of its own. */
export function chartBase(look: Look): ChartOption {
  return {
    textStyle: { fontFamily: look.font, fontSize: look.textXs, color: look.ink2 },
    tooltip: {
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

/** Text of a canvas in its own direction, so that digits and letters keep their order. */
export function isolated(text: string, direction: 'rtl' | 'ltr'): string {
  return `${direction === 'rtl' ? '\u2067' : '\u2066'}${text}\u2069`;
}
