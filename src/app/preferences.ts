import { createStore } from 'zustand/vanilla';
import { type Digits, type Language, languages } from '../i18n/language.ts';
import type { KeptPeriod, KeptPeriods } from '../views/time/keptPeriods.ts';
import { readPeriods, storedPeriods } from './keptPeriods.ts';

/** What is one reader's own: kept in this browser, never in the address. */
export interface Preferences {
  readonly language: Language;
  readonly digits: Digits;
  readonly theme: 'light' | 'dark';
  /** Periods that the reader keeps under a name. */
  readonly periods: readonly KeptPeriod[];
}

const key = 'services-360';
const forced = matchMedia('(forced-colors: active)');
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Arabic first, the theme of the system; `?lang=en` in the address opens the page in another language once. */
function initial(): Preferences {
  const kept = read();
  const asked = new URLSearchParams(location.search).get('lang');
  return {
    language: languages.find((language) => language === (asked ?? kept.language)) ?? 'ar',
    digits: kept.digits === 'arab' ? 'arab' : 'latn',
    theme: kept.theme === 'dark' || kept.theme === 'light' ? kept.theme : dark.matches ? 'dark' : 'light',
    periods: readPeriods(kept.periods),
  };
}

function read(): { readonly [name in keyof Preferences]?: unknown } {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as ReturnType<typeof read>;
  } catch {
    return {};
  }
}

export const preferences = createStore<Preferences>(initial);

/** Where the reader's system has its own colours, what is drawn stands on those: their theme, not the kept one. */
function show({ theme }: Preferences): void {
  const ofSystem = dark.matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = forced.matches ? ofSystem : theme;
}

show(preferences.getState());
for (const query of [forced, dark])
  query.addEventListener('change', () => {
    show(preferences.getState());
  });
preferences.subscribe((now) => {
  show(now);
  try {
    localStorage.setItem(key, JSON.stringify({ ...now, periods: storedPeriods(now.periods) }));
  } catch {
    // A browser that keeps nothing still shows the page.
  }
});

/** Keeps a period, in the place of one of the same name. */
export const keepPeriod: KeptPeriods['keep'] = (period) =>
  preferences.setState(({ periods }) => ({
    periods: [...periods.filter(({ name }) => name !== period.name), period],
  }));

export const dropPeriod: KeptPeriods['drop'] = (name) =>
  preferences.setState(({ periods }) => ({ periods: periods.filter((kept) => kept.name !== name) }));
