/**
 * The columns of one request in a snapshot: an allow-list. No personal data, no free text.
 * Instants are UTC epoch seconds; durations are seconds of the working calendar; codes index dictionaries.
 * Missing is null, never zero.
 */
export const requestColumns = {
  rid: 'u32',
  version: 'u32',
  opened: 'u32',
  responded: 'u32',
  firstResolved: 'u32',
  resolved: 'u32',
  updated: 'u32',
  dueResponse: 'u32',
  dueResolution: 'u32',
  responseWork: 'u32',
  resolutionWork: 'u32',
  day: 'u16',
  hour: 'u8',
  zone: 'u16',
  place: 'u16',
  category: 'u8',
  channel: 'u8',
  /** Of its channel; null where no account or line is told. */
  account: 'u8',
  topic: 'u16',
  entity: 'u8',
  stage: 'u8',
  priority: 'u8',
  language: 'u8',
  customerKind: 'u8',
  satisfaction: 'u8',
  /** How many files came with it; `mostAttachments` for more. */
  attachments: 'u8',
  reopened: 'bool',
  firstContact: 'bool',
  repeat30d: 'bool',
  duplicate: 'bool',
  handover48h: 'bool',
  pointLon: 'i32',
  pointLat: 'i32',
} as const satisfies Record<string, ColumnType>;

export type ColumnType = 'u8' | 'u16' | 'u32' | 'i32' | 'bool';
export type RequestColumn = keyof typeof requestColumns;
export const requestColumnNames = Object.keys(requestColumns) as RequestColumn[];

/** Columns that every row has; all others may be null. */
export const requiredColumns = [
  'rid',
  'version',
  'opened',
  'day',
  'hour',
] as const satisfies readonly RequestColumn[];

/** The most attachments that are told apart: the value above it is null. */
export const mostAttachments = 0xfe;

/** One request as sources hand it to the snapshot writer, which adds rid, day and hour. */
export type RequestRow = { ref: string; version: number; opened: number } & {
  [C in Exclude<RequestColumn, 'rid' | 'version' | 'opened' | 'day' | 'hour'>]: number | null;
};

/** The value that stands for null while rows are held in typed arrays. Booleans are held as 0, 1 or null. */
export const nullOf: Record<ColumnType, number> = {
  u8: 0xff,
  u16: 0xffff,
  u32: 0xffffffff,
  i32: -0x80000000,
  bool: 0xff,
};

/** The values of all columns of some requests; null is the value of `nullOf`, of a boolean 0xff. */
export type RequestValues = {
  readonly [C in RequestColumn]: {
    u8: Uint8Array;
    u16: Uint16Array;
    u32: Uint32Array;
    i32: Int32Array;
    bool: Uint8Array;
  }[(typeof requestColumns)[C]];
};

/**
 * The value of all requests in a file that does not have a column: null, for details and deltas of manifest schema 3
 * lack `attachments`, and of 4 `account`. Undefined for a column that every file has.
 */
export function absentOf(column: RequestColumn): number | undefined {
  return column === 'attachments' || column === 'account' ? nullOf[requestColumns[column]] : undefined;
}

/**
 * The columns of a segment's head: what the first screen and brushing need, without a null bitmap (`nullOf` stands for
 * null), so that they are used where they lie. Rows are in ascending order of `day`. Instants are half days
 * (`halfDay.ts`) since the start of the row's day, 0 if they lie before it.
 */
export const headColumns = {
  day: 'u16',
  zone: 'u16',
  place: 'u16',
  category: 'u8',
  channel: 'u8',
  topic: 'u16',
  stage: 'u8',
  /** 0, 1 or null */
  firstContact: 'u8',
  /** Of the opening instant: 0 or 1. */
  openedAfter: 'u8',
  /** Null if not answered. */
  respondedAfter: 'u16',
  /** Null if the stage is not a done one; `unknownTime` if it is but the row has no resolved instant. */
  completedAfter: 'u16',
  /** Of the instant one second after `dueResolution`, from which on it is past due; null if there is none. */
  dueAfter: 'u16',
  /** 1 if it was completed at a known time after `dueResolution`, else 0. */
  late: 'u8',
  /** Index in `responseBounds` of the elapsed time to first response; null if not answered, or before it was opened. */
  response: 'u8',
} as const satisfies Record<string, Exclude<ColumnType, 'i32' | 'bool'>>;
export type HeadColumn = keyof typeof headColumns;
export const headColumnNames = Object.keys(headColumns) as HeadColumn[];

/** `completedAfter` of a request that is completed, nobody knows when. */
export const unknownTime = 0xfffe;
/** The longest time that a head can tell, in half days; longer ones are cut to it. */
export const longestAfter = 0xfffd;

/** The latest instant that can be kept: in 2106, the end of u32 seconds. */
export const lastInstant = 0xffffffff - 1;
