import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAccounts, type Accounts } from '../../../src/main/actions/accounts.ts';
import { createWallet, type Wallet } from '../../../src/main/actions/wallet.ts';
import { redact, type Log } from '../../../src/main/lib/log.ts';
import { createMemorySecretStore } from '../../../src/main/lib/secret-file.ts';
import type { SecretStore } from '../../../src/main/lib/secrets.ts';
import type { HttpClient } from '../../../src/main/providers/http/http.ts';
import type { Provider, SignIn } from '../../../src/main/providers/provider.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import type { AccountState, Account, SignInForm } from '../../../src/shared/accounts.ts';
import { saying } from '../../../src/shared/saying.ts';
import { createFakeTiming, httpTo, never, startLoopback, type Loopback } from '../../support/loopback.ts';

let server: Loopback;
beforeAll(async () => {
  server = await startLoopback();
});
afterAll(() => server.close());

const canary = 'CANARY-0123456789-secret';
const hosts = ['gamebanana.com'];
const forms: readonly SignInForm[] = [
  { method: 'key', fields: [{ name: 'key', kind: 'secret', label: 'Key' }], page: null },
  { method: 'email', fields: [{ name: 'email', kind: 'email', label: 'E-mail' }], page: null },
  { method: 'browser', fields: [], page: null },
];
const account = (name: string): Account => ({
  provider: 'gamebanana',
  name,
  membership: null,
  may: ['download', 'fast-download'],
  expiresAt: null,
});

const credentials = (secret: string) =>
  secret.startsWith('CANARY') ? { headers: { authorization: `Bearer ${secret}` }, query: {}, hosts } : null;

/** A sign-in in the manner of the real ones, against the loopback server. */
function signInOver(http: () => HttpClient): SignIn {
  const whoami = (as?: ReturnType<typeof credentials>, signal = never()) =>
    http().json(
      {
        provider: 'gamebanana',
        lane: 'api',
        url: 'https://gamebanana.com/apiv11/me',
        hosts,
        ...(as === undefined ? {} : { as }),
      },
      signal,
    );
  return {
    forms,
    credentials,
    run: async (method, fields, dialog, signal) => {
      if (method === 'browser') {
        await dialog.openPage('https://gamebanana.com/connect');
        dialog.show({ kind: 'waiting', url: 'https://gamebanana.com/connect', code: 'AB-12', until: 1 });
        await sleep(60_000, undefined, { signal }).catch(() => undefined);
        throw new LoadstoneError('cancelled', 'cancelled', '');
      }
      let key = fields['key'] ?? '';
      if (method === 'email') {
        const asked = await dialog.ask({
          kind: 'asking',
          text: 'A code was sent.',
          fields: [{ name: 'code', kind: 'code', label: 'Code' }],
          links: [],
        });
        key = `${canary}-${asked['code'] ?? ''}`;
      }
      dialog.show({ kind: 'checking' });
      const answer = await whoami(credentials(key), signal);
      if (answer.status !== 200) throw new LoadstoneError('sign_in_failed', `The key ${key} is wrong.`, `Not ${key}.`);
      return { secret: key, account: account('Ada') };
    },
    check: async (signal) => {
      const answer = await whoami(undefined, signal);
      return answer.status === 200
        ? { kind: 'found', value: account('Ada Lovelace') }
        : { kind: 'gone', why: saying('nexusKeyRevoked') };
    },
  };
}

let wallet: Wallet;
let secrets: SecretStore;
let http: HttpClient;
let accounts: Accounts;
let opened: string[];
let seen: string[];
let logged: string[];
let signedIn: string[];
const log: Log = {
  info: (text) => logged.push(redact(text)),
  error: (text, cause) => logged.push(redact(`${text} ${String(cause)}`)),
};

