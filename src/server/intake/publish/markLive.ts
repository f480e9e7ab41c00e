import { manifestText } from '../../../model/manifest.ts';
import { writeDurably } from '../../files.ts';
import { manifestOf } from '../../snapshotReader.ts';

/**
 * Lets a snapshot, if there is one, say that its city goes on, so that a page that opens it now follows what comes when
 * the store is open. Nobody else may write the folder meanwhile.
 */
export async function markLive(data: string): Promise<void> {
  const manifest = await manifestOf(data);
  if (manifest && !manifest.live)
    await writeDurably(`${data}/rows/manifest.json`, manifestText({ ...manifest, live: true }));
}
