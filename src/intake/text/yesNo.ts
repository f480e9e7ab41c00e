import { fold } from '../../model/fold.ts';

const folded = (...words: readonly string[]) => new Set(words.map(fold));
// In every language whose names of columns are known; Persian beside Urdu, and what Excel writes in Arabic.
const yes = folded(
  ...['1', 'yes', 'y', 'true', 't', 'نعم', 'صح', 'صحيح', 'oui', 'si', 'sim', 'ja', 'evet'],
  ...['ہاں', 'ھاں', 'جی', 'جی ہاں', 'بله', '是', 'はい', '예', '네'],
);
const no = folded(
  ...['0', 'no', 'n', 'false', 'f', 'لا', 'كلا', 'خطأ', 'non', 'nao', 'nein', 'hayır'],
  ...['نہیں', 'نھیں', 'جی نہیں', 'خیر', '否', 'いいえ', '아니오', '아니요'],
);

/** 1 for yes, 0 for no, in several languages; null for any other text. */
export function yesOrNo(text: string): 0 | 1 | null {
  const word = fold(text);
  return yes.has(word) ? 1 : no.has(word) ? 0 : null;
}
