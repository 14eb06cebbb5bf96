import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSignIn, type SignInDeps } from '../../../src/main/providers/factorio/sign-in.ts';
import type { HttpClient } from '../../../src/main/providers/http/http.ts';
import type { SignIn, SignInDialog } from '../../../src/main/providers/provider.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import type { SignInStep } from '../../../src/shared/accounts.ts';
import {
  replicaAccounts,
  startFactorioReplica,
  type FactorioReplica,
} from '../../../tools/replicas/factorio/replica.ts';
import { createFakeTiming, httpTo, never } from '../../support/loopback.ts';

const [pilot, careful, visitor] = replicaAccounts;
if (pilot === undefined || careful === undefined || visitor === undefined) throw new Error('the accounts have changed');

let replica: FactorioReplica;
let http: HttpClient;
let steps: SignInStep[];
let codes: string[];
/** What is signed in with, as the app keeps it. */
let kept: string | null;

beforeAll(async () => {
  replica = await startFactorioReplica();
});
afterAll(() => replica.close());
beforeEach(() => {
  replica.control.reset();
  replica.control.changeToken(pilot.username, pilot.token);
  steps = [];
  codes = [];
  kept = null;
});
afterEach(() => http.close());

function signIn(deps: Partial<SignInDeps> = {}): SignIn {
  http = httpTo(replica.url, {
    endpoints: replica.endpoints,
    timing: createFakeTiming(),
    credentials: () => (kept === null ? null : made.credentials(kept)),
  });
  const made = createSignIn({ http, readText: async () => null, places: () => [], ...deps });
  return made;
}

const dialog: SignInDialog = {
  openPage: () => Promise.reject(new Error('no page is opened')),
  show: (step) => steps.push(step),
  ask: async (step) => {
    steps.push(step);
    const code = codes.shift();
    if (code === undefined) throw new LoadstoneError('cancelled', 'x', 'y');
    return { code };
  },
};

const wrongPassword = () => signIn().run('password', { username: pilot.username, password: 'wrong' }, dialog, never());

const posts = () => replica.control.requests.filter(({ method }) => method === 'POST');

