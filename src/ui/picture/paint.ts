/** A paint of SVG: what `fill` says, and the definition that it needs. */
export interface Paint {
  readonly fill: string;
  readonly definition: string;
}

/** Whether a colour leaves nothing to be seen. */
export function isClear(colour: string): boolean {
  return colour === 'transparent' || /^rgba\(.*,\s*0\)$|\/\s*0\)$/.test(colour);
}

/** A CSS background image as a paint; null for one that is not drawn. `id` is the definition's own. */
export function paintOf(image: string, id: string, width: number, height: number): Paint | null {
  const fill = `url(#${id})`;
  const pattern = (size: number, content: string, turn = '') => ({
    fill,
    definition: `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"${turn}>${content}</pattern>`,
  });
  const colour = /rgba?\([^)]*\)/.exec(image)?.[0];
  if (!colour) return null;
  // The two textures of the page: lines from corner to corner, and dots.
  if (image.startsWith('repeating-linear-gradient'))
    return pattern(4, `<rect width="1" height="4" fill="${colour}"/>`, ' patternTransform="rotate(45)"');
  if (image.startsWith('radial-gradient'))
    return pattern(4, `<circle cx="2" cy="2" r="1" fill="${colour}"/>`);
  return linear(image, id, width, height);
}

function linear(image: string, id: string, width: number, height: number): Paint | null {
  const found = /^linear-gradient\((?:(to left|to right|90deg|270deg|-90deg),\s*)?(.*)\)$/.exec(image);
  if (!found) return null;
  const stops = [...found[2]!.matchAll(/(rgba?\([^)]*\))((?:\s+[\d.]+%)*)/g)];
  const last = Math.max(1, stops.length - 1);
  const drawn = stops.flatMap(([, colour, places], index) => {
    const at = [...places!.matchAll(/[\d.]+/g)].map(Number);
    return (at.length > 0 ? at : [(index / last) * 100]).map(
      (part) => `<stop offset="${part / 100}" stop-color="${colour}"/>`,
    );
  });
  const [from, to] =
    found[1] === undefined
      ? [`x1="0" y1="0"`, `x2="0" y2="${height > 0 ? 1 : 0}"`]
      : /left|270|-90/.test(found[1])
        ? [`x1="1" y1="0"`, `x2="0" y2="0"`]
        : [`x1="0" y1="0"`, `x2="${width > 0 ? 1 : 0}" y2="0"`];
  return {
    fill: `url(#${id})`,
    definition: `<linearGradient id="${id}" ${from} ${to}>${drawn.join('')}</linearGradient>`,
  };
}
