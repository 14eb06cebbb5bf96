/** What a mod is found by, as the words of the full-text tables, and the questions asked of them. */
import type { ModSummary } from '../../shared/model.ts';
import { joinedOf, trigramsOf, wordsOf } from './words.ts';

/** `n`: the whole name in one piece, `w`: a word of it, `t`: three letters of a word of it, `s`: a word of anything else. */
type Kind = 'n' | 'w' | 't' | 's';

const nameWords = 32;
const otherWords = 80;
const queryWords = 8;

/** Three characters, so that all tokens with so many letters of a word have the same length: what prefix indexes need. */
export const codeOf = (source: number): string => source.toString(36).padStart(3, '0').slice(-3);

const token = (code: string, kind: Kind, word: string): string => `${code}${kind}${word}`;

type Words = Pick<ModSummary, 'name' | 'summary' | 'author'>;

export function nameTokens(code: string, { name }: Words): string {
  const words = wordsOf(name, nameWords);
  return [token(code, 'n', joinedOf(words)), ...new Set(words.map((word) => token(code, 'w', word)))].join(' ');
}

export function textTokens(code: string, { name, author, summary }: Words): string {
  const inside = wordsOf(name, nameWords).flatMap((word) => trigramsOf(word));
  const others = wordsOf(`${author} ${summary}`, otherWords);
  return [
    ...new Set([...inside.map((three) => token(code, 't', three)), ...others.map((word) => token(code, 's', word))]),
  ].join(' ');
}

/** One way to look a text up; better ones come first. */
export interface Question {
  readonly table: 'names' | 'texts';
  readonly match: string;
}

/** Empty when there is nothing to look for. */
export function questionsOf(codes: readonly string[], text: string): readonly Question[] {
  const words = wordsOf(text, queryWords);
  const joined = joinedOf(words);
  if (joined === '' || codes.length === 0) return [];
  const inEach = (ask: (code: string) => readonly string[]): string =>
    codes.map((code) => `(${ask(code).join(' AND ')})`).join(' OR ');
  const questions: Question[] = [
    { table: 'names', match: inEach((code) => [quoted(code, 'n', joined, false)]) },
    { table: 'names', match: inEach((code) => [quoted(code, 'n', joined, true)]) },
    { table: 'names', match: inEach((code) => words.map((word) => quoted(code, 'w', word, true))) },
  ];
  const trigrams = words.map((word) => trigramsOf(word));
  if (trigrams.every((threes) => threes.length > 0)) {
    const match = inEach((code) => trigrams.flat().map((three) => quoted(code, 't', three, false)));
    questions.push({ table: 'texts', match });
  }
  // Shorter beginnings are in nearly every summary.
  if (words.every((word) => word.length >= 3 || wordIsWhole(word))) {
    questions.push({ table: 'texts', match: inEach((code) => words.map((word) => quoted(code, 's', word, true))) });
  }
  return questions;
}

/** `open`: as the beginning of a word. */
const quoted = (code: string, kind: Kind, word: string, open: boolean): string =>
  `"${token(code, kind, word)}"${open ? '*' : ''}`;

/** A letter that is a word by itself. */
const wordIsWhole = (word: string): boolean => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word);
