/** What a mod is found by, as the words of the full-text tables, and the questions asked of them. */
import type { ModSummary } from '../../shared/model.ts';
import { coveringTrigramsOf, joinedOf, trigramsOf, wordsOf } from './words.ts';

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
  /** Costs more and finds what is further off: only asked when the others found little. */
  readonly far: boolean;
  /** The answer may hold too much: names count in which all of these are parts of words. */
  readonly inside: readonly string[];
}

/** Shorter beginnings are in nearly every summary. */
const shortestBeginning = 4;

/** Empty when there is nothing to look for. */
export function questionsOf(codes: readonly string[], text: string): readonly Question[] {
  const words = wordsOf(text, queryWords);
  const joined = joinedOf(words);
  if (joined === '' || codes.length === 0) return [];
  const inEach = (ask: (code: string) => readonly string[]): string =>
    codes.map((code) => `(${ask(code).join(' AND ')})`).join(' OR ');
  const near = (ask: (code: string) => readonly string[]): Question => ({
    table: 'names',
    match: inEach(ask),
    far: false,
    inside: [],
  });
  const far = (inside: readonly string[], ask: (code: string) => readonly string[]): Question => ({
    table: 'texts',
    match: inEach(ask),
    far: true,
    inside,
  });
  const threes = words.map((word) => coveringTrigramsOf(word));
  const opens = (at: number): boolean => at === words.length - 1 && (words[at]?.length ?? 0) >= shortestBeginning;
  return [
    near((code) => [quoted(code, 'n', joined, false)]),
    near((code) => [quoted(code, 'n', joined, true)]),
    near((code) => words.map((word) => quoted(code, 'w', word, true))),
    ...(threes.every((ofWord) => ofWord.length > 0)
      ? [far(words, (code) => threes.flat().map((three) => quoted(code, 't', three, false)))]
      : []),
    far([], (code) => words.map((word, at) => quoted(code, 's', word, opens(at)))),
  ];
}

/** `open`: as the beginning of a word. */
const quoted = (code: string, kind: Kind, word: string, open: boolean): string =>
  `"${token(code, kind, word)}"${open ? '*' : ''}`;
