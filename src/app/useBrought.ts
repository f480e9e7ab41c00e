import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { bringMessages } from '../i18n/catalogue.ts';
import type { Language } from '../i18n/language.ts';
import { paintedFirst } from './boot.ts';

/** Whether the messages in a language are there. They are brought once the first figures are on the screen. */
export function useBrought(language: Language): boolean {
  const painted = useStore(paintedFirst, (state) => state.done);
  const [brought, setBrought] = useState<Language | null>(null);
  useEffect(() => {
    if (!painted) return;
    // Where they cannot be loaded, who asks for the language is told.
    bringMessages(language).then(
      () => setBrought(language),
      () => {},
    );
  }, [painted, language]);
  return brought === language;
}
