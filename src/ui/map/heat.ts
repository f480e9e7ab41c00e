import { HeatmapLayer } from '@deck.gl/aggregation-layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibre } from 'maplibre-gl';
import { heatColours, type Theme } from './ramps.ts';

/** Points as they lie in columns: longitude and latitude in turn, and how much each counts for. */
export interface HeatPoints {
  readonly positions: Float32Array;
  readonly weights: Float32Array;
}

/** The deck.gl heat map over a map's fills and under its labels. */
export class Heat {
  readonly #map: MapLibre;
  readonly #overlay: MapLibreOverlay;
  readonly #beforeId: string;
  #theme: Theme;
  #points: HeatPoints | null = null;

  constructor(map: MapLibre, theme: Theme, beforeId: string) {
    this.#map = map;
    this.#theme = theme;
    this.#beforeId = beforeId;
    this.#overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
    map.addControl(this.#overlay);
  }

  setPoints(points: HeatPoints | null): void {
    this.#points = points;
    this.#draw();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#draw();
  }

  dispose(): void {
    this.#map.removeControl(this.#overlay);
  }

  #draw(): void {
    const points = this.#points;
    if (!points) {
      this.#overlay.setProps({ layers: [] });
      return;
    }
    const layer = new HeatmapLayer({
      id: 'heat',
      data: {
        length: points.weights.length,
        attributes: {
          getPosition: { value: points.positions, size: 2 },
          getWeight: { value: points.weights, size: 1 },
        },
      },
      aggregation: 'SUM',
      radiusPixels: 26,
      intensity: 1,
      threshold: 0.04,
      weightsTextureSize: 1024,
      colorRange: heatColours[this.#theme].map((colour) => [...colour]),
      // Read by the overlay, not by the layer.
      ...({ beforeId: this.#beforeId } as object),
    });
    this.#overlay.setProps({ layers: [layer] });
  }
}
