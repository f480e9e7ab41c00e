import { decoderOf } from './decoders.ts';
import { type Letters, languages } from './languages.ts';

/** Bytes of lines that are looked at. */
const mostBytes = 2 ** 16;
/** Below this, a text is none in the encoding; between two, the better one has to lead by so much. */
const least = 0.35;
const lead = 0.1;
/** A few letters of another script can be any. */
const fewLetters = 4;
/** But for those that are nothing else. */
const clearly = 0.6;

/** Marks that stand in text of any language, and tell nothing. */
const neutral =
  /[\u00a0«»“”„‘’‚‹›–—…°ºª№€£·•²³¿¡´`،؛؟ـ\u064b-\u0652\u200c-\u200f、。「」（）：，・！？\u3000]/;
const wordOrMark = /[\p{L}\p{M}]+|[^\0-\x7f]/gu;
const ideograph = /[\u4e00-\u9fff\uac00-\ud7a3]/;
const upper = /\p{Lu}/u;
const lower = /\p{Ll}/u;
const ascii = /[a-z]/i;
/** The halves of the day in Windows-1256, which stand alone after a time. */
const halves = /(\d:\d\d(?::\d\d)? )[\xe3\xd5](?![A-Za-z]|[^\0-\x7f])/g;
const beyond = /[^\0-\x7f]/;

/** Words of Latin languages whose letters are all beyond ASCII. */
const alone = /^[àéóèaÀÉÓ]$|^été$|^où$/;

/** What lines are written in, by the text that they then are; null where none is clear. */
export interface Guess {
  readonly label: string;
  readonly name: string;
}

/** Keeps lines that are no UTF-8, and tells by their letters and words what they are written in. */
export class EncodingGuess {
  private readonly pieces: Uint8Array[] = [];
  private length = 0;

  /** @param bytes whole lines */
  push(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length && this.length < mostBytes) {
      const end = bytes.indexOf(10, from);
      const to = end < 0 ? bytes.length : end + 1;
      const line = bytes.subarray(from, Math.min(to, from + mostBytes));
      if (line.some((byte) => byte >= 0x80)) {
        this.pieces.push(line.slice());
        this.length += line.length;
      }
      from = to;
    }
  }

  end(): Guess | null {
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const piece of this.pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    const plain = new TextDecoder('latin1').decode(bytes);
    if (!beyond.test(plain.replace(halves, '$1')))
      return languages.find(({ label }) => label === 'windows-1256')!;
    const tried = languages
      .map((language) => {
        const text = decoderOf(language.label).decode(bytes);
        return { language, text, ...scoreOf(text, language) };
      })
      .sort((a, b) => b.score - a.score);
    const best = tried[0]!;
    // Marks alone, as a degree or a dash.
    if (tried.every(({ score }) => score === 0)) return languages[0]!;
    const rival = tried.find(({ text }) => text !== best.text);
    const ahead = best.score - (rival?.score ?? 0);
    const few = best.language.latin ? 0 : best.language.wide ? fewLetters / 2 : fewLetters;
    const clear = best.score >= least + few / best.count || (best.score > clearly && ahead > clearly);
    return clear && ahead >= lead ? best.language : null;
  }
}

/**
 * How much a text is one of a language: 1 where all its letters are the most frequent ones, more where they also stand
 * together as in it, 0 where it has none.
 */
function scoreOf(
  text: string,
  { letters, pairs, latin, wide, doubt, single }: Letters,
): { readonly score: number; readonly count: number } {
  const weights = weightsOf(letters, wide);
  let sum = 0;
  let count = 0;
  let together = 0;
  let usual = 0;
  for (const [word] of text.matchAll(wordOrMark)) {
    const foreign = [...word].filter((c) => c >= '\x80').length;
    if (foreign === 0 || (word.length === 1 && neutral.test(word))) continue;
    const mixed = foreign < word.length && ascii.test(word);
    for (let i = 0; i < word.length; i++) {
      const c = word[i]!;
      if (c < '\x80' || neutral.test(c)) continue;
      count++;
      sum += weights.get(c) ?? (wide && ideograph.test(c) ? -0.1 : -1.5);
      if (latin ? !mixed && !alone.test(word) : mixed) sum -= 1;
      if (!latin && word.length === 1) sum += single.includes(c) ? 0.3 : -0.5;
      if (!wide && i > 0 && upper.test(c) && lower.test(word[i - 1]!)) sum -= 1;
      if (i === 0 || word[i - 1]! < '\x80') continue;
      together++;
      if (pairs.has(word.slice(i - 1, i + 1).toLowerCase())) usual++;
    }
  }
  if (count === 0) return { score: 0, count };
  return { score: sum / count + (together === 0 ? 0 : usual / together) - doubt, count };
}

const known = new Map<string, ReadonlyMap<string, number>>();

function weightsOf(letters: string, wide: boolean): ReadonlyMap<string, number> {
  let weights = known.get(letters);
  if (!weights) {
    const all = [...new Set(letters)];
    weights = new Map(all.map((c, i) => [c, wide ? 1 : 1 - (0.9 * i) / all.length]));
    known.set(letters, weights);
  }
  return weights;
}
