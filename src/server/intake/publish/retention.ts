import { readdir, rm, stat } from 'node:fs/promises';

/**
 * Deletes the files of a folder that nobody needs any more: those that were not needed for as long as a reader may
 * take who began when they were. After a restart that time begins anew.
 */
export class Retention {
  private readonly folder: string;
  private readonly graceMs: number;
  private readonly now: () => number;
  private readonly unneededSince = new Map<string, number>();

  /** @param now milliseconds of a clock that only goes forward */
  constructor(folder: string, graceMs: number, now: () => number = () => performance.now()) {
    this.folder = folder;
    this.graceMs = graceMs;
    this.now = now;
  }

  /**
   * Deletes what was not needed for long enough.
   * @returns the bytes that are left in the folder, and how many files were deleted
   */
  async sweep(needed: ReadonlySet<string>): Promise<{ bytes: number; deleted: number }> {
    const now = this.now();
    let bytes = 0;
    let deleted = 0;
    for (const name of await readdir(this.folder)) {
      const path = `${this.folder}/${name}`;
      if (needed.has(name)) this.unneededSince.delete(name);
      else if (!this.unneededSince.has(name)) this.unneededSince.set(name, now);
      const since = this.unneededSince.get(name);
      if (since !== undefined && now - since >= this.graceMs) {
        await rm(path, { force: true });
        this.unneededSince.delete(name);
        deleted++;
      } else bytes += (await stat(path).catch(() => null))?.size ?? 0;
    }
    return { bytes, deleted };
  }
}
