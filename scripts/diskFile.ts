import { readFileSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { SourceFile } from '../src/intake/sourceFile.ts';

/** The bytes of a small file. Throws an Error that says in a sentence why it cannot be read. */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw cannotRead(path, cause);
  }
}

/** A file on the disk, read where it is asked for. Throws as `readBytes` does. */
export async function openFile(path: string): Promise<SourceFile & AsyncDisposable> {
  let handle: FileHandle;
  try {
    if (statSync(path).isDirectory()) throw new Error('it is a folder');
    handle = await open(path);
  } catch (cause) {
    throw cannotRead(path, cause);
  }
  const { size } = await handle.stat();
  return {
    name: path,
    size,
    async read(from, to) {
      const buffer = new Uint8Array(to - from);
      let got = 0;
      while (got < buffer.length) {
        const { bytesRead } = await handle.read(buffer, got, buffer.length - got, from + got);
        if (bytesRead === 0) break;
        got += bytesRead;
      }
      return got === buffer.length ? buffer : buffer.subarray(0, got);
    },
    async [Symbol.asyncDispose]() {
      await handle.close();
    },
  };
}

function cannotRead(path: string, cause: unknown): Error {
  const { code, message } = cause as NodeJS.ErrnoException;
  const why =
    code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'reading it is not allowed' : message;
  return new Error(`${path}: could not be read: ${why}`, { cause });
}
