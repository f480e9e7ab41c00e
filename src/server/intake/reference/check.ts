import * as v from 'valibot';
import {
  parseReference,
  type ReferenceFiles,
  type ReferenceName,
  referenceNames,
  referenceSchemas,
} from '../../../intake/reference.ts';
import { misfitOf } from '../../../model/misfit.ts';
import { changeFaults, entryFaults, type Odd } from './faults.ts';
import { jsonLines } from './jsonLines.ts';

/** The reference files as they are written. */
export type ReferenceTexts = Readonly<Record<ReferenceName, string>>;

/** What is wrong in a reference file. */
export interface ReferenceFault {
  readonly file: ReferenceName;
  /** From 1 on. */
  readonly line: number;
  /** The keys that lead there, with dots between; `the whole file`. */
  readonly at: string;
  readonly got: string;
  readonly expected: string;
}

const mostFaults = 20;

/**
 * Reads the reference files and looks at whether each is what it has to be and whether they belong together.
 * @param before those in force in a city that runs, which they are to take the place of
 */
export function checkReference(
  texts: ReferenceTexts,
  before: ReferenceFiles | null = null,
): { readonly files: ReferenceFiles; readonly faults: readonly ReferenceFault[] } {
  const faults: ReferenceFault[] = [];
  const files: Partial<Record<ReferenceName, unknown>> = {};
  const tell = (found: readonly Odd[]) => {
    for (const name of referenceNames) {
      const ofFile = found.filter(({ file }) => file === name).slice(0, mostFaults);
      if (ofFile.length === 0) continue;
      const lines = jsonLines(texts[name]);
      for (const { path, got, expected } of ofFile)
        faults.push({
          ...{ file: name, line: lines.fault === null ? lines.lineOf(path) : lines.fault.line },
          ...{ at: path.join('.') || 'the whole file', got, expected },
        });
    }
  };
  for (const name of referenceNames) {
    try {
      files[name] = JSON.parse(texts[name]) as unknown;
    } catch {
      const { fault } = jsonLines(texts[name]);
      faults.push({
        ...{ file: name, line: fault?.line ?? 1, at: 'the whole file' },
        ...{ got: fault?.got ?? 'a text', expected: fault?.expected ?? 'JSON' },
      });
    }
  }
  const read = files as ReferenceFiles;
  if (faults.length > 0) return { files: read, faults };
  tell(
    referenceNames.flatMap((file): Odd[] => {
      const result = v.safeParse(referenceSchemas[file], read[file]);
      return result.success ? [] : result.issues.map((issue) => ({ file, ...misfitOf(issue) }));
    }),
  );
  // What belongs together can be told only of files that can be read.
  if (faults.length > 0) return { files: read, faults };
  const reference = parseReference(read);
  tell([
    ...entryFaults(read, reference),
    ...(before ? changeFaults(parseReference(before), reference, read) : []),
  ]);
  return { files: read, faults };
}

/** A fault as a sentence. */
export function faultText({ file, line, at, got, expected }: ReferenceFault): string {
  return `data/${file}.json, line ${line}, ${at}: got ${got}, expected ${expected}`;
}
