import { useSyncExternalStore } from 'react';

/** The tokens that a canvas needs as values: colours, a font, sizes in pixels. */
export interface Look {
  readonly ink: string;
  readonly ink2: string;
  readonly line: string;
  readonly card: string;
  readonly accent: string;
  readonly bar: string;
  readonly neutral: string;
  readonly track: string;
  readonly good: string;
  readonly bad: string;
  readonly font: string;
  /** Counts the faces of fonts that have arrived: what was measured before them is measured anew. */
  readonly fonts: number;
  /** The size of the page's own text. */
  readonly rem: number;
  readonly textXs: number;
  readonly textS: number;
  readonly textM: number;
}

const tokens = {
  ink: '--ink',
  ink2: '--ink-2',
  line: '--line',
  card: '--card',
  accent: '--accent',
  bar: '--bar',
  neutral: '--neutral',
  track: '--track',
  good: '--good',
  bad: '--bad',
  font: '--font',
} as const;
const sizes = { textXs: '--text-xs', textS: '--text-s', textM: '--text-m' } as const;

let current: Look | null = null;
let key = '';
let fontsLoaded = 0;

/** The tokens as they are now, whoever listens for their changes. */
export function lookNow(): Look {
  const style = getComputedStyle(document.documentElement);
  const root = Number.parseFloat(style.fontSize) || 16;
  const look: Record<string, string | number> = {};
  for (const [name, token] of Object.entries(tokens)) look[name] = style.getPropertyValue(token).trim();
  for (const [name, token] of Object.entries(sizes)) {
    look[name] = Math.round(Number.parseFloat(style.getPropertyValue(token)) * root * 4) / 4 || 12;
  }
  look.fonts = fontsLoaded;
  look.rem = root;
  return look as unknown as Look;
}

function readLook(): Look {
  const look = lookNow();
  const next = JSON.stringify(look);
  if (!current || next !== key) {
    key = next;
    current = look;
  }
  return current;
}

function subscribe(onStale: () => void): () => void {
  const onChange = () => {
    readLook();
    onStale();
  };
  // What changed while nobody listened.
  readLook();
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'dir', 'lang', 'style'],
  });
  const onFonts = () => {
    fontsLoaded++;
    onChange();
  };
  window.addEventListener('resize', onChange);
  document.fonts.addEventListener('loadingdone', onFonts);
  return () => {
    observer.disconnect();
    window.removeEventListener('resize', onChange);
    document.fonts.removeEventListener('loadingdone', onFonts);
  };
}

/** The tokens of the theme in force; a new object when any of them changes. */
export function useLook(): Look {
  // Not read anew for each drawing: that would ask for the page's styles while they change.
  return useSyncExternalStore(subscribe, () => current ?? readLook());
}
