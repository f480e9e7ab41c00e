import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import { labelSizes, type NameKind } from './labelSizes.ts';
import type { MapPalette } from './palette.ts';

/** Zooms at which labels of each tier begin, largest zones first; letters of 11 px. */
export const labelTiers = [
  0, 7.75, 8.5, 9.25, 9.75, 10.25, 10.75, 11.25, 11.75, 12.25, 12.75, 13.25, 13.75,
] as const;
/** From here public places are drawn; their names a little later. */
export const placesFrom = 11;
export const placeNamesFrom = 12.75;

/** Names that are no zones': at which zooms each kind is written, and whether in the softer ink. */
export const nameKinds: readonly { kind: NameKind; from: number; to: number; soft: boolean }[] = [
  { kind: 'land', from: 0, to: 12, soft: true },
  { kind: 'water', from: 0, to: 12, soft: true },
  { kind: 'smallDistrict', from: 9.25, to: 10.75, soft: false },
  { kind: 'district', from: 7.6, to: 10.75, soft: false },
  { kind: 'city', from: 0, to: 7.6, soft: false },
];

export const sources = [
  'neighbours',
  'zones',
  // The zones once more: a change of colours writes the vertices of one layer, not those of all outlines.
  'fills',
  'sea',
  'details',
  'water',
  'labels',
  // The points of labels once more: a circle that grows writes no letters anew.
  'circles',
  'names',
  'places',
] as const;
export type SourceId = (typeof sources)[number];

/** The source of the streets' tiles, where there are any. */
export const streetsSource = 'streets';
/** The lowest layer of zones and of land around them. */
export const firstZoneLayer = 'neighbours';
/** The lowest layer above the zones' colours. */
export const overFills = 'borders';
/** The layer that a heat map is drawn under. */
export const firstLabelLayer = 'place-names';
/** The shapes of places: on top, so that names make room for them. */
export const placeLayer = 'place-icons';

const state = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false];
const empty = { type: 'FeatureCollection' } as const;

/** A style without tiles, glyphs or sprites: everything comes from the sources that the island fills. */
export function mapStyle(palette: MapPalette): StyleSpecification {
  return {
    version: 8,
    sources: Object.fromEntries(
      sources.map((id): [SourceId, SourceSpecification] => [
        id,
        { type: 'geojson', data: { ...empty, features: [] }, promoteId: 'id', tolerance: 0.2 },
      ]),
    ),
    layers: mapLayers(palette),
  };
}

/**
 * All layers, bottom to top. Colours of zones are feature states: `fill` and `dim` of fills and details, `blank`, `dim`,
 * `hover` and `chosen` of zones. A property that reads a state does so with every palette, over streets or not:
 * MapLibre GL 6.17.0 takes a tile that was made before such a property became a number and is loaded after it with an
 * error (`this.expression.evaluate is not a function`, `src/data/program_configuration.ts`, `updatePaintArrays`).
 * @param overStreets whether streets lie under them: colours let them through, and land and water are the streets' own
 */
