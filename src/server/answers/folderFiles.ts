import type { SnapshotFiles } from '../../feed/files.ts';
import { readChecked, readManifest } from '../snapshotReader.ts';

/** The files of a snapshot in the folder that has its manifest. */
export function folderFiles(folder: string): SnapshotFiles {
  return {
    manifest: async () => (await readManifest(folder)).manifest,
    async bytes(file, onBytes = () => {}) {
      const bytes = new Uint8Array(await readChecked(folder, file));
      onBytes(bytes.length);
      return bytes;
    },
  };
}
