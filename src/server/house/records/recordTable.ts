import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { faultsOfText } from '../../../model/choiceForm.ts';
import {
  type Draft,
  draftSchema,
  longestChoice,
  type RecordOf,
  stands,
  type Who,
} from '../../../model/record.ts';
import type { AnyKind } from '../../../model/records/kinds.ts';
import type { House } from '../house.ts';
import { RecordRefused } from './refused.ts';
import { type HistoryRow, type RecordRow, recordOf, versionOf } from './rows.ts';

/**
 * The records of people. Each change makes a version, and the ones before it are kept: who, when, what. Whoever changes
 * a record names the version that they saw; of another nothing is changed.
 */
export class RecordTable {
  private readonly house: House;
  private readonly now: () => number;

  /** @param now epoch seconds */
  constructor(house: House, now: () => number = () => Date.now() / 1000) {
    this.house = house;
    this.now = now;
  }

  /** The records of a kind that stand, those first that were made first. */
  list({ id }: AnyKind): readonly RecordOf[] {
    const rows = this.house.db
      .prepare('SELECT * FROM records WHERE kind = ? ORDER BY made_at, id')
      .all(id) as unknown as RecordRow[];
    const now = this.now();
    return rows.map(recordOf).filter((record) => stands(record, now));
  }

  /** A record, whether it stands or has ended. @throws RecordRefused where there is none */
  get(kind: AnyKind, id: string): RecordOf {
    const row = this.house.db.prepare('SELECT * FROM records WHERE id = ? AND kind = ?').get(id, kind.id);
    if (!row) throw new RecordRefused({ kind: 'unknown' });
    return recordOf(row as unknown as RecordRow);
  }

  /** The versions of a record that are kept, the newest first. @throws RecordRefused where there is none */
  history(kind: AnyKind, id: string): readonly RecordOf[] {
    const { madeAt } = this.get(kind, id);
    const rows = this.house.db
      .prepare('SELECT * FROM record_history WHERE id = ? ORDER BY version DESC')
      .all(id) as unknown as HistoryRow[];
    return rows.map((row) => versionOf(row, kind.id, madeAt));
  }

  /** @param body what was sent @throws RecordRefused, StoreError */
  make(kind: AnyKind, body: unknown, who: Who): RecordOf {
    const draft = draftOf(kind, body);
    return this.writing(() => {
      this.mayStand(kind, draft, null);
      const at = this.now();
      const record = {
        ...{ id: randomUUID(), kind: kind.id, version: 1, ...draft, ...who },
        ...{ madeAt: at, changedAt: at, validity: { from: null, to: null } },
      };
      return this.write(kind, record);
    });
  }

  /** Another version of a record, which stands with it, if it had ended too. @throws RecordRefused, StoreError */
  change(kind: AnyKind, id: string, seen: number, body: unknown, who: Who): RecordOf {
    const draft = draftOf(kind, body);
    return this.writing(() => {
      const before = this.seen(kind, id, seen);
      this.mayStand(kind, draft, id);
      return this.next(kind, { ...before, ...draft, validity: { ...before.validity, to: null } }, who);
    });
  }

  /** Ends a record: it stands no longer, and a change lets it stand again. @throws RecordRefused, StoreError */
  end(kind: AnyKind, id: string, seen: number, who: Who): RecordOf {
    return this.writing(() => {
      const before = this.seen(kind, id, seen);
      const ended = this.next(kind, { ...before, validity: { ...before.validity, to: this.now() } }, who);
      this.forget(kind);
      return ended;
    });
  }

  private writing(work: () => RecordOf): RecordOf {
    return this.house.transaction('a record could not be written; it is as it was', work);
  }

  private seen(kind: AnyKind, id: string, version: number): RecordOf {
    const record = this.get(kind, id);
    if (record.version !== version) throw new RecordRefused({ kind: 'changed', record });
    return record;
  }

  /** @param id the record that is to hold it; null: a new one @throws RecordRefused */
  private mayStand(kind: AnyKind, { content }: Draft, id: string | null): void {
    const others = this.list(kind).filter((record) => record.id !== id);
    const mark = kind.mark?.(content);
    const record = others.find((other) => mark !== undefined && kind.mark?.(other.content) === mark);
    if (record) throw new RecordRefused({ kind: 'alike', record });
    if (others.length >= kind.mostStanding)
      throw new RecordRefused({ kind: 'tooMany', most: kind.mostStanding });
  }

  private next(kind: AnyKind, record: RecordOf, { author, role }: Who): RecordOf {
    const { version } = record;
    return this.write(kind, { ...record, version: version + 1, author, role, changedAt: this.now() });
  }

  private write(kind: AnyKind, record: RecordOf): RecordOf {
    const { id, version, choice, author, role, madeAt, changedAt, validity } = record;
    const content = JSON.stringify(record.content);
    this.house.db
      .prepare('INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        id,
        kind.id,
        version,
        choice,
        content,
        author,
        role,
        madeAt,
        changedAt,
        validity.from,
        validity.to,
      );
    this.house.db
      .prepare('INSERT INTO record_history VALUES (?, ?, ?, ?, ?, ?)')
      .run(
        id,
        version,
        changedAt,
        author,
        role,
        JSON.stringify({ choice, content: record.content, validity }),
      );
    this.house.db
      .prepare('DELETE FROM record_history WHERE id = ? AND version <= ?')
      .run(id, version - kind.mostVersions);
    return record;
  }

  /** Forgets those that ended first, beyond as many as are kept. */
  private forget(kind: AnyKind): void {
    const ended = this.house.db
      .prepare(
        'SELECT id FROM records WHERE kind = ? AND valid_to <= ? ORDER BY valid_to DESC, changed_at DESC',
      )
      .all(kind.id, this.now()) as { id: string }[];
    for (const { id } of ended.slice(kind.mostEnded))
      for (const table of ['records', 'record_history'])
        this.house.db.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);
  }
}

/** What was sent, in the form in which it is kept. @throws RecordRefused */
function draftOf(kind: AnyKind, body: unknown): Draft {
  const { choice, content: sent } = read(draftSchema, body, []);
  if (choice.length > longestChoice)
    throw new RecordRefused({ kind: 'choiceLength', length: choice.length, most: longestChoice });
  const unknown = faultsOfText(choice);
  if (unknown.length > 0) throw new RecordRefused({ kind: 'choice', unknown });
  return { choice, content: read(kind.content, sent, ['content']) };
}

function read<T>(schema: v.GenericSchema<unknown, T>, value: unknown, at: readonly string[]): T {
  const found = v.safeParse(schema, value);
  if (found.success) return found.output;
  const [issue] = found.issues;
  const path = [...at, ...(issue.path ?? []).map(({ key }) => String(key))].join('.');
  const expected = issue.type === 'check' ? issue.message : (issue.expected ?? issue.message);
  throw new RecordRefused({ kind: 'form', at: path, expected });
}
