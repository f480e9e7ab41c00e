import { type FlateError, Gunzip, Inflate } from 'fflate';
import { FileError } from '../fileError.ts';
import { Crc32 } from './crc32.ts';

/** Deflate makes up to 1,032 bytes of one: small pieces keep what comes out of a piece small. */
const pieceBytes = 2 ** 14;
/** A table packs to a tenth, one that repeats itself to a hundredth of its size. */
const mostTimes = 250;
const freeBytes = 2 ** 26;
const mostBytes = 2 ** 34;

/** How much of a packed stream was read; for the errors. */
interface Packed {
  readonly file: string;
  readonly what: 'gzip' | 'zip' | 'xlsx';
}

/** Refuses what unpacks to far more than a table would. */
class Guard {
  private readonly packed: Packed;
  private readonly limit: number;
  private out = 0;

  constructor(packed: Packed, bytes: number) {
    this.packed = packed;
    this.limit = Math.min(mostBytes, Math.max(freeBytes, bytes * mostTimes));
  }

  add(bytes: number): void {
    this.out += bytes;
    if (this.out > this.limit) {
      throw new FileError(this.packed.file, { code: 'tooLarge', what: 'unpacked', most: this.limit });
    }
  }
}

function refused(packed: Packed, cause: unknown, at: number): FileError {
  if (cause instanceof FileError) return cause;
  const early = (cause as Partial<FlateError>).code === 0;
  return new FileError(packed.file, { code: early ? 'truncated' : 'damaged', what: packed.what, at });
}

/**
 * Unpacks a deflated stream whose packed bytes come in pieces of any size.
 * @param packedSize bytes of the packed stream
 * @param wanted what must come out
 * @throws FileError for a stream that is cut, damaged or a trap
 */
export async function* inflated(
  pieces: AsyncIterable<Uint8Array>,
  packed: Packed,
  packedSize: number,
  wanted: { readonly crc: number; readonly size: number },
): AsyncGenerator<Uint8Array> {
  const guard = new Guard(packed, packedSize);
  const crc = new Crc32();
  let out: Uint8Array[] = [];
  const inflate = new Inflate((bytes) => out.push(bytes));
  let used = 0;
  let size = 0;
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length; from += pieceBytes) {
      const part = piece.subarray(from, from + pieceBytes);
      used += part.length;
      try {
        inflate.push(part, used >= packedSize);
      } catch (cause) {
        throw refused(packed, cause, used);
      }
      for (const bytes of out) {
        if (bytes.length === 0) continue;
        guard.add(bytes.length);
        crc.push(bytes);
        size += bytes.length;
        yield bytes;
      }
      out = [];
    }
  }
  if (used < packedSize) throw new FileError(packed.file, { code: 'truncated', what: packed.what, at: used });
  if (size !== wanted.size || crc.value !== wanted.crc) {
    throw new FileError(packed.file, { code: 'damaged', what: packed.what, at: used });
  }
}

/**
 * Unpacks a gzip stream of one member or several.
 * @throws FileError for a stream that is cut, damaged or a trap
 */
export async function* gunzipped(
  pieces: AsyncIterable<Uint8Array>,
  file: string,
  packedSize: number,
): AsyncGenerator<Uint8Array> {
  const packed: Packed = { file, what: 'gzip' };
  const guard = new Guard(packed, packedSize);
  let out: Uint8Array[] = [];
  let used = 0;
  let crc = new Crc32();
  let size = 0;
  /** The last bytes that were pushed, among which the end of a member lies. */
  let recent = new Uint8Array(0);

  /** Checks the member that ends at an offset of the stream: its checksum and size stand before that. */
  function endMember(end: number): void {
    for (const bytes of out) {
      crc.push(bytes);
      size += bytes.length;
      done.push(bytes);
    }
    out = [];
    const at = end - used + recent.length - 8;
    if (at < 0) throw new FileError(file, { code: 'truncated', what: 'gzip', at: used });
    const view = new DataView(recent.buffer, recent.byteOffset + at, 8);
    if (view.getUint32(0, true) !== crc.value || view.getUint32(4, true) !== size % 2 ** 32) {
      throw new FileError(file, { code: 'damaged', what: 'gzip', at: end });
    }
    crc = new Crc32();
    size = 0;
  }

  const done: Uint8Array[] = [];
  const gunzip = new Gunzip((bytes) => out.push(bytes));
  gunzip.onmember = (offset) => endMember(offset);
  const push = (part: Uint8Array, last: boolean) => {
    const kept = new Uint8Array(Math.min(recent.length, pieceBytes + 64) + part.length);
    kept.set(recent.subarray(Math.max(0, recent.length - pieceBytes - 64)));
    kept.set(part, kept.length - part.length);
    recent = kept;
    used += part.length;
    try {
      gunzip.push(part, last);
    } catch (cause) {
      throw refused(packed, cause, used);
    }
    for (const bytes of out) {
      crc.push(bytes);
      size += bytes.length;
      done.push(bytes);
    }
    out = [];
  };
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length; from += pieceBytes) {
      push(piece.subarray(from, from + pieceBytes), false);
      for (const bytes of done.splice(0)) {
        if (bytes.length === 0) continue;
        guard.add(bytes.length);
        yield bytes;
      }
    }
  }
  push(new Uint8Array(0), true);
  for (const bytes of done.splice(0)) if (bytes.length > 0) yield bytes;
  endMember(used);
}
