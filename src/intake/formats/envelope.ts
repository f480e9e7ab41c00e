/** A record of JSON, its values by name. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What may stand beside a record that a system wraps. */
const wrappings: readonly (readonly [wrapped: string, beside: ReadonlySet<string>])[] = [
  // An Esri feature, and JSON:API.
  [
    'attributes',
    new Set(['attributes', 'geometry', 'centroid', 'type', 'id', 'relationships', 'links', 'meta']),
  ],
  [
    '_source',
    new Set(['_source', '_index', '_type', '_id', '_score', '_version', '_ignored', 'sort', 'fields']),
  ],
  ['node', new Set(['node', 'cursor', '__typename'])],
];

/** What of it says nothing of the record. */
const bookkeeping: ReadonlySet<string> = new Set([
  ...['type', 'links', 'meta', 'cursor', '__typename'],
  ...['_index', '_type', '_score', '_version', '_ignored', 'sort'],
]);

/**
 * The record that a search engine, a map server or an API hands out in a wrapping of its own, with what stands beside
 * it where the record has nothing of that name; any other value as it is.
 */
export function unwrapped(value: unknown): unknown {
  if (!isObject(value)) return value;
  for (const [name, beside] of wrappings) {
    const inner = value[name];
    if (!isObject(inner) || !Object.keys(value).every((key) => beside.has(key))) continue;
    const rest = Object.entries(value).filter(([key]) => key !== name && !bookkeeping.has(key));
    return { ...Object.fromEntries(rest), ...inner };
  }
  return value;
}

const formatted = /^(.+)@OData\.Community\.Display\.V1\.FormattedValue$/;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The exact tokenizer hands numbers on as they are written. */
const coded = /^-?\d+$|^(true|false)$/;

/** Names of annotations: OData's "name@odata.type", "@odata.etag" and "__metadata", and Socrata's ":created_at". */
const annotation = /@\w+\.|^__metadata$|^:@?\w/;

/**
 * A record of OData with the words that its server writes beside codes and keys in the place of these, and without
 * annotations, which describe values and are none.
 * @param onAnnotation told each annotation that is left out
 */
export function withoutAnnotations(record: JsonObject, onAnnotation: (name: string) => void): JsonObject {
  const names = Object.keys(record);
  if (!names.some((name) => annotation.test(name))) return record;
  const out: Record<string, unknown> = {};
  for (const name of names) {
    if (annotation.test(name)) onAnnotation(name);
    else out[name] = record[name];
  }
  for (const name of names) {
    const column = formatted.exec(name)?.[1];
    const words = record[name];
    if (column === undefined || typeof words !== 'string' || !/\p{L}/u.test(words)) continue;
    const code = String(out[column] ?? '');
    if (coded.test(code) || guid.test(code)) out[column] = words;
  }
  return out;
}
