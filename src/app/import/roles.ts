import {
  type Field,
  type InstantField,
  instantFields,
  type JoinedField,
  joinedFields,
  type SpanField,
  spanFields,
  type WordField,
  wordFields,
} from '../../intake/fields.ts';

/**
 * What a column of the file is: nothing, a field, the time of day beside a date, the Arabic beside a word, what is taken
 * where the field's own column has nothing, or how long it took from the opening.
 */
export type Role =
  | 'unused'
  | Field
  | `${InstantField}:time`
  | `${WordField}:ar`
  | `${JoinedField}:then`
  | `${SpanField}:after`;

/** The roles in the order in which they are offered, in groups. */
export const roleGroups = {
  request: ['ref', 'stage', 'satisfaction', 'attachments', 'reopened', 'firstContact'],
  when: instantFields,
  where: ['zone', 'place', 'longitude', 'latitude', 'point', 'makani', 'parcel'],
  what: ['category', 'channel', 'service', 'topic', 'entity', 'priority', 'language', 'customerKind'],
  timeOf: instantFields.map((field): Role => `${field}:time`),
  arabicOf: wordFields.map((field): Role => `${field}:ar`),
  afterOf: spanFields.map((field): Role => `${field}:after`),
  thenOf: joinedFields.map((field): Role => `${field}:then`),
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type RoleGroup = keyof typeof roleGroups;

/** The field that a role belongs to. */
export function fieldOf(role: Exclude<Role, 'unused'>): Field {
  return role.split(':')[0] as Field;
}

/** The field that has to stand beside a role; null where it stands alone. */
export function neededBeside(role: Exclude<Role, 'unused'>): Field | null {
  if (role === 'longitude') return 'latitude';
  if (role === 'latitude') return 'longitude';
  if (isSpan(role)) return null;
  const field = fieldOf(role);
  return field === role ? null : field;
}

/** What cannot be told beside a role, as the time of day beside a second column of dates. */
export function clashesOf(role: Exclude<Role, 'unused'>): readonly Role[] {
  const field = fieldOf(role);
  if (isSpan(role)) return [field, `${field}:time` as Role, `${field}:then` as Role];
  return role.endsWith(':then') ? [`${field}:time` as Role, `${field}:ar` as Role] : [];
}

export function isSpan(role: Role): role is `${SpanField}:after` {
  return role.endsWith(':after');
}