describe('name and password', () => {
  it('become a token, and only that is kept', async () => {
    const fields = { username: pilot.username, password: pilot.password };
    const { secret, account } = await signIn().run('password', fields, dialog, never());
    expect(account).toEqual({
      provider: 'factorio',
      name: 'Pilot',
      membership: null,
      may: ['search', 'download'],
      expiresAt: null,
    });
    expect(JSON.parse(secret)).toEqual({ username: 'Pilot', token: pilot.token });
    expect(secret).not.toContain('\n');
    expect(steps).toEqual([{ kind: 'checking' }]);
    expect(posts()).toMatchObject([{ host: 'auth.factorio.com', path: '/api-login' }]);
    expect(Object.fromEntries(new URLSearchParams(posts()[0]?.posted))).toEqual({
      ...fields,
      api_version: '6',
      require_game_ownership: 'true',
    });
  });

  it('take an e-mail address too, and keep the name instead', async () => {
    const fields = { username: pilot.email, password: pilot.password };
    const { secret } = await signIn().run('password', fields, dialog, never());
    expect(JSON.parse(secret)).toMatchObject({ username: 'Pilot' });
  });

  it('that are wrong are refused although the status is 200', async () => {
    const run = signIn().run('password', { username: pilot.username, password: 'wrong' }, dialog, never());
    await expect(run).rejects.toMatchObject({
      code: 'sign_in_failed',
      message: expect.stringContaining('do not match') as unknown,
    });
  });

  it('of an account without the game are refused', async () => {
    const run = signIn().run('password', { username: visitor.username, password: visitor.password }, dialog, never());
    await expect(run).rejects.toMatchObject({ code: 'sign_in_failed', message: 'This account does not own Factorio.' });
  });

  it('go on with the code from the e-mail, also after a wrong one', async () => {
    codes = ['000000', careful.emailCode ?? ''];
    const fields = { username: careful.username, password: careful.password };
    const { account } = await signIn().run('password', fields, dialog, never());
    expect(account.name).toBe('Careful');
    expect(steps.map(({ kind }) => kind)).toEqual(['asking', 'asking', 'checking']);
    expect(posts()).toHaveLength(3);
  });

  it('end after three wrong codes, and when the player has none', async () => {
    const fields = { username: careful.username, password: careful.password };
    codes = ['1', '2', '3', '4'];
    await expect(signIn().run('password', fields, dialog, never())).rejects.toMatchObject({ code: 'sign_in_failed' });
    expect(codes).toEqual(['4']);
    await http.close();
    codes = [];
    await expect(signIn().run('password', fields, dialog, never())).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('are never in an error', async () => {
    const canary = 'canary-password-123';
    for (const fault of [
      { kind: 'html' },
      { kind: 'empty' },
      { kind: 'status', status: 500 },
      { kind: 'drop-before-headers' },
    ] as const) {
      replica.control.reset();
      replica.control.fail({ path: /api-login/u, fault });
      const thrown: unknown = await signIn()
        .run('password', { username: 'canary-name-123', password: canary }, dialog, never())
        .then(
          () => null,
          (error: unknown) => error,
        );
      expect(thrown).toBeInstanceOf(LoadstoneError);
      const { message, hint, cause, details } = thrown as LoadstoneError;
      expect(JSON.stringify([message, hint, String(cause), details])).not.toContain('canary');
      // A password is sent once, whatever becomes of it.
      expect(posts()).toHaveLength(1);
      await http.close();
    }
    signIn();
  });

  it('wait when the login asks for a pause', async () => {
    for (let tried = 0; tried < 8; tried += 1) {
      await expect(wrongPassword()).rejects.toMatchObject({ code: 'sign_in_failed' });
      await http.close();
    }
    await expect(wrongPassword()).rejects.toMatchObject({ code: 'rate_limited' });
  });
});

describe("the game's own file", () => {
  const text = JSON.stringify({ 'service-username': pilot.username, 'service-token': pilot.token, more: {} });

  it('is looked for where the game keeps it', async () => {
    const asked: string[] = [];
    const deps: Partial<SignInDeps> = {
      places: () => ['/a/player-data.json', '/b/player-data.json'],
      readText: async (place) => {
        asked.push(place);
        return place.startsWith('/b') ? text : null;
      },
    };
    const { account } = await signIn(deps).run('game-file', { path: '' }, dialog, never());
    expect(account.name).toBe('Pilot');
    expect(asked).toEqual(['/a/player-data.json', '/b/player-data.json']);
    expect(posts()).toEqual([]);
  });

  it('is taken from where the player says', async () => {
    const { secret } = await signIn({ readText: async (place) => (place === '/mine.json' ? text : null) }).run(
      'game-file',
      { path: ' /mine.json ' },
      dialog,
      never(),
    );
    expect(JSON.parse(secret)).toEqual({ username: 'Pilot', token: pilot.token });
  });

  it.each([
    [null, 'There is no player-data.json.'],
    ['{"service-username":"","service-token":""}', 'The game has not kept a name and token yet.'],
    ['{', 'The game has not kept a name and token yet.'],
  ])('%j is explained', async (content, message) => {
    const run = signIn({ readText: async () => content }).run('game-file', { path: '/x' }, dialog, never());
    await expect(run).rejects.toMatchObject({ code: 'sign_in_failed', message });
  });

  it('with a token that is worth nothing any more is refused', async () => {
    replica.control.changeToken(pilot.username, 'f'.repeat(30));
    const run = signIn({ readText: async () => text }).run('game-file', { path: '/x' }, dialog, never());
    await expect(run).rejects.toMatchObject({ code: 'sign_in_failed' });
  });
});

describe('a copied token', () => {
  it('is tried before it is believed', async () => {
    const { account } = await signIn().run('key', { username: ' Pilot ', token: ` ${pilot.token} ` }, dialog, never());
    expect(account.name).toBe('Pilot');
  });

  it.each([
    ['Pilot', 'nonsense'],
    ['pilot@example.org', pilot.token],
    ['', pilot.token],
  ])('of %j, %j is refused', async (username, token) => {
    const run = signIn().run('key', { username, token }, dialog, never());
    await expect(run).rejects.toMatchObject({ code: 'sign_in_failed' });
  });
});

describe('a kept sign-in', () => {
  it('is shown to downloads and bookmarks of the portal only', () => {
    const credentials = signIn().credentials(JSON.stringify({ username: 'Pilot', token: pilot.token }));
    expect(credentials).toMatchObject({
      headers: {},
      query: { username: 'Pilot', token: pilot.token },
      hosts: ['mods.factorio.com'],
      paths: ['/download/', '/api/bookmarks'],
    });
    for (const text of ['', '{}', 'null', '{"username":"","token":"x"}', 'Pilot:token'])
      expect(signIn().credentials(text)).toBeNull();
  });

  it('is checked with the portal', async () => {
    const made = signIn();
    kept = JSON.stringify({ username: 'Pilot', token: pilot.token });
    expect(await made.check(never())).toMatchObject({ kind: 'found', value: { name: 'Pilot' } });
    replica.control.changeToken(pilot.username, 'f'.repeat(30));
    expect(await made.check(never())).toMatchObject({ kind: 'gone' });
    kept = null;
    expect(await made.check(never())).toMatchObject({ kind: 'gone' });
  });

  it('survives a portal in trouble', async () => {
    const made = signIn();
    kept = JSON.stringify({ username: 'Pilot', token: pilot.token });
    replica.control.fail({ path: /bookmarks/u, fault: { kind: 'status', status: 503 } });
    await expect(made.check(never())).rejects.toMatchObject({ code: 'provider_unavailable' });
  });
});