function open(): void {
  wallet = createWallet();
  http = httpTo(server.url, {
    timing: createFakeTiming(),
    credentials: wallet.credentials,
    refused: (provider) => accounts.doubt(provider),
  });
  const gamebanana = { id: 'gamebanana', name: 'GameBanana', signIn: signInOver(() => http) } as Partial<Provider>;
  const github = { id: 'github', name: 'GitHub', signIn: null } as Partial<Provider>;
  accounts = createAccounts({
    providers: new Map([
      ['gamebanana', gamebanana as Provider],
      ['github', github as Provider],
    ]),
    wallet,
    secrets,
    openPage: (url) => {
      opened.push(url);
      return Promise.resolve();
    },
    clock: { now: () => 1_000 },
    log,
    changed: () => {
      void accounts.list().then((list) => seen.push(JSON.stringify(list)));
    },
    signedIn: (provider) => signedIn.push(provider),
  });
}

beforeEach(() => {
  [opened, seen, logged, signedIn] = [[], [], [], []];
  secrets = createMemorySecretStore();
  server.serve((request, response) => {
    const good = request.headers.authorization?.startsWith('Bearer CANARY') === true;
    response.writeHead(good ? 200 : 401).end('{}');
  });
  open();
});
afterEach(async () => {
  await accounts.close();
  await http.close();
});

const state = async (): Promise<AccountState> => {
  const [only] = await accounts.list();
  if (only === undefined) throw new Error('no account');
  return only;
};

