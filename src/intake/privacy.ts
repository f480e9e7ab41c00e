/** Looks for what must not become a word of a dictionary or stand in a report: contact data and free text. */

/** Longer than this, in UTF-16 units, a value is no word but a text. */
export const longestWord = 120;

const email = /[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+/;
/** Seven digits or more, as in a telephone number; the marks between them do not count. */
const manyDigits = /\d(?:[\s().+/-]{0,3}\d){6,}/;
const leastDigits = 7;
const longPostcode = /^\d{5}-\d{4}$/;
/** A code of an area of the United Kingdom: nine characters, by the register of its statistics office. */
const britishArea = /^(?:E0[1-9]|W0[1-9]|S(?:0[1-9]|1[0-6])|N0[6-9]|K0[2-5])\d{6}$/;

/** Why a value may not become a word; null where it may. */
export function notAWord(value: string): 'email' | 'number' | 'long' | null {
  if (value.length > longestWord) return 'long';
  if (value.includes('@') && email.test(value)) return 'email';
  if (value.length < leastDigits) return null;
  if (manyDigits.test(value) && !longPostcode.test(value) && !britishArea.test(value)) return 'number';
  return null;
}

export function looksLikeEmail(value: string): boolean {
  return value.includes('@') && email.test(value);
}

/** A telephone number and nothing else. */
export function looksLikePhone(value: string): boolean {
  return (
    value.length >= leastDigits &&
    !/^-?\d+[.,]\d+$/.test(value) &&
    /^\s*(?:tel\.?:?\s*)?[+(]?[\d\s().+/-]+(?:\s*(?:x|ext\.?)\s*\d+)?\s*$/i.test(value) &&
    manyDigits.test(value)
  );
}

const longestShown = 60;

/** A value as a report may show it: never contact data, never a text. */
export function shown(value: string): string {
  const plain = value.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (looksLikeEmail(plain)) return '(withheld: an e-mail address)';
  if (plain.length > longestWord) return `(withheld: a text of ${plain.length} characters)`;
  return plain.length > longestShown ? `${plain.slice(0, longestShown)}…` : plain;
}

/** As `shown`; numbers as long as a telephone's are withheld too. For columns of words, where they do not belong. */
export function shownWord(value: string): string {
  return notAWord(value) === 'number' ? '(withheld: looks like a telephone number)' : shown(value);
}

/**
 * As `shown`, of a column that tells where a request lies: numbers that mark an entrance or a parcel are withheld, and
 * words, which may be an address.
 */
export function shownPlace(field: string, value: string): string {
  if (value === '') return '';
  if (field === 'makani' || field === 'parcel') return '(withheld: it marks an entrance or a parcel)';
  if (field === 'point' && /\p{L}{3,}/u.test(value.replace(/^(SRID|(MULTI)?POINT)\b.*/is, '')))
    return '(withheld: words beside the coordinates)';
  return shown(value);
}

/** A copy that does not keep the chunk of the file alive that it was cut from. */
export function own(value: string): string {
  if (value.length < 13) return value;
  let out = '';
  for (let i = 0; i < value.length; i += 512) {
    const units: number[] = [];
    for (let k = i; k < Math.min(i + 512, value.length); k++) units.push(value.charCodeAt(k));
    out += String.fromCharCode(...units);
  }
  return out;
}
