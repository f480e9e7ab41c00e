import * as v from 'valibot';
import { misfit } from './misfit.ts';
import { type RequestColumn, requestColumnNames } from './schema.ts';

/** Version of the files' layout and rules. A reader refuses any other, in words. */
export const protocolVersion = 1;
/** Version of the columns of a request, and of how segments hold them. */
export const schemaVersion = 5;
/** Those that are read: what the files of an older one lack is null (`absentOf`). */
const readSchemas = [3, 4, schemaVersion] as const;

const day = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const fileName = v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.[a-z0-9]+$/, 'a file name without folders'));
const days = v.object({ from: day, to: day });
const file = v.object({ name: fileName, sha256: v.pipe(v.string(), v.length(64)), bytes: count });
const segment = v.object({
  ...file.entries,
  rows: count,
  /** Local opening days, both ends included. */
  days,
  /** The lowest and the highest rid in it. */
  rids: v.object({ from: count, to: count }),
  /** The sequence that the segment was last written for. */
  sequence: count,
});

/** A file that leads from one version of the data to the next: see `delta.ts`. */
export const deltaFileSchema = v.object({
  ...file.entries,
  /** Requests in it that changed or are new. */
  rows: count,
  /** The sequence that it goes on from, and the one that it leads to. */
  from: count,
  to: count,
  /** Epoch seconds that the data are of after it. */
  asOf: count,
  /** Requests in all after it. */
  total: count,
  /** Local opening days of all requests after it. */
  days: v.nullable(days),
});
const bilingual = v.object({ en: v.string(), ar: v.string() });

export const manifestSchema = v.object({
  protocol: v.literal(protocolVersion),
  /** Of what is read, whatever it was: it is written as this one. */
  schema: v.pipe(
    v.picklist(readSchemas),
    v.transform((): typeof schemaVersion => schemaVersion),
  ),
  audience: v.picklist(['rows', 'cubes']),
  /** sample: an invented city, which every screen must say. */
  kind: v.picklist(['sample', 'import', 'live']),
  /** Whether a server tells of deltas as they come: `live/rows` beside the page. */
  live: v.optional(v.boolean()),
  title: bilingual,
  /** Epoch seconds: the instant that the segments' values are of; each of the deltas leads to a later one. */
  asOf: count,
  /** Epoch seconds: the half days of the segments' heads are cut at its wall clock. */
  cut: count,
  timeZone: v.string(),
  /** ISO weekday that a week starts on. */
  weekStart: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7)),
  sequence: count,
  rows: count,
  days: v.nullable(days),
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
    /** What links with one choice of a dimension show before the engine is up: see `links.ts`. */
    links: v.optional(v.array(v.object({ ...file.entries, dimension: v.string() }))),
    /** Copies of what working times and due times were computed with; null for every second, and for no target. */
    calendar: v.nullable(file),
    targets: v.nullable(file),
    /** The heads of the segments: `headColumns`. */
    segments: v.array(segment),
    /** What the heads do not say; the same rows as `segments`. */
    details: v.array(segment),
    /** rid → reference, loaded only for lists; the same rows as `segments`. */
    refs: v.array(segment),
    /** What happened since the segments, one after the other. */
    deltas: v.array(deltaFileSchema),
  }),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;
export type SnapshotFile = v.InferOutput<typeof file>;
export type SegmentFile = v.InferOutput<typeof segment>;
export type DeltaFile = v.InferOutput<typeof deltaFileSchema>;

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

/** A manifest as its file has it: JSON with a check sum, for no hash stands elsewhere for it. */
export function manifestText(manifest: Manifest): string {
  return JSON.stringify({ ...manifest, sum: sumOf(JSON.stringify(manifest)) });
}

/** FNV-1a of a text's UTF-16 units, in 32 bits: any one that changed changes it. */
function sumOf(text: string): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum >>> 0;
}

/**
 * Reads a text of `manifestText`.
 * @throws SnapshotError `tooNew` or `tooOld` for another protocol or schema or no check sum, `broken` for anything else
 *   that does not fit, and where a single character is not what was written
 */
export function parseManifest(text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new SnapshotError({ kind: 'broken', file: 'manifest.json', detail: 'not JSON' });
  }
  const { protocol, schema } = (json ?? {}) as { protocol?: unknown; schema?: unknown };
  for (const [name, found, oldest, known] of [
    ['protocol', protocol, protocolVersion, protocolVersion],
    ['schema', schema, readSchemas[0], schemaVersion],
  ] as const) {
    if (typeof found === 'number' && (found < oldest || found > known)) {
      const kind = found > known ? 'tooNew' : 'tooOld';
      throw new SnapshotError({ kind, found: `${name} ${found}`, expected: `${name} ${known}` });
    }
  }
  const result = v.safeParse(manifestSchema, json);
  if (!result.success) {
    throw new SnapshotError({ kind: 'broken', file: 'manifest.json', detail: misfit(result.issues[0]) });
  }
  const { segments, details, refs, deltas } = result.output.files;
  deltas.reduce((sequence, { from, to }, i) => {
    if (from === sequence && to > from) return to;
    throw new SnapshotError({
      kind: 'broken',
      file: 'manifest.json',
      detail: `files.deltas[${i}]: got ${from} to ${to}, expected one from ${sequence} on`,
    });
  }, result.output.sequence);
  for (const [name, list] of Object.entries({ details, refs })) {
    const odd = segments.findIndex(
      ({ rows, days }, i) =>
        list[i]?.rows !== rows || list[i]?.days.from !== days.from || list[i]?.days.to !== days.to,
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
  const { sum, ...summed } = json as { readonly sum?: unknown };
  if (sum === undefined) throw new SnapshotError({ kind: 'tooOld', found: 'no check sum', expected: 'one' });
  const expected = sumOf(JSON.stringify(summed));
  if (sum !== expected) {
    throw new SnapshotError({
      kind: 'broken',
      file: 'manifest.json',
      detail: `got the check sum ${sum}, expected ${expected}: it is not what was written`,
    });
  }
  return result.output;
}

/** What names a version of the data: changes whenever any answer may. */
export function versionOf({ sequence, asOf }: Pick<Manifest, 'sequence' | 'asOf'>): string {
  return `${sequence}@${asOf}`;
}

/** Equal for manifests that name the same zones, shapes, words, targets and goals. */
export function factsOf({ files, goals }: Pick<Manifest, 'files' | 'goals'>): string {
  const { zones, geometry, words, targets } = files;
  return JSON.stringify([zones.name, geometry?.name, words.name, targets?.name, goals]);
}

/** The manifest of the data after a delta, which must go on from them; it names the deltas that are still to come. */
export function manifestAfter(manifest: Manifest, { from, to, asOf, total, days }: DeltaFile): Manifest {
  if (from !== manifest.sequence)
    throw new Error(`delta: got one from ${from} to ${to}, expected one from ${manifest.sequence}`);
  const deltas = manifest.files.deltas.filter((delta) => delta.from >= to);
  return { ...manifest, sequence: to, asOf, rows: total, days, files: { ...manifest.files, deltas } };
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
