import { escaped } from './escaped.ts';
import { isClear, paintOf } from './paint.ts';
import { type TextLine, textLines } from './textLines.ts';

/** Letters on one line, by their middle, which is the same in a reader that does not know their direction. */
export interface Letters {
  readonly kind: 'letters';
  readonly text: string;
  readonly x: number;
  /** Of the line that they stand on. */
  readonly y: number;
  readonly direction: 'rtl' | 'ltr';
  readonly style: string;
  readonly weight: string;
  readonly size: string;
  readonly family: string;
  readonly decoration: string;
  readonly numeric: string;
  readonly colour: string;
  readonly opacity: number;
}

/** A part of a drawing: SVG, letters, or what the caller draws in the place of an element. */
export type Part =
  | { readonly kind: 'shape'; readonly svg: string }
  | Letters
  | {
      readonly kind: 'other';
      readonly element: Element;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    };

/**
 * The laid out content of an element in parts: boxes, borders, letters in logical order, inner SVGs, with the
 * element's upper left corner at 0, 0. Not drawn: shadows, pseudo-elements, what is clipped away.
 * `isOther`: elements that the caller draws.
 */
export function drawingOf(root: Element, isOther: (element: Element) => boolean): Part[] {
  const origin = root.getBoundingClientRect();
  const parts: Part[] = [];
  const shape = (...svg: string[]) => parts.push(...svg.map((one) => ({ kind: 'shape' as const, svg: one })));
  let ids = 0;

  function visit(element: Element, outer: number): void {
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.visibility === 'hidden' || style.clipPath === 'inset(50%)') return;
    const box = element.getBoundingClientRect();
    const opacity = outer * Number(style.opacity);
    const at = { x: box.left - origin.left, y: box.top - origin.top };
    if (isOther(element)) parts.push({ kind: 'other', element, ...at, width: box.width, height: box.height });
    else if (element instanceof SVGSVGElement) shape(faded(inner(element, box, style), opacity));
    else {
      boxOf(box, style, opacity);
      for (const child of element.childNodes) {
        if (child instanceof Element) visit(child, opacity);
        else if (child instanceof Text)
          for (const line of textLines(child)) parts.push(lettersOf(line, style, opacity));
      }
    }
  }

  function placed(content: string, box: DOMRect): string {
    return `<g transform="translate(${round(box.left - origin.left)} ${round(box.top - origin.top)})">${content}</g>`;
  }

  function boxOf(box: DOMRect, style: CSSStyleDeclaration, opacity: number): void {
    if (box.width === 0 || box.height === 0) return;
    const [x, y] = [box.left - origin.left, box.top - origin.top];
    const radius = Math.min(radiusOf(style, box.width), box.width / 2, box.height / 2);
    const rect = (inset: number, rest: string) =>
      `<rect x="${round(x + inset)}" y="${round(y + inset)}" width="${round(box.width - 2 * inset)}" height="${round(box.height - 2 * inset)}"${radius > 0 ? ` rx="${round(radius)}"` : ''} ${rest}/>`;
    if (!isClear(style.backgroundColor)) shape(faded(rect(0, `fill="${style.backgroundColor}"`), opacity));
    if (style.backgroundImage !== 'none') {
      const paint = paintOf(style.backgroundImage, `paint-${++ids}`, box.width, box.height);
      if (paint) shape(paint.definition, faded(rect(0, `fill="${paint.fill}"`), opacity));
    }
    const sides = (['Top', 'Right', 'Bottom', 'Left'] as const).map((side) => ({
      side,
      width: style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]),
      colour: style[`border${side}Color`],
    }));
    const drawn = sides.filter(({ width, colour }) => width > 0 && !isClear(colour));
    if (drawn.length === 4) {
      const { width, colour } = drawn[0]!;
      shape(faded(rect(width / 2, `fill="none" stroke="${colour}" stroke-width="${width}"`), opacity));
    } else
      for (const { side, width, colour } of drawn) {
        const across = side === 'Top' || side === 'Bottom';
        const left = side === 'Right' ? x + box.width - width : x;
        const top = side === 'Bottom' ? y + box.height - width : y;
        shape(
          faded(
            `<rect x="${round(left)}" y="${round(top)}" width="${round(across ? box.width : width)}" height="${round(across ? width : box.height)}" fill="${colour}"/>`,
            opacity,
          ),
        );
      }
  }

  function lettersOf(line: TextLine, style: CSSStyleDeclaration, opacity: number): Letters {
    const { text, left, right, top, bottom } = line;
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = measured(style);
    return {
      kind: 'letters',
      text,
      x: round((left + right) / 2 - origin.left),
      y: round(top + ((bottom - top) * up) / (up + down || 1) - origin.top),
      direction: style.direction === 'rtl' ? 'rtl' : 'ltr',
      style: style.fontStyle,
      weight: style.fontWeight,
      size: style.fontSize,
      family: style.fontFamily,
      decoration: style.textDecorationLine,
      numeric: style.fontVariantNumeric,
      colour: style.color,
      opacity,
    };
  }

  function inner(element: SVGSVGElement, box: DOMRect, style: CSSStyleDeclaration): string {
    if (box.width === 0 || box.height === 0) return '';
    const copy = element.cloneNode(true) as SVGSVGElement;
    const from = [element, ...element.querySelectorAll('*')];
    for (const [index, to] of [copy, ...copy.querySelectorAll('*')].entries()) {
      const { fill, stroke, strokeWidth, strokeDasharray, strokeLinecap } = getComputedStyle(from[index]!);
      for (const name of ['class', 'aria-hidden', 'data-met']) to.removeAttribute(name);
      to.setAttribute('fill', fill);
      to.setAttribute('stroke', stroke);
      to.setAttribute('stroke-width', strokeWidth);
      if (strokeDasharray !== 'none') to.setAttribute('stroke-dasharray', strokeDasharray);
      to.setAttribute('stroke-linecap', strokeLinecap);
    }
    copy.setAttribute('width', String(round(box.width)));
    copy.setAttribute('height', String(round(box.height)));
    copy.setAttribute('color', style.color);
    const turned = style.transform.startsWith('matrix(-1');
    const content = new XMLSerializer().serializeToString(copy);
    return placed(
      turned ? `<g transform="translate(${round(box.width)} 0) scale(-1 1)">${content}</g>` : content,
      box,
    );
  }

  visit(root, 1);
  return parts;
}

