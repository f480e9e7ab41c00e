import * as v from 'valibot';
import { seconds, sourceId } from './settings.ts';

const text = v.pipe(v.string(), v.nonEmpty());

/** What the configuration says of a folder of exports; docs/sources.md tells each. */
export const csvFolderSchema = v.strictObject({
  kind: v.literal('csvFolder'),
  id: sourceId,
  folder: text,
  mapping: text,
  everySeconds: v.optional(seconds, 10),
  settleSeconds: v.optional(seconds, 5),
  move: v.optional(v.boolean(), false),
});

/** A folder of exports as it is read. */
export type CsvFolderOptions = Omit<v.InferOutput<typeof csvFolderSchema>, 'kind' | 'mapping'>;
