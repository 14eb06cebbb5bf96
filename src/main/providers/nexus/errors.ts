/** What Nexus Mods explains in place of an answer. Decided by body, never by status alone: a 403 means five things. */
import { LoadstoneError } from '../../../shared/errors.ts';
import { saying } from '../../../shared/saying.ts';
import type { JsonAnswer } from '../../lib/http.ts';
import { oneLine } from '../rich-text.ts';
import { errorSchema, graphErrorSchema, graphSchema, problemSchema } from './wire.ts';

export interface ApiError {
  readonly status: number;
  /** `NOT_FOUND` and the like from GraphQL, else the status as text. */
  readonly code: string;
  readonly message: string;
}

/** null: the answer is one. GraphQL says 200 even on failure. */
export function apiErrorOf({ status, body }: Pick<JsonAnswer, 'status' | 'body'>): ApiError | null {
  if (status < 400 && status !== 202) return graphErrorOf(status, body);
  const told = errorSchema.safeParse(body).data;
  const problem = problemSchema.safeParse(body).data;
  const message = told?.message ?? told?.error_description ?? told?.error ?? problem?.detail ?? problem?.title ?? '';
  const inBody = /^[A-Z_]{3,60}$/u.exec(told?.code ?? told?.message ?? '')?.[0];
  return { status, code: inBody ?? graphErrorOf(status, body)?.code ?? String(status), message: oneLine(message, 300) };
}

/** Data beside errors counts as an answer where the data is there; `errors` is not always a list. */
function graphErrorOf(status: number, body: unknown): ApiError | null {
  const answer = graphSchema.safeParse(body).data;
  if (answer?.errors === undefined || answer.errors === null) return null;
  const errors = Array.isArray(answer.errors) ? answer.errors : [answer.errors];
  if (errors.length === 0) return null;
  if (Object.values(answer.data ?? {}).some((value) => value !== null)) return null;
  const first = graphErrorSchema.safeParse(errors[0]).data;
  const code = first?.extensions?.code ?? 'ERROR';
  return { status, code, message: oneLine(first?.message ?? String(errors[0]), 300) };
}

export const isGone = ({ status, code }: ApiError): boolean =>
  status === 404 || status === 410 || ['NOT_FOUND', 'MODEL_NOT_FOUND', 'COLLECTION_DISCARDED'].includes(code);

/** "…this is for premium users only." */
export const isPremiumOnly = ({ status, message }: ApiError): boolean => status === 403 && /premium/iu.test(message);

/** A mod its author or the site has hidden; nothing else is meant where no reason is given. */
export const isHidden = (error: ApiError): boolean =>
  error.status === 403 && !isPremiumOnly(error) && !/^[A-Z]+(?:_[A-Z]+)+$/u.test(error.code);

export const needsSignIn = ({ status, code }: ApiError): boolean => status === 401 || code === 'UNAUTHORIZED';

const opinions: Readonly<Record<string, string>> = {
  NOT_DOWNLOADED_MOD: 'Nexus Mods takes an opinion only from players who have downloaded the mod.',
  TOO_SOON_AFTER_DOWNLOAD: 'Nexus Mods takes an opinion from 15 minutes after the download on.',
  IS_OWN_MOD: 'Nexus Mods takes no opinion about your own mod.',
  IS_OWN_CONTENT: 'Nexus Mods takes no opinion about your own work.',
};

export function thrownFor(error: ApiError): LoadstoneError {
  const details = { provider: 'nexus', reason: error.code, status: error.status };
  if (needsSignIn(error))
    return new LoadstoneError('needs_sign_in', saying('nexusWantsSignIn'), signInHint, { details });
  const opinion = opinions[error.code] ?? opinions[error.message];
  if (opinion !== undefined)
    return new LoadstoneError('provider_refused', opinion, 'Try again once that has changed.', { details });
  if (isGone(error))
    return new LoadstoneError('mod_gone', 'Nexus Mods does not know it (any more).', 'It may have been removed.', {
      details,
    });
  const said = error.message === '' ? `status ${error.status}` : error.message.replace(/[.!]+$/u, '');
  return new LoadstoneError(
    'provider_refused',
    `Nexus Mods refused the request: ${said}.`,
    'If this stays so, a newer Loadstone may know what the site wants.',
    { details },
  );
}

const signInHint = 'Sign in to Nexus Mods in the settings; a free account is enough.';
