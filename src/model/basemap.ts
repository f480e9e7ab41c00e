import * as v from 'valibot';

const basemapSchema = v.nullable(
  v.object({
    file: v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.pmtiles$/, 'a file name without folders')),
    attribution: v.string(),
  }),
);

/** What the server says of its basemap; null where it has none. */
export type BasemapInfo = {
  /** Name beside this answer, which changes with the file. */
  readonly file: string;
  readonly attribution: string;
} | null;

/** Reads what the server says of its basemap; null for anything else. */
export function parseBasemap(json: unknown): BasemapInfo {
  const result = v.safeParse(basemapSchema, json);
  return result.success ? result.output : null;
}
