/** Accounts of Nexus Mods: through the browser, or with a key copied from the site. */
import { z } from 'zod';
import type { Account, SignInForm } from '../../../shared/accounts.ts';
import { saying } from '../../../shared/saying.ts';
import type { Credentials, Http } from '../../lib/http.ts';
import type { Found, SignedIn, SignIn, SignInDialog } from '../provider.ts';
import { accountOf, userOf } from './answers.ts';
import { apiErrorOf, needsSignIn, thrownFor } from './errors.ts';
import { validateUrl } from './requests.ts';
import { askForKey, failed, type SsoDeps } from './sso.ts';
import { apiHosts } from './traits.ts';
import type { NexusUser } from './types.ts';

const keyPage = 'https://www.nexusmods.com/settings/api-keys';

const forms: readonly SignInForm[] = [
  { method: 'browser', fields: [], page: null },
  { method: 'key', fields: [{ name: 'key', kind: 'secret', label: 'Personal API key' }], page: keyPage },
];

export interface SignInDeps extends SsoDeps {
  readonly http: Http;
  readonly headers: Readonly<Record<string, string>>;
}

export function createSignIn(deps: SignInDeps): SignIn {
  const run: SignIn['run'] = async (method, fields, dialog, signal) => {
    switch (method) {
      case 'browser':
        return await proven(deps, await askForKey(deps, dialog, signal), dialog, signal);
      case 'key':
        return await proven(deps, typedKey(fields['key'] ?? ''), dialog, signal);
      case 'email':
      case 'password':
      case 'game-file':
        throw failed('Nexus Mods has no such sign-in.', 'Choose one of those it offers.');
      default:
        return method satisfies never;
    }
  };
  return {
    forms,
    run,
    credentials: (secret) => {
      const kept = secretOf(secret);
      return kept === null ? null : credentialsOf(kept);
    },
    check: async (signal) => {
      const user = await askUser(deps, undefined, 0, signal);
      return user.kind === 'gone' ? user : { kind: 'found', value: accountOf(user.value) };
    },
  };
}

/** `kind` leaves room for other secrets than keys. */
const secretSchema = z.object({ kind: z.literal('key'), key: z.string().min(1) });

function secretOf(text: string): string | null {
  try {
    return secretSchema.safeParse(JSON.parse(text)).data?.key ?? null;
  } catch {
    return null;
  }
}

/** Shown to the interface alone, never to a file server or a page. */
const credentialsOf = (key: string): Credentials => ({ headers: { apikey: key }, query: {}, hosts: apiHosts });

function typedKey(text: string): string {
  const key = text.replaceAll(/\s/gu, '');
  if (/^[\x21-\x7E]{8,1000}$/u.test(key)) return key;
  throw failed('This is not a key of Nexus Mods.', 'Copy the whole key from the page of your account.');
}

/** The key is believed once the site has said whose it is. */
async function proven(deps: SignInDeps, key: string, dialog: SignInDialog, signal: AbortSignal): Promise<SignedIn> {
  dialog.show({ kind: 'checking' });
  const user = await askUser(deps, credentialsOf(key), 0, signal);
  if (user.kind === 'gone')
    throw failed('Nexus Mods does not take this key.', 'It may have been revoked: get a new one.');
  const account: Account = accountOf(user.value);
  return { secret: JSON.stringify({ kind: 'key', key }), account };
}

/** Costs nothing of the budget. `as` undefined: as the player who is signed in. `gone`: nobody is. */
export async function askUser(
  { http, headers }: Pick<SignInDeps, 'http' | 'headers'>,
  as: Credentials | undefined,
  cacheMs: number,
  signal: AbortSignal,
): Promise<Found<NexusUser>> {
  const signed = as === undefined ? {} : { as };
  const request = {
    provider: 'nexus',
    lane: 'api',
    url: validateUrl,
    hosts: apiHosts,
    headers,
    cacheMs,
    ...signed,
  } as const;
  const answer = await http.json(request, signal);
  const error = apiErrorOf(answer);
  if (error === null) return { kind: 'found', value: userOf(answer) };
  if (needsSignIn(error)) return { kind: 'gone', why: saying('nexusKeyRevoked') };
  throw thrownFor(error);
}
