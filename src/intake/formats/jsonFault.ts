import { FileError } from '../fileError.ts';
import { JsonRecords } from './jsonRecords.ts';

/** Where a text stops being JSON. */
export interface JsonFault {
  /** From 1; null where the end of the text is missing. */
  readonly line: number | null;
  /** The character that stands there; null where the end is missing, or it cannot be told. */
  readonly got: string | null;
}

/** The fault in English. */
export function jsonFaultText({ line, got }: JsonFault): string {
  if (line === null) return 'its end is missing';
  return `it breaks off in line ${line}${got === null ? '' : ` (got ${JSON.stringify(got)})`}`;
}

/** Finds where a text that is no JSON breaks off. */
export function jsonFault(text: string): JsonFault {
  try {
    const records = new JsonRecords('', '$', () => {});
    records.push(text);
    records.end(0);
  } catch (cause) {
    if (!(cause instanceof FileError)) throw cause;
    const { problem } = cause;
    if (problem.code === 'syntax' && problem.what === 'json') return { line: problem.line, got: problem.got };
    if ('line' in problem) return { line: problem.line, got: null };
  }
  return { line: null, got: null };
}
