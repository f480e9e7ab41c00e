import type { WordField } from '../fields.ts';

/** What a known system means by its columns, where their names alone would mislead. All names are as it writes them. */
export interface KnownSystem {
  readonly name: string;
  /** Names that only its exports have together. */
  readonly signs: readonly string[];
  readonly columns: { readonly [F in Exclude<WordField, 'zone' | 'place'>]?: string };
  /** Columns that are nothing of a request, whatever they look like. */
  readonly nothing: readonly string[];
}
