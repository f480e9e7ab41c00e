/** How long a pulse lasts, and how long after one there is no other at the same place, in ms. */
const lasts = 1_000;
/** As many at a time: more is unrest. */
const most = 12;

/**
 * Rings that open and fade at points of a map. They are elements over the canvas, so that nothing of the map is drawn
 * anew for them.
 */
export class MapPulses {
  readonly #place: HTMLElement;
  readonly #going = new Map<string, { readonly ring: HTMLElement; readonly at: readonly [number, number] }>();
  readonly #still = matchMedia('(prefers-reduced-motion: reduce)');

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  /**
   * Starts one.
   * @param project where a point lies now, in pixels from the map's left and top
   */
  start(id: string, at: readonly [number, number], project: Project): void {
    if (this.#still.matches || this.#going.has(id) || this.#going.size >= most) return;
    const ring = document.createElement('span');
    ring.className = 'map-pulse';
    ring.dataset.pulse = id;
    ring.setAttribute('aria-hidden', 'true');
    this.#going.set(id, { ring, at });
    this.follow(project);
    this.#place.append(ring);
    setTimeout(() => this.#end(id), lasts);
  }

  /** Brings the rings to where their points lie after the map has moved. */
  follow(project: Project): void {
    for (const { ring, at } of this.#going.values()) {
      const { x, y } = project(at);
      ring.style.left = `${x}px`;
      ring.style.top = `${y}px`;
    }
  }

  dispose(): void {
    for (const id of [...this.#going.keys()]) this.#end(id);
  }

  #end(id: string): void {
    this.#going.get(id)?.ring.remove();
    this.#going.delete(id);
  }
}

type Project = (at: readonly [number, number]) => { readonly x: number; readonly y: number };
