import { bringMessages } from '../i18n/catalogue.ts';
import type { Language } from '../i18n/language.ts';
import { tellNews } from '../ui/fileNews.ts';
import { preferences } from './preferences.ts';

/**
 * Goes on in another language once its messages are there; where they cannot be loaded, the page stays as it is.
 * @param failed what is said then
 */
export async function switchLanguage(language: Language, failed: string): Promise<void> {
  try {
    await bringMessages(language);
    preferences.setState({ language });
  } catch (error) {
    console.warn(error);
    tellNews({ kind: 'failed', text: failed });
  }
}
