import { type Zip, ZipDeflate } from 'fflate';

/** Bytes that are compressed at a time: what is compressed together decides about the bytes that come out. */
const block = 1 << 18;
/** What Excel itself writes. As a time of here it is the same in every zone. */
const mtime = new Date(1980, 0, 1);

/**
 * A file of a ZIP that has the same bytes wherever and whenever it is written, and however what it holds was divided:
 * each platform's own zlib makes others, by its version and by its processor. Files are written one after the other:
 * each to its end before the next begins.
 */
export class ZipPart {
  private readonly part: ZipDeflate;
  private readonly held = new Uint8Array(block);
  private length = 0;

  constructor(zip: Zip, filename: string) {
    this.part = new ZipDeflate(filename, { level: 6 });
    this.part.mtime = mtime;
    // Unix: a ZIP of MS-DOS has names of its own code page.
    this.part.os = 3;
    zip.add(this.part);
  }

  write(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const to = Math.min(bytes.length, from + block - this.length);
      this.held.set(bytes.subarray(from, to), this.length);
      this.length += to - from;
      from = to;
      if (this.length < block) continue;
      this.part.push(this.held, false);
      this.length = 0;
    }
  }

  close(): void {
    this.part.push(this.held.subarray(0, this.length), true);
  }
}
