import { expect, test } from 'vitest';
import type { MapPalette } from '../../../src/ui/map/palette.ts';
import { mapLayers } from '../../../src/ui/map/style.ts';

const palette = (theme: 'light' | 'dark', letters: number): MapPalette => ({
  theme,
  sea: '#dfe8ec',
  neighbour: '#efece5',
  land: '#f3f0e8',
  border: '#ffffff',
  ink: '#1a1d21',
  inkSoft: '#6a727c',
  halo: '#ffffff',
  accent: '#92722a',
  card: '#ffffff',
  circle: '#c2560f',
  letters,
});

/** The paint properties that read a feature state, as "layer property". */
function statesRead(layers: ReturnType<typeof mapLayers>): string[] {
  return layers.flatMap(({ id, paint }) =>
    Object.entries(paint ?? {})
      .filter(([, value]) => JSON.stringify(value).includes('"feature-state"'))
      .map(([name]) => `${id} ${name}`),
  );
}

// Guards: no paint property turns from one that reads a state into a constant, whatever the map shows: MapLibre would
// take a tile that is loaded while the property changes with an error.
test('the same properties read a feature state with every palette, over streets or not', () => {
  const usual = statesRead(mapLayers(palette('light', 11)));
  expect(usual).toContain('details fill-opacity');
  for (const overStreets of [false, true])
    for (const letters of [11, 14])
      expect(statesRead(mapLayers(palette('dark', letters), overStreets))).toEqual(usual);
});

// Guards: over streets land and water are the streets' own.
test('over streets the schematic land, sea and details are not seen', () => {
  const opacity = (layer: string, overStreets: boolean) =>
    mapLayers(palette('light', 11), overStreets).find(({ id }) => id === layer)?.paint;
  expect(opacity('ground', true)).toMatchObject({ 'fill-opacity': 0 });
  expect(opacity('details', true)).toMatchObject({
    'fill-opacity': ['case', ['boolean', ['feature-state', 'dim'], false], 0, 0],
  });
  expect(opacity('ground', false)).toMatchObject({ 'fill-opacity': 1 });
});
