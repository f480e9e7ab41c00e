import type { FeatureCollection } from 'geojson';
import {
  type ErrorEvent,
  type GeoJSONSource,
  type LngLatBoundsLike,
  Map as MapLibre,
  type MapMouseEvent,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Heat, HeatPoints } from './heat.ts';
import { type Blank, drawImages, imageRatio, type PlaceShape } from './images.ts';
import { labelSizes, type NameKind } from './labelSizes.ts';
import type { MapPalette } from './palette.ts';
import { MapPulses } from './pulses.ts';
import type { Streets } from './streets.ts';
import {
  firstLabelLayer,
  labelTiers,
  laterZoom,
  mapLayers,
  mapStyle,
  nameKinds,
  placeLayer,
  placeNamesFrom,
  type SourceId,
  streetsSource,
} from './style.ts';

setWorkerUrl(workerUrl);

/** How a zone or a place is drawn: in a colour, with a circle of a radius in pixels, or blank for a reason. */
export type ZoneFill = { readonly colour: string } | { readonly radius: number } | { readonly blank: Blank };

/** West, south, east, north in degrees. */
export type MapBounds = readonly [west: number, south: number, east: number, north: number];

/** What is drawn under the colours; each zone and each part of one has its id in `properties.id`. */
export interface MapShapes {
  readonly zones: FeatureCollection;
  readonly sea: FeatureCollection;
  readonly details: FeatureCollection;
  readonly neighbours: FeatureCollection;
  readonly water: FeatureCollection;
}

export interface MapLabel {
  readonly id: string;
  readonly text: string;
  readonly at: readonly [lon: number, lat: number];
  /** Index of the zoom from which it is shown (`labelTiers`). */
  readonly tier: number;
  /** Within a tier, lower goes first where two collide. */
  readonly rank: number;
}

/** A name that is no zone's, for orientation. */
export interface MapName {
  readonly id: string;
  readonly text: string;
  readonly at: readonly [lon: number, lat: number];
  readonly kind: NameKind;
  /** Within a kind, lower goes first where two collide. */
  readonly rank: number;
}

export interface MapPlace {
  readonly id: string;
  readonly text: string;
  readonly at: readonly [lon: number, lat: number];
  readonly shape: PlaceShape;
  readonly rank: number;
}

/** Streets that may be drawn under the zones. */
export interface MapStreets {
  /** Of a PMTiles archive in the layers of the Protomaps basemap. */
  readonly address: string;
  /** Of the streets' names, as in `name:ar`. */
  readonly language: string;
}

/** A zone or a place under the pointer or the cross hair. */
export interface MapTarget {
  readonly kind: 'zone' | 'place';
  readonly id: string;
}

export interface MapHover extends MapTarget {
  /** Pixels from the left and top of the map. */
  readonly x: number;
  readonly y: number;
  readonly by: 'pointer' | 'keyboard' | 'touch';
}

/** What the island tells its owner. */
export interface MapEvents {
  onHover(hover: MapHover | null): void;
  /** `add`: the choice is added to what is chosen. */
  onChoose(target: MapTarget, add: boolean): void;
  /** The streets cannot be loaded; the map is drawn without them. */
  onStreetsUnavailable(): void;
}

/**
 * The one imperative piece around MapLibre: keeps what it is told and brings the map to it. Everything may be set
 * before the style is loaded.
 * @throws GPUInitializationError where the browser gives no WebGL 2.
 */
/** Pixels of the map on paper for one of the page: some 290 dots an inch at A4. */
const paperRatio = 2.5;

export class MapIsland {
  readonly #map: MapLibre;
  readonly #events: MapEvents;
  readonly #data = new Map<SourceId, FeatureCollection>();
  #palette: MapPalette;
  #fills: ReadonlyMap<string, ZoneFill> = new Map();
  #placeFills: ReadonlyMap<string, ZoneFill> = new Map();
  #labels: readonly MapLabel[] = [];
  #names: readonly MapName[] = [];
  #places: readonly MapPlace[] = [];
  #zones: readonly string[] = [];
  #details: ReadonlySet<string> = new Set();
  #chosen: ReadonlySet<string> = new Set();
  #chosenPlaces: ReadonlySet<string> = new Set();
  readonly #pulses: MapPulses;
  readonly #cut = new Set<string>();
  /** The states of features as the map has them. */
  readonly #states = new Map<string, string>();
  #hovered: string | null = null;
  #home: MapBounds | null = null;
  #moved = false;
  #byKeyboard = false;
  /** Whether what points last was a finger, which does not hover. */
  #byTouch = false;
  #heat: Heat | null = null;
  #streets: Streets | null = null;
  #wanted: MapStreets | null = null;
  #disposed = false;
  #ready = false;

