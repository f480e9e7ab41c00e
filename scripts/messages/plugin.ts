import { join } from 'node:path';
import type { Plugin } from 'vite';
import { languages } from '../../src/i18n/language.ts';
import { inOneLanguage, type Messages } from '../../src/i18n/messages.ts';

const folder = join(import.meta.dirname, '../../src/i18n');

/** Makes each language a file of its own in the built page, of sources in which all stand beside each other. */
export function oneLanguageEach(messages: Messages): Plugin {
  const files = new Map(languages.map((language) => [join(folder, `${language}.ts`), language]));
  return {
    name: 'one-language-each',
    enforce: 'pre',
    resolveId: {
      filter: { id: /\/catalogue\.ts$/ },
      handler: (id, importer) =>
        importer && join(importer, '..', id) === join(folder, 'catalogue.ts')
          ? join(folder, 'lateCatalogue.ts')
          : null,
    },
    load: {
      filter: { id: /\/i18n\/\w+\.ts$/ },
      handler(id) {
        const language = files.get(id);
        if (!language) return null;
        const code = `export const messages = ${JSON.stringify(inOneLanguage(messages, language))};`;
        return { code, moduleType: 'js', map: null };
      },
    },
  };
}
