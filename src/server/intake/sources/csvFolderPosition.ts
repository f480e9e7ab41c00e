import * as v from 'valibot';
import { type Position, SourceError } from './source.ts';

/** A file of the folder with which all is done. */
export interface FinishedFile {
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** epoch ms */
  readonly modified: number;
  readonly sha256: string;
  /** `refused`: nothing of it was taken, and it could not be put aside. */
  readonly end: 'taken' | 'refused';
}

/** Where a folder goes on: only files that still lie in it are remembered. */
export interface FolderState {
  /** The highest order that was given to a request without a time of its own. */
  order: number;
  readonly finished: Map<string, FinishedFile>;
}

const schema = v.strictObject({
  order: v.number(),
  finished: v.array(
    v.strictObject({
      name: v.string(),
      size: v.number(),
      modified: v.number(),
      sha256: v.string(),
      end: v.picklist(['taken', 'refused']),
    }),
  ),
});

export function positionOf({ order, finished }: FolderState): Position {
  return JSON.stringify({ order, finished: [...finished.values()] });
}

/** @throws SourceError `lostPosition` for what this source did not write */
export function stateOf(position: Position, source: string): FolderState {
  let json: unknown;
  try {
    json = JSON.parse(position);
  } catch {
    json = null;
  }
  const result = v.safeParse(schema, json);
  if (!result.success) {
    throw new SourceError(
      'lostPosition',
      `csvFolder source "${source}": the kept position is not one of a folder; all files in it are read anew`,
    );
  }
  const { order, finished } = result.output;
  return { order, finished: new Map(finished.map((file) => [file.name, file])) };
}