  constructor(container: HTMLElement, palette: MapPalette, events: MapEvents) {
    this.#palette = palette;
    this.#events = events;
    const map = new MapLibre({
      container,
      style: mapStyle(palette),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      minZoom: 6,
      maxZoom: 15,
      renderWorldCopies: false,
      fadeDuration: 120,
      // A finger that scrolls the page over the map goes on scrolling it; two move the map.
      cooperativeGestures: matchMedia('(pointer: coarse)').matches,
      maxTileCacheZoomLevels: 2,
      refreshExpiredTiles: false,
    });
    this.#map = map;
    this.#pulses = new MapPulses(container);
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.on('style.load', () => this.#load());
    map.on('error', (event) => this.#fail(event));
    for (const type of ['pointerover', 'pointerdown'] as const)
      container.addEventListener(type, ({ pointerType }) => {
        this.#byTouch = pointerType === 'touch';
      });
    map.on('mousemove', (event) => this.#point(event));
    map.on('mouseout', () => {
      if (!this.#byTouch) this.#hover(null);
    });
    map.on('click', (event) => this.#choose(event));
    map.on('movestart', (event) => {
      if ((event as { originalEvent?: Event }).originalEvent) this.#moved = true;
    });
    map.on('move', () => {
      this.#cutLabels();
      this.#pulses.follow(this.#project);
      if (this.#byKeyboard) this.#pointAtMiddle();
    });
    map.on('resize', () => {
      if (!this.#moved) this.home(false);
      this.#cutLabels();
    });
    const canvas = map.getCanvas();
    canvas.addEventListener('keydown', this.#onKey);
    canvas.addEventListener('blur', this.#onBlur);
  }

  /** The canvas: it has the keyboard's focus. */
  get canvas(): HTMLCanvasElement {
    return this.#map.getCanvas();
  }

  setShapes(shapes: MapShapes): void {
    this.#zones = idsOf(shapes.zones);
    this.#details = new Set(idsOf(shapes.details));
    for (const id of ['zones', 'sea', 'details', 'neighbours', 'water'] as const) this.#fill(id, shapes[id]);
    this.#fill('fills', shapes.zones);
    this.#paintAll();
  }

  setFills(fills: ReadonlyMap<string, ZoneFill>): void {
    this.#fills = fills;
    this.#paintAll();
  }

  /** What the marks of places say of them: a ring in a colour, or a circle. */
  setPlaceFills(fills: ReadonlyMap<string, ZoneFill>): void {
    this.#placeFills = fills;
    this.#paintPlaces();
  }

  setLabels(labels: readonly MapLabel[]): void {
    this.#labels = labels;
    this.#fill('labels', pointsOf(labels));
    this.#fill('circles', pointsOf(labels));
    // States of points that had none yet.
    this.#paintAll();
    this.#cutLabels();
  }

  setNames(names: readonly MapName[]): void {
    this.#names = names;
    this.#fill('names', pointsOf(names));
    this.#cutLabels();
  }

  setPlaces(places: readonly MapPlace[]): void {
    this.#places = places;
    this.#fill('places', {
      type: 'FeatureCollection',
      features: places.map(({ at, shape, ...properties }) => ({
        type: 'Feature',
        properties: {
          ...properties,
          image: this.#chosenPlaces.has(properties.id) ? `${shape}-chosen` : shape,
        },
        geometry: { type: 'Point', coordinates: [...at] },
      })),
    });
    this.#paintPlaces();
  }

  setChosen(zones: ReadonlySet<string>, places: ReadonlySet<string>): void {
    this.#chosen = zones;
    this.#chosenPlaces = places;
    this.setPlaces(this.#places);
    this.#paintAll();
  }

  /** Marks a zone from outside, as the pointer would; null takes the mark off. */
  mark(id: string | null): void {
    const before = this.#hovered;
    this.#hovered = id;
    if (before !== null) this.#paint(before);
    if (id !== null) this.#paint(id);
  }

  /** Shows for a moment that something happened in these zones; one that is not named on the map has no place for it. */
  pulse(zones: readonly string[]): void {
    for (const { id, at } of this.#labels) if (zones.includes(id)) this.#pulses.start(id, at, this.#project);
  }

  /** Other colours on the same map. */
  setPalette(palette: MapPalette): void {
    this.#palette = palette;
    if (!this.#ready) return;
    this.#addImages();
    this.#paintLayers();
    this.#cutLabels();
    this.#heat?.setTheme(palette.theme);
    this.#streets?.setPalette(palette);
  }

  /** The view that the map opens with and that home() returns to. */
  setHome(bounds: MapBounds | null): void {
    this.#home = bounds;
    if (!this.#moved) this.home(false);
  }

  home(animate = true): void {
    if (!this.#home) return;
    this.#moved = false;
    this.#map.fitBounds(latLng(this.#home), { padding: this.#padding(), animate, duration: 500 });
  }

  /** Brings bounds into view if they are not wholly in it. */
  show(bounds: MapBounds): void {
    const view = this.#map.getBounds();
    const [west, south, east, north] = bounds;
    if (view.contains([west, south]) && view.contains([east, north])) return;
    this.#moved = true;
    this.#map.fitBounds(latLng(bounds), { padding: 80, maxZoom: 12.5, duration: 600 });
  }

  zoomBy(steps: number): void {
    this.#moved = true;
    this.#map.zoomTo(this.#map.getZoom() + steps, { duration: 250 });
  }

  /** Where a point lies, in pixels from the map's left and top. */
  project(at: readonly [number, number]): { x: number; y: number } {
    return this.#map.project([at[0], at[1]]);
  }

  readonly #project = (at: readonly [number, number]) => this.project(at);

  /** Draws points as a heat map under the labels; null takes it away. Loads deck.gl when first asked. */
  async setHeat(points: HeatPoints | null): Promise<void> {
    if (!points) {
      this.#heat?.setPoints(null);
      return;
    }
    if (!this.#heat) {
      const { Heat } = await import('./heat.ts');
      if (this.#disposed) return;
      this.#heat ??= new Heat(this.#map, this.#palette.theme, firstLabelLayer);
    }
    this.#heat.setPoints(points);
  }

  /** Draws streets under the zones; null takes them away. What draws them is loaded when first asked. */
  setStreets(streets: MapStreets | null): void {
    this.#wanted = streets;
    void this.#drawStreets().catch(() => this.#loseStreets());
  }

  /** Draws the map as it stands, and hands the canvas over while its pixels are there. */
  drawNow(draw: (canvas: HTMLCanvasElement) => void): void {
    this.#map.redraw();
    draw(this.#map.getCanvas());
  }

  /**
   * Draws the map in its present frame with pixels for paper, and hands the canvas over in the frame that drew them.
   * A canvas of the library's ends at 4,096 pixels a side.
   */
  async drawSharp(draw: (canvas: HTMLCanvasElement) => void): Promise<void> {
    const map = this.#map;
    const { clientWidth, clientHeight } = map.getContainer();
    const before = map.getPixelRatio();
    map.resize();
    map.setPixelRatio(Math.min(paperRatio, 4096 / Math.max(clientWidth, clientHeight, 1)));
    try {
      await this.#idle();
      await new Promise<void>((done) => {
        map.once('render', () => {
          draw(map.getCanvas());
          done();
        });
        map.triggerRepaint();
      });
    } finally {
      map.setPixelRatio(before);
    }
  }

  #idle(): Promise<void> {
    return new Promise((done) => {
      // A map that never rests, as one whose streets go on loading, is drawn as it stands.
      const timer = setTimeout(done, 15_000);
      this.#map.once('idle', () => {
        clearTimeout(timer);
        done();
      });
      this.#map.triggerRepaint();
    });
  }

  dispose(): void {
    this.#disposed = true;
    const canvas = this.#map.getCanvas();
    canvas.removeEventListener('keydown', this.#onKey);
    canvas.removeEventListener('blur', this.#onBlur);
    this.#heat?.dispose();
    this.#pulses.dispose();
    this.#map.remove();
  }

  #load(): void {
    if (this.#disposed) return;
    this.#ready = true;
    this.#addImages();
    for (const [id, data] of this.#data) this.#fill(id, data);
    this.#paintAll();
    this.home(false);
    this.setStreets(this.#wanted);
  }

  async #drawStreets(): Promise<void> {
    const wanted = this.#wanted;
    if (!this.#ready) return;
    if (wanted && !this.#streets) {
      const { Streets } = await import('./streets.ts');
      if (this.#disposed || this.#wanted !== wanted) return;
      this.#streets ??= new Streets(this.#map, wanted.address, this.#palette, wanted.language);
    }
    if (wanted) this.#streets?.setLanguage(wanted.language);
    this.#streets?.show(wanted !== null);
    this.#paintLayers();
  }

  #loseStreets(): void {
    if (this.#disposed || !this.#wanted) return;
    this.setStreets(null);
    this.#events.onStreetsUnavailable();
  }

  #fail(event: ErrorEvent & { readonly sourceId?: string }): void {
    if (event.sourceId === streetsSource) this.#loseStreets();
    else console.error(event.error);
  }

  #paintLayers(): void {
    for (const layer of mapLayers(this.#palette, this.#wanted !== null)) {
      if (layer.type === 'symbol') {
        const { minzoom = 0, maxzoom = 24, layout } = layer;
        this.#map.setLayerZoomRange(layer.id, minzoom, maxzoom);
        if (layout?.['text-size'] !== undefined)
          this.#map.setLayoutProperty(layer.id, 'text-size', layout['text-size']);
      }
      for (const [name, value] of Object.entries(layer.paint ?? {})) {
        // The names and values are those of the layer's own type.
        this.#map.setPaintProperty(layer.id, name as never, value as never);
      }
    }
  }

  #addImages(): void {
    for (const [id, image] of drawImages(this.#palette)) {
      if (this.#map.hasImage(id)) this.#map.updateImage(id, image);
      else this.#map.addImage(id, image, { pixelRatio: imageRatio });
    }
  }

  #fill(id: SourceId, data: FeatureCollection): void {
    this.#data.set(id, data);
    if (!this.#ready) return;
    this.#map
      .getSource<GeoJSONSource>(id)
      ?.setData(data)
      .catch((error: unknown) => {
        if (!this.#disposed) throw error;
      });
  }

  #paintAll(): void {
    if (!this.#ready) return;
    for (const id of this.#zones) this.#paint(id);
    this.#paintPlaces();
  }

  #paintPlaces(): void {
    if (!this.#ready) return;
    for (const { id } of this.#places) {
      const fill = this.#placeFills.get(id);
      this.#setState('places', id, {
        fill: fill && 'colour' in fill ? fill.colour : null,
        radius: fill && 'radius' in fill ? fill.radius : null,
      });
    }
  }

  #paint(id: string): void {
    if (!this.#ready) return;
    const fill = this.#fills.get(id);
    const dim = this.#chosen.size > 0 && !this.#chosen.has(id);
    const colour = { fill: fill && 'colour' in fill ? fill.colour : null, dim };
    this.#setState('fills', id, colour);
    if (this.#details.has(id)) this.#setState('details', id, colour);
    this.#setState('circles', id, { radius: fill && 'radius' in fill ? fill.radius : null, dim });
    this.#setState('zones', id, {
      blank: fill && 'blank' in fill ? fill.blank : null,
      dim,
      chosen: this.#chosen.has(id),
      hover: this.#hovered === id,
    });
  }

  /** MapLibre writes all vertices of a feature anew, whatever its state was: it is told only what changes. */
  #setState(
    source: SourceId,
    id: string,
    state: Readonly<Record<string, string | number | boolean | null>>,
  ): void {
    const key = `${source}/${id}`;
    const text = Object.values(state).join();
    if (this.#states.get(key) === text) return;
    this.#states.set(key, text);
    this.#map.setFeatureState({ source, id }, state);
  }

  #at(x: number, y: number): MapTarget | null {
    if (!this.#ready) return null;
    const reach = 6;
    const [place] = this.#map.queryRenderedFeatures(
      [
        [x - reach, y - reach],
        [x + reach, y + reach],
      ],
      { layers: [placeLayer] },
    );
    if (place) return { kind: 'place', id: String(place.properties.id) };
    const [zone] = this.#map.queryRenderedFeatures([x, y], { layers: ['zones'] });
    return zone ? { kind: 'zone', id: String(zone.properties.id) } : null;
  }

  #point(event: MapMouseEvent): void {
    // A tap tells of a movement first.
    if (this.#byTouch) return;
    this.#byKeyboard = false;
    const { x, y } = event.point;
    const target = this.#at(x, y);
    this.#map.getCanvas().style.cursor = target ? 'pointer' : '';
    this.#hover(target && { ...target, x, y, by: 'pointer' });
  }

  #pointAtMiddle(): void {
    const { clientWidth, clientHeight } = this.#map.getCanvas();
    const [x, y] = [clientWidth / 2, clientHeight / 2];
    const target = this.#at(x, y);
    this.#hover(target && { ...target, x, y, by: 'keyboard' });
  }

  #hover(hover: MapHover | null): void {
    this.mark(hover?.kind === 'zone' ? hover.id : null);
    this.#events.onHover(hover);
  }

  #choose(event: MapMouseEvent): void {
    const { x, y } = event.point;
    const target = this.#at(x, y);
    if (this.#byTouch) this.#hover(target && { ...target, x, y, by: 'touch' });
    const { shiftKey, ctrlKey, metaKey } = event.originalEvent;
    if (target) this.#events.onChoose(target, shiftKey || ctrlKey || metaKey);
  }

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      this.#byKeyboard = false;
      this.#hover(null);
      return;
    }
    if (/^(Arrow|[+=-]$)/.test(event.key)) {
      this.#moved = true;
      this.#byKeyboard = true;
      this.#pointAtMiddle();
      return;
    }
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    this.#byKeyboard = true;
    this.#pointAtMiddle();
    const { clientWidth, clientHeight } = this.#map.getCanvas();
    const target = this.#at(clientWidth / 2, clientHeight / 2);
    if (target) this.#events.onChoose(target, event.shiftKey || event.ctrlKey || event.metaKey);
  };

  readonly #onBlur = () => {
    if (!this.#byKeyboard) return;
    this.#byKeyboard = false;
    this.#hover(null);
  };

  /** Room that the panels over the map take at the top and bottom. */
  #padding() {
    return { top: 60, bottom: 28, left: 28, right: 28 };
  }

  /** Hides the labels that an edge of the map or a panel over it would cut. */
  #cutLabels(): void {
    if (!this.#ready) return;
    const map = this.#map;
    const canvas = map.getCanvas();
    const frame = canvas.getBoundingClientRect();
    const panels = [
      ...(map.getContainer().closest('[data-map-area]')?.querySelectorAll('[data-map-panel]') ?? []),
    ].map((panel) => panel.getBoundingClientRect());
    const zoom = map.getZoom();
    const sizes = labelSizes(this.#palette.letters);
    // A name may be moved this far to keep clear of another.
    const room = 6;
    const cut = (
      source: SourceId,
      { id, text, at }: MapLabel | MapName | MapPlace,
      size: number,
      below: number,
    ) => {
      const { x, y } = map.project([at[0], at[1]]);
      const { width, height } = textSize(text, size);
      const [left, right] = [x - width / 2, x + width / 2];
      const [top, bottom] = below
        ? [y + below, y + below + height]
        : [y - height / 2 - room, y + height / 2 + room];
      const outside = left < 2 || top < 2 || right > frame.width - 2 || bottom > frame.height - 2;
      const covered = panels.some(
        (panel) =>
          left < panel.right - frame.left &&
          right > panel.left - frame.left &&
          top < panel.bottom - frame.top &&
          bottom > panel.top - frame.top,
      );
      const key = `${source}/${id}`;
      if ((outside || covered) === this.#cut.has(key)) return;
      if (outside || covered) this.#cut.add(key);
      else this.#cut.delete(key);
      map.setFeatureState({ source, id }, { cut: outside || covered });
    };
    for (const label of this.#labels) {
      if (zoom >= laterZoom(labelTiers[label.tier]!, this.#palette))
        cut('labels', label, sizes.zone(zoom), 0);
    }
    for (const { kind, from, to } of nameKinds) {
      if (zoom < laterZoom(from, this.#palette) || zoom >= laterZoom(to, this.#palette)) continue;
      for (const name of this.#names) if (name.kind === kind) cut('names', name, sizes.of(kind), 0);
    }
    if (zoom >= placeNamesFrom) for (const place of this.#places) cut('places', place, sizes.of('place'), 8);
  }
}

function idsOf(collection: FeatureCollection): string[] {
  return collection.features.map((feature) => String(feature.properties?.id));
}

function pointsOf(labels: readonly (MapLabel | MapName)[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: labels.map(({ at, ...properties }) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Point', coordinates: [...at] },
    })),
  };
}

function latLng([west, south, east, north]: MapBounds): LngLatBoundsLike {
  return [west, south, east, north];
}

/** About how much room a name takes, in pixels: it is broken at seven ems. */
function textSize(text: string, size: number): { width: number; height: number } {
  const letter = size * 0.56;
  const line = text.length * letter;
  const most = 7.6 * size;
  const longest = Math.max(...text.split(' ').map((word) => word.length * letter));
  return { width: Math.max(longest, Math.min(line, most)), height: Math.ceil(line / most) * size * 1.2 };
}
