/** The page's own faces that have letters for a text, as rules whose files are within them. */
export async function fontFaces(text: string): Promise<string> {
  const codes = [...new Set(text)].map((letter) => letter.codePointAt(0)!);
  const rules = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule),
  );
  const faces = await Promise.all(
    rules
      .filter((rule) => covers(rule.style.getPropertyValue('unicode-range'), codes))
      .map(async (rule) => {
        const { style, parentStyleSheet } = rule;
        const address = /url\("?([^")]+)"?\)/.exec(style.getPropertyValue('src'))?.[1];
        if (!address) return '';
        const response = await fetch(new URL(address, parentStyleSheet?.href ?? document.baseURI));
        if (!response.ok) throw new Error(`${address}: got status ${response.status}, expected the font`);
        const bytes = new Uint8Array(await response.arrayBuffer());
        return `@font-face{font-family:${style.getPropertyValue('font-family')};font-weight:${style.getPropertyValue('font-weight')};src:url(data:font/woff2;base64,${base64(bytes)}) format("woff2")}`;
      }),
  );
  return faces.join('\n');
}

/** Letters that a face is fetched for: blanks and marks of direction are not. */
const blank = /[\s\u200E\u200F\u061C\u2066-\u2069]/;

function covers(range: string, codes: readonly number[]): boolean {
  const parts = range.split(',').map((part) => {
    const [from, to = from] = part
      .trim()
      .replace(/^U\+/i, '')
      .split('-')
      .map((code) => Number.parseInt(code, 16));
    return [from!, to!] as const;
  });
  return codes.some(
    (code) =>
      !blank.test(String.fromCodePoint(code)) && parts.some(([from, to]) => code >= from && code <= to),
  );
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}