describe('signing in', () => {
  it('proves the key, keeps it, hands it to the network and never shows it', async () => {
    const after = await accounts.signIn('gamebanana', 'key', { key: canary });
    expect(after).toMatchObject({ account: account('Ada'), signingIn: null, problem: null, checkedAt: 1_000 });
    expect(after.protection).toMatchObject({ kind: 'memory' });
    expect(signedIn).toEqual(['gamebanana']);
    expect(await secrets.get('gamebanana')).toContain(canary);
    expect(await wallet.credentials('gamebanana')).toMatchObject({
      headers: { authorization: `Bearer ${canary}` },
      standing: 'premium',
    });
    expect(JSON.stringify([after, seen, logged])).not.toContain('CANARY');
  });

  it('is there again after a restart, before the first request goes out', async () => {
    await accounts.signIn('gamebanana', 'key', { key: canary });
    await accounts.close();
    const { get } = secrets;
    secrets = { ...secrets, get: (name) => sleep(30).then(() => get(name)) };
    open();
    await http.json({ provider: 'gamebanana', lane: 'api', url: 'https://gamebanana.com/apiv11/x', hosts }, never());
    expect(server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${canary}`);
    expect(await state()).toMatchObject({ account: { name: 'Ada' } });
  });

  it('asks on the way, shows each step, and takes an answer once', async () => {
    const done = accounts.signIn('gamebanana', 'email', { email: 'ada@example.org' });
    expect(() => accounts.signIn('gamebanana', 'key', { key: canary })).toThrow(/under way/u);
    await expect.poll(state).toMatchObject({ signingIn: { method: 'email', step: { kind: 'asking' } } });
    accounts.answer('gamebanana', { code: 'P39TM' });
    expect(() => accounts.answer('gamebanana', { code: 'again' })).toThrow(/asked nothing/u);
    expect(await done).toMatchObject({ account: { name: 'Ada' }, signingIn: null });
    expect(seen.some((text) => text.includes('"kind":"checking"'))).toBe(true);
    expect(seen.join('')).not.toContain('CANARY');
  });

  it('says what went wrong without repeating what was typed', async () => {
    const wrong = 'wrong-CANARY-key-9876';
    const after = await accounts.signIn('gamebanana', 'key', { key: wrong });
    expect(after.problem).toEqual({ code: 'sign_in_failed', message: 'The key … is wrong.', hint: 'Not ….' });
    expect(after.account).toBeNull();
    expect(await secrets.get('gamebanana')).toBeNull();
    expect(JSON.stringify([seen, logged])).not.toContain(wrong);
    // The next attempt starts clean.
    void accounts.signIn('gamebanana', 'key', { key: canary });
    await expect.poll(state).toMatchObject({ problem: null, account: { name: 'Ada' } });
  });

  it('can be cancelled in every step; who was signed in still is', async () => {
    await accounts.signIn('gamebanana', 'key', { key: canary });
    const waiting = accounts.signIn('gamebanana', 'browser', {});
    await expect.poll(state).toMatchObject({ signingIn: { step: { kind: 'waiting', code: 'AB-12' } } });
    expect(opened).toEqual(['https://gamebanana.com/connect']);
    accounts.cancel('gamebanana');
    expect(await waiting).toMatchObject({ signingIn: null, problem: null, account: { name: 'Ada' } });
    const asking = accounts.signIn('gamebanana', 'email', {});
    await expect.poll(state).toMatchObject({ signingIn: { step: { kind: 'asking' } } });
    accounts.cancel('gamebanana');
    expect(await asking).toMatchObject({ signingIn: null, problem: null });
    const early = accounts.signIn('gamebanana', 'browser', {});
    accounts.cancel('gamebanana');
    expect(await early).toMatchObject({ signingIn: null });
    expect(opened).toHaveLength(1);
  });

  it('is refused where there is nothing to sign in to', () => {
    expect(() => accounts.signIn('github', 'key', {})).toThrow(/no accounts/u);
    expect(() => accounts.signIn('gamebanana', 'password', {})).toThrow(/has no sign-in by password/u);
    expect(() => accounts.answer('gamebanana', {})).toThrow(/asked nothing/u);
  });
});

describe('a sign-in that ended', () => {
  it('by the player removes the secret everywhere', async () => {
    await accounts.signIn('gamebanana', 'key', { key: canary });
    await accounts.signOut('gamebanana');
    expect(await state()).toMatchObject({ account: null, problem: null, protection: null });
    expect(await secrets.get('gamebanana')).toBeNull();
    expect(await wallet.credentials('gamebanana')).toBeNull();
  });

  it('by the provider is dropped and told, also when nobody asked', async () => {
    await accounts.signIn('gamebanana', 'key', { key: canary });
    server.serve((_request, response) => response.writeHead(401).end('{}'));
    await http.json({ provider: 'gamebanana', lane: 'api', url: 'https://gamebanana.com/apiv11/x', hosts }, never());
    await expect.poll(state).toMatchObject({ account: null, problem: { code: 'needs_sign_in' } });
    expect(await secrets.get('gamebanana')).toBeNull();
    // One question for all the refusals, and no secret in any request after it.
    const asked = server.requests.length;
    await http.json({ provider: 'gamebanana', lane: 'api', url: 'https://gamebanana.com/apiv11/x', hosts }, never());
    expect(server.requests.slice(asked).every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it('is not assumed when the provider cannot be asked', async () => {
    await accounts.signIn('gamebanana', 'key', { key: canary });
    server.serve((_request, response) => response.destroy());
    await expect(accounts.check('gamebanana')).rejects.toMatchObject({ code: 'provider_unavailable' });
    expect(await state()).toMatchObject({ account: { name: 'Ada' } });
    server.serve((_request, response) => response.end('{}'));
    expect(await accounts.check('gamebanana')).toMatchObject({ account: { name: 'Ada Lovelace' } });
    expect(await secrets.get('gamebanana')).toContain('Ada Lovelace');
  });

  it.each([
    '',
    'not json',
    '{"version":1}',
    JSON.stringify({ version: 1, secret: 'other', account: account('x'), checkedAt: 1 }),
  ])('and is not readable any more is signed out: %j', async (kept) => {
    await secrets.set('gamebanana', kept);
    open();
    expect(await state()).toMatchObject({ account: null, problem: null });
    expect(await wallet.credentials('gamebanana')).toBeNull();
  });

  it('and a store that fails are no reason not to start', async () => {
    secrets = { ...secrets, get: () => Promise.reject(new Error(`disk ${canary}`)) };
    open();
    expect(await state()).toMatchObject({ account: null });
    expect(logged).toHaveLength(1);
  });
});
