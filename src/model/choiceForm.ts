import { plainChoice } from './choice.ts';
import { parseChoice, type UnknownPart, type Vocabulary, version } from './choiceText.ts';

/** Has every word: which zones and words there are is the city's matter, and changes. */
const anyCity: Vocabulary = { codeOf: () => 0 };

/** Whether a text is of a page that is newer than this one, whose parts it cannot judge. */
export function isNewer(text: string): boolean {
  const form = new URLSearchParams(text).get('v') ?? '';
  return /^\d+$/.test(form) && Number(form) > Number(version);
}

/** What a text of a choice says that means nothing in any city; nothing of a text of a newer page is judged. */
export function faultsOfText(text: string): readonly UnknownPart[] {
  return isNewer(text) ? [] : parseChoice(text, anyCity, plainChoice({}, 'received')).unknown;
}
