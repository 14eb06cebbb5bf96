/** Errors in the language of the window. Main speaks English and names things; the code says what kind it is. */
import { errorCodes, type ErrorData } from '../../shared/errors.ts';
import { i18n } from './i18n.ts';

export interface ErrorWords {
  readonly message: string;
  readonly hint: string;
  /** Main's own sentence, where the words above only say of which kind the error is. */
  readonly original: string | null;
}

export function errorWords({ code, message, hint }: ErrorData): ErrorWords {
  // A code of a newer main has no words here.
  if (i18n.resolvedLanguage === 'en' || !errorCodes.includes(code)) return { message, hint, original: null };
  return {
    message: i18n.t(`errors.${code}.message`),
    hint: i18n.t(`errors.${code}.hint`),
    original: i18n.t('errors.original', { message }),
  };
}

/** In one line: what happened and what to do. */
export function errorLine(error: ErrorData): string {
  const { message, hint, original } = errorWords(error);
  const first = /[.!?…]$/u.test(message) ? message : `${message}.`;
  return [first, hint, ...(original === null ? [] : [original])].join(' ');
}
