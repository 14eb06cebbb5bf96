/** Errors in the language of the window. */
import type { ErrorData } from '../../shared/errors.ts';
import { errorWordsIn, type ErrorWords } from '../../shared/locales/error-words.ts';
import { i18n } from './i18n.ts';

export const errorWords = (error: ErrorData): ErrorWords => errorWordsIn(i18n.t, i18n.resolvedLanguage ?? 'en', error);

/** In one line: what happened and what to do. */
export function errorLine(error: ErrorData): string {
  const { message, hint, original } = errorWords(error);
  const first = /[.!?…]$/u.test(message) ? message : `${message}.`;
  return [first, hint, ...(original === null ? [] : [original])].join(' ');
}
