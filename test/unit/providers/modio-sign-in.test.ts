import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HttpClient } from '../../../src/main/providers/http/http.ts';
import { createSignIn, secretOf, type ModioSignIn } from '../../../src/main/providers/modio/sign-in.ts';
import type { SignInDialog } from '../../../src/main/providers/provider.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import type { SignInStep } from '../../../src/shared/accounts.ts';
import {
  gameKey,
  replicaTokens,
  startModioReplica,
  userKey,
  type ModioReplica,
} from '../../../tools/replicas/modio/replica.ts';
import { createFakeTiming, httpTo, never } from '../../support/loopback.ts';

let replica: ModioReplica;
let http: HttpClient;
let signIn: ModioSignIn;
let steps: SignInStep[];
let kept: string | null;

beforeAll(async () => {
  replica = await startModioReplica();
});
afterAll(() => replica.close());
beforeEach(() => {
  replica.control.reset();
  steps = [];
  kept = null;
  http = httpTo(replica.url, {
    endpoints: replica.endpoints,
    timing: createFakeTiming(Date.now()),
    credentials: () => (kept === null ? null : signIn.credentials(kept)),
  });
  signIn = createSignIn(http);
});
afterEach(() => http.close());

/** Answers with what it is told, in order; then gives up. */
function dialogOf(answers: readonly (() => Readonly<Record<string, string>>)[]): SignInDialog {
  const left = [...answers];
  return {
    openPage: () => Promise.reject(new Error('no page is opened')),
    show: (step) => steps.push(step),
    ask: async (step) => {
      steps.push(step);
      const answer = left.shift();
      if (answer === undefined) throw new LoadstoneError('cancelled', 'Cancelled.', 'Try again.');
      return answer();
    },
  };
}

const agrees = () => ({ agree: 'true' });
const lastCode = (): string => replica.control.mails().at(-1)?.code ?? '';
const readsMail = () => ({ code: lastCode() });
const byKey = (key: string, path = '') => signIn.run('key', { key, path }, dialogOf([]), never());
const byMail = (answers: Parameters<typeof dialogOf>[0], fields: Readonly<Record<string, string>> = {}) =>
  signIn.run('email', { email: 'miner@example.org', key: gameKey, path: '', ...fields }, dialogOf(answers), never());
const asked = (): readonly string[] =>
  replica.control.requests.map(({ method, path }) => `${method} ${path.replace(/\?.*$/u, '')}`);

const wrong = () => ({ code: 'WRONG' });
const loose = () => ({ code: ` ${lastCode().toLowerCase()} ` });

