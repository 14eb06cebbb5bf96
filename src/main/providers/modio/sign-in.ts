/**
 * Accounts of mod.io: a token or key from its page for players, or the code it mails to those who bring a game's key.
 * The terms are shown and agreed to before any mail is asked for. Source: docs.mod.io, "Authentication".
 */
import { z } from 'zod';
import { LoadstoneError, sayingOf } from '../../../shared/errors.ts';
import type { Account, SignInForm } from '../../../shared/accounts.ts';
import type { Saying } from '../../../shared/saying.ts';
import type { Credentials, Http, JsonAnswer, RequestBody } from '../../lib/http.ts';
import type { Found, SignedIn, SignIn, SignInDialog } from '../provider.ts';
import { oneLine } from '../rich-text.ts';
import { throwIfError } from './answers.ts';
import { apiErrorOf, refusedFor } from './errors.ts';
import { emailExchangePath, emailRequestPath, logoutPath, mePath, gamesPath, termsPath } from './requests.ts';
import { commonApi, testApi } from './traits.ts';
import { termsLinkSchema, termsSchema, tokenSchema, userSchema } from './wire.ts';

const accessPage = 'https://mod.io/me/access';

const pathField = { name: 'path', kind: 'text', label: 'API path (may be left empty)', optional: true } as const;

const forms: readonly SignInForm[] = [
  { method: 'key', fields: [{ name: 'key', kind: 'secret', label: 'Token or API key' }, pathField], page: accessPage },
  {
    method: 'email',
    fields: [
      { name: 'email', kind: 'email', label: 'E-mail address' },
      { name: 'key', kind: 'secret', label: 'API key of the game' },
      pathField,
    ],
    page: accessPage,
  },
];

const secretSchema = z.object({
  kind: z.enum(['key', 'token']),
  value: z.string().min(1),
  api: z.string(),
  /** Milliseconds since the epoch. */
  expiresAt: z.number().nullable(),
  /** We had it made by the e-mail flow. One that was pasted may be in use elsewhere and is never ended by us. */
  issued: z.boolean().optional(),
});
export type ModioSecret = z.output<typeof secretSchema>;

export function secretOf(text: string): ModioSecret | null {
  try {
    const secret = secretSchema.safeParse(JSON.parse(text)).data;
    return secret === undefined || apiAddressOf(secret.api) === null ? null : secret;
  } catch {
    return null;
  }
}

/**
 * A key goes into the address of what is read, a token into a header. The token wins where both are sent, so only one is.
 * A key is shown to its own address alone. Some games want a token where a download begins, which is the address of any
 * game ("g-2.modapi.io"); where that leads on to is a file server, which sees neither.
 */
export const credentialsOf = ({ kind, value, api }: ModioSecret): Credentials => {
  const own = new URL(api).hostname;
  if (kind === 'key') return { headers: {}, query: { api_key: value }, hosts: [own] };
  const games = own.endsWith('.test.mod.io') ? '.test.mod.io' : '.modapi.io';
  return { headers: { authorization: `Bearer ${value}` }, query: {}, hosts: [own, games], paths: ['/v1/'] };
};

/** Keys have 32 characters; tokens are much longer. */
const isKey = (text: string): boolean => /^[0-9a-f]{32}$/iu.test(text);

