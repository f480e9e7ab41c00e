import type { Text } from '../i18n/text.ts';
import type { UnknownPart } from '../model/choiceText.ts';

/** What an address named in vain, in the reader's words; what it wrote stands apart from the sentence's direction. */
export function unknownWords({ t, formats }: Text, parts: readonly UnknownPart[]): string {
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
  return t('address.unknown', { what: formats.list(words) });
}
