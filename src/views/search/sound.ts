import { fold, ordinals } from '../../model/fold.ts';

/**
 * The words of a name in a form in which usual spellings of it in Latin and in Arabic letters are equal: articles (also
 * joined: albarsha), ordinals, vowels as they are transliterated (Jumeirah, Jumeira, Jumayra), doubled letters, final
 * ه, ا and ات, hamza. For search only: it joins more than a match of sources may.
 */
export function soundOf(name: string): string[] {
  const words = fold(name.replace(/['’ʼ`´]/g, '')).split(' ');
  const kept = words.filter((word) => !/^(al|el|the|of|and|ال)$/.test(word));
  return (kept.length > 0 ? kept : words).filter(Boolean).map(wordSound);
}

function wordSound(word: string): string {
  const ordinal = ordinals[word];
  if (ordinal !== undefined) return ordinal;
  return /\p{Script=Arabic}/u.test(word) ? arabicSound(word) : latinSound(word);
}

function arabicSound(word: string): string {
  return word
    .replace(/^(و?ال|لل)(?=..)/, '')
    .replace(/ء/g, '')
    .replace(/(?<=...)ات$/, '')
    .replace(/(?<=..)[هاي]$/, '');
}

function latinSound(word: string): string {
  return word
    .replace(/^al(?=\p{L}{4})/u, '')
    .replace(/q|c(?=[aouklrt])/g, 'k')
    .replace(/ph/g, 'f')
    .replace(/ai|ay|ei|ey|ie|ee|ea/g, 'i')
    .replace(/ou|oo|uo|ow/g, 'u')
    .replace(/[ey]/g, 'i')
    .replace(/o/g, 'u')
    .replace(/(\p{L})\1+/gu, '$1')
    .replace(/(?<=..)h$/, '');
}

/**
 * Whether one letter left out, put in, exchanged, or changed for its neighbour makes one word of the other.
 * @param open whether it is enough that it makes the beginning of `word`
 */
export function isNear(typed: string, word: string, open: boolean): boolean {
  const [n, m] = [typed.length, word.length];
  if (n < 4 || m < n - 1 || (!open && m > n + 1)) return false;
  let i = 0;
  while (i < n && i < m && typed[i] === word[i]) i++;
  if (i === n) return open || m <= n + 1;
  const rest = (from: number, at: number) => agrees(typed, from, word, at, open);
  return (
    rest(i + 1, i + 1) ||
    rest(i + 1, i) ||
    rest(i, i + 1) ||
    (typed[i] === word[i + 1] && typed[i + 1] === word[i] && rest(i + 2, i + 2))
  );
}

function agrees(typed: string, from: number, word: string, at: number, open: boolean): boolean {
  const left = typed.length - from;
  if (open ? word.length - at < left : word.length - at !== left) return false;
  for (let i = 0; i < left; i++) if (typed[from + i] !== word[at + i]) return false;
  return true;
}

/**
 * How alike other words are to one, from 0 to 1: the share of pairs of neighbouring letters that they have in common
 * (Dice's coefficient).
 */
export function likenessTo(word: string): (other: string) => number {
  const own = new Uint8Array(65_536);
  eachPair(word, (pair) => {
    own[pair]!++;
  });
  return (other) => {
    const used: number[] = [];
    eachPair(other, (pair) => {
      if (own[pair] === 0) return;
      own[pair]!--;
      used.push(pair);
    });
    for (const pair of used) own[pair]!++;
    return (2 * used.length) / (word.length + other.length + 2);
  };
}

/** The pairs of letters of a word, with its beginning and its end. */
function eachPair(word: string, take: (pair: number) => void): void {
  let last = 32;
  for (let i = 0; i < word.length; i++) {
    const letter = letterOf(word.charCodeAt(i));
    take(last * 256 + letter);
    last = letter;
  }
  take(last * 256 + 32);
}

/** One number below 256 for each Latin and each Arabic letter. */
function letterOf(code: number): number {
  return code < 0x600 ? code & 0x7f : (code & 0x7f) | 0x80;
}
