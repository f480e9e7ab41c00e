import { FileError } from '../fileError.ts';
import type { Packing } from '../packing.ts';
import type { OnBytes, SourceFile } from '../sourceFile.ts';
import { gathered } from './gathered.ts';
import { gunzipped } from './inflating.ts';
import { ZipArchive, type ZipEntry } from './zipArchive.ts';

/** The bytes of a table, taken out of whatever they are packed in. */
export interface Content {
  /** What the table is called: the name within an archive, else the file's. */
  readonly name: string;
  /** The file as it lies there, for errors. */
  readonly file: SourceFile;
  /** The outermost first. */
  readonly packing: readonly Packing[];
  /** The first bytes, up to 64 kB. */
  readonly start: Uint8Array;
  /** The parts of a workbook; null where the bytes are the table. */
  readonly archive: ZipArchive | null;
  /**
   * All bytes in order, in pieces. Tells how many bytes of the file are used.
   * @throws FileError where they cannot be unpacked, the signal's reason where it is aborted
   */
  bytes(onBytes: OnBytes, signal?: AbortSignal): AsyncGenerator<Uint8Array>;
  /**
   * The bytes where any part of them can be read: the file itself, or, where they are packed, held in memory.
   * @throws FileError where they cannot be unpacked, or are too many to be held
   */
  anywhere(signal?: AbortSignal): Promise<SourceFile>;
}

const chunkBytes = 2 ** 19;
const startBytes = 2 ** 16;
const mostPackings = 3;
const mostInner = 2 ** 27;
/** Files of an archive that are looked at. */
const mostFiles = 1000;

/**
 * Opens a file: takes off gzip and zip, however often they are around it up to three times.
 * @returns what is in it: one content, or several where a zip holds several files
 */
export async function openContents(file: SourceFile, signal?: AbortSignal): Promise<readonly Content[]> {
  return openedOf(
    {
      name: file.name,
      packing: [],
      direct: file,
      size: file.size,
      bytes: (onBytes, signal) => wholeOf(file, onBytes, signal),
    },
    file,
    signal,
  );
}

async function openedOf(
  content: Unpacked,
  file: SourceFile,
  signal?: AbortSignal,
): Promise<readonly Content[]> {
  const start = await startOf(content, signal);
  const is = (...bytes: number[]) => bytes.every((byte, i) => start[i] === byte);
  const gzip = is(0x1f, 0x8b);
  const zip = is(0x50, 0x4b, 3, 4) || is(0x50, 0x4b, 5, 6);
  const anywhere = async (signal?: AbortSignal) => content.direct ?? held(content, file, signal);
  if (!gzip && !zip) return [{ ...content, file, start, archive: null, anywhere }];
  const tooDeep = () => {
    if (content.packing.length < mostPackings) return;
    throw new FileError(file.name, { code: 'packedTwice', most: mostPackings });
  };
  if (gzip) {
    tooDeep();
    return openedOf(gunzippedOf(content, file.name), file, signal);
  }
  const archive: ZipArchive = await ZipArchive.open(await anywhere(signal));
  if (isOffice(archive)) return [{ ...content, file, start, archive, anywhere }];
  tooDeep();
  const entries = archive.entries.filter(isFile);
  if (entries.length === 0 || entries.length > mostFiles) {
    throw new FileError(file.name, { code: 'files', names: entries.map(({ name }) => name) });
  }
  if (entries.length === 1) return openedOf(entryOf(content, archive, entries[0]!, file), file, signal);
  const contents: Content[] = [];
  for (const entry of entries) {
    // An error names the file within as well.
    const inner = { ...file, name: `${file.name}: ${entry.name}` };
    contents.push(...(await openedOf(entryOf(content, archive, entry, file), inner, signal)));
  }
  return contents;
}

/** A content before it is known what it is. */
interface Unpacked {
  readonly name: string;
  readonly packing: readonly Packing[];
  /** The bytes where they lie unpacked, so that any part of them can be read; null where they are packed. */
  readonly direct: SourceFile | null;
  /** bytes of the content, packed as it is */
  readonly size: number;
  bytes(onBytes: OnBytes, signal?: AbortSignal): AsyncGenerator<Uint8Array>;
}

async function* wholeOf(
  file: SourceFile,
  onBytes: OnBytes,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.size; from += chunkBytes) {
    signal?.throwIfAborted();
    const to = Math.min(from + chunkBytes, file.size);
    yield await file.read(from, to);
    onBytes(to);
  }
}

async function startOf(content: Unpacked, signal?: AbortSignal): Promise<Uint8Array> {
  if (content.direct) return content.direct.read(0, Math.min(content.direct.size, startBytes));
  const start = new Uint8Array(startBytes);
  let length = 0;
  for await (const bytes of content.bytes(() => {}, signal)) {
    const part = bytes.subarray(0, startBytes - length);
    start.set(part, length);
    length += part.length;
    if (length === startBytes) break;
  }
  return start.subarray(0, length);
}

function gunzippedOf(outer: Unpacked, file: string): Unpacked {
  return {
    name: outer.name.replace(/\.gz$/i, ''),
    packing: [...outer.packing, 'gzip'],
    direct: null,
    size: outer.size,
    bytes: (onBytes, signal) => gunzipped(outer.bytes(onBytes, signal), file, outer.size),
  };
}

function entryOf(outer: Unpacked, archive: ZipArchive, entry: ZipEntry, file: SourceFile): Unpacked {
  const scale = file.size / Math.max(1, entry.packedSize);
  return {
    name: entry.name.split('/').at(-1) ?? entry.name,
    packing: [...outer.packing, 'zip'],
    direct: null,
    size: entry.size,
    async *bytes(onBytes, signal) {
      for await (const bytes of archive.bytes(entry, (used) => onBytes(Math.round(used * scale)))) {
        signal?.throwIfAborted();
        yield bytes;
      }
    },
  };
}

/** Whether an entry is a file that someone put there, no folder and no trace of a system. */
function isFile({ name }: ZipEntry): boolean {
  const last = name.split('/').at(-1)!;
  return last !== '' && !name.startsWith('__MACOSX/') && !/^(\.|thumbs\.db$|desktop\.ini$)/i.test(last);
}

function isOffice(archive: ZipArchive): boolean {
  return archive.entry('[Content_Types].xml') !== null || archive.entry('META-INF/manifest.xml') !== null;
}

/** A packed content unpacked into memory, because it is read from its end. */
async function held(content: Unpacked, file: SourceFile, signal?: AbortSignal): Promise<SourceFile> {
  const all = await gathered(
    content.bytes(() => {}, signal),
    mostInner,
    () => new FileError(file.name, { code: 'tooLarge', what: 'inner', most: mostInner }),
  );
  return { name: file.name, size: all.length, read: async (from, to) => all.slice(from, to) };
}
