/** What mod.io says when it refuses: by its own reference, which tells more than the status. Source: docs.mod.io, "Error codes". */
import { LoadstoneError, type ErrorCode } from '../../../shared/errors.ts';
import { saying, type Saying } from '../../../shared/saying.ts';
import { oneLine } from '../rich-text.ts';
import { errorSchema } from './wire.ts';

export interface ApiError {
  readonly status: number;
  /** 0 where none is given. */
  readonly ref: number;
  readonly message: string;
  /** What is wrong with each field, for 422. */
  readonly fields: Readonly<Record<string, string>>;
}

/** null: the answer is no error. */
export function apiErrorOf(status: number, body: unknown): ApiError | null {
  const said = errorSchema.safeParse(body).data?.error;
  if (said === undefined) return status < 400 ? null : { status, ref: 0, message: '', fields: {} };
  const fields = Object.entries(said.errors ?? {}).map(([name, why]) => [name, oneLine(String(why), 200)]);
  return {
    status: status >= 400 ? status : (said.code ?? 400),
    ref: said.error_ref ?? 0,
    message: oneLine(said.message ?? '', 300),
    fields: Object.fromEntries(fields) as Readonly<Record<string, string>>,
  };
}

interface Meaning {
  readonly code: ErrorCode;
  /** null: what mod.io says itself. */
  readonly message: string | Saying | null;
  readonly hint: string;
}

const signIn = 'Sign in to mod.io with a key or token from mod.io/me/access.';
const again = 'Sign in to mod.io again. What is installed stays.';
const later = 'Try again in a few minutes. Everything that is installed keeps working.';
const page = 'Open the page of the mod: mod.io wants something there first.';

const keyWanted: Meaning = {
  code: 'needs_sign_in',
  message: saying('modioSignedInOnly'),
  hint: signIn,
};
const over = (message: Saying): Meaning => ({ code: 'needs_sign_in', message, hint: again });

const refusedCode = (message: string): Meaning => ({
  code: 'sign_in_failed',
  message,
  hint: 'Ask for a new code and type it as the e-mail shows it.',
});

const meanings: Readonly<Record<number, Meaning>> = {
  10_000: { code: 'provider_unavailable', message: 'mod.io is having an outage.', hint: later },
  10_002: { code: 'provider_unavailable', message: 'mod.io could not carry the request out.', hint: later },
  11_000: keyWanted,
  11_001: { ...keyWanted, message: saying('modioNoKey') },
  11_002: { ...keyWanted, message: saying('modioKeyUnknown') },
  11_003: over(saying('modioReadOnly')),
  11_004: over(saying('modioMayNotRead')),
  11_005: over(saying('modioExpired')),
  11_006: over(saying('modioAccountDeleted')),
  11_007: over(saying('modioAccountBanned')),
  11_011: refusedCode('The code was used already.'),
  11_012: refusedCode('The code is too old.'),
  11_013: refusedCode('The code was made for another key.'),
  11_014: refusedCode('The code is not right.'),
  11_051: over(saying('modioAccountDeleted')),
  11_064: { code: 'provider_unavailable', message: 'mod.io could not send the e-mail.', hint: later },
  11_016: { code: 'provider_refused', message: 'mod.io wants a key of the game for this.', hint: signIn },
  11_017: { code: 'provider_refused', message: 'mod.io does not let this key send sign-in mails.', hint: signIn },
  11_074: { code: 'provider_refused', message: 'The terms of mod.io have to be accepted first.', hint: page },
  15_000: { code: 'provider_refused', message: 'The mod was taken down after a claim of copyright.', hint: page },
  15_001: { code: 'provider_refused', message: 'The mod is hidden by its author.', hint: page },
  15_002: { code: 'needs_user_action', message: saying('modioMustBuy'), hint: page },
  17_053: { code: 'sign_in_failed', message: 'The account is locked.', hint: 'mod.io explains it on its site.' },
};

/** The mod, the file or the game is not there for us any more. */
const gone: Readonly<Record<number, Saying>> = {
  14_000: saying('modioGone'),
  14_001: saying('modioNoGame'),
  14_006: saying('modioGameDeleted'),
  14_007: saying('modioGameHidden'),
  15_010: saying('modioFileDeleted'),
  15_011: saying('modioNotAccepted'),
  15_020: saying('modioNoFile'),
  15_022: saying('modioDeleted'),
  15_023: saying('modioDeleted'),
  15_024: saying('modioHidden'),
};

/** null: it is not about something that went away. */
export function goneBecause({ status, ref }: ApiError): Saying | null {
  if (ref === 0 && (status === 404 || status === 410)) return saying('modioGone');
  return gone[ref] ?? (status === 404 && meanings[ref] === undefined ? saying('modioGone') : null);
}

const doneAlready = new Set([15_004, 15_005, 15_028, 15_043]);

/** What the player had asked for is so already. */
export const isDoneAlready = ({ ref }: ApiError): boolean => doneAlready.has(ref);

export function refusedFor(error: ApiError): LoadstoneError {
  const { status, ref, message, fields } = error;
  const known = meanings[ref] ?? byStatus(error);
  const first = Object.values(fields)[0];
  const text =
    known.message ?? `mod.io refused the request: ${first ?? (message === '' ? `status ${status}` : message)}`;
  const ended = typeof text !== 'string' || /[.!?]$/u.test(text) ? text : `${text}.`;
  return new LoadstoneError(known.code, ended, known.hint, {
    details: { provider: 'modio', status, reason: ref },
  });
}

function byStatus({ status, ref, message }: ApiError): Meaning {
  if (status === 401) return keyWanted;
  if (status >= 500) return { code: 'provider_unavailable', message: null, hint: later };
  if (ref >= 900_000 && ref < 901_000) return { code: 'needs_user_action', message: null, hint: page };
  const hint = 'If this stays so, a newer Loadstone may know what mod.io wants.';
  return {
    code: 'provider_refused',
    message: message === '' && status === 403 ? 'mod.io does not allow this.' : null,
    hint,
  };
}
