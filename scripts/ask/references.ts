import type { LearningBook } from '../../src/engine/references.ts';
import { References } from '../../src/feed/references.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { folderFiles } from '../../src/server/answers/folderFiles.ts';

/** What the requests of a snapshot's folder are called by. */
export function referencesOf(folder: string, manifest: Manifest): LearningBook {
  return new References({ ...folderFiles(folder), manifest: async () => manifest }, manifest);
}
