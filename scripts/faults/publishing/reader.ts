import { readFile } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { decodeDelta } from '../../../src/model/delta.ts';
import type { DeltaFile } from '../../../src/model/manifest.ts';
import { readChecked, readManifest } from '../../../src/server/snapshotReader.ts';
import { type Content, publishedContent, textOf } from '../../../tests/support/published.ts';

/** A page that follows what is published in a folder: by the deltas where they go on from what it has, else anew. */
export class Reader {
  private readonly folder: string;
  private content: Content = new Map();
  private sequence = 0;
  private asOf = 0;
  /** How often the deltas led to the newest version, and how often all was read anew. */
  followed = 0;
  reloaded = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Reads on, and every file that the manifest names.
   * @param ring the deltas that can be replayed
   * @returns what is published
   * @throws Error for anything that a reader must never find
   */
  async readOn(ring: readonly DeltaFile[]): Promise<Content> {
    const { manifest } = await readManifest(this.folder);
    const { files } = manifest;
    for (const file of Object.values(files).flat()) {
      if (!file) continue;
      const bytes = await readChecked(this.folder, file);
      for (const [ending, unpack] of [
        ['.br', brotliDecompressSync],
        ['.gz', gunzipSync],
      ] as const) {
        const packed = await readFile(`${this.folder}/${file.name}${ending}`).catch(() => null);
        if (packed && Buffer.compare(unpack(packed), bytes) !== 0)
          throw new Error(`${file.name}${ending}: got other bytes than those of ${file.name}`);
      }
    }
    const { content, sequence, asOf } = await publishedContent(this.folder);
    if (sequence < this.sequence) throw new Error(`got sequence ${sequence} after ${this.sequence}`);
    if (asOf < this.asOf) throw new Error(`got data of ${asOf} after ${this.asOf}`);
    await this.follow(new Map([...files.deltas, ...ring].map((file) => [file.from, file])));
    if (this.sequence > sequence)
      throw new Error(`the deltas lead to sequence ${this.sequence}, the manifest to ${sequence}`);
    if (this.sequence === sequence) {
      this.followed++;
      compare(`deltas up to sequence ${sequence}`, this.content, content);
    } else this.reloaded++;
    this.content = new Map(content);
    this.sequence = sequence;
    this.asOf = asOf;
    return content;
  }

  private async follow(steps: ReadonlyMap<number, DeltaFile>): Promise<void> {
    if (this.sequence === 0) return;
    for (let file = steps.get(this.sequence); file; file = steps.get(this.sequence)) {
      const bytes = await readChecked(this.folder, file).catch(() => null);
      // A page whose deltas are gone begins anew.
      if (!bytes) return;
      const { values, refs, gone } = decodeDelta(bytes, file);
      for (const rid of gone) this.content.delete(rid);
      for (const [i, rid] of values.rid.entries()) this.content.set(rid, textOf(values, refs, i));
      this.sequence = file.to;
    }
  }
}

/** @throws Error naming the first request that differs */
export function compare(what: string, got: Content, expected: Content): void {
  for (const rid of new Set([...expected.keys(), ...got.keys()]))
    if (got.get(rid) !== expected.get(rid))
      throw new Error(
        `${what}: request ${rid}: got ${got.get(rid) ?? 'none'}, expected ${expected.get(rid) ?? 'none'}`,
      );
}
