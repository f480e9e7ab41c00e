/** The most rows of a sheet in Excel; LibreOffice drops what is beyond without a word. */
export const mostSheetRows = 1_048_576;
/** The most characters of a cell in Excel, in UTF-16 units. */
export const mostCharacters = 32_767;
const mostNameCharacters = 31;

/**
 * What XML and Excel cannot hold is taken out: control characters but tab and line breaks, halves of surrogate pairs,
 * U+FFFE and U+FFFF. What Excel would read as an escaped character (`_x0041_`) is escaped. Longer than a cell: cut.
 */
export function xmlText(text: string): { readonly xml: string; readonly cut: boolean } {
  if (plain.test(text) && text.length <= mostCharacters) return { xml: text, cut: false };
  let whole = text.replace(unwritable, '');
  const cut = whole.length > mostCharacters;
  if (cut) {
    const last = whole.charCodeAt(mostCharacters - 1);
    whole = whole.slice(0, last >= 0xd800 && last < 0xdc00 ? mostCharacters - 1 : mostCharacters);
  }
  const xml = whole
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '_x000D_');
  return { xml, cut };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is without
const plain = /^[^&<>_\u0000-\u001F\uD800-\uDFFF\uFFFE\uFFFF]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Cs}]/gu;

/** Names of tabs that Excel takes: at most 31 characters, none of `* ? : \ / [ ]`, no two alike but for their case. */
export class TabNames {
  private readonly taken = new Set<string>(['history']);

  /** The name that comes nearest to a wanted one. */
  take(wanted: string): string {
    const clean =
      wanted
        .replace(unwritable, '')
        .replace(/[*?:\\/[\]]/g, ' ')
        .replace(/\s+/g, ' ')
        .replace(/^[\s']+|[\s']+$/g, '') || 'Sheet';
    for (let number = 1; ; number++) {
      const tail = number === 1 ? '' : ` ${number}`;
      const name = shortened(clean, mostNameCharacters - tail.length) + tail;
      const key = name.toLowerCase();
      if (this.taken.has(key)) continue;
      this.taken.add(key);
      return name;
    }
  }
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most).replace(/[\s']+$/, '');
}
