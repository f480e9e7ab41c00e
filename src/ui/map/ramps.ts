export type Theme = 'light' | 'dark';

/** Low to high. Light: YlOrBr; dark: Cividis, from just above the page. Both survive colour blindness. */
const sequential: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#fff6c9', '#fee391', '#fec44f', '#fe9929', '#d95f0e', '#993404'],
  dark: ['#0f3a78', '#3f5275', '#716f71', '#9a9478', '#cebd68', '#fdea45'],
};

/** PuOr, from the middle outwards; on dark the middle is the darkest. */
const arms: Readonly<Record<Theme, { readonly off: readonly string[]; readonly on: readonly string[] }>> = {
  light: { off: ['#fde0b6', '#f1a340', '#b35806'], on: ['#e6e4f1', '#b5acd4', '#6d4fa3'] },
  dark: { off: ['#5b4733', '#ad6a25', '#ffb056'], on: ['#3b3e59', '#66629b', '#aea3ea'] },
};

/** `count` colours of the sequential ramp, low to high. */
export function sequentialColours(theme: Theme, count: number): string[] {
  const ramp = sequential[theme];
  if (count <= 1) return [ramp[3]!];
  return Array.from({ length: count }, (_, i) => ramp[Math.round((i * (ramp.length - 1)) / (count - 1))]!);
}

/**
 * Colours around a target, low to high: `below` classes under it and `above` over it. Orange is the side that
 * misses the target, purple the side that meets it.
 */
export function divergingColours(
  theme: Theme,
  below: number,
  above: number,
  better: 'up' | 'down',
): string[] {
  const { off, on } = arms[theme];
  const [low, high] = better === 'up' ? [off, on] : [on, off];
  const arm = (colours: readonly string[], classes: number) =>
    Array.from({ length: classes }, (_, i) => colours[Math.min(i, colours.length - 1)]!);
  return [...arm(low, below).reverse(), ...arm(high, above)];
}

const ground: Readonly<Record<Theme, string>> = { light: '#f6f5f0', dark: '#20282f' };

/** A colour that says the same with less weight: a third of it on the colour of plain land. */
export function paler(theme: Theme, colour: string): string {
  const mixed = [1, 3, 5].map((at) => {
    const [full, under] = [colour, ground[theme]].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round(full! * 0.34 + under! * 0.66)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${mixed.join('')}`;
}

/** The colour of zero where zero is a class of its own. */
export function zeroColour(theme: Theme): string {
  return ground[theme];
}

/** The ramp of a heat map, thin to dense, as red, green, blue, opacity 0–255. */
export const heatColours: Readonly<Record<Theme, readonly (readonly [number, number, number, number])[]>> = {
  light: [
    [254, 227, 145, 110],
    [254, 196, 79, 170],
    [254, 153, 41, 200],
    [236, 112, 20, 220],
    [204, 76, 2, 235],
    [127, 39, 4, 245],
  ],
  dark: [
    [15, 58, 120, 120],
    [63, 82, 117, 180],
    [113, 111, 113, 205],
    [154, 148, 120, 220],
    [206, 189, 104, 235],
    [253, 234, 69, 245],
  ],
};
