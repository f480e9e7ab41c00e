import type { Look } from '../../src/ui/look.ts';

/** A look whose colours are their own names. */
export const look: Look = {
  ink: 'ink',
  ink2: 'ink2',
  line: 'line',
  card: 'card',
  accent: 'accent',
  bar: 'bar',
  neutral: 'neutral',
  track: 'track',
  good: 'good',
  bad: 'bad',
  font: 'font',
  fonts: 0,
  rem: 16,
  textXs: 12,
  textS: 13,
  textM: 14,
};

/** An option as ECharts takes it, to look into. */
// biome-ignore lint/suspicious/noExplicitAny: ECharts' own types are unions too wide to look into
export type Loose = any;
