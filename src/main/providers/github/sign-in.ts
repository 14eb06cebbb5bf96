/** Accounts of GitHub: by a code that is typed on its page (device flow), or with a token the player made there. */
import { hash } from 'node:crypto';
import { LoadstoneError } from '../../../shared/errors.ts';
import type { Account, SignInForm } from '../../../shared/accounts.ts';
import type { Saying } from '../../../shared/saying.ts';
import type { Credentials, Http, JsonAnswer } from '../../lib/http.ts';
import type { Found, SignedIn, SignIn, SignInDialog } from '../provider.ts';
import { accountOf, deviceAnswerOf, deviceCodeOf } from './accounts.ts';
import { accessTokenUrl, deviceCodeUrl, devicePage, headers, tokenPage, userUrl } from './requests.ts';
import { apiHosts, loginHosts } from './traits.ts';

export interface SignInDeps {
  readonly http: Http;
  /** Of the registered application; null: none, then only a token will do. It is public, there is no secret. */
  readonly clientId: string | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Nothing of the player's is asked for: a token without any scope already has the higher limits. */
const scope = '';

const browserForm: SignInForm = { method: 'browser', fields: [], page: devicePage };
const keyForm: SignInForm = {
  method: 'key',
  fields: [{ name: 'token', kind: 'secret', label: 'Personal access token' }],
  page: tokenPage,
};

export const createSignIn = (deps: SignInDeps): SignIn => ({
  forms: deps.clientId === null ? [keyForm] : [browserForm, keyForm],
  run: async (method, fields, dialog, signal) => {
    switch (method) {
      case 'browser':
        return await proven(deps.http, await byDevice(deps, dialog, signal), dialog, signal);
      case 'key':
        return await proven(deps.http, fields['token'] ?? '', dialog, signal);
      case 'email':
      case 'password':
      case 'game-file':
        throw new LoadstoneError('invalid_input', 'GitHub has no such sign-in.', 'Choose one of those it offers.');
      default:
        return method satisfies never;
    }
  },
  credentials: credentialsOf,
  check: (signal) => askUser(deps.http, undefined, signal),
});

/** All forms of tokens there have been: 40 hexadecimal digits, "gho_…", "ghp_…", "ghu_…", "github_pat_…". */
const tokenPattern = /^(?:[0-9a-f]{40}|gh[a-z]_[A-Za-z0-9_]{16,255}|github_pat_[A-Za-z0-9_]{16,255})$/u;

/** The token goes to the API alone: never to the store of files, which would refuse and quote it. */
function credentialsOf(secret: string): Credentials | null {
  const token = secret.trim();
  if (!tokenPattern.test(token)) return null;
  return {
    headers: { authorization: `Bearer ${token}` },
    query: {},
    hosts: apiHosts,
    standing: 'member',
    // Answers differ with the token, and so do their ETags.
    keepFor: hash('sha256', token, 'hex').slice(0, 16),
  };
}

async function proven(http: Http, text: string, dialog: SignInDialog, signal: AbortSignal): Promise<SignedIn> {
  const secret = text.trim();
  const as = credentialsOf(secret);
  if (as === null) throw failed('This is no token of GitHub.', 'Tokens begin with "github_pat_" or "ghp_".');
  dialog.show({ kind: 'checking' });
  const found = await askUser(http, as, signal);
  if (found.kind === 'gone') throw failed(found.why, 'Make a new one and copy it whole.');
  return { secret, account: found.value };
}

/** `as` undefined: as the player who is signed in. */
async function askUser(http: Http, as: Credentials | undefined, signal: AbortSignal): Promise<Found<Account>> {
  const signed = as === undefined ? {} : { as };
  const request = { provider: 'github', lane: 'api', url: userUrl, hosts: apiHosts, headers, ...signed } as const;
  return accountOf(await http.json(request, signal));
}

/** Shows a code, opens GitHub's page for it, and asks until the player has typed it there. */
async function byDevice(deps: SignInDeps, dialog: SignInDialog, signal: AbortSignal): Promise<string> {
  const clientId = deps.clientId ?? '';
  if (clientId === '') throw failed('Signing in by code is not set up in this build.', 'Use a token instead.');
  const fields = scope === '' ? { client_id: clientId } : { client_id: clientId, scope };
  const { deviceCode, userCode, expiresIn, interval } = deviceCodeOf(
    await post(deps.http, deviceCodeUrl, fields, signal),
  );
  const until = deps.now() + expiresIn;
  dialog.show({ kind: 'waiting', url: devicePage, code: userCode, until });
  await dialog.openPage(devicePage);
  let pause = interval;
  for (let missed = 0; deps.now() < until;) {
    await deps.wait(pause, signal);
    const outcome = await poll(deps, { clientId, deviceCode }, signal);
    switch (outcome.kind) {
      case 'token':
        return outcome.token;
      case 'pending':
        if (missed > 0) dialog.show({ kind: 'waiting', url: devicePage, code: userCode, until });
        missed = 0;
        break;
      case 'slow-down':
        pause = Math.max(outcome.interval ?? 0, pause + 5_000);
        break;
      case 'unreachable':
        missed += 1;
        dialog.show({ kind: 'reconnecting', attempt: missed, until: deps.now() + pause });
        break;
      case 'failed':
        throw failed(outcome.why, outcome.hint);
      default:
        outcome satisfies never;
    }
  }
  throw failed('The code has run out.', 'Begin anew to get another one.');
}

type Polled = ReturnType<typeof deviceAnswerOf> | { readonly kind: 'unreachable' };

/** A connection that breaks while the player types costs nothing: the code stays good. */
async function poll(
  { http }: SignInDeps,
  { clientId, deviceCode }: { readonly clientId: string; readonly deviceCode: string },
  signal: AbortSignal,
): Promise<Polled> {
  const fields = {
    client_id: clientId,
    device_code: deviceCode,
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
  };
  try {
    return deviceAnswerOf(await post(http, accessTokenUrl, fields, signal));
  } catch (error) {
    const code = error instanceof LoadstoneError ? error.code : null;
    if (code === 'offline' || code === 'provider_unavailable' || code === 'provider_answer_unreadable')
      return { kind: 'unreachable' };
    if (code === 'rate_limited') return { kind: 'slow-down', interval: null };
    throw error;
  }
}

const post = (
  http: Http,
  url: string,
  fields: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<JsonAnswer> => {
  const body = { kind: 'form', fields } as const;
  return http.json({ provider: 'github', lane: 'api', method: 'POST', url, hosts: loginHosts, body, as: null }, signal);
};

const failed = (message: string | Saying, hint: string): LoadstoneError =>
  new LoadstoneError('sign_in_failed', message, hint, { details: { provider: 'github' } });
