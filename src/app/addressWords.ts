import type { Text } from '../i18n/text.ts';
import type { UnknownPart } from '../model/choiceText.ts';

/** What an address or a saved view named in vain, in the reader's words. */
export function unknownWords(
  text: Text,
  parts: readonly UnknownPart[],
  of: 'link' | 'view' = 'link',
): string {
  const what = partsInWords(text, parts);
  return of === 'link' ? text.t('address.unknown', { what }) : text.t('views.unknown', { what });
}

/** Parts of a choice that mean nothing, as a list of words; what was written stands apart from its direction. */
export function partsInWords({ t, formats }: Text, parts: readonly UnknownPart[]): string {
  const words = parts.map((part) => {
    const value = `\u2068${part.value}\u2069`;
    switch (part.kind) {
      case 'word':
        return t('address.unknown.word', { dimension: t(`dimension.${part.dimension}`), value });
      case 'name':
      case 'twice':
        return t(`address.unknown.${part.kind}`, { name: value });
      default:
        return t(`address.unknown.${part.kind}`, { value });
    }
  });
  return formats.list(words);
}
