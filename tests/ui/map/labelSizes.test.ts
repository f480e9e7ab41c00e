import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { labelSizes } from '../../../src/ui/map/labelSizes.ts';
import type { MapPalette } from '../../../src/ui/map/palette.ts';
import { mapLayers } from '../../../src/ui/map/style.ts';

const css = readFileSync(new URL('../../../src/ui/tokens.css', import.meta.url), 'utf8');

/** The blocks of tokens for a language: selector → token → rem. */
function tokensOf(selector: string): Map<string, number>[] {
  return [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
    .filter(([, found]) => found!.trim().endsWith(selector))
    .map(
      ([, , body]) =>
        new Map(
          [...body!.matchAll(/--(text-[a-z]+): ([\d.]+)rem/g)].map(([, name, rem]) => [name!, Number(rem)]),
        ),
    );
}

// Guards: 12.5 px is the least that Kufi bears; a wall's root is larger, and all of these with it.
test('no Arabic size of the tokens is below 12.5 px, and none of the map below its token', () => {
  const arabic = tokensOf(':root:lang(ar)');
  expect(arabic).toHaveLength(2);
  expect(arabic.flatMap((tokens) => [...tokens].filter(([, rem]) => rem * 16 < 12.5))).toEqual([]);
  const map = arabic[0]!.get('text-map')!;

  for (const root of [16, 28]) {
    const palette = { letters: map * root } as MapPalette;
    const sizes = mapLayers(palette).flatMap((layer) => {
      const size: unknown = layer.type === 'symbol' ? layer.layout?.['text-size'] : undefined;
      if (size === undefined) return [];
      return (Array.isArray(size) ? size.slice(3) : [size]).filter(
        (_, at) => !Array.isArray(size) || at % 2 === 1,
      );
    }) as number[];
    expect(sizes.length).toBeGreaterThan(10);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(map * root);
  }
});

test('larger letters have larger zones to stand in: names begin as many zooms later as they are larger', () => {
  const tiers = (letters: number) =>
    mapLayers({ letters } as MapPalette)
      .filter(({ id }) => id.startsWith('labels-'))
      .map(({ minzoom }) => minzoom ?? 0)
      .filter((zoom) => zoom > 0);
  expect(labelSizes(22).later).toBe(1);
  expect(tiers(22)).toEqual(tiers(11).map((zoom) => zoom + 1));
});
