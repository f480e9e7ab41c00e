import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Of the list of EPSG codes, the page needs names and definitions: 0.9 of 8.1 MB. */
export const epsgInShort: Plugin = {
  name: 'epsg-in-short',
  enforce: 'pre',
  load: {
    filter: { id: /epsg-index\/all\.json/ },
    handler(id) {
      const all = JSON.parse(readFileSync(id.replace(/\?.*$/, ''), 'utf8')) as Record<
        string,
        { name: string; proj4: string | null }
      >;
      const short = Object.entries(all).flatMap(([code, { name, proj4 }]) =>
        proj4 === null ? [] : [[code, { name, proj4 }] as const],
      );
      const text = JSON.stringify(JSON.stringify(Object.fromEntries(short)));
      return { code: `export default JSON.parse(${text});`, moduleType: 'js', map: null };
    },
  },
};
