/** Accounts of factorio.com: by the game's own file, by name and password, or by a token copied from the profile page. */
import { z } from 'zod';
import { LoadstoneError } from '../../../shared/errors.ts';
import type { Account, SignInForm } from '../../../shared/accounts.ts';
import type { Saying } from '../../../shared/saying.ts';
import type { Credentials, Http } from '../../lib/http.ts';
import type { Found, SignedIn, SignIn, SignInDialog } from '../provider.ts';
import { bookmarksOf } from './answers.ts';
import { loginOutcomeOf, type LoginOutcome } from './login.ts';
import { readPlayerData, type PlayerCredentials } from './player-data.ts';
import { bookmarksUrl, loginQuestion, secretPaths, type Login } from './requests.ts';
import { loginHosts, siteHosts } from './traits.ts';

const profilePage = 'https://factorio.com/profile';

const forms: readonly SignInForm[] = [
  {
    method: 'game-file',
    fields: [{ name: 'path', kind: 'text', label: 'player-data.json (may be left empty)', optional: true }],
    page: null,
  },
  {
    method: 'password',
    fields: [
      { name: 'username', kind: 'text', label: 'Name or e-mail address' },
      { name: 'password', kind: 'secret', label: 'Password' },
    ],
    page: null,
  },
  {
    method: 'key',
    fields: [
      { name: 'username', kind: 'text', label: 'Name' },
      { name: 'token', kind: 'secret', label: 'Token' },
    ],
    page: profilePage,
  },
];

export interface SignInDeps {
  readonly http: Http;
  /** The text of a file, null where none can be read. */
  readonly readText: (path: string) => Promise<string | null>;
  /** Where `player-data.json` may be, tried in order when the player names no file. */
  readonly places: () => readonly string[];
}

/** Attempts at the code from the e-mail. The login counts failures and shuts out who has many. */
const mostCodes = 3;

export function createSignIn(deps: SignInDeps): SignIn {
  // The portal answers no name: it is that of the secret which requests were last signed with.
  let shownAs = '';
  const run: SignIn['run'] = async (method, fields, dialog, signal) => {
    switch (method) {
      case 'game-file':
        return proven(deps.http, await fromGameFile(deps, fields['path'] ?? ''), dialog, signal);
      case 'key':
        return proven(deps.http, typedKey(fields), dialog, signal);
      case 'password':
        return proven(deps.http, await logIn(deps.http, fields, dialog, signal), dialog, signal);
      case 'browser':
      case 'email':
        throw new LoadstoneError('invalid_input', 'Factorio has no such sign-in.', 'Choose one of those it offers.');
      default:
        return method satisfies never;
    }
  };
  return {
    forms,
    run,
    credentials: (secret) => {
      const known = secretOf(secret);
      shownAs = known?.username ?? shownAs;
      return known === null ? null : credentialsOf(known);
    },
    check: async (signal) => {
      const bookmarks = await askBookmarks(deps.http, undefined, signal);
      return bookmarks.kind === 'gone' ? bookmarks : { kind: 'found', value: accountOf(shownAs) };
    },
  };
}

const schema = z.object({ username: z.string().min(1), token: z.string().min(1) });

const secretText = ({ username, token }: PlayerCredentials): string => JSON.stringify({ username, token });

function secretOf(text: string): PlayerCredentials | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The portal wants both in the address. They go to downloads and bookmarks only, and never to the file server. */
const credentialsOf = ({ username, token }: PlayerCredentials): Credentials => ({
  headers: {},
  query: { username, token },
  hosts: siteHosts,
  paths: secretPaths,
});

const accountOf = (name: string): Account => ({
  provider: 'factorio',
  name,
  membership: null,
  may: ['search', 'download'],
  expiresAt: null,
});

/** Shows the name and token to the portal before they are believed. */
async function proven(
  http: Http,
  credentials: PlayerCredentials,
  dialog: SignInDialog,
  signal: AbortSignal,
): Promise<SignedIn> {
  dialog.show({ kind: 'checking' });
  const bookmarks = await askBookmarks(http, credentialsOf(credentials), signal);
  if (bookmarks.kind === 'gone') throw failed(bookmarks.why);
  return { secret: secretText(credentials), account: accountOf(credentials.username) };
}

