import { FileError, type FileProblem } from '../../intake/fileError.ts';
import { ZonesFileError, type ZonesProblem } from '../../intake/layer/zonesFileError.ts';
import { MappingError, type MappingProblem } from '../../intake/mappingError.ts';

/** Why a file did not become data: what the page turns into a sentence. */
export type Failure =
  | { readonly kind: 'file'; readonly problem: FileProblem }
  /** The mapping does not fit. */
  | { readonly kind: 'mapping'; readonly problem: MappingProblem }
  /** The zones file cannot be used. */
  | { readonly kind: 'zones'; readonly problem: ZonesProblem }
  /** 0 bytes, or no text at all. */
  | { readonly kind: 'empty'; readonly bytes: number }
  /** A header and no row. */
  | { readonly kind: 'headerOnly'; readonly columns: number }
  /** Not one row has a date of opening that can be read. */
  | { readonly kind: 'allRejected'; readonly rows: number; readonly rejected: Blob }
  /** The browser did not give the memory that the file needs. */
  | { readonly kind: 'memory'; readonly bytes: number }
  /** The file could not be read from the disk: moved, changed or not allowed. */
  | { readonly kind: 'unreadable' }
  /** A part of the page that only some files need could not be loaded: no network, or a page that was built anew. */
  | { readonly kind: 'partMissing' }
  /** A fault of the page's own; `detail` is for whoever looks after it. */
  | { readonly kind: 'fault'; readonly detail: string };

/** A job that failed. */
export class JobError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind);
    this.name = 'JobError';
    this.failure = failure;
  }
}

/** What Chrome, Firefox and Safari say of a module, and of a library's own file, that cannot be fetched. */
const notLoaded =
  /dynamically imported module|importing a module script failed|^(failed to fetch|load failed|networkerror when attempting to fetch resource)\b/i;

/** What an error means to the reader. @param bytes the size of the file that was worked on */
export function failureOf(error: unknown, bytes: number): Failure {
  if (error instanceof JobError) return error.failure;
  if (error instanceof FileError) return { kind: 'file', problem: error.problem };
  if (error instanceof MappingError) return { kind: 'mapping', problem: error.problem };
  if (error instanceof ZonesFileError) return { kind: 'zones', problem: error.problem };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'NotReadableError' || name === 'NotFoundError') return { kind: 'unreadable' };
  if (name === 'TypeError' && notLoaded.test(message)) return { kind: 'partMissing' };
  if (
    name === 'RangeError' &&
    /alloc|array length|buffer length|array buffer|string length|Map maximum|memory/i.test(message)
  )
    return { kind: 'memory', bytes };
  return { kind: 'fault', detail: `${name}: ${message}` };
}
