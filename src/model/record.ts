import * as v from 'valibot';
import type { UnknownPart } from './choiceText.ts';

/** As what somebody comes. `thisComputer`: whoever sits at the computer that the server runs on, while nobody signs in. */
export const roles = ['thisComputer'] as const;
export type Role = (typeof roles)[number];

/** Who asks. */
export interface Who {
  readonly author: string;
  readonly role: Role;
}

/** What can be done with records of a kind. `end`: they stand no longer, which can be undone. */
export const doings = ['read', 'make', 'change', 'end'] as const;
export type Doing = (typeof doings)[number];

/** Who may do what, as a sentence: this role may do these. */
export interface Rule {
  readonly role: Role;
  readonly may: readonly Doing[];
}

/**
 * A kind of record: all that is particular to it. One file of `records`, and a line in `records/kinds.ts`; page and
 * server share it.
 */
export interface RecordKind<Content = unknown> {
  /** Its name in addresses and in the table, which stays for ever. */
  readonly id: string;
  /** What a record of it holds beside its choice; brings it into its form. */
  readonly content: v.GenericSchema<unknown, Content>;
  /** What is not said here nobody may do. */
  readonly rules: readonly Rule[];
  /** What no two records that stand may have alike; null: there is no such thing. */
  readonly mark: ((content: Content) => string) | null;
  /** Records that may stand at a time. */
  readonly mostStanding: number;
  /** Records that are kept after they ended; of more, those that ended first are forgotten. */
  readonly mostEnded: number;
  /** Versions of a record that are kept; of more, the oldest are forgotten. */
  readonly mostVersions: number;
}

/** What people keep: a choice, and by kind what belongs to it. */
export interface RecordOf<Content = unknown> {
  readonly id: string;
  readonly kind: string;
  /** 1, and one more with each change. */
  readonly version: number;
  /** The text of a choice; of a newer page's as that wrote it. */
  readonly choice: string;
  readonly content: Content;
  /** Who made this version. */
  readonly author: string;
  readonly role: Role;
  /** Epoch seconds. */
  readonly madeAt: number;
  readonly changedAt: number;
  /** From when until when it stands, epoch seconds; null: from ever, for ever. */
  readonly validity: { readonly from: number | null; readonly to: number | null };
}

/** Why something was not done with a record. */
export type RecordFault =
  | { readonly kind: 'notAllowed' }
  | { readonly kind: 'unknown' }
  /** What was sent has another form than a record. */
  | { readonly kind: 'form'; readonly at: string; readonly expected: string }
  | { readonly kind: 'choice'; readonly unknown: readonly UnknownPart[] }
  | { readonly kind: 'choiceLength'; readonly length: number; readonly most: number }
  | { readonly kind: 'tooMany'; readonly most: number }
  /** Another record that stands has the mark. */
  | { readonly kind: 'alike'; readonly record: RecordOf }
  /** Nobody said which version was seen. */
  | { readonly kind: 'unseen' }
  /** Another version than the one that was seen is there. */
  | { readonly kind: 'changed'; readonly record: RecordOf };

/** Characters of the text of a choice that is kept: one with all zones and 300 topics has 8,000. */
export const longestChoice = 16_000;

/** What is sent to make a record or a version of it. */
export const draftSchema = v.strictObject({ choice: v.string(), content: v.unknown() });
export type Draft<Content = unknown> = { readonly choice: string; readonly content: Content };

/** A record as it is sent. */
function recordSchema<Content>({ id, content }: RecordKind<Content>) {
  const instant = v.nullable(v.number());
  return v.object({
    id: v.string(),
    kind: v.literal(id),
    version: v.number(),
    choice: v.string(),
    content,
    author: v.string(),
    role: v.picklist(roles),
    madeAt: v.number(),
    changedAt: v.number(),
    validity: v.object({ from: instant, to: instant }),
  });
}

/** Reads a record as it was sent; null for anything else. */
export function readRecord<Content>(kind: RecordKind<Content>, sent: unknown): RecordOf<Content> | null {
  const found = v.safeParse(recordSchema(kind), sent);
  return found.success ? found.output : null;
}

/** Reads a list as it was sent; null for anything else. A record that cannot be read is left out. */
export function readList<Content>(kind: RecordKind<Content>, sent: unknown): RecordList<Content> | null {
  const found = v.safeParse(v.object({ may: v.array(v.string()), records: v.array(v.unknown()) }), sent);
  if (!found.success) return null;
  const { may, records } = found.output;
  return {
    may: doings.filter((doing) => may.includes(doing)),
    records: records.flatMap((record) => readRecord(kind, record) ?? []),
  };
}

/** The records that stand, and what whoever asked may do: a button that is drawn by it and its route cannot disagree. */
export interface RecordList<Content = unknown> {
  readonly may: readonly Doing[];
  readonly records: readonly RecordOf<Content>[];
}

/** What somebody may do with records of a kind; nobody may do anything. */
export function abilities({ rules }: Pick<RecordKind, 'rules'>, who: Who | null): readonly Doing[] {
  return doings.filter((doing) => rules.some(({ role, may }) => role === who?.role && may.includes(doing)));
}

/** Whether a record stands at an instant, epoch seconds. */
export function stands({ validity: { from, to } }: Pick<RecordOf, 'validity'>, at: number): boolean {
  return (from === null || from <= at) && (to === null || at < to);
}
