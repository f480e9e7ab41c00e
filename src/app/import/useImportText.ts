import { useStore } from 'zustand';
import { preferences } from '../preferences.ts';
import { type ImportText, importText } from './importText.ts';

/** The language that the page is read in, with the import's own messages. */
export function useImportText(): ImportText {
  const { language, digits } = useStore(preferences);
  return importText(language, digits);
}
