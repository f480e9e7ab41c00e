import type { Field, InstantField } from '../fields.ts';
import type { FileLayout } from '../fileLayout.ts';
import { type Profile, profileColumns } from '../profile.ts';
import { type Note, note } from '../report/note.ts';
import { languagePairs } from './languagePairs.ts';

/** Which column is given to which field: what is given is not free for the next. */
export class Assignment {
  readonly layout: FileLayout;
  readonly profiles: readonly Profile[];
  readonly free: Set<Profile>;
  /** Columns that are one in two languages, by the name of the one that speaks for both. */
  readonly pairs = new Map<string, { readonly en: string; readonly ar: string }>();
  readonly notes: Note[] = [];
  readonly columns: Record<string, unknown> = {};
  readonly dated: { [F in InstantField]?: Profile } = {};
  /** What is not clear: columns that may be a field, the likeliest first. */
  readonly doubted = new Map<Field, readonly Profile[]>();
  /** There are no rows: names alone decide. */
  readonly empty: boolean;

  constructor(layout: FileLayout) {
    this.layout = layout;
    this.profiles = profileColumns(layout.header, layout.sample);
    this.free = new Set(this.profiles.filter((profile) => !profile.personal));
    this.empty = layout.sample.length === 0;
    for (const { en, ar } of languagePairs(this.profiles)) {
      const [main, other] = ar.filled > en.filled ? [ar, en] : [en, ar];
      this.free.delete(other);
      this.pairs.set(main.name, { en: en.name, ar: ar.name });
    }
  }

  say(code: Note['code'], values: Note['values'] = {}): void {
    this.notes.push(note(code, values));
  }

  /**
   * Gives a field the best of the columns that are left, by a score over 0. Where others fit as well and say something
   * else, that is a doubt.
   */
  take(field: Field, score: (profile: Profile) => number): Profile | null {
    if (field in this.columns || this.doubted.has(field)) return null;
    const fitting = [...this.free]
      .map((profile) => ({ profile, score: score(profile) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
    const [best] = fitting;
    if (!best) return null;
    const alike = fitting.filter(
      (other) => other.score > best.score - alikeBy && !this.saySame(best.profile, other.profile),
    );
    if (alike.length > 0 && !this.empty && !anyServes.has(field)) {
      this.doubt(field, [best.profile, ...alike.map(({ profile }) => profile)]);
      if (isHarmful(field)) return null;
    }
    this.give(field, best.profile);
    return best.profile;
  }

  give(field: Field, profile: Profile): void {
    this.free.delete(profile);
    this.columns[field] = profile.name;
  }

  /** Leaves it open which of some columns is a field, or whether any is; they are not free for another. */
  doubt(field: Field, columns: readonly Profile[]): void {
    if (columns.length === 0) return;
    this.doubted.set(field, columns);
    for (const column of columns) this.free.delete(column);
  }

  /** Whether each value of one column always stands beside the same value of the other, or they are one column. */
  private saySame(a: Profile, b: Profile): boolean {
    if (a === b) return true;
    if (a.values.size !== b.values.size) return false;
    const pairs = new Set<string>();
    for (const row of this.layout.sample) {
      pairs.add(`${row[a.index]?.trim()}\u0000${row[b.index]?.trim()}`);
      if (pairs.size > a.values.size) return false;
    }
    return pairs.size === a.values.size;
  }
}

/** Columns that fit a field by no more than this less than another fit as well. */
const alikeBy = 0.1;
/** Fields for which any of the columns that fit serves. */
const anyServes: ReadonlySet<Field> = new Set(['ref', 'attachments']);
const harmful: ReadonlySet<Field> = new Set([
  'ref',
  'opened',
  'resolved',
  'stage',
  'zone',
  'category',
  'channel',
]);

/** Whether a wrong column for a field would make the page's figures wrong: then the doubtful is not taken. */
export function isHarmful(field: Field): boolean {
  return harmful.has(field);
}

/** The share of values that pass a test, 0 to 1. */
export function share<T>(values: readonly T[], test: (value: T) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length;
}
