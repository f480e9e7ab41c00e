import type { LearningBook, ReferenceFiles, Wanted } from '../engine/references.ts';
import type { DayRange } from '../model/filter.ts';
import type { Manifest, SegmentFile } from '../model/manifest.ts';
import type { SnapshotFiles } from './files.ts';

/**
 * The references of requests by rid. Those of the segments lie in files that are loaded when first needed; where they
 * are gone, because the segments were written anew, those that took their place are read.
 */
export class References implements LearningBook {
  private readonly files: SnapshotFiles;
  private list: readonly SegmentFile[];
  private readonly loaded = new Map<string, Promise<Map<number, string>>>();
  private readonly later = new Map<number, string>();

  constructor(files: SnapshotFiles, manifest: Manifest) {
    this.files = files;
    this.list = manifest.files.refs;
  }

  learn(rids: Uint32Array, refs: readonly string[]): void {
    for (const [i, rid] of rids.entries()) this.later.set(rid, refs[i]!);
  }

  /** The references of some requests, `#rid` where there is none. @throws SnapshotError */
  async of(wanted: readonly Wanted[], signal?: AbortSignal): Promise<string[]> {
    try {
      return await this.look(wanted, signal);
    } catch (error) {
      signal?.throwIfAborted();
      const { files } = await this.files.manifest(signal);
      if (files.refs.every(({ name }, i) => name === this.list[i]?.name)) throw error;
      this.list = files.refs;
      return this.look(wanted, signal);
    }
  }

  /**
   * The files of all references of some days, for who wants very many at once, and those that were learned since, which
   * go before the files'.
   * @throws SnapshotError
   */
  async all(days: DayRange, signal?: AbortSignal): Promise<ReferenceFiles> {
    const read = (list: readonly SegmentFile[]) =>
      Promise.all(
        list
          .filter((file) => file.days.from <= days.to && file.days.to >= days.from)
          .map(async (file) => ({ bytes: await this.files.bytes(file, undefined, signal), rows: file.rows })),
      );
    try {
      return { files: await read(this.list), later: this.later };
    } catch (error) {
      signal?.throwIfAborted();
      const { files } = await this.files.manifest(signal);
      if (files.refs.every(({ name }, i) => name === this.list[i]?.name)) throw error;
      this.list = files.refs;
      return { files: await read(this.list), later: this.later };
    }
  }

  /** The rid of a reference; null where no request has it. Looks through the files of all, the latest first. */
  async find(ref: string, signal?: AbortSignal): Promise<number | null> {
    for (const [rid, known] of this.later) if (known === ref) return rid;
    for (const file of this.list.toReversed()) {
      const refs = await this.refsOf(file, signal);
      for (const [rid, known] of refs) if (known === ref) return rid;
    }
    return null;
  }

  private look(wanted: readonly Wanted[], signal: AbortSignal | undefined): Promise<string[]> {
    return Promise.all(
      wanted.map(async ({ rid, day }) => {
        const later = this.later.get(rid);
        if (later !== undefined) return later;
        const file = this.list.find(({ days }) => day >= days.from && day <= days.to);
        return (file && (await this.refsOf(file, signal)).get(rid)) ?? `#${rid}`;
      }),
    );
  }

  private refsOf(file: SegmentFile, signal: AbortSignal | undefined): Promise<Map<number, string>> {
    let refs = this.loaded.get(file.name);
    if (!refs) {
      refs = this.files
        .bytes(file, undefined, signal)
        .then(async (bytes) => (await import('../model/segment/refs.ts')).decodeRefs(bytes, file.rows));
      refs.catch(() => this.loaded.delete(file.name));
      this.loaded.set(file.name, refs);
    }
    return refs;
  }
}
