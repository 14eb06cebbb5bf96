/** Errors in the language of the player. Main speaks English and names things; the code says what kind it is. */
import type { TFunction } from 'i18next';
import { errorCodes, type ErrorData } from '../errors.ts';
import { isSaying } from '../saying.ts';

export interface ErrorWords {
  readonly message: string;
  readonly hint: string;
  /** Main's own sentence, where the words above only say of which kind the error is. */
  readonly original: string | null;
}

/** `t` speaks `language`. */
export function errorWordsIn(t: TFunction, language: string, { code, message, hint, saying }: ErrorData): ErrorWords {
  // A code of a newer main has no words here.
  if (language === 'en' || !errorCodes.includes(code)) return { message, hint, original: null };
  if (isSaying(saying)) {
    const say = t as (key: string, values: object) => string;
    return { message: say(`said.${saying.say}`, saying.values), hint: t(`errors.${code}.hint`), original: null };
  }
  return {
    message: t(`errors.${code}.message`),
    hint: t(`errors.${code}.hint`),
    original: t('errors.original', { message }),
  };
}
