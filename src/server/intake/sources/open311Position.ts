import * as v from 'valibot';
import { type Position, SourceError } from './source.ts';

/** A request that was not closed when it was last seen. */
export interface OpenRequest {
  /** Epoch seconds at which it was last asked for. */
  readonly asked: number;
  /** How often in a row the server said that it does not exist. */
  readonly missed: number;
}

/** Where an Open311 source goes on. */
export interface Open311State {
  /** Epoch seconds: everything opened before, less the overlap, was read. */
  watermark: number;
  /** By service_request_id, in the order in which they were last asked for. */
  readonly open: Map<string, OpenRequest>;
}

/** More open requests than this are not followed: the position is written with each batch. */
export const mostOpen = 20_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const schema = v.strictObject({
  watermark: v.pipe(v.number(), v.minValue(0)),
  open: v.array(v.strictTuple([v.string(), v.number(), count])),
});

export function positionOf({ watermark, open }: Open311State): Position {
  return JSON.stringify({
    watermark,
    open: Array.from(open, ([id, { asked, missed }]) => [id, asked, missed]),
  });
}

/** @throws SourceError `lostPosition` for what this source did not write */
export function stateOf(position: Position, source: string): Open311State {
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
      `Open311 source "${source}": the kept position is not one of an Open311 source; all is read anew from "since"`,
    );
  }
  const { watermark, open } = result.output;
  return { watermark, open: new Map(open.map(([id, asked, missed]) => [id, { asked, missed }])) };
}

/**
 * Follows a request from now on; the one asked for longest ago gives way where there is no room.
 * @returns whether one did
 */
export function follow({ open }: Open311State, id: string, asked: number, missed = 0): boolean {
  open.delete(id);
  open.set(id, { asked, missed });
  if (open.size <= mostOpen) return false;
  open.delete(open.keys().next().value!);
  return true;
}
