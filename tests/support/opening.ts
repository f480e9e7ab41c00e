import { heldFiles } from '../../src/feed/files.ts';
import { References } from '../../src/feed/references.ts';
import type { Opening } from '../../src/feed/snapshotFeed.ts';
import { makeCity } from '../../src/model/city.ts';
import { SnapshotBuilder, type SnapshotSource } from '../../src/model/snapshot.ts';

/** What a page knows of a city before its engine is up; its files cannot be read. */
export async function openingOf(source: SnapshotSource): Promise<Opening> {
  const builder = new SnapshotBuilder(
    async (stem, ending, content) => ({
      name: `${stem}.${ending}`,
      sha256: '0'.repeat(64),
      bytes: content.length,
    }),
    source,
  );
  await builder.add(source.table);
  const manifest = await builder.finish(source);
  const city = makeCity(source.zones, source.words, source.timeZone);
  const files = heldFiles(manifest, new Map());
  return { files, manifest, city, overview: null, references: new References(files, manifest) };
}
