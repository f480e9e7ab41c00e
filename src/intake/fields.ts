/** Where the instants of a request come from: a column, or one for the date and one for the time of day. */
export const instantFields = [
  'opened',
  'responded',
  'resolved',
  'updated',
  'dueResponse',
  'dueResolution',
] as const;
/** Where words come from: a column, or one in English and one in Arabic. */
export const wordFields = [
  'stage',
  'zone',
  'place',
  'category',
  'channel',
  'service',
  'topic',
  'entity',
  'priority',
  'language',
  'customerKind',
] as const;
export const plainFields = [
  'ref',
  'longitude',
  'latitude',
  'point',
  'makani',
  'parcel',
  'satisfaction',
  'attachments',
  'reopened',
  'firstContact',
] as const;

/** What may be told as the time that it took from the opening. */
export const spanFields = ['responded', 'resolved'] as const;
/** What may come of several columns: the first that is not missing. */
export const joinedFields = [
  ...instantFields,
  ...wordFields,
  'point',
  'makani',
  'parcel',
  'satisfaction',
] as const;

export type InstantField = (typeof instantFields)[number];
export type WordField = (typeof wordFields)[number];
export type PlainField = (typeof plainFields)[number];
export type SpanField = (typeof spanFields)[number];
export type JoinedField = (typeof joinedFields)[number];
/** What a column of a source may be mapped to: the allow-list. There is no other way into a snapshot. */
export type Field = InstantField | WordField | PlainField;
/** In the order in which a mapping is written and read. */
export const fields: readonly Field[] = [
  'ref',
  'opened',
  'responded',
  'resolved',
  'updated',
  'dueResponse',
  'dueResolution',
  'stage',
  'zone',
  'place',
  'longitude',
  'latitude',
  'point',
  'makani',
  'parcel',
  'category',
  'channel',
  'service',
  'topic',
  'entity',
  'priority',
  'language',
  'customerKind',
  'satisfaction',
  'attachments',
  'reopened',
  'firstContact',
];

export function isInstant(name: string): name is InstantField {
  return (instantFields as readonly string[]).includes(name);
}

export function isWordField(name: string): name is WordField {
  return (wordFields as readonly string[]).includes(name);
}

export function isSpanField(name: string): name is SpanField {
  return (spanFields as readonly string[]).includes(name);
}