export function mapLayers(palette: MapPalette, overStreets = false): LayerSpecification[] {
  const fill: ExpressionSpecification = ['to-color', ['feature-state', 'fill'], palette.land];
  const sizes = labelSizes(palette.letters);
  const through = overStreets ? 0.62 : 1;
  const schematic = overStreets ? 0 : 1;
  const dimmed = (most: number): ExpressionSpecification => ['case', state('dim'), 0.45 * most, most];
  const opacity = dimmed(through);
  const blank = (look: string): LayerSpecification => ({
    id: `zones-${look}`,
    type: 'fill',
    source: 'zones',
    paint: {
      'fill-pattern': look,
      'fill-antialias': false,
      'fill-opacity': ['case', ['==', ['feature-state', 'blank'], look], opacity, 0],
    },
  });
  return [
    { id: 'background', type: 'background', paint: { 'background-color': palette.sea } },
    {
      id: firstZoneLayer,
      type: 'fill',
      source: 'neighbours',
      paint: { 'fill-color': palette.neighbour, 'fill-opacity': schematic },
    },
    {
      id: 'ground',
      type: 'fill',
      source: 'zones',
      // Its edges lie under those of the colours.
      paint: { 'fill-color': palette.land, 'fill-opacity': schematic, 'fill-antialias': false },
    },
    { id: 'zones', type: 'fill', source: 'fills', paint: { 'fill-color': fill, 'fill-opacity': opacity } },
    blank('noData'),
    blank('tooFew'),
    {
      id: overFills,
      type: 'line',
      source: 'zones',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.border,
        'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.4, 11, 0.8, 14, 1.4],
        'line-opacity': 0.85,
      },
    },
    {
      id: 'sea',
      type: 'fill',
      source: 'sea',
      paint: { 'fill-color': palette.sea, 'fill-opacity': 0.78 * schematic },
    },
    {
      id: 'details',
      type: 'fill',
      source: 'details',
      paint: { 'fill-color': fill, 'fill-opacity': dimmed(schematic) },
    },
    {
      // A pale island still stands out from the sea.
      id: 'details-edge',
      type: 'line',
      source: 'details',
      paint: {
        'line-color': palette.inkSoft,
        'line-opacity': 0.5 * schematic,
        'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.2, 11, 0.7],
      },
    },
    {
      id: 'water',
      type: 'fill',
      source: 'water',
      paint: { 'fill-color': palette.sea, 'fill-opacity': schematic },
    },
    {
      // A creek stays in sight where it is narrower than a pixel.
      id: 'water-edge',
      type: 'line',
      source: 'water',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.sea,
        'line-opacity': schematic,
        'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.6, 10, 1.8, 13, 1],
      },
    },
    {
      id: 'outline-halo',
      type: 'line',
      source: 'zones',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.card, 'line-width': ['case', state('chosen'), 5, state('hover'), 4, 0] },
    },
    {
      id: 'outline',
      type: 'line',
      source: 'zones',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.ink,
        'line-width': ['case', state('chosen'), 2.5, state('hover'), 1.5, 0],
      },
    },
    circles('circles', palette),
    {
      // The measure of a place: a ring around its mark.
      id: 'place-values',
      type: 'circle',
      source: 'places',
      minzoom: placesFrom,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 6, 14, 9],
        'circle-color': ['to-color', ['feature-state', 'fill'], palette.card],
        'circle-opacity': ['case', ['to-boolean', ['feature-state', 'fill']], 1, 0],
        'circle-stroke-color': palette.card,
        'circle-stroke-width': ['case', ['to-boolean', ['feature-state', 'fill']], 1, 0],
      },
    },
    circles('places', palette, placesFrom),
    {
      id: firstLabelLayer,
      type: 'symbol',
      source: 'places',
      minzoom: placeNamesFrom,
      layout: {
        ...textLayout,
        'text-size': sizes.of('place'),
        'text-anchor': 'top',
        'text-offset': [0, 0.85],
        'text-padding': 1,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: { ...textPaint(palette), 'text-opacity': ['case', state('cut'), 0, 1] },
    },
    ...labelTiers.toReversed().map(
      (from, index): LayerSpecification => ({
        id: `labels-${from}`,
        type: 'symbol',
        source: 'labels',
        minzoom: laterZoom(from, palette),
        filter: ['==', ['get', 'tier'], labelTiers.length - 1 - index],
        layout: {
          ...textLayout,
          'text-size': [
            'interpolate',
            ['linear'],
            ['zoom'],
            ...[sizes.zoneFrom, sizes.zone(sizes.zoneFrom)],
            ...[sizes.zoneTo, sizes.zone(sizes.zoneTo)],
          ],
          'text-variable-anchor-offset': ['center', [0, 0], 'top', [0, 0.6], 'bottom', [0, -0.6]],
          'symbol-sort-key': ['get', 'rank'],
          'text-padding': 3,
        },
        paint: { ...textPaint(palette), 'text-opacity': ['case', state('cut'), 0, 1] },
      }),
    ),
    ...nameKinds.map(
      ({ kind, from, to, soft }): LayerSpecification => ({
        id: `names-${kind}`,
        type: 'symbol',
        source: 'names',
        minzoom: laterZoom(from, palette),
        maxzoom: laterZoom(to, palette),
        filter: ['==', ['get', 'kind'], kind],
        layout: {
          ...textLayout,
          'text-size': sizes.of(kind),
          'text-padding': 4,
          'symbol-sort-key': ['get', 'rank'],
        },
        paint: {
          ...textPaint(palette),
          'text-color': soft ? palette.inkSoft : palette.ink,
          'text-opacity': ['case', state('cut'), 0, 1],
        },
      }),
    ),
    {
      id: placeLayer,
      type: 'symbol',
      source: 'places',
      minzoom: placesFrom,
      layout: {
        'icon-image': ['get', 'image'],
        'icon-allow-overlap': true,
        'icon-padding': 0,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.8, 14, 1.1],
        'symbol-sort-key': ['get', 'rank'],
      },
    },
  ];
}

/** Counts as circles at the points of zones, or of places: their radius is a feature state, in pixels at every zoom. */
function circles(source: 'circles' | 'places', palette: MapPalette, minzoom = 0): LayerSpecification {
  const shown: ExpressionSpecification = ['to-boolean', ['feature-state', 'radius']];
  const opacity: ExpressionSpecification = ['case', state('dim'), 0.25, source === 'circles' ? 0.62 : 0.45];
  return {
    id: source === 'circles' ? 'zone-circles' : 'place-circles',
    type: 'circle',
    source,
    minzoom,
    paint: {
      'circle-radius': ['number', ['feature-state', 'radius'], 0],
      'circle-color': source === 'circles' ? palette.circle : palette.accent,
      'circle-opacity': ['case', shown, opacity, 0],
      'circle-stroke-color': palette.card,
      'circle-stroke-width': ['case', shown, 1, 0],
    },
  };
}

/** The zoom at which names that begin or end at one with letters of 11 px do so with those of the palette. */
export function laterZoom(zoom: number, { letters }: Pick<MapPalette, 'letters'>): number {
  return zoom === 0 ? 0 : zoom + labelSizes(letters).later;
}

/** The first name is none of a font: MapLibre reads the weight from it. */
export const labelFonts = ['Medium', 'Inter Variable', 'Noto Kufi Arabic Variable'];

const textLayout = {
  'text-field': ['get', 'text'] as ExpressionSpecification,
  'text-font': labelFonts,
  'text-max-width': 7,
  'text-line-height': 1.15,
};

function textPaint(palette: MapPalette) {
  return { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 } as const;
}