/** `as` undefined: as the player who is signed in. */
export async function askBookmarks(
  http: Http,
  as: Credentials | undefined,
  signal: AbortSignal,
): Promise<Found<readonly string[]>> {
  const signed = as === undefined ? {} : { as };
  const request = { provider: 'factorio', lane: 'api', url: bookmarksUrl, hosts: siteHosts, ...signed } as const;
  return bookmarksOf(await http.json(request, signal));
}

async function fromGameFile({ readText, places }: SignInDeps, path: string): Promise<PlayerCredentials> {
  const given = path.trim();
  let seen = false;
  for (const place of given === '' ? places() : [given]) {
    const text = await readText(place);
    const credentials = text === null ? null : readPlayerData(text);
    if (credentials !== null) return credentials;
    seen ||= text !== null;
  }
  if (seen)
    throw failed(
      'The game has not kept a name and token yet.',
      'Open the mods in the game once and sign in there, or sign in with your password.',
    );
  throw failed(
    'There is no player-data.json.',
    'It lies in the folder where Factorio keeps its saves. You can also sign in with your password.',
  );
}

function typedKey(fields: Readonly<Record<string, string>>): PlayerCredentials {
  const username = (fields['username'] ?? '').trim();
  const token = (fields['token'] ?? '').trim();
  if (username === '' || token === '') throw failed('A name and a token are needed.', 'Both are on your profile page.');
  // Browsing works with it, but every download is refused.
  if (username.includes('@'))
    throw failed('An e-mail address is not the name of your account.', 'Your name is on your profile page.');
  return { username, token };
}

/** Name and password, then the code from the e-mail where one is asked for. */
async function logIn(
  http: Http,
  fields: Readonly<Record<string, string>>,
  dialog: SignInDialog,
  signal: AbortSignal,
): Promise<PlayerCredentials> {
  const username = (fields['username'] ?? '').trim();
  const password = fields['password'] ?? '';
  if (username === '' || password === '') throw failed('A name and a password are needed.', 'Type both.');
  let outcome = await askLogin(http, { username, password, code: null }, signal);
  for (let tried = 0; outcome.kind === 'code_needed' && tried < mostCodes; tried += 1) {
    const code = await askCode(outcome.text, dialog);
    outcome = await askLogin(http, { username, password, code }, signal);
  }
  if (outcome.kind === 'in') return outcome;
  if (outcome.kind === 'code_needed') throw failed('The code was not right.', 'Begin anew to get another one.');
  throw refusal(outcome);
}

async function askLogin(http: Http, login: Login, signal: AbortSignal): Promise<LoginOutcome> {
  const { url, form = {} } = loginQuestion(login);
  const body = { kind: 'form', fields: form } as const;
  const answer = await http.json(
    { provider: 'factorio', lane: 'api', method: 'POST', url, hosts: loginHosts, body, as: null },
    signal,
  );
  return loginOutcomeOf(answer, login.username);
}

async function askCode(text: string, dialog: SignInDialog): Promise<string> {
  const values = await dialog.ask({
    kind: 'asking',
    text: text === '' ? 'factorio.com has sent a code to your e-mail address.' : text,
    fields: [{ name: 'code', kind: 'code', label: 'Code' }],
    links: [],
  });
  return (values['code'] ?? '').trim();
}

function refusal({ code, text }: Extract<LoginOutcome, { kind: 'refused' }>): LoadstoneError {
  const why = text === '' ? `factorio.com refused the sign-in (${code}).` : text;
  return code === 'login-failed'
    ? failed(why, 'Check both. Too many failures in a row lead to a pause.')
    : failed(why, 'An account that owns Factorio is needed. You can look at it on factorio.com.');
}

const failed = (message: string | Saying, hint = 'Check what you typed and try again.'): LoadstoneError =>
  new LoadstoneError('sign_in_failed', message, hint, { details: { provider: 'factorio' } });
