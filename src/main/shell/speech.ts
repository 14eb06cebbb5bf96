/** What main itself says to the player: in the words of the window, in the language that was chosen there. */
import { createInstance } from 'i18next';
import type { ErrorData } from '../../shared/errors.ts';
import { errorWordsIn, type ErrorWords } from '../../shared/locales/error-words.ts';
import { de } from '../../shared/locales/de.ts';
import { en } from '../../shared/locales/en.ts';
import { firstSpoken, languages, type Settings } from '../../shared/settings.ts';

export interface Speech {
  /** The words for a key, in the present language. */
  readonly say: (key: keyof typeof en.system, values?: Readonly<Record<string, string>>) => string;
  readonly sayError: (error: ErrorData) => ErrorWords;
  /** From now on. */
  readonly speak: (language: Settings['language']) => void;
  /** The language that is spoken: `en`, `de`… */
  readonly language: () => string;
}

/** `systemLanguages` is asked anew each time: before the app is ready the system does not tell. */
export function createSpeech(first: Settings['language'], systemLanguages: () => readonly string[]): Speech {
  const i18n = createInstance();
  void i18n.init({
    fallbackLng: 'en',
    resources: { en: { translation: en }, de: { translation: de } },
    // The words are here: whoever has to say that the app cannot start waits for nothing.
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  let setting = first;
  // Those for tests are made by the window.
  const language = (): string => languages.find((one) => one === setting) ?? firstSpoken(systemLanguages());
  // Every key has a type of its own; what is asked for by a variable has the type of its words.
  const plain = () => i18n.getFixedT(language()) as (key: string, values: object) => string;
  return {
    say: (key, values = {}) => plain()(`system.${key}`, values),
    sayError: (error) => errorWordsIn(i18n.getFixedT(language()), language(), error),
    speak: (wanted) => (setting = wanted),
    language,
  };
}
