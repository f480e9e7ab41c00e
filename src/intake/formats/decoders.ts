/** Reads bytes that come in pieces as text. */
export interface ByteDecoder {
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

/** Upper halves of code pages that `TextDecoder` does not know: DOS Arabic, as Microsoft and IBM publish them. */
const pages: Readonly<Record<string, string>> = {
  cp720:
    '\x80\x81éâ\x84à\x86çêëèïî\x8d\x8e\x8f\x90\u0651\u0652ô¤ـûùءآأؤ£إئابةتثجحخدذرزسشص«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀ضطظعغفµقكلمنهوىي≡\u064b\u064c\u064d\u064e\u064f\u0650≈°∙·√ⁿ²■\u00a0',
  // Shapes of letters, which are read as the letters themselves.
  cp864:
    '°·∙√▒─│┼┤┬├┴┐┌└┘β∞φ±½¼≈«»\ufef7\ufef8\ufffd\ufffd\ufefb\ufefc\ufffd\u00a0\u00ad\ufe82£¤\ufe84\ufffd\ufffd\ufe8e\ufe8f\ufe95\ufe99،\ufe9d\ufea1\ufea5٠١٢٣٤٥٦٧٨٩\ufed1؛\ufeb1\ufeb5\ufeb9؟¢\ufe80\ufe81\ufe83\ufe85\ufeca\ufe8b\ufe8d\ufe91\ufe93\ufe97\ufe9b\ufe9f\ufea3\ufea7\ufea9\ufeab\ufead\ufeaf\ufeb3\ufeb7\ufebb\ufebf\ufec1\ufec5\ufecb\ufecf¦¬÷×\ufec9ـ\ufed3\ufed7\ufedb\ufedf\ufee3\ufee7\ufeeb\ufeed\ufeef\ufef3\ufebd\ufecc\ufece\ufecd\ufee1\ufe7d\u0651\ufee5\ufee9\ufeec\ufef0\ufef2\ufed0\ufed5\ufef5\ufef6\ufedd\ufed9\ufef1■\ufffd'.replace(
      /[\ufe70-\ufefc]/g,
      (shape) => (shape.normalize('NFKC').length === 1 ? shape.normalize('NFKC') : shape),
    ),
};

const otherNames: Readonly<Record<string, string>> = {
  ibm720: 'cp720',
  'dos-720': 'cp720',
  ibm864: 'cp864',
};

/** The usual name of an encoding. @throws RangeError for a name that is none */
export function canonicalLabel(name: string): string {
  const plain = name.trim().toLowerCase();
  const own = otherNames[plain] ?? plain;
  return own in pages ? own : new TextDecoder(own).encoding;
}

/** @throws RangeError for a name that is none */
export function decoderOf(name: string): ByteDecoder {
  const label = canonicalLabel(name);
  const page = pages[label];
  return page === undefined ? new TextDecoder(label) : new PageDecoder(page);
}

/** The ligatures of lam and alif are one byte and two letters. */
const ligature = /[\ufef5-\ufefc]/g;

class PageDecoder implements ByteDecoder {
  private readonly characters: readonly string[];

  constructor(page: string) {
    this.characters = Array.from({ length: 256 }, (_, byte) =>
      byte < 128
        ? String.fromCharCode(byte)
        : page[byte - 128]!.replace(ligature, (one) => one.normalize('NFKC')),
    );
  }

  decode(bytes: Uint8Array = new Uint8Array(0)): string {
    let text = '';
    for (const byte of bytes) text += this.characters[byte]!;
    return text;
  }
}