/** "u-123.modapi.io", with or without the rest of the address. null: not one of mod.io's. */
function apiAddressOf(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return commonApi;
  if (text === 'test') return testApi;
  const url = URL.parse(/^https?:\/\//iu.test(text) ? text : `https://${text}`);
  if (url === null || url.protocol !== 'https:' || url.port !== '' || url.username !== '') return null;
  const known = /^(?:[ug]-\d{1,20}\.(?:modapi\.io|test\.mod\.io)|api(?:\.test)?\.mod\.io)$/u.test(url.hostname);
  return known ? `https://${url.hostname}/v1` : null;
}

export interface ModioSignIn extends SignIn {
  /** The address requests go to: that of the secret they were last signed with. */
  readonly api: () => string;
  /** A key belongs to nobody who could have bought or subscribed to anything. */
  readonly hasToken: () => boolean;
}

export function createSignIn(http: Http): ModioSignIn {
  let api = commonApi;
  let expiresAt: number | null = null;
  let kind: ModioSecret['kind'] = 'token';
  const run: SignIn['run'] = async (method, fields, dialog, signal) => {
    switch (method) {
      case 'key':
        return await proven(http, typedSecret(fields), dialog, signal);
      case 'email':
        return await proven(http, await mailedToken(http, fields, dialog, signal), dialog, signal);
      case 'browser':
      case 'password':
      case 'game-file':
        throw new LoadstoneError('invalid_input', 'mod.io has no such sign-in.', 'Choose one of those it offers.');
      default:
        return method satisfies never;
    }
  };
  return {
    forms,
    run,
    credentials: (text) => {
      const secret = secretOf(text);
      api = secret?.api ?? commonApi;
      expiresAt = secret?.expiresAt ?? null;
      kind = secret?.kind ?? 'token';
      return secret === null ? null : credentialsOf(secret);
    },
    end: async (text, signal) => {
      const secret = secretOf(text);
      if (secret?.kind !== 'token' || secret.issued !== true) return;
      throwIfError(await post(http, `${secret.api}${logoutPath}`, credentialsOf(secret), {}, signal));
    },
    check: (signal) => askWho(http, { kind, value: '', api, expiresAt }, undefined, signal),
    api: () => api,
    hasToken: () => kind === 'token',
  };
}

function typedSecret(fields: Readonly<Record<string, string>>): ModioSecret {
  const value = (fields['key'] ?? '').trim();
  const api = apiAddressOf(fields['path'] ?? '');
  if (api === null)
    throw new LoadstoneError(
      'invalid_input',
      'This is not an API path of mod.io.',
      'Copy it from mod.io/me/access, or leave it empty.',
    );
  if (value === '' || /\s/u.test(value))
    throw new LoadstoneError('invalid_input', 'This is neither a key nor a token.', 'Copy it from mod.io/me/access.');
  return { kind: isKey(value) ? 'key' : 'token', value, api, expiresAt: null };
}

/** Shows the secret to mod.io before it is believed. */
async function proven(http: Http, secret: ModioSecret, dialog: SignInDialog, signal: AbortSignal): Promise<SignedIn> {
  dialog.show({ kind: 'checking' });
  const found = await askWho(http, secret, credentialsOf(secret), signal);
  if (found.kind === 'gone') throw failed(found.why);
  return { secret: JSON.stringify(secret), account: found.value };
}

/** A key belongs to nobody one could ask about: that it opens the list of games has to do. */
async function askWho(
  http: Http,
  { kind, api, expiresAt }: ModioSecret,
  as: Credentials | undefined,
  signal: AbortSignal,
): Promise<Found<Account>> {
  const path = kind === 'token' ? mePath : gamesPath('');
  const answer = await ask(http, `${api}${path}`, as, signal);
  const error = apiErrorOf(answer.status, answer.body);
  if (answer.status === 401 && error !== null) return { kind: 'gone', why: sayingOf(refusedFor(error)) };
  throwIfError(answer);
  const user = kind === 'token' ? userSchema.safeParse(answer.body).data : undefined;
  return {
    kind: 'found',
    value: {
      provider: 'modio',
      name: oneLine(user?.username ?? '', 100) || 'API key',
      membership: null,
      may: kind === 'token' ? ['search', 'download', 'opinion', 'subscriptions'] : ['search', 'download'],
      expiresAt,
    },
  };
}

const ask = (http: Http, url: string, as: Credentials | undefined, signal: AbortSignal): Promise<JsonAnswer> =>
  http.json(
    { provider: 'modio', lane: 'api', url, hosts: [new URL(url).hostname], ...(as === undefined ? {} : { as }) },
    signal,
  );

async function post(
  http: Http,
  url: string,
  as: Credentials,
  fields: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<JsonAnswer> {
  const body: RequestBody = { kind: 'form', fields };
  const hosts = [new URL(url).hostname];
  return await http.json({ provider: 'modio', lane: 'api', method: 'POST', url, hosts, as, body }, signal);
}

/** Attempts at the code from the e-mail. */
const mostCodes = 3;

async function mailedToken(
  http: Http,
  fields: Readonly<Record<string, string>>,
  dialog: SignInDialog,
  signal: AbortSignal,
): Promise<ModioSecret> {
  const key = typedSecret(fields);
  if (key.kind !== 'key')
    throw new LoadstoneError('invalid_input', 'This is no API key.', 'A key has 32 digits and letters.');
  const email = (fields['email'] ?? '').trim();
  if (!/^[^\s@]{1,100}@[^\s@]{1,200}$/u.test(email))
    throw new LoadstoneError('invalid_input', 'This is not an e-mail address.', 'Use the one of your mod.io account.');
  const as = credentialsOf(key);
  await agree(http, key.api, as, dialog, signal);
  throwIfError(await post(http, `${key.api}${emailRequestPath}`, as, { email }, signal));
  for (let tried = 1; ; tried += 1) {
    const text = tried === 1 ? `mod.io has sent a code to ${email}.` : 'The code was not right. Look once more.';
    const { code = '' } = await dialog.ask({
      kind: 'asking',
      text,
      fields: [{ name: 'code', kind: 'code', label: 'Code' }],
      links: [],
    });
    const answer = await post(
      http,
      `${key.api}${emailExchangePath}`,
      as,
      { security_code: code.trim().toUpperCase() },
      signal,
    );
    const token = tokenSchema.safeParse(answer.body).data;
    if (answer.status < 400 && token !== undefined) {
      const expiresAt = token.date_expires === undefined ? null : token.date_expires * 1_000;
      return { kind: 'token', value: token.access_token, api: key.api, expiresAt, issued: true };
    }
    if (tried >= mostCodes || !isWrongCode(answer)) throw codeRefused(answer);
  }
}

/** Only a mistyped one is worth another try; one that was used or is too old stays so. */
const isWrongCode = ({ status, body }: JsonAnswer): boolean => apiErrorOf(status, body)?.ref === 11_014;

function codeRefused({ status, body }: JsonAnswer): LoadstoneError {
  const error = apiErrorOf(status, body);
  return error === null ? failed('mod.io did not accept the code.') : refusedFor(error);
}

/** The terms of mod.io want to be shown and agreed to first. */
async function agree(
  http: Http,
  api: string,
  as: Credentials,
  dialog: SignInDialog,
  signal: AbortSignal,
): Promise<void> {
  const answer = await ask(http, `${api}${termsPath}`, as, signal);
  throwIfError(answer);
  const terms = termsOf(answer.body);
  const answered = await dialog.ask({
    kind: 'asking',
    text: terms.text,
    fields: [{ name: 'agree', kind: 'consent', label: 'I agree to the terms of mod.io' }],
    links: terms.links,
  });
  if (!['true', 'yes', 'on', '1'].includes((answered['agree'] ?? '').trim().toLowerCase()))
    throw failed('The terms of mod.io were not agreed to.');
}

export interface Terms {
  readonly text: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

export function termsOf(body: unknown): Terms {
  const terms = termsSchema.safeParse(body).data;
  const links = Object.values(terms?.links ?? {}).flatMap((entry) => {
    const link = termsLinkSchema.safeParse(entry).data;
    return link === undefined || !link.url.startsWith('https://')
      ? []
      : [{ label: oneLine(link.text, 60), url: link.url }];
  });
  return { text: oneLine(terms?.plaintext ?? '', 2_000) || 'mod.io asks you to agree to its terms of use.', links };
}

const failed = (why: string | Saying): LoadstoneError =>
  new LoadstoneError('sign_in_failed', why, 'Check what you typed and try again.', { details: { provider: 'modio' } });
