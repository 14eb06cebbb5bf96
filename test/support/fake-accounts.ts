/** Accounts of the made-up world: one signed in, one whose sign-in asks for a code, one that was revoked. */
import { LoadstoneError } from '../../src/shared/errors.ts';
import type { AccountState, ProviderLimits, SignInForm, SignInStep } from '../../src/shared/accounts.ts';
import type { AccountsState, Handlers } from '../../src/shared/ipc/contract.ts';
import type { ProviderId } from '../../src/shared/model.ts';

type AccountHandlers = Pick<Handlers, Extract<keyof Handlers, `accounts.${string}`>>;

export interface FakeAccountsDeps {
  readonly now: number;
  /** Resolves after a while. */
  readonly later: (ms: number) => Promise<void>;
  readonly changed: (state: AccountsState) => void;
}

const key = (label: string, page: string): SignInForm => ({
  method: 'key',
  fields: [{ name: 'key', kind: 'secret', label }],
  page,
});

const blank = { account: null, signingIn: null, problem: null, protection: null, checkedAt: null } as const;

const samples = (now: number): readonly AccountState[] => [
  {
    ...blank,
    provider: 'nexus',
    name: 'Nexus Mods',
    forms: [
      { method: 'browser', fields: [], page: null },
      key('Personal key', 'https://www.nexusmods.com/settings/api-keys'),
    ],
    account: {
      provider: 'nexus',
      name: 'Ada',
      membership: 'Premium',
      may: ['download', 'fast-download', 'opinion'],
      expiresAt: null,
    },
    protection: { kind: 'encrypted' },
    checkedAt: now - 3_600_000,
  },
  {
    ...blank,
    provider: 'github',
    name: 'GitHub',
    forms: [{ method: 'browser', fields: [], page: null }, key('Token', 'https://github.com/settings/tokens')],
  },
  {
    ...blank,
    provider: 'modio',
    name: 'mod.io',
    forms: [
      { method: 'email', fields: [{ name: 'email', kind: 'email', label: 'E-mail address' }], page: null },
      key('Access token', 'https://mod.io/me/access'),
    ],
    problem: new LoadstoneError(
      'needs_sign_in',
      'mod.io does not accept your sign-in any more.',
      'It was revoked or has run out. Sign in again; everything that is installed keeps working.',
    ).toData(),
  },
  {
    ...blank,
    provider: 'factorio',
    name: 'Factorio Mod Portal',
    forms: [
      { method: 'game-file', fields: [], page: null },
      {
        method: 'password',
        fields: [
          { name: 'username', kind: 'text', label: 'Name or e-mail address' },
          { name: 'password', kind: 'secret', label: 'Password' },
        ],
        page: null,
      },
    ],
  },
];

const limits = (now: number): readonly ProviderLimits[] => [
  {
    provider: 'nexus',
    blockedUntil: null,
    quotas: [
      { name: 'requests', size: 600, left: 588, resetAt: now + 12_000, blockedUntil: null },
      { name: 'daily', size: 20_000, left: 19_412, resetAt: now + 36_000_000, blockedUntil: null },
    ],
  },
  {
    provider: 'github',
    blockedUntil: null,
    quotas: [{ name: 'core', size: 60, left: 0, resetAt: now + 900_000, blockedUntil: now + 900_000 }],
  },
];

/** The code that the e-mail of this world holds. */
export const fakeCode = 'P39TM';

export function createFakeAccounts({ now, later, changed }: FakeAccountsDeps): AccountHandlers {
  let revision = 0;
  let accounts = samples(now);
  const state = (): AccountsState => ({ revision, accounts, limits: limits(now) });
  const find = (provider: ProviderId): AccountState | undefined => accounts.find((one) => one.provider === provider);

  const patch = (provider: ProviderId, changes: Partial<AccountState>): null => {
    accounts = accounts.map((one) => (one.provider === provider ? { ...one, ...changes } : one));
    revision += 1;
    changed(state());
    return null;
  };
  const step = (provider: ProviderId, next: SignInStep): void => {
    const signingIn = find(provider)?.signingIn ?? null;
    if (signingIn !== null) patch(provider, { signingIn: { ...signingIn, step: next } });
  };
  const finish = async (provider: ProviderId): Promise<void> => {
    step(provider, { kind: 'checking' });
    await later(600);
    if (find(provider)?.signingIn === null) return;
    patch(provider, {
      account: { provider, name: 'Ada', membership: null, may: ['download', 'opinion'], expiresAt: null },
      signingIn: null,
      protection: { kind: 'encrypted' },
      checkedAt: now,
    });
  };
  const run = async (provider: ProviderId): Promise<void> => {
    await later(300);
    const method = find(provider)?.signingIn?.method;
    if (method === 'browser') {
      step(provider, {
        kind: 'waiting',
        url: 'https://github.com/login/device',
        code: 'WDJB-MJHT',
        until: now + 900_000,
      });
      await later(4_000);
      // The site that is asked over a lasting connection can lose it.
      if (provider === 'nexus') {
        step(provider, { kind: 'reconnecting', attempt: 1, until: now + 300_000 });
        await later(4_000);
      }
    }
    if (method !== 'email') return finish(provider);
    step(provider, {
      kind: 'asking',
      text: 'A code was sent to your e-mail address.',
      fields: [{ name: 'code', kind: 'code', label: 'Code' }],
      links: [{ label: 'Terms of Use', url: 'https://mod.io/terms' }],
    });
  };
  return {
    'accounts.snapshot': state,
    'accounts.signIn': ({ provider, method }) => {
      if (find(provider)?.signingIn !== null)
        throw new LoadstoneError('sign_in_busy', 'A sign-in is under way.', 'Finish or cancel it first.');
      patch(provider, { signingIn: { method, step: null }, problem: null });
      void run(provider);
      return null;
    },
    'accounts.answer': ({ provider, fields }) => {
      if (fields['agree'] === 'true') void finish(provider);
      else if (fields['code'] === fakeCode)
        step(provider, {
          kind: 'asking',
          text: 'mod.io wants to know whether you agree to its terms.',
          fields: [{ name: 'agree', kind: 'consent', label: 'I agree to the terms of mod.io' }],
          links: [{ label: 'Terms of Use', url: 'https://mod.io/terms' }],
        });
      else {
        const problem = new LoadstoneError(
          'sign_in_failed',
          'The code was not right.',
          'Begin anew to get another one.',
        );
        patch(provider, { signingIn: null, problem: problem.toData() });
      }
      return null;
    },
    'accounts.cancel': ({ provider }) => patch(provider, { signingIn: null }),
    'accounts.signOut': ({ provider }) => patch(provider, { ...blank }),
    'accounts.check': async ({ provider }) => {
      await later(400);
      return patch(provider, find(provider)?.account === null ? {} : { checkedAt: now });
    },
  };
}
