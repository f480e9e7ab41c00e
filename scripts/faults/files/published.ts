import { mkdir, readFile } from 'node:fs/promises';
import { decodeDelta } from '../../../src/model/delta.ts';
import { type Manifest, parseFile, type SnapshotFile } from '../../../src/model/manifest.ts';
import { overviewSchema } from '../../../src/model/overview.ts';
import { basisOf } from '../../../src/model/segment/basis.ts';
import { decodeSegment } from '../../../src/model/segment/details.ts';
import { readHead } from '../../../src/model/segment/head.ts';
import { decodeRefs } from '../../../src/model/segment/refs.ts';
import { wordsSchema } from '../../../src/model/words.ts';
import { zonesSchema } from '../../../src/model/zones.ts';
import { foldHere } from '../../../src/server/intake/publish/foldProcess.ts';
import { Publisher } from '../../../src/server/intake/publish/publisher.ts';
import { usualSettings } from '../../../src/server/intake/publish/settings.ts';
import { city, clockAt, openCityStore, positionOf, takeNext } from '../publishing/history.ts';

/** A file that is published. */
export interface PublishedFile {
  /** As the manifest names it. */
  readonly file: SnapshotFile;
  /** What it is: files of one kind are decoded alike. */
  readonly kind: string;
  readonly bytes: Uint8Array;
  /** What bytes of this file say, as one text, without a look at their hash. @throws Error in words */
  readonly decode: (bytes: Uint8Array) => string;
  /** What those that were published say. */
  readonly text: string;
}

/** Makes a small snapshot with some deltas in `folder/rows`. Returns its manifest and all files that it names. */
export async function publish(
  folder: string,
): Promise<{ readonly manifest: Manifest; readonly files: readonly PublishedFile[] }> {
  const rows = `${folder}/rows`;
  await mkdir(rows, { recursive: true });
  const store = openCityStore(':memory:');
  takeNext(store);
  const publisher = await Publisher.open({
    ...{ folder: rows, store, facts: { ...city, kind: 'live' }, settings: usualSettings },
    clock: { now: () => clockAt(positionOf(store)) },
    // What a page opens with is made once; the deltas stay as they are.
    fold: (at, manifest) => (manifest.files.overview ? Promise.resolve(manifest) : foldHere(at, manifest)),
    onEvent() {},
  });
  for (let step = 0; step < 6; step++) {
    takeNext(store);
    await publisher.step();
  }
  await publisher.stop();
  store.close();
  const { manifest } = publisher;
  return { manifest, files: await filesOf(rows, manifest) };
}

async function filesOf(folder: string, manifest: Manifest): Promise<PublishedFile[]> {
  const { files } = manifest;
  const found: PublishedFile[] = [];
  const add = async (kind: string, file: SnapshotFile, decode: PublishedFile['decode']) => {
    const bytes = new Uint8Array(await readFile(`${folder}/${file.name}`));
    found.push({ file, kind, bytes, decode, text: decode(bytes) });
  };
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  for (const [kind, schema] of [
    ['zones', zonesSchema],
    ['words', wordsSchema],
    ['overview', overviewSchema],
  ] as const) {
    const file = files[kind]!;
    await add(kind, file, (bytes) => JSON.stringify(parseFile(file.name, schema, text(bytes))));
  }
  const basis = basisOf({ ...manifest, calendar: null });
  for (const [i, head] of files.segments.entries()) {
    await add('head', head, (bytes) => textOfColumns(readHead(bytes, head.rows)));
    const headRows = readHead(found.at(-1)!.bytes, head.rows);
    await add('details', files.details[i]!, (bytes) => textOfColumns(decodeSegment(headRows, bytes, basis)));
    const refs = files.refs[i]!;
    await add('refs', refs, (bytes) => JSON.stringify([...decodeRefs(bytes, refs.rows)]));
  }
  for (const file of files.deltas)
    await add('delta', file, (bytes) => {
      const { values, refs, gone } = decodeDelta(bytes, file);
      return [textOfColumns(values), refs.join(), gone.join()].join('\n');
    });
  return found;
}

function textOfColumns(columns: Readonly<Record<string, { join(): string }>>): string {
  return Object.entries(columns)
    .map(([name, values]) => `${name} ${values.join()}`)
    .join('\n');
}
