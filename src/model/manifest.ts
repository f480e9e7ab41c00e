import * as v from 'valibot';
import { misfit } from './misfit.ts';
import { type RequestColumn, requestColumnNames } from './schema.ts';

/** Version of the files' layout and rules. A reader refuses any other, in words. */
export const protocolVersion = 1;
/** Version of the columns of a request, and of how segments hold them. */
export const schemaVersion = 2;

const day = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const fileName = v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.[a-z0-9]+$/, 'a file name without folders'));
const file = v.object({ name: fileName, sha256: v.pipe(v.string(), v.length(64)), bytes: count });
const segment = v.object({
  ...file.entries,
  rows: count,
  /** rid of the first row; the rids of a segment follow each other. */
  firstRid: count,
  /** Local opening days, both ends included. */
  days: v.object({ from: day, to: day }),
  /** Sequence range that the segment holds. */
  sequence: v.object({ from: count, to: count }),
});
const bilingual = v.object({ en: v.string(), ar: v.string() });

export const manifestSchema = v.object({
  protocol: v.literal(protocolVersion),
  schema: v.literal(schemaVersion),
  audience: v.picklist(['rows', 'cubes']),
  /** sample: an invented city, which every screen must say. */
  kind: v.picklist(['sample', 'import', 'live']),
  title: bilingual,
  /** Epoch seconds: the instant that all values are of. The segments' half days are cut at its wall clock. */
  asOf: count,
  timeZone: v.string(),
  /** ISO weekday that a week starts on. */
  weekStart: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7)),
  sequence: count,
  rows: count,
  days: v.nullable(v.object({ from: day, to: day })),
  /** Columns that have at least one value. */
  fields: v.array(v.picklist(requestColumnNames as [RequestColumn, ...RequestColumn[]])),
  /** Size of the grid, in degrees, that points are rounded to: pointLon × step = longitude. */
  pointStep: v.number(),
  /** Whether some zones were found by a point in a schematic shape, and so may be a neighbour's. */
  approximateZones: v.boolean(),
  /** What the measures should reach, by measure id. */
  goals: v.record(v.string(), v.number()),
  files: v.object({
    zones: file,
    words: file,
    geometry: v.nullable(file),
    overview: v.nullable(file),
    /** Copies of what working times and due times were computed with; null for every second, and for no target. */
    calendar: v.nullable(file),
    targets: v.nullable(file),
    /** The heads of the segments: `headColumns`. */
    segments: v.array(segment),
    /** What the heads do not say; the same rows as `segments`. */
    details: v.array(segment),
    /** rid → reference, loaded only for lists; the same rows as `segments`. */
    refs: v.array(segment),
  }),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;
export type SnapshotFile = v.InferOutput<typeof file>;
export type SegmentFile = v.InferOutput<typeof segment>;

/** Why a snapshot cannot be read: what the page turns into a sentence in the reader's language. */
export type SnapshotFault =
  | { readonly kind: 'missing'; readonly file: string }
  | { readonly kind: 'unreachable'; readonly file: string; readonly detail: string }
  | { readonly kind: 'tooNew' | 'tooOld'; readonly found: string; readonly expected: string }
  | { readonly kind: 'broken'; readonly file: string; readonly detail: string };

/** A snapshot that cannot be read. `fault` says which file and why; the message says it in English. */
export class SnapshotError extends Error {
  readonly fault: SnapshotFault;
  constructor(fault: SnapshotFault) {
    super(sentence(fault));
    this.name = 'SnapshotError';
    this.fault = fault;
  }
}

function sentence(fault: SnapshotFault): string {
  switch (fault.kind) {
    case 'missing':
      return `${fault.file}: not there; expected a snapshot made by "npm run snapshot" or "npm run sample"`;
    case 'unreachable':
      return `${fault.file}: could not be read (${fault.detail})`;
    case 'tooNew':
      return `manifest.json: got ${fault.found}, expected ${fault.expected}; this program is older than the data`;
    case 'tooOld':
      return `manifest.json: got ${fault.found}, expected ${fault.expected}; make the snapshot anew with "npm run snapshot" or "npm run sample"`;
    case 'broken':
      return `${fault.file}: ${fault.detail}`;
  }
}

/**
 * Reads a manifest's text.
 * @throws SnapshotError `tooNew` or `tooOld` for another protocol or schema, `broken` for anything else that does not
 *   fit.
 */
export function parseManifest(text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new SnapshotError({ kind: 'broken', file: 'manifest.json', detail: 'not JSON' });
  }
  const { protocol, schema } = (json ?? {}) as { protocol?: unknown; schema?: unknown };
  for (const [name, found, known] of [
    ['protocol', protocol, protocolVersion],
    ['schema', schema, schemaVersion],
  ] as const) {
    if (typeof found === 'number' && found !== known) {
      const kind = found > known ? 'tooNew' : 'tooOld';
      throw new SnapshotError({ kind, found: `${name} ${found}`, expected: `${name} ${known}` });
    }
  }
  const result = v.safeParse(manifestSchema, json);
  if (!result.success) {
    throw new SnapshotError({ kind: 'broken', file: 'manifest.json', detail: misfit(result.issues[0]) });
  }
  const { segments, details, refs } = result.output.files;
  for (const [name, list] of Object.entries({ details, refs })) {
    const odd = segments.findIndex(
      ({ rows, firstRid }, i) => list[i]?.rows !== rows || list[i]?.firstRid !== firstRid,
    );
    if (odd < 0 && list.length === segments.length) continue;
    throw new SnapshotError({
      kind: 'broken',
      file: 'manifest.json',
      detail:
        odd < 0
          ? `files.${name}: got ${list.length} files, expected ${segments.length} as in files.segments`
          : `files.${name}[${odd}]: got ${list[odd] ? 'other rows' : 'nothing'}, expected the rows of files.segments[${odd}]`,
    });
  }
  return result.output;
}

/** What names a version of the data: changes whenever any answer may. */
export function versionOf(manifest: Manifest): string {
  return `${manifest.sequence}@${manifest.asOf}`;
}

/** Reads one of the manifest's JSON files against its schema. @throws SnapshotError `broken` */
export function parseFile<T extends v.GenericSchema>(
  name: string,
  schema: T,
  text: string,
): v.InferOutput<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new SnapshotError({ kind: 'broken', file: name, detail: 'not JSON' });
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  throw new SnapshotError({ kind: 'broken', file: name, detail: misfit(result.issues[0]) });
}
