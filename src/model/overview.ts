import * as v from 'valibot';
import { type Answer, type Ask, type Frame, keyOf } from './ask.ts';

/**
 * The overview: the answers of the first view, made at publishing by the engine that will answer the page, so
 * that figures are there before it is up. JSON: it is read before anything that could read Arrow is loaded.
 */
const ints = v.array(v.nullable(v.number()));
export const overviewSchema = v.object({
  version: v.string(),
  answers: v.array(
    v.tuple([
      v.string(),
      v.object({ rows: v.number(), keys: v.array(v.array(v.number())), ints: v.record(v.string(), ints) }),
    ]),
  ),
});

export function encodeOverview(version: string, asked: readonly Ask[], answers: readonly Answer[]): string {
  return JSON.stringify({ version, answers: asked.map((ask, i) => [keyOf(ask), answers[i]]) });
}

export function frameOfOverview(overview: v.InferOutput<typeof overviewSchema>): Frame {
  return { version: overview.version, answers: new Map(overview.answers as [string, Answer][]) };
}