describe('a token or key that is pasted', () => {
  it('of a player tells who it is', async () => {
    const { account, secret } = await byKey(`  ${replicaTokens.miner} `);
    expect(account).toMatchObject({ provider: 'modio', name: 'Miner', expiresAt: null });
    expect(account.may).toContain('subscriptions');
    expect(signIn.credentials(secret)).toEqual({
      headers: { authorization: `Bearer ${replicaTokens.miner}` },
      query: {},
      hosts: ['api.mod.io', '.modapi.io'],
      paths: ['/v1/'],
    });
  });

  it('that is a key may read, and goes only into the address', async () => {
    const { account, secret } = await byKey(userKey, 'u-123.modapi.io');
    expect(account).toMatchObject({ name: 'API key', may: ['search', 'download'] });
    expect(signIn.credentials(secret)).toEqual({
      headers: {},
      query: { api_key: userKey },
      hosts: ['u-123.modapi.io'],
    });
    expect(replica.control.requests.every(({ host }) => host === 'u-123.modapi.io')).toBe(true);
  });

  it.each([
    ['unknown', 'f'.repeat(32), 'mod.io does not know the key.'],
    ['too old', replicaTokens.expired, 'The sign-in to mod.io has expired or was revoked.'],
    ['of the real one in the test environment', userKey, 'mod.io does not know the key.', 'test'],
  ])('that is %s is not taken', async (_, key, message, path = '') => {
    await expect(byKey(key, path)).rejects.toMatchObject({ code: 'sign_in_failed', message });
  });

  it.each([
    'https://evil.example/v1',
    'u-1.modapi.io.evil.example',
    'http://api.mod.io',
    'https://x@api.mod.io',
    'u-x.modapi.io',
  ])('is never shown to %s', async (path) => {
    await expect(byKey(userKey, path)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(replica.control.requests).toEqual([]);
  });

  it('is something', async () => {
    for (const key of ['', 'two words']) await expect(byKey(key)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('a code by e-mail', () => {
  it('comes after consent to the terms, in three steps', async () => {
    const { account, secret } = await byMail([agrees, readsMail]);
    expect(account.name).toBe('Miner');
    expect(asked()).toEqual([
      'GET /v1/authenticate/terms',
      'POST /v1/oauth/emailrequest',
      'POST /v1/oauth/emailexchange',
      'GET /v1/me',
    ]);
    expect(steps.map(({ kind }) => kind)).toEqual(['asking', 'asking', 'checking']);
    const [terms] = steps;
    if (terms?.kind !== 'asking') throw new Error('no terms');
    expect(terms.fields).toMatchObject([{ name: 'agree', kind: 'consent' }]);
    expect(terms.links.map(({ url }) => url)).toEqual(
      expect.arrayContaining(['https://mod.io/terms', 'https://mod.io/privacy']),
    );
    const inAYear = Date.now() + 365 * 86_400_000;
    expect(Math.abs((account.expiresAt ?? 0) - inAYear)).toBeLessThan(60_000);
    expect(secretOf(secret)).toMatchObject({ kind: 'token', expiresAt: account.expiresAt, issued: true });
    expect(secret).not.toContain(gameKey);
  });

  it('is not sent without consent', async () => {
    await expect(byMail([() => ({ agree: '' })])).rejects.toMatchObject({ code: 'sign_in_failed' });
    await expect(byMail([])).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked().filter((one) => one.startsWith('POST'))).toEqual([]);
  });

  it('may be mistyped twice, in lower case and with blanks', async () => {
    expect((await byMail([agrees, wrong, wrong, loose])).account.name).toBe('Miner');
    await expect(byMail([agrees, wrong, wrong, wrong, readsMail])).rejects.toMatchObject({
      code: 'sign_in_failed',
      message: 'The code is not right.',
    });
  });

  it('that is used or too old is not asked for again', async () => {
    await byMail([agrees, readsMail]);
    const used = lastCode();
    await expect(byMail([agrees, () => ({ code: used }), readsMail])).rejects.toMatchObject({
      message: 'The code was used already.',
    });
    const waits = () => {
      replica.control.ageMails(10_000);
      return readsMail();
    };
    await expect(byMail([agrees, waits, readsMail])).rejects.toMatchObject({ message: 'The code is too old.' });
  });

  it('wants the key of a game, an address, and an account that is not locked', async () => {
    await expect(byMail([agrees], { key: userKey })).rejects.toMatchObject({ code: 'provider_refused' });
    await expect(byMail([], { key: replicaTokens.miner })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(byMail([], { email: 'nowhere' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(byMail([agrees, readsMail], { email: 'locked@example.org' })).rejects.toMatchObject({
      code: 'sign_in_failed',
      message: 'The account is locked.',
    });
  });
});

describe('what is kept', () => {
  it('is asked about later: who it is, with the day it runs out, or that it was revoked', async () => {
    const { secret, account } = await byMail([agrees, readsMail]);
    kept = secret;
    signIn.credentials(secret);
    expect(await signIn.check(never())).toEqual({ kind: 'found', value: account });
    replica.control.revoke(secretOf(secret)?.value ?? '');
    expect(await signIn.check(never())).toMatchObject({ kind: 'gone' });
  });

  it('is ended at mod.io when it was made for us, and left alone when it was pasted', async () => {
    const { secret } = await byMail([agrees, readsMail]);
    await signIn.end?.(secret, never());
    expect(asked().at(-1)).toBe('POST /v1/oauth/logout');
    const { value = '' } = secretOf(secret) ?? {};
    await expect(byKey(value)).rejects.toMatchObject({ code: 'sign_in_failed' });
    const pasted = await byKey(replicaTokens.miner);
    replica.control.reset();
    await signIn.end?.(pasted.secret, never());
    await signIn.end?.('nonsense', never());
    expect(asked()).toEqual([]);
  });

  it.each(['', 'x', '{}', '{"kind":"key","value":"x","api":"https://evil.example/v1","expiresAt":null}'])(
    'is no secret of ours when it is %j',
    (text) => {
      expect(signIn.credentials(text)).toBeNull();
    },
  );

  it('cannot be had in ways that mod.io does not know', async () => {
    await expect(signIn.run('password', {}, dialogOf([]), never())).rejects.toMatchObject({ code: 'invalid_input' });
    expect(signIn.forms.map(({ method }) => method)).toEqual(['key', 'email']);
  });
});
