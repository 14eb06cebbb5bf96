/** Who asks, and how one gets a token: terms, a code by e-mail, and its exchange. */
import { hash } from 'node:crypto';
import { good, message, notFound, refusal, type ApiAnswer, type ApiRequest } from './answer.ts';
import type { ReplicaKey } from './catalogue.ts';
import { termsRecord } from './records.ts';
import { now, type Caller, type World } from './world.ts';

const docs = 'Refer to documentation at https://docs.mod.io';

/** Both sent: the token counts and the key is not looked at. */
export function callerOf(world: World, { headers, query }: ApiRequest): Caller | ApiAnswer {
  const { authorization } = headers;
  if (typeof authorization === 'string') return tokenCaller(world, authorization.replace(/^Bearer /u, ''));
  const value = query.get('api_key');
  if (value === null)
    return refusal(401, 11_000, `We cannot complete your request due to a missing api_key in your request. ${docs}`);
  if (!/^[0-9a-f]{32}$/u.test(value))
    return refusal(401, 11_001, `We cannot complete your request due to a malformed api_key in your request. ${docs}`);
  const key = world.keys.find((one) => one.value === value);
  return key === undefined
    ? refusal(401, 11_002, 'The api_key supplied in the request is invalid.')
    : { kind: 'key', key };
}

function tokenCaller(world: World, value: string): Caller | ApiAnswer {
  const token = world.tokens.find((one) => one.value === value);
  const account = world.accounts.find(({ id }) => id === token?.accountId);
  if (token === undefined || token.revoked || token.expires <= now())
    return refusal(401, 11_005, 'The access token has expired or was revoked.');
  return account === undefined
    ? refusal(401, 11_006, 'The authenticated user account has been deleted.')
    : { kind: 'token', token, account };
}

/** The part of the interface that is there for signing in; the key may be used with POST here. */
export function answerLogin(world: World, request: ApiRequest, caller: Caller): ApiAnswer {
  const what = `${request.method} ${request.path.join('/')}`;
  if (what === 'GET authenticate/terms') return good(termsRecord);
  if (what === 'POST oauth/logout') return logOut(world, caller);
  if (caller.kind !== 'key') return refusal(403, 11_016, 'Please use an api_key for this request.');
  if (what === 'POST oauth/emailrequest') return mailRequested(world, request, caller.key);
  if (what === 'POST oauth/emailexchange') return codeExchanged(world, request, caller.key);
  return notFound('resource');
}

function logOut(world: World, caller: Caller): ApiAnswer {
  if (caller.kind !== 'token') return refusal(401, 11_000, 'An access token is needed for this.');
  world.tokens = world.tokens.map((one) => (one === caller.token ? { ...one, revoked: true } : one));
  return good({ code: 200, success: true, message: 'You have successfully logged out of mod.io.' });
}

/** Letters and digits that nobody mistakes for others. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

function mailRequested(world: World, { form }: ApiRequest, key: ReplicaKey): ApiAnswer {
  if (key.kind !== 'game') return refusal(403, 11_017, 'error_auth_failed_limited_key_abilities');
  const to = (form.get('email') ?? '').trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/u.test(to))
    return refusal(422, 13_009, 'Validation Failed. Please see below to fix invalid input.', {
      email: 'The email must be a valid email address.',
    });
  const code = [...hash('md5', `${to} ${world.mails.length} code`, 'buffer').subarray(0, 5)]
    .map((byte) => alphabet[byte % alphabet.length])
    .join('');
  world.mails = [...world.mails, { to, code, key: key.value, sent: now(), used: false }];
  return message('Please check your email for your 5 digit authentication code.');
}

/** Seconds that a code is good for. */
const codeSeconds = 900;
const year = 31_536_000;

function codeExchanged(world: World, { form }: ApiRequest, key: ReplicaKey): ApiAnswer {
  const code = form.get('security_code');
  if (code === null)
    return refusal(422, 13_009, 'Validation Failed. Please see below to fix invalid input.', {
      security_code: 'The security code field is required.',
    });
  const mail = world.mails.findLast((one) => one.code === code);
  if (mail === undefined) return refusal(401, 11_014, 'Authorization failed. Invalid security code.');
  if (mail.used) return refusal(401, 11_011, 'error_auth_failed_code_redeemed');
  if (mail.sent + codeSeconds < now()) return refusal(401, 11_012, 'error_auth_failed_code_expired');
  if (mail.key !== key.value) return refusal(401, 11_013, 'error_auth_failed_different_key');
  const account = accountOf(world, mail.to);
  if (account.locked)
    return refusal(403, 17_053, 'The user account associated with this email is locked. Please contact support.');
  world.mails = world.mails.map((one) => (one === mail ? { ...one, used: true } : one));
  const asked = Number(form.get('date_expires') ?? 0);
  const expires = asked > now() && asked <= now() + year ? asked : now() + year;
  const value = `replica.${hash('sha256', `${account.id} ${code} ${world.tokens.length}`, 'base64url')}`;
  world.tokens = [
    ...world.tokens,
    { value, accountId: account.id, scopes: ['read', 'write'], expires, revoked: false },
  ];
  return good({ code: 200, access_token: value, date_expires: expires });
}

/** Whoever has no account gets one. */
function accountOf(world: World, email: string) {
  const known = world.accounts.find((one) => one.email === email);
  if (known !== undefined) return known;
  const username = email.split('@')[0] ?? 'somebody';
  const made = { id: 9_500_000 + world.accounts.length, username, email, locked: false, bought: [] };
  world.accounts = [...world.accounts, made];
  return made;
}
