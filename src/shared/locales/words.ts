/** The type every other language has to fill: the keys of English, with any words. */
import type { en } from './en.ts';

/** The translator knows the keys of English, in whichever process it runs. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

type Filled<T> = { readonly [K in keyof T]: T[K] extends string ? string : Filled<T[K]> };

/** A key that is missing, or one too many, fails the type check. */
export type Words = Filled<typeof en>;

/** The words of one area. */
export type WordsOf<Area extends keyof Words> = Words[Area];
