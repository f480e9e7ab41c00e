import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { natural } from '../../../intake/reading/dictionary.ts';
import type { SourceFile } from '../../../intake/sourceFile.ts';
import { SourceError } from './source.ts';

/** A file as it lies in the folder now. */
export interface FoundFile {
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** epoch ms */
  readonly modified: number;
  /** Whether `NAME.done` lies beside it. */
  readonly done: boolean;
}

/** What programs call a file that they still write, and what this source or its users lay beside one. */
const notExports = /^\.|^~|\.(done|part|partial|tmp|temp|crdownload|filepart|reason\.txt)$/i;

/** The files of a folder into which exports are dropped. */
export class FolderFiles {
  private readonly folder: string;
  private readonly source: string;

  constructor(folder: string, source: string) {
    this.folder = folder;
    this.source = source;
  }

  /** The exports that lie in it, in order of their names: 2 before 10. @throws SourceError where it cannot be read */
  async list(): Promise<readonly FoundFile[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch((cause: unknown) => {
      const { code, message } = cause as NodeJS.ErrnoException;
      const why = code === 'ENOENT' ? 'there is no such folder' : code === 'EACCES' ? 'not allowed' : message;
      throw new SourceError(
        'unreachable',
        `csvFolder source "${this.source}": ${this.folder}: could not be read: ${why}; make it, let the server read it, or correct "folder"`,
        { cause },
      );
    });
    const names = new Set(entries.map(({ name }) => name));
    const exports = entries
      .filter((entry) => entry.isFile() && !notExports.test(entry.name))
      .map(({ name }) => name)
      .sort((a, b) => natural.compare(a, b) || (a < b ? -1 : 1));
    const found: FoundFile[] = [];
    for (const name of exports) {
      // It may have been taken away meanwhile.
      const now = await stat(join(this.folder, name)).catch(() => null);
      if (now?.isFile()) {
        found.push({
          name,
          size: now.size,
          modified: Math.floor(now.mtimeMs),
          done: names.has(`${name}.done`),
        });
      }
    }
    return found;
  }

  /** Whether a file is as it was found. */
  async isSame({ name, size, modified }: FoundFile): Promise<boolean> {
    const now = await stat(join(this.folder, name)).catch(() => null);
    return now !== null && now.size === size && Math.floor(now.mtimeMs) === modified;
  }

  /** SHA-256 of a file's bytes, in hex. @throws SourceError where it cannot be read, the signal's reason */
  async hash(name: string, signal: AbortSignal): Promise<string> {
    const hash = createHash('sha256');
    try {
      for await (const piece of createReadStream(join(this.folder, name), { signal })) hash.update(piece);
    } catch (cause) {
      signal.throwIfAborted();
      throw this.unreadable(name, cause);
    }
    return hash.digest('hex');
  }

  /** Why a file, which is not to blame itself, could not be read to its end. */
  unreadable(name: string, cause: unknown): SourceError {
    return new SourceError(
      'unreachable',
      `csvFolder source "${this.source}": ${name}: could not be read: ${(cause as Error).message}. Nothing is lost: it is read anew from its start`,
      { cause },
    );
  }

  async open({ name, size }: FoundFile): Promise<SourceFile & AsyncDisposable> {
    const handle = await open(join(this.folder, name));
    return {
      name,
      size,
      async read(from, to) {
        const bytes = new Uint8Array(to - from);
        let got = 0;
        while (got < bytes.length) {
          const { bytesRead } = await handle.read(bytes, got, bytes.length - got, from + got);
          if (bytesRead === 0) break;
          got += bytesRead;
        }
        return bytes.subarray(0, got);
      },
      [Symbol.asyncDispose]: () => handle.close(),
    };
  }

  /**
   * Puts a file, and its `.done`, into a folder within, under a name that is free there.
   * @returns the new name; null where it cannot be done
   */
  async putAside(name: string, into: 'taken' | 'refused'): Promise<string | null> {
    try {
      await mkdir(join(this.folder, into), { recursive: true });
      const free = await this.freeName(name, into);
      await rename(join(this.folder, name), join(this.folder, into, free));
      await rename(join(this.folder, `${name}.done`), join(this.folder, into, `${free}.done`)).catch(
        () => {},
      );
      return free;
    } catch {
      return null;
    }
  }

  /** Writes beside the refused files why one of them is; where the folder cannot be written, the log has to do. */
  async explain(name: string, text: string): Promise<void> {
    try {
      await mkdir(join(this.folder, 'refused'), { recursive: true });
      await writeFile(join(this.folder, 'refused', `${name}.reason.txt`), text);
    } catch {}
  }

  private async freeName(name: string, into: string): Promise<string> {
    const taken = new Set(await readdir(join(this.folder, into)));
    const { name: stem, ext } = parse(name);
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${stem}-${n}${ext}`;
    return free;
  }
}
