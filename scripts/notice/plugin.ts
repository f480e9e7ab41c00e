import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { noticeText } from './notice.ts';
import { folderOf } from './packages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Writes THIRD-PARTY.txt beside the page: a notice of every library of which something is in it. Workers are built
 * apart: `inWorkers` sees theirs, before the page is put together.
 */
export function thirdPartyNotice(): { page: Plugin; inWorkers: Plugin } {
  const bundled = new Set<string>();
  const see: Plugin['generateBundle'] = (_, bundle) => {
    for (const part of Object.values(bundle)) {
      const files = part.type === 'chunk' ? part.moduleIds : part.originalFileNames;
      for (const file of files) {
        const folder = folderOf(file);
        if (folder) bundled.add(folder);
      }
    }
  };
  return {
    inWorkers: { name: 'third-party-in-workers', generateBundle: see },
    page: {
      name: 'third-party-notice',
      generateBundle: {
        order: 'post',
        handler(...args) {
          see.apply(this, args);
          this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY.txt', source: noticeText(root, bundled) });
        },
      },
    },
  };
}
