import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const functions = [
  ...(['mkdir', 'open', 'rename', 'rm', 'readdir', 'readFile', 'stat'] as const),
  ...(['copyFile', 'chmod'] as const),
];
const methods = ['writeFile', 'sync', 'close'] as const;

/** The work with files of this process, of which one moment breaks. */
export interface BrokenFiles {
  /** How many moments there have been: before each call and after it. */
  readonly moments: number;
  /** What broke, in words; null: nothing yet. */
  readonly broke: string | null;
  /** Lets nothing break any more. */
  restore(): void;
}

/**
 * Lets one moment of the work with files break, for all that imports `node:fs/promises`: before a call, or when it has
 * been done but tells otherwise.
 * @param at which moment, from 1 on; 0: none
 * @param how throws an Error, or ends the process
 */
export function breakAt(at: number, how: (what: string) => void): BrokenFiles {
  let moments = 0;
  let broke: string | null = null;
  const moment = (what: string) => {
    moments++;
    if (moments !== at) return;
    broke = what;
    how(what);
  };
  const lastPart = (path: unknown) => String(path).replace(/.*\//, '');
  const opened = (handle: FileHandle, path: unknown) => {
    for (const name of methods) {
      const original = handle[name].bind(handle) as (...given: unknown[]) => Promise<unknown>;
      const broken = async (...given: unknown[]) => {
        // What cannot be closed is closed all the same.
        if (name !== 'close') moment(`before ${name} of ${lastPart(path)}`);
        const result = await original(...given);
        moment(`after ${name} of ${lastPart(path)}`);
        return result;
      };
      Object.assign(handle, { [name]: broken });
    }
    return handle;
  };
  const originals = Object.fromEntries(functions.map((name) => [name, fs[name]]));
  for (const name of functions) {
    const original = fs[name] as (...given: unknown[]) => Promise<unknown>;
    const broken = async (...given: unknown[]) => {
      moment(`before ${name} of ${lastPart(given[0])}`);
      const result = await original(...given);
      try {
        moment(`after ${name} of ${lastPart(given[0])}`);
      } catch (error) {
        // An open that fails leaves nothing open.
        if (name === 'open') await (result as FileHandle).close();
        throw error;
      }
      return name === 'open' ? opened(result as FileHandle, given[0]) : result;
    };
    Object.assign(fs, { [name]: broken });
  }
  syncBuiltinESMExports();
  return {
    get moments() {
      return moments;
    },
    get broke() {
      return broke;
    },
    restore() {
      Object.assign(fs, originals);
      syncBuiltinESMExports();
    },
  };
}
