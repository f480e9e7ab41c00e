import { FileError } from '../fileError.ts';
import type { SourceFile } from '../sourceFile.ts';
import { Crc32 } from './crc32.ts';
import { inflated } from './inflating.ts';

/** A file within a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedSize: number;
  readonly size: number;
  readonly crc: number;
  /** Where its local header stands. */
  readonly at: number;
}

const endBytes = 22;
const longestComment = 2 ** 16;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locatorSignature = 0x07064b50;
const readBytes = 2 ** 17;
const mostEntries = 100_000;
const mostDirectory = 2 ** 26;

/**
 * A zip archive as its directory at the end lists it. Reads nothing but what is asked for.
 * APPNOTE.TXT 6.3 of PKWARE, with zip64.
 */
export class ZipArchive {
  readonly entries: readonly ZipEntry[];
  /** What errors call it. */
  readonly what: 'zip' | 'xlsx';
  private readonly file: SourceFile;

  private constructor(file: SourceFile, entries: readonly ZipEntry[]) {
    this.file = file;
    this.entries = entries;
    this.what = entries.some(({ name }) => name.startsWith('xl/')) ? 'xlsx' : 'zip';
  }

  /** @throws FileError where the directory is missing or broken */
  static async open(file: SourceFile): Promise<ZipArchive> {
    const directory = await directoryOf(file);
    return new ZipArchive(file, entriesOf(file, directory));
  }

  /** The entry of that name, whatever its capitals; null if there is none. */
  entry(name: string): ZipEntry | null {
    const wanted = name.replace(/^\//, '').toLowerCase();
    return this.entries.find((entry) => entry.name.toLowerCase() === wanted) ?? null;
  }

  /**
   * The unpacked bytes of an entry.
   * @param onUsed told after each piece how many of its packed bytes are read
   * @throws FileError where it is encrypted, packed in another way, cut or damaged
   */
  async *bytes(entry: ZipEntry, onUsed: (packed: number) => void = () => {}): AsyncGenerator<Uint8Array> {
    const { file, what } = this;
    if (entry.encrypted) throw new FileError(file.name, { code: 'encrypted', what });
    if (entry.method !== 0 && entry.method !== 8) {
      throw new FileError(file.name, { code: 'method', name: entry.name, method: entry.method });
    }
    const from = await this.dataOf(entry);
    if (from + entry.packedSize > file.size) {
      throw new FileError(file.name, { code: 'truncated', what, at: file.size });
    }
    const pieces = piecesOf(file, from, from + entry.packedSize, onUsed);
    if (entry.method === 8) {
      if (entry.packedSize > 0) yield* inflated(pieces, { file: file.name, what }, entry.packedSize, entry);
    } else yield* this.checked(pieces, entry);
  }

  /** The bytes of an entry that is not packed. */
  private async *checked(pieces: AsyncIterable<Uint8Array>, entry: ZipEntry): AsyncGenerator<Uint8Array> {
    const crc = new Crc32();
    let size = 0;
    for await (const bytes of pieces) {
      crc.push(bytes);
      size += bytes.length;
      yield bytes;
    }
    if (crc.value === entry.crc && size === entry.size) return;
    throw new FileError(this.file.name, { code: 'damaged', what: this.what, at: entry.at + size });
  }

  /** Where the packed bytes of an entry begin. */
  private async dataOf(entry: ZipEntry): Promise<number> {
    const bytes = await this.file.read(entry.at, Math.min(entry.at + 30, this.file.size));
    const view = viewOf(bytes);
    if (bytes.length < 30 || view.getUint32(0, true) !== localSignature) {
      throw new FileError(this.file.name, { code: 'damaged', what: this.what, at: entry.at });
    }
    return entry.at + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  }
}

async function* piecesOf(
  file: SourceFile,
  from: number,
  to: number,
  onUsed: (packed: number) => void,
): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += readBytes) {
    const end = Math.min(at + readBytes, to);
    yield await file.read(at, end);
    onUsed(end - from);
  }
}

async function directoryOf(file: SourceFile): Promise<{ bytes: Uint8Array; count: number; at: number }> {
  const cut = () => new FileError(file.name, { code: 'truncated', what: 'zip', at: file.size });
  const from = Math.max(0, file.size - endBytes - longestComment);
  const tail = await file.read(from, file.size);
  const view = viewOf(tail);
  let end = -1;
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (view.getUint32(at, true) !== endSignature) continue;
    // The comment must reach to the end; a signature within a comment or in data is none.
    if (at + endBytes + view.getUint16(at + 20, true) > tail.length) continue;
    end = at;
    break;
  }
  if (end < 0) throw cut();
  let count = view.getUint16(end + 10, true);
  let size = view.getUint32(end + 12, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || size === 0xffffffff || at === 0xffffffff) {
    const locator = end - 20;
    if (locator < 0 || view.getUint32(locator, true) !== locatorSignature) throw cut();
    const end64 = Number(view.getBigUint64(locator + 8, true));
    const bytes = end64 + 56 > file.size ? new Uint8Array(0) : await file.read(end64, end64 + 56);
    const view64 = viewOf(bytes);
    if (bytes.length < 56 || view64.getUint32(0, true) !== end64Signature) throw cut();
    count = Number(view64.getBigUint64(32, true));
    size = Number(view64.getBigUint64(40, true));
    at = Number(view64.getBigUint64(48, true));
  }
  if (at + size > file.size) throw cut();
  if (count > mostEntries || size > mostDirectory) {
    throw new FileError(file.name, { code: 'tooLarge', what: 'unpacked', most: mostDirectory });
  }
  return { bytes: await file.read(at, at + size), count, at };
}

function entriesOf(
  file: SourceFile,
  directory: { readonly bytes: Uint8Array; readonly count: number; readonly at: number },
): ZipEntry[] {
  const { bytes, count } = directory;
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== centralSignature) {
      throw new FileError(file.name, { code: 'damaged', what: 'zip', at: directory.at + at });
    }
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const commentLength = view.getUint16(at + 32, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const large = zip64Of(view, at + 46 + nameLength, extraLength, [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ]);
    entries.push({
      name: name.replaceAll('\\', '/'),
      method: view.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      crc: view.getUint32(at + 16, true),
      size: large[0]!,
      packedSize: large[1]!,
      at: large[2]!,
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Sizes and place of an entry; those that do not fit 32 bits stand in its extra field. */
function zip64Of(view: DataView, from: number, length: number, small: readonly number[]): readonly number[] {
  if (!small.includes(0xffffffff)) return small;
  const to = Math.min(from + length, view.byteLength);
  for (let at = from; at + 4 <= to; ) {
    const size = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      let next = at + 4;
      return small.map((value) => {
        if (value !== 0xffffffff || next + 8 > at + 4 + size || next + 8 > view.byteLength) return value;
        next += 8;
        return Number(view.getBigUint64(next - 8, true));
      });
    }
    at += 4 + size;
  }
  return small;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
