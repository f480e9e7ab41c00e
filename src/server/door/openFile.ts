import { type FileHandle, open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

/** A file that is open: what is said of it and what is read of it are the same file, whatever is at its path by then. */
export interface OpenFile {
  readonly size: number;
  readonly modified: Date;
  /** Of size and time to the nanosecond: another one whenever the file is written. */
  readonly mark: string;
  /**
   * The bytes from `from` up to and with `to`, for an answer; needs at least one byte. The file is closed however the
   * answer ends. If the file has too few bytes by then the answer is broken off, so that nobody takes a part for the whole.
   */
  stream(response: ServerResponse, from?: number, to?: number): Readable;
  /** All bytes; the file stays open. */
  read(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Codes of errors that say that there is no such file. */
const missing = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP'];

/** Opens a file. @returns null where there is none, or no ordinary one */
export async function openFile(path: string): Promise<OpenFile | null> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (missing.includes(error.code ?? '')) return null;
    throw error;
  });
  if (!file) return null;
  try {
    const info = await file.stat({ bigint: true });
    if (info.isFile()) return opened(file, Number(info.size), info.mtimeNs);
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return null;
}

function opened(file: FileHandle, size: number, modified: bigint): OpenFile {
  return {
    size,
    modified: new Date(Number(modified / 1_000_000n)),
    mark: `${size.toString(36)}-${modified.toString(36)}`,
    read: () => file.readFile(),
    close: () => file.close(),
    stream(response, from = 0, to = size - 1) {
      const stream = file.createReadStream({ start: from, end: to });
      // Asked for first, so that it comes before the end of the answer.
      stream.once('end', () => {
        if (stream.bytesRead < to - from + 1) response.destroy();
      });
      if (response.closed) stream.destroy();
      else response.once('close', () => stream.destroy());
      return stream;
    },
  };
}
