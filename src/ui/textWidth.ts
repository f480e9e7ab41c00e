import type { Look } from './look.ts';

let context: CanvasRenderingContext2D | null = null;
const kept = new Map<string, number>();
const mostKept = 2000;

/** How wide a line is on a canvas in the page's font, in px of this size; by the usual width of a letter without one. */
export function textWidth(text: string, look: Look, size: number, weight = 400): number {
  const usual = text.length * size * 0.56;
  if (typeof document === 'undefined') return usual;
  const key = `${weight} ${size} ${look.fonts} ${text}`;
  let width = kept.get(key);
  if (width === undefined) {
    context ??= document.createElement('canvas').getContext('2d');
    if (!context) return usual;
    context.font = `${weight} ${size}px ${look.font}`;
    width = context.measureText(text).width;
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, width);
  }
  return width;
}
