import { type ImportText, isolated, quoted } from './importText.ts';

/** What was found, and what to do. */
export interface Words {
  readonly found: string;
  readonly advice: string | null;
  /** What a parser, a server or the browser said itself, in whatever language. */
  readonly detail?: string;
}

/** Names of the file in a sentence, each quoted: the first few, and how many more there are. */
export function namesOf(
  text: ImportText,
  names: readonly string[],
  most = 6,
  more = Math.max(0, names.length - most),
): string {
  const shown = names.slice(0, most).map((name) => quoted(text, name));
  return text.formats.list(more > 0 ? [...shown, text.t('list.more', { count: more })] : shown);
}

/** Sentences one after the other, without those that are not there. */
export function sentences(...all: readonly (string | null)[]): string {
  return all.filter((one) => one !== null).join(' ');
}

/** Which name was probably meant; null where none is close. */
export function meantWords(text: ImportText, meant: string | null): string | null {
  return meant === null ? null : text.t('meant', { meant: quoted(text, meant) });
}

/** What stands in the file in the place of something else. */
export function gotWords({ t }: ImportText, got: string): string {
  if (got === 'Object') return t('got.object');
  return got === 'Array' ? t('got.list') : isolated(got);
}
