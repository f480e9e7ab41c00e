import type { MapPalette } from './palette.ts';

/** How a zone without a value looks: nothing to measure, too few residents for a rate, or withheld. */
export type Blank = 'noData' | 'tooFew';
/** What a place is drawn as. */
export type PlaceShape = 'square' | 'diamond' | 'circle';

export const placeShapes: readonly PlaceShape[] = ['square', 'diamond', 'circle'];
const ratio = 2;

/** The images that the style names: hatches, and places plain and chosen. */
export function drawImages(palette: MapPalette): Map<string, ImageData> {
  const images = new Map<string, ImageData>([
    ['noData', drawHatch(palette, 'noData')],
    ['tooFew', drawHatch(palette, 'tooFew')],
  ]);
  for (const shape of placeShapes) {
    images.set(shape, drawPlace(palette, shape, false));
    images.set(`${shape}-chosen`, drawPlace(palette, shape, true));
  }
  return images;
}

export const imageRatio = ratio;

function canvas(size: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas');
  element.width = element.height = size;
  const context = element.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('canvas: got no 2D context for the images of the map');
  return context;
}

function drawHatch(palette: MapPalette, blank: Blank): ImageData {
  const size = 8 * ratio;
  const context = canvas(size);
  context.fillStyle = blankGround(palette, blank);
  context.fillRect(0, 0, size, size);
  context.fillStyle = context.strokeStyle = palette.inkSoft;
  context.globalAlpha = palette.theme === 'dark' ? 0.55 : 0.5;
  if (blank === 'noData') {
    context.lineWidth = 1 * ratio;
    context.beginPath();
    for (const shift of [-size, 0, size]) {
      context.moveTo(shift - 4, size + 4);
      context.lineTo(shift + size + 4, -4);
    }
    context.stroke();
  } else {
    for (const [x, y] of [
      [0.25, 0.25],
      [0.75, 0.75],
    ] as const) {
      context.beginPath();
      context.arc(x * size, y * size, 0.9 * ratio, 0, 2 * Math.PI);
      context.fill();
    }
  }
  return context.getImageData(0, 0, size, size);
}

/** The ground under a blank zone's hatch. */
export function blankGround(palette: MapPalette, blank: Blank): string {
  if (palette.theme === 'dark') return blank === 'noData' ? '#232b32' : '#2b333a';
  return blank === 'noData' ? '#ecebe6' : '#e3e1da';
}

function drawPlace(palette: MapPalette, shape: PlaceShape, chosen: boolean): ImageData {
  const size = (chosen ? 18 : 12) * ratio;
  const context = canvas(size);
  const middle = size / 2;
  const reach = (chosen ? 5.5 : 3.7) * ratio;
  context.beginPath();
  if (shape === 'circle') context.arc(middle, middle, reach, 0, 2 * Math.PI);
  else if (shape === 'square')
    context.rect(middle - reach * 0.9, middle - reach * 0.9, reach * 1.8, reach * 1.8);
  else {
    context.moveTo(middle, middle - reach * 1.25);
    context.lineTo(middle + reach * 1.25, middle);
    context.lineTo(middle, middle + reach * 1.25);
    context.lineTo(middle - reach * 1.25, middle);
    context.closePath();
  }
  context.lineJoin = 'round';
  context.lineWidth = 2.2 * ratio;
  context.strokeStyle = palette.card;
  context.stroke();
  context.fillStyle = chosen ? palette.accent : palette.ink;
  context.fill();
  return context.getImageData(0, 0, size, size);
}
