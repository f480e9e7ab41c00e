import type { RecordOf, Role } from '../../../model/record.ts';

/** A row of `records`. */
export interface RecordRow {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly choice: string;
  /** JSON. */
  readonly content: string;
  readonly author: string;
  readonly role: Role;
  /** Epoch seconds, as all instants here. */
  readonly made_at: number;
  readonly changed_at: number;
  readonly valid_from: number | null;
  readonly valid_to: number | null;
}

/** A row of `record_history`. */
export interface HistoryRow extends Pick<RecordRow, 'id' | 'version' | 'author' | 'role'> {
  readonly at: number;
  /** JSON: choice, content, validity. */
  readonly record: string;
}

export function recordOf(row: RecordRow): RecordOf {
  const { id, kind, version, choice, author, role } = row;
  return {
    ...{ id, kind, version, choice, content: JSON.parse(row.content) as unknown, author, role },
    ...{ madeAt: row.made_at, changedAt: row.changed_at },
    validity: { from: row.valid_from, to: row.valid_to },
  };
}

/** A record as it was in a version. */
export function versionOf(row: HistoryRow, kind: string, madeAt: number): RecordOf {
  const { id, version, author, role, at } = row;
  const then = JSON.parse(row.record) as Pick<RecordOf, 'choice' | 'content' | 'validity'>;
  return { id, kind, version, ...then, author, role, madeAt, changedAt: at };
}
