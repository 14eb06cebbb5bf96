/**
 * A sentence that main decides on and whoever shows it words: which one, and what to fill in. The window says it in the
 * player's language; logs and the command line say it in English.
 */
import { said } from './locales/en/said.ts';

type Said = typeof said;
export type SayingKey = keyof Said;

/** What stands between the braces of a sentence. */
type Places<Text extends string> = Text extends `${string}{{${infer Place}}}${infer Rest}`
  ? Place | Places<Rest>
  : never;

export interface Saying {
  readonly say: SayingKey;
  readonly values: Readonly<Record<string, string>>;
}

/** `saying('factorioVersionGone', { version: '2.0.1' })`. */
export const saying = <Key extends SayingKey>(
  key: Key,
  ...[values]: [Places<Said[Key]>] extends [never] ? [] : [Readonly<Record<Places<Said[Key]>, string>>]
): Saying => ({ say: key, values: values ?? {} });

export const quoted = (text: string): Saying => saying('quoted', { text });

/** For anything that may be kept from an earlier run. */
export const isSaying = (value: unknown): value is Saying =>
  typeof value === 'object' && value !== null && 'say' in value && Object.hasOwn(said, String(value.say));

export const inEnglish = ({ say, values }: Saying): string =>
  said[say].replaceAll(/\{\{(\w+)\}\}/gu, (_all, place: string) => values[place] ?? '');
