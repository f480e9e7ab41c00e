import type { LearningBook } from '../../src/engine/references.ts';
import { References } from '../../src/feed/references.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { readChecked } from '../../src/server/snapshotReader.ts';

/** What the requests of a snapshot's folder are called by. */
export function referencesOf(folder: string, manifest: Manifest): LearningBook {
  return new References(
    {
      manifest: async () => manifest,
      bytes: async (file) => new Uint8Array(await readChecked(folder, file)),
    },
    manifest,
  );
}
