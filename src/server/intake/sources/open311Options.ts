import * as v from 'valibot';
import { positive, seconds, sourceId } from './settings.ts';

/** The most days that a question may span by the standard. */
export const mostDays = 90;

const address = v.pipe(
  v.string(),
  v.check(
    (text) => /^https?:\/\/[^?#]+$/.test(text) && URL.canParse(text),
    'an address such as "https://city.example/open311/v2"',
  ),
);
const day = v.pipe(
  v.string(),
  v.check(
    (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)),
    'a day such as "2024-01-31"',
  ),
);

/** What the configuration says of an Open311 source; docs/sources.md tells each. */
export const open311Schema = v.strictObject({
  kind: v.literal('open311'),
  id: sourceId,
  endpoint: address,
  format: v.optional(v.picklist(['json', 'xml']), 'json'),
  jurisdiction: v.optional(v.pipe(v.string(), v.nonEmpty())),
  apiKeyEnv: v.optional(v.pipe(v.string(), v.nonEmpty())),
  mapping: v.optional(v.pipe(v.string(), v.nonEmpty())),
  since: day,
  everySeconds: v.optional(seconds, 60),
  overlapMinutes: v.optional(positive, 60),
  reopenMinutes: v.optional(positive, 30),
  windowDays: v.optional(v.pipe(positive, v.maxValue(mostDays)), mostDays),
  pageSize: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 200),
  cap: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2))),
  closedWords: v.optional(v.array(v.pipe(v.string(), v.nonEmpty())), ['closed']),
  timeoutSeconds: v.optional(seconds, 30),
  pauseMs: v.optional(v.pipe(v.number(), v.minValue(0)), 250),
});

/** An Open311 server as it is asked; instants and lengths of time in the units that their names tell. */
export type Open311Options = Omit<v.InferOutput<typeof open311Schema>, 'kind' | 'mapping' | 'apiKeyEnv'> & {
  /** The secret itself, from the environment; null where the server needs none. */
  readonly apiKey: string | null;
};
