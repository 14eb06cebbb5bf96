/** What GitHub answers instead of what was asked: limits, refusals, and nothing at all. */
import { LoadstoneError } from '../../../shared/errors.ts';
import { saying, type Saying } from '../../../shared/saying.ts';
import { rateLimited, unreadable } from '../http/faults.ts';
import { readGitHubLimits } from '../http/limit-headers.ts';
import { oneLine } from '../rich-text.ts';
import type { Answered } from './types.ts';
import { errorSchema } from './wire.ts';

const deleted = saying('githubGone');
const takenDown = saying('githubTakenDown');

/** A minute, where GitHub does not say how long; milliseconds. */
const unexplained = 60_000;

/** Throws for every answer that is none. `gone` is one. */
export function answerOr404({ status, headers, body }: Answered, now = Date.now()): { readonly gone: Saying | null } {
  if (status < 400) return { gone: null };
  const { message, errors } = errorSchema.safeParse(body).data ?? { message: `status ${status}` };
  const limits = readGitHubLimits({ status, headers, body: message }, now);
  if (limits.refused) throw rateLimited('github', now + (limits.pause?.ms ?? unexplained));
  // The text alone says it where somebody between GitHub and us has dropped the headers.
  if (status === 403 && /rate limit exceeded/iu.test(message)) throw rateLimited('github', now + unexplained);
  if (status === 404 || status === 410) return { gone: deleted };
  if (status === 451) return { gone: takenDown };
  if (status === 401) throw new LoadstoneError('needs_sign_in', saying('githubSignInRefused'), 'Sign in again.');
  const details = (errors ?? []).map((error) => JSON.stringify(error));
  throw new LoadstoneError(
    'provider_refused',
    `GitHub refused the request: ${oneLine([message, ...details].join(' '), 300)}`,
    'If this stays so, a newer Loadstone may know what GitHub wants.',
    { details: { provider: 'github', status } },
  );
}

export const shapeUnknown = (what: string): LoadstoneError => unreadable('github', `${what} of an unknown shape`);
