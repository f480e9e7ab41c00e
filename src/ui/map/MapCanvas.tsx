import 'maplibre-gl/dist/maplibre-gl.css';
import './map.css';
import { House, Minus, Plus, Route } from 'lucide-react';
import { memo, type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { addPainter } from '../paper.ts';
import type { HeatPoints } from './heat.ts';
import {
  type MapBounds,
  type MapHover,
  MapIsland,
  type MapLabel,
  type MapName,
  type MapPlace,
  type MapShapes,
  type MapStreets,
  type MapTarget,
  type ZoneFill,
} from './island.ts';
import { useMapPalette } from './palette.ts';
import { labelFonts } from './style.ts';

/** What the map's own controls are called, in the reader's language. */
export interface MapTexts {
  readonly map: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly home: string;
  readonly streets: string;
  /** Said where one finger scrolls the page and two move the map. */
  readonly twoFingers: string;
}

export interface MapPulseSource {
  /** @returns what ends it */
  subscribe(listener: (zones: readonly string[]) => void): () => void;
}

export interface MapCanvasProps {
  readonly shapes: MapShapes;
  /** How each zone is drawn, by its id; a zone without an entry is plain land. */
  readonly fills: ReadonlyMap<string, ZoneFill>;
  /** What is said of each place, by its id. */
  readonly placeFills: ReadonlyMap<string, ZoneFill>;
  readonly labels: readonly MapLabel[];
  readonly names: readonly MapName[];
  readonly places: readonly MapPlace[];
  readonly chosen: ReadonlySet<string>;
  readonly chosenPlaces: ReadonlySet<string>;
  /** A zone marked from outside, e.g. by a search. */
  readonly marked: string | null;
  /** Brought into view whenever it changes to other bounds. */
  readonly shown: MapBounds | null;
  readonly home: MapBounds | null;
  readonly heat: HeatPoints | null;
  /** Streets under the zones; null where there are none. */
  readonly streets: MapStreets | null;
  readonly streetsShown: boolean;
  readonly onStreets: (shown: boolean) => void;
  /** Tells of zones in which something has just happened; null where nothing does. */
  readonly pulses: MapPulseSource | null;
  readonly texts: MapTexts;
  /** Id of the element that says in words what the map shows. */
  readonly describedBy: string;
  /** Whom to name for what is drawn. */
  readonly attribution: readonly string[];
  readonly onHover: (hover: MapHover | null) => void;
  readonly onChoose: (target: MapTarget, add: boolean) => void;
  /** The browser cannot draw the map; nothing of it is left on the page. */
  readonly onUnavailable: (error: Error) => void;
  /** What draws the heat map could not be loaded. */
  readonly onHeatUnavailable: () => void;
  readonly onStreetsUnavailable: () => void;
  /** Panels over the map; labels keep clear of those marked `data-map-panel`. */
  readonly children?: ReactNode;
}

/** The map: MapLibre for zones, names and places, deck.gl for many points. Needs no network beyond its own chunk. */
export function MapCanvas(props: MapCanvasProps) {
  const {
    shapes,
    fills,
    placeFills,
    labels,
    names,
    places,
    chosen,
    chosenPlaces,
    marked,
    shown,
    home,
    heat,
    texts,
  } = props;
  const { streets, streetsShown, pulses } = props;
  const container = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLCanvasElement>(null);
  const [island, setIsland] = useState<MapIsland | null>(null);
  const [fontsReady, setFontsReady] = useState(false);
  const palette = useMapPalette();
  const firstPalette = useRef(palette);
  const onHover = useEffectEvent((hover: MapHover | null) => props.onHover(hover));
  const onChoose = useEffectEvent((target: MapTarget, add: boolean) => props.onChoose(target, add));
  const onHeatUnavailable = useEffectEvent(() => props.onHeatUnavailable());
  const onStreetsUnavailable = useEffectEvent(() => props.onStreetsUnavailable());
  const onUnavailable = useEffectEvent((error: Error) => props.onUnavailable(error));

  useEffect(() => {
    let made: MapIsland;
    try {
      made = new MapIsland(container.current!, firstPalette.current, {
        onHover: (hover) => onHover(hover),
        onChoose: (target, add) => onChoose(target, add),
        onStreetsUnavailable: () => onStreetsUnavailable(),
      });
    } catch (error) {
      onUnavailable(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    setIsland(made);
    return () => {
      setIsland(null);
      made.dispose();
    };
  }, []);

  useEffect(() => {
    let here = true;
    // MapLibre draws names with whatever face is there; the Arabic one is only fetched for Arabic text.
    const faces = labelFonts.slice(1).map((font) => document.fonts.load(`500 16px '${font}'`, 'Dubai دبي'));
    void Promise.allSettled(faces).then(() => {
      if (here) setFontsReady(true);
    });
    return () => {
      here = false;
    };
  }, []);

  useEffect(() => island?.setPalette(palette), [island, palette]);
  useEffect(() => island?.setHome(home), [island, home]);
  useEffect(() => island?.setShapes(shapes), [island, shapes]);
  useEffect(() => island?.setFills(fills), [island, fills]);
  useEffect(() => island?.setPlaceFills(placeFills), [island, placeFills]);
  useEffect(() => {
    if (fontsReady) island?.setLabels(labels);
  }, [island, labels, fontsReady]);
  useEffect(() => {
    if (fontsReady) island?.setNames(names);
  }, [island, names, fontsReady]);
  useEffect(() => {
    if (fontsReady) island?.setPlaces(places);
  }, [island, places, fontsReady]);
  useEffect(() => island?.setChosen(chosen, chosenPlaces), [island, chosen, chosenPlaces]);
  useEffect(() => island?.mark(marked), [island, marked]);
  useEffect(() => {
    if (shown) island?.show(shown);
  }, [island, shown]);
  useEffect(() => {
    island?.setHeat(heat).catch(() => onHeatUnavailable());
  }, [island, heat]);
  useEffect(() => {
    island?.setStreets(streetsShown ? streets : null);
  }, [island, streets, streetsShown]);
  useEffect(() => (island ? pulses?.subscribe((zones) => island.pulse(zones)) : undefined), [island, pulses]);
  useEffect(() => {
    const canvas = island?.canvas;
    canvas?.setAttribute('aria-label', texts.map);
    canvas?.setAttribute('aria-describedby', props.describedBy);
    const hint = container.current?.querySelector('.maplibregl-mobile-message');
    if (hint) hint.textContent = texts.twoFingers;
  }, [island, texts.map, texts.twoFingers, props.describedBy]);

  useEffect(() => {
    const picture = paper.current;
    if (!island || !picture) return;
    const draw = (canvas: HTMLCanvasElement) => {
      picture.width = canvas.width;
      picture.height = canvas.height;
      picture.getContext('2d')?.drawImage(canvas, 0, 0);
      picture.hidden = false;
    };
    return addPainter({
      prepare: () => island.drawSharp(draw),
      now: () => island.drawNow(draw),
      clear: () => {
        picture.hidden = true;
        picture.width = 0;
      },
    });
  }, [island]);

  return (
    <div className="map">
      <div className="map-stage">
        <div ref={container} className="map-canvas" dir="ltr" />
        <canvas ref={paper} className="map-paper" hidden />
        <span className="map-cross" aria-hidden="true" />
        <Buttons
          island={island}
          texts={texts}
          streets={streets ? streetsShown : null}
          onStreets={props.onStreets}
        />
      </div>
      {props.children}
      <p className="map-source" data-map-panel="">
        {props.attribution.map((part) => (
          <bdi key={part}>{part}</bdi>
        ))}
      </p>
    </div>
  );
}

interface ButtonsProps {
  readonly island: MapIsland | null;
  readonly texts: MapTexts;
  /** Whether streets are shown; null where there are none. */
  readonly streets: boolean | null;
  readonly onStreets: (shown: boolean) => void;
}

const Buttons = memo(function Buttons({ island, texts, streets, onStreets }: ButtonsProps) {
  return (
    <div className="map-zoom" data-map-panel="">
      <button type="button" aria-label={texts.zoomIn} title={texts.zoomIn} onClick={() => island?.zoomBy(1)}>
        <Plus size="1rem" aria-hidden="true" />
      </button>
      <button
        type="button"
        aria-label={texts.zoomOut}
        title={texts.zoomOut}
        onClick={() => island?.zoomBy(-1)}
      >
        <Minus size="1rem" aria-hidden="true" />
      </button>
      <button type="button" aria-label={texts.home} title={texts.home} onClick={() => island?.home()}>
        <House size="1rem" aria-hidden="true" />
      </button>
      {streets !== null && (
        <button
          type="button"
          aria-pressed={streets}
          aria-label={texts.streets}
          title={texts.streets}
          onClick={() => onStreets(!streets)}
        >
          <Route size="1rem" aria-hidden="true" />
        </button>
      )}
    </div>
  );
});
