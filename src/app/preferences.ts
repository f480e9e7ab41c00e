import { createStore } from 'zustand/vanilla';
import { type Digits, type Language, languages } from '../i18n/language.ts';

/** What is one reader's own: kept in this browser, never in the address. */
export interface Preferences {
  readonly language: Language;
  readonly digits: Digits;
  readonly theme: 'light' | 'dark';
}

const key = 'services-360';

/** Arabic first, the theme of the system; `?lang=en` in the address opens the page in another language once. */
function initial(): Preferences {
  const kept = read();
  const asked = new URLSearchParams(location.search).get('lang');
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  return {
    language: languages.find((language) => language === (asked ?? kept.language)) ?? 'ar',
    digits: kept.digits === 'arab' ? 'arab' : 'latn',
    theme: kept.theme === 'dark' || kept.theme === 'light' ? kept.theme : dark ? 'dark' : 'light',
  };
}

function read(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
}

export const preferences = createStore<Preferences>(initial);

function show({ theme }: Preferences): void {
  document.documentElement.dataset.theme = theme;
}

show(preferences.getState());
preferences.subscribe((now) => {
  show(now);
  try {
    localStorage.setItem(key, JSON.stringify(now));
  } catch {
    // A browser that keeps nothing still shows the page.
  }
});