const faded = (svg: string, opacity: number) =>
  opacity < 1 && svg ? `<g opacity="${opacity}">${svg}</g>` : svg;

/** Letters as SVG, in logical order. */
export function lettersSvg(letters: Letters): string {
  const { text, x, y, direction, style, weight, size, decoration, numeric, colour, opacity } = letters;
  const more = [
    style === 'normal' ? '' : ` font-style="${style}"`,
    decoration === 'none' ? '' : ` text-decoration="${decoration}"`,
    numeric === 'normal' ? '' : ` style="font-variant-numeric: ${numeric}"`,
    opacity < 1 ? ` opacity="${opacity}"` : '',
  ].join('');
  return `<text x="${x}" y="${y}" text-anchor="middle" direction="${direction}" font-size="${size}" font-weight="${weight}" fill="${colour}"${more}>${escaped(text)}</text>`;
}

/** Draws letters with the faces of the page. */
export function drawLetters(context: CanvasRenderingContext2D, letters: Letters): void {
  const { text, x, y, direction, style, weight, size, family, colour, opacity } = letters;
  context.font = `${style} ${weight} ${size} ${family}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.direction = direction;
  context.fillStyle = colour;
  context.globalAlpha = opacity;
  context.fillText(text, x, y);
  context.globalAlpha = 1;
}

/** Of the radius of a box's corners, in pixels: a share is of its width. */
function radiusOf({ borderTopLeftRadius }: CSSStyleDeclaration, width: number): number {
  const value = Number.parseFloat(borderTopLeftRadius) || 0;
  return borderTopLeftRadius.endsWith('%') ? (value / 100) * width : value;
}

let context: CanvasRenderingContext2D | null = null;

function measured({ fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): TextMetrics {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) throw new Error('the browser gives no canvas to measure letters on');
  context.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  return context.measureText('x');
}

const round = (value: number) => Math.round(value * 100) / 100;
