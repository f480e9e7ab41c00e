import { type Flavor, layers, namedFlavor } from '@protomaps/basemaps';
import { addProtocol, type LayerSpecification, type Map as MapLibre } from 'maplibre-gl';
import { Protocol } from 'pmtiles';
import { labelSizes } from './labelSizes.ts';
import type { MapPalette } from './palette.ts';
import { firstLabelLayer, firstZoneLayer, labelFonts, overFills, streetsSource } from './style.ts';

const protocol = new Protocol();
addProtocol('pmtiles', protocol.tile);

/**
 * Streets, land and water from an archive of tiles, under the zones of a map; its water and bridges lie over the
 * zones' colours, so that these end at the coast. Street names are drawn with the page's fonts, nothing with icons.
 */
export class Streets {
  readonly #map: MapLibre;
  readonly #address: string;
  #palette: MapPalette;
  #language: string;
  #shown = false;

  /** @param address of a PMTiles archive in the layers of the Protomaps basemap */
  constructor(map: MapLibre, address: string, palette: MapPalette, language: string) {
    this.#map = map;
    this.#address = address;
    this.#palette = palette;
    this.#language = language;
  }

  show(shown: boolean): void {
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (shown) this.#add();
    else this.#remove();
  }

  setPalette(palette: MapPalette): void {
    this.#palette = palette;
    this.#redraw();
  }

  setLanguage(language: string): void {
    if (language === this.#language) return;
    this.#language = language;
    this.#redraw();
  }

  #redraw(): void {
    if (!this.#shown) return;
    this.#remove();
    this.#add();
  }

  #add(): void {
    const map = this.#map;
    if (!map.getSource(streetsSource)) {
      map.addSource(streetsSource, { type: 'vector', url: `pmtiles://${this.#address}` });
    }
    for (const layer of streetLayers(this.#palette, this.#language)) {
      map.addLayer(layer, beforeOf(layer));
    }
  }

  #remove(): void {
    for (const { id } of this.#map.getStyle().layers) {
      if (id.startsWith(prefix)) this.#map.removeLayer(id);
    }
  }
}

const prefix = 'streets-';
/** Layers of the package that the page has its own of, or that need icons. */
const left =
  /^(background|boundaries|address|roads_oneway|roads_shields|pois|places|earth_label|water_label)/;

/** The layers of streets, bottom to top. */
export function streetLayers(palette: MapPalette, language: string): LayerSpecification[] {
  return layers(streetsSource, flavorOf(palette), { lang: language })
    .filter(({ id }) => !left.test(id))
    .map((layer): LayerSpecification => {
      const named = { ...layer, id: `${prefix}${layer.id}` } as LayerSpecification;
      if (named.type !== 'symbol') return named;
      return {
        ...named,
        layout: {
          ...named.layout,
          'text-field': ['coalesce', ['get', `name:${language}`], ['get', 'name']],
          'text-font': labelFonts,
          'text-size': labelSizes(palette.letters).of('street'),
          'text-letter-spacing': 0,
        },
      };
    });
}

/** The layer that a layer of streets is drawn under. */
function beforeOf({ id, type }: LayerSpecification): string {
  if (type === 'symbol') return firstLabelLayer;
  return /^streets-(water|roads_bridges)/.test(id) ? overFills : firstZoneLayer;
}

/** The colours of streets: the page's own land and water, and roads that are seen through the zones' colours. */
function flavorOf(palette: MapPalette): Flavor {
  const dark = palette.theme === 'dark';
  const { land, sea } = palette;
  const [highway, major, minor, green, block] = dark
    ? ['#b4bfca', '#87939e', '#55606a', '#1d2c28', '#28323a']
    : ['#77705f', '#979080', '#bdb7a9', '#e6ecdb', '#e6e2d7'];
  const roads = (kind: string) => (/highway/.test(kind) ? highway : /major|link/.test(kind) ? major : minor);
  const { pois: _, landcover: __, ...base } = namedFlavor(dark ? 'black' : 'white');
  const colours = Object.keys(base).map((key): [string, string] => {
    if (/_halo$/.test(key)) return [key, palette.halo];
    if (/label/.test(key)) return [key, palette.inkSoft];
    if (/casing/.test(key)) return [key, land];
    if (/^(water|background)$/.test(key)) return [key, sea];
    if (/^(park|wood|scrub|zoo)/.test(key)) return [key, green!];
    if (/^(buildings|pier|industrial|aerodrome|runway|hospital|school|pedestrian)$/.test(key))
      return [key, block!];
    if (/^(tunnel|bridges|minor|major|highway|link|other|railway)/.test(key)) return [key, roads(key)!];
    return [key, land];
  });
  return Object.fromEntries(colours) as unknown as Flavor;
}
