/** How text is taken apart for searching: the same way when it is kept and when it is looked for. */

/** Letters that no decomposition takes their strokes from. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Nobody puts spaces between these: each is a word of its own, so that parts of a name are found. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

const longestWord = 40;
const longestJoined = 48;

/** Lower case, without diacritics, split at everything that is no letter and no digit. At most `most` words. */
export function wordsOf(text: string, most = 64): readonly string[] {
  const folded = text
    .slice(0, 2_000)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþı]/gu, (letter) => plain[letter] ?? letter)
    // Decomposed Korean syllables are put together again.
    .normalize('NFC')
    .replaceAll(unspaced, ' $& ');
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, most).map((word) => word.slice(0, longestWord));
}

/** A name in one piece: "Sky UI" and "SkyUI" are the same. */
export const joinedOf = (words: readonly string[]): string => words.join('').slice(0, longestJoined);

/** Every three letters in a row, each once. */
export function trigramsOf(word: string): readonly string[] {
  const letters = Array.from(word);
  return [...new Set(letters.slice(2).map((letter, at) => `${letters[at]}${letters[at + 1]}${letter}`))];
}

/** As few of them as hold every letter: what a search asks for, because each one costs. */
export function coveringTrigramsOf(word: string): readonly string[] {
  const letters = Array.from(word);
  if (letters.length < 3) return [];
  const starts = new Set<number>();
  for (let at = 0; at < letters.length; at += 3) starts.add(Math.min(at, letters.length - 3));
  return [...starts].map((at) => letters.slice(at, at + 3).join(''));
}
