import * as v from 'valibot';
import type { RecordKind } from '../record.ts';

/** What a saved view holds beside its choice. */
export interface SavedView {
  /** As the reader wrote it, in any language. */
  readonly name: string;
}

/** Characters of a name. */
export const longestName = 80;

/** A name in the form in which it is kept: letters composed, one space between words, none around them. */
export function formOfName(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** What two names have alike that a reader would take for one. */
export function markOfName(name: string): string {
  return formOfName(name).toLowerCase();
}

/** A name that nobody can see, or that turns the line around it, is none. */
const unseen = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const name = v.pipe(
  v.string(),
  v.transform(formOfName),
  v.check((text) => /[^\p{Cf}]/u.test(text), 'a name of at least one character'),
  v.check((text) => [...text].length <= longestName, `a name of at most ${longestName} characters`),
  v.check((text) => !unseen.test(text), 'a name without control characters'),
);

/** A choice under a name, to return to. */
export const savedView: RecordKind<SavedView> = {
  id: 'saved-views',
  content: v.strictObject({ name }),
  rules: [{ role: 'thisComputer', may: ['read', 'make', 'change', 'end'] }],
  mark: (view) => markOfName(view.name),
  mostStanding: 500,
  mostEnded: 1000,
  mostVersions: 100,
};
