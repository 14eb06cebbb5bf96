/** Answers about accounts: who is signed in, and the steps of the device flow. Pure. */
import { LoadstoneError } from '../../../shared/errors.ts';
import type { Account, AccountRight } from '../../../shared/accounts.ts';
import { saying } from '../../../shared/saying.ts';
import type { Found } from '../provider.ts';
import { oneLine } from '../rich-text.ts';
import { answerOr404, shapeUnknown } from './faults.ts';
import type { Answered } from './types.ts';
import { deviceCodeSchema, tokenSchema, userSchema } from './wire.ts';

export function accountOf(answered: Answered): Found<Account> {
  if (answered.status === 401) return { kind: 'gone', why: saying('githubTokenRefused') };
  const { gone } = answerOr404(answered);
  if (gone !== null) return { kind: 'gone', why: gone };
  const user = userSchema.safeParse(answered.body).data;
  if (user === undefined) throw shapeUnknown('an account');
  const { headers } = answered;
  const limit = /^\d{1,7}$/u.test(headers['x-ratelimit-limit'] ?? '') ? Number(headers['x-ratelimit-limit']) : null;
  return {
    kind: 'found',
    value: {
      provider: 'github',
      name: oneLine(user.login, 100),
      membership: limit === null ? null : `${limit} requests an hour`,
      may: rightsOf(headers['x-oauth-scopes']),
      expiresAt: expiryOf(headers['github-authentication-token-expiration']),
    },
  };
}

/** Stars need a scope with classic tokens; the finer ones do not say what they may, so it is tried. */
function rightsOf(scopes: string | undefined): readonly AccountRight[] {
  const named = (scopes ?? '').split(',').map((name) => name.trim());
  const stars = scopes === undefined || named.includes('public_repo') || named.includes('repo');
  return stars ? ['search', 'download', 'opinion'] : ['search', 'download'];
}

/** "2026-12-01 00:00:00 UTC", or with "+0200". */
function expiryOf(text: string | undefined): number | null {
  const time = Date.parse((text ?? '').replace(/^(\d{4}-\d\d-\d\d) (\S+) /u, '$1T$2').replace('UTC', 'Z'));
  return Number.isNaN(time) ? null : time;
}

export interface DeviceCode {
  readonly deviceCode: string;
  readonly userCode: string;
  /** Milliseconds. */
  readonly expiresIn: number;
  readonly interval: number;
}

export function deviceCodeOf(answered: Answered): DeviceCode {
  const outcome = deviceAnswerOf(answered);
  const code = deviceCodeSchema.safeParse(answered.body).data;
  if (code !== undefined)
    return {
      deviceCode: code.device_code,
      userCode: oneLine(code.user_code, 20),
      expiresIn: code.expires_in * 1_000,
      interval: code.interval * 1_000,
    };
  if (outcome.kind !== 'failed') throw shapeUnknown('a code');
  throw new LoadstoneError('sign_in_failed', outcome.why, outcome.hint, { details: { provider: 'github' } });
}

export type DeviceAnswer =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'pending' }
  /** `interval`: milliseconds, as GitHub says; null: it does not. */
  | { readonly kind: 'slow-down'; readonly interval: number | null }
  | { readonly kind: 'failed'; readonly why: string; readonly hint: string };

const again = 'Begin anew to get another code.';

/** Errors come with status 200. Source: docs.github.com, "Authorizing OAuth apps", device flow. */
export function deviceAnswerOf(answered: Answered): DeviceAnswer {
  const {
    access_token: token,
    error,
    error_description: text,
    interval,
  } = tokenSchema.safeParse(answered.body).data ?? {};
  if (token !== undefined && token !== '') return { kind: 'token', token };
  switch (error) {
    case 'authorization_pending':
      return { kind: 'pending' };
    case 'slow_down':
      return { kind: 'slow-down', interval: interval === undefined ? null : interval * 1_000 };
    case 'expired_token':
      return { kind: 'failed', why: 'The code has run out.', hint: again };
    case 'access_denied':
      return { kind: 'failed', why: 'The sign-in was refused on the page of GitHub.', hint: again };
    case undefined:
      answerOr404(answered);
      return { kind: 'failed', why: 'GitHub does not know this application.', hint: 'Use a token instead.' };
    default: {
      const why = oneLine(text ?? error, 200);
      return { kind: 'failed', why: `GitHub refused the sign-in: ${why}`, hint: 'Use a token instead.' };
    }
  }
}
