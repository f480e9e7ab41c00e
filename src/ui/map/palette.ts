import { useSyncExternalStore } from 'react';
import type { Theme } from './ramps.ts';

/** What the map takes from the page's tokens: colours that do not depend on a value, and the size of its letters. */
export interface MapPalette {
  readonly theme: Theme;
  readonly sea: string;
  /** Land beyond the city. */
  readonly neighbour: string;
  /** A zone without a colour. */
  readonly land: string;
  readonly border: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly halo: string;
  readonly accent: string;
  readonly card: string;
  /** Circles of counts. */
  readonly circle: string;
  /** The size of the smallest letters, in pixels. */
  readonly letters: number;
}

const fallback: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  light: {
    page: '#f6f4ef',
    card: '#ffffff',
    ink: '#1a1d21',
    'ink-2': '#6a727c',
    accent: '#92722a',
    sea: '#dfe8ec',
    'map-circle': '#c2560f',
  },
  dark: {
    page: '#0d1216',
    card: '#151b21',
    ink: '#eef1f4',
    'ink-2': '#94a0ab',
    accent: '#d9b95b',
    sea: '#0f171d',
    'map-circle': '#e0a84a',
  },
};

/** Colours that the map alone uses; the rest are the page's tokens. */
const own: Readonly<Record<Theme, Pick<MapPalette, 'neighbour' | 'land' | 'border' | 'halo'>>> = {
  light: { neighbour: '#efece5', land: '#f3f0e8', border: '#ffffff', halo: 'rgba(255,255,255,0.86)' },
  dark: { neighbour: '#1a2127', land: '#1f272e', border: '#0d1216', halo: 'rgba(13,18,22,0.88)' },
};

/** The palette that the page's tokens give now: dark where the page's own colour is. */
export function readPalette(): MapPalette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const page = token('page');
  const theme: Theme = isDark(page || style.backgroundColor) ? 'dark' : 'light';
  const colour = (name: string) => token(name) || fallback[theme][name]!;
  return {
    theme,
    ...own[theme],
    sea: colour('sea'),
    ink: colour('ink'),
    inkSoft: colour('ink-2'),
    accent: colour('accent'),
    card: colour('card'),
    circle: colour('map-circle'),
    letters: (Number.parseFloat(token('text-map')) || 0.78125) * (Number.parseFloat(style.fontSize) || 16),
  };
}

/** Whether a #rrggbb or rgb() colour is nearer to black than to white; anything else counts as light. */
export function isDark(colour: string): boolean {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  const rgb = /^rgba?\((\d+)[ ,]+(\d+)[ ,]+(\d+)(?:[ ,/]+([\d.]+))?/.exec(colour);
  if (!hex && (!rgb || rgb[4] === '0')) return false;
  const [r, g, b] = hex
    ? [1, 2, 3].map((i) => Number.parseInt(hex[i]!, 16))
    : [1, 2, 3].map((i) => Number(rgb![i]));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b! < 128;
}

let current: MapPalette | null = null;

function subscribe(onChange: () => void): () => void {
  const check = () => {
    const next = readPalette();
    if (current && JSON.stringify(next) === JSON.stringify(current)) return;
    current = next;
    onChange();
  };
  const attributes = new MutationObserver(check);
  attributes.observe(document.documentElement, { attributes: true });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', check);
  // A larger window has larger letters.
  window.addEventListener('resize', check);
  check();
  return () => {
    attributes.disconnect();
    scheme.removeEventListener('change', check);
    window.removeEventListener('resize', check);
  };
}

function snapshot(): MapPalette {
  current ??= readPalette();
  return current;
}

/** The palette of the page's theme, language and size; changes when one of them does. */
export function useMapPalette(): MapPalette {
  return useSyncExternalStore(subscribe, snapshot);
}
