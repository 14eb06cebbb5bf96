/** Who is signed in at one provider: read from the store at the start, handed to the network, dropped when revoked. */
import { LoadstoneError, type ErrorData } from '../../shared/errors.ts';
import type { ProviderId } from '../../shared/model.ts';
import { inEnglish } from '../../shared/saying.ts';
import type { Clock } from '../lib/clock.ts';
import { maskData, rememberSecret } from '../lib/known-secrets.ts';
import type { Log } from '../lib/log.ts';
import type { SecretStore } from '../lib/secrets.ts';
import { secretsOf } from '../providers/http/secret-values.ts';
import type { Provider, SignedIn, SignIn } from '../providers/provider.ts';
import { createKeeping, type Kept } from './keep-sign-in.ts';
import type { Wallet } from './wallet.ts';

export interface HolderDeps {
  readonly wallet: Wallet;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly changed: () => void;
  /** Somebody has just signed in. */
  readonly signedIn: (provider: ProviderId) => void;
}

export interface AccountHolder {
  /** Once the store has been read. Never rejects. */
  readonly ready: Promise<void>;
  readonly kept: () => Kept | null;
  /** Why the last sign-in failed, or why the player was signed out. */
  readonly problem: () => ErrorData | null;
  readonly setProblem: (problem: ErrorData | null) => void;
  readonly keep: (signedIn: SignedIn) => Promise<void>;
  readonly drop: (why: ErrorData | null) => Promise<void>;
  /** Asks the provider. A secret it does not take any more is dropped. Errors: those of `Http`. */
  readonly check: (signal: AbortSignal) => Promise<void>;
}

export function createAccountHolder(provider: Provider, signIn: SignIn, deps: HolderDeps): AccountHolder {
  const { wallet, clock, log, changed, signedIn } = deps;
  const { id } = provider;
  const keeping = createKeeping(id, deps.secrets);
  let kept: Kept | null = null;
  let problem: ErrorData | null = null;

  const take = (next: Kept): void => {
    const { secret, account } = next;
    rememberSecret(secret);
    const credentials = signIn.credentials(secret);
    for (const value of credentials === null ? [] : secretsOf(credentials)) rememberSecret(value);
    kept = next;
    problem = null;
    wallet.put(id, { credentials: () => signIn.credentials(secret), premium: account.may.includes('fast-download') });
    changed();
  };
  const read = async (): Promise<void> => {
    try {
      const found = await keeping.read();
      if (found !== null && signIn.credentials(found.secret) !== null) take(found);
    } catch (error) {
      log.error(`the sign-in at ${id} could not be read`, error);
    }
  };
  const ready = read();
  wallet.reading(id, ready);

  const keep = async ({ secret, account }: SignedIn): Promise<void> => {
    take(await keeping.write({ secret, account, checkedAt: clock.now() }));
  };
  const drop = async (why: ErrorData | null): Promise<void> => {
    kept = null;
    problem = why;
    wallet.put(id, null);
    changed();
    await keeping.remove();
  };
  return {
    ready,
    kept: () => kept,
    problem: () => problem,
    setProblem: (next) => {
      problem = next;
    },
    keep: async (record) => {
      await keep(record);
      signedIn(id);
    },
    drop,
    check: async (signal) => {
      await ready;
      const before = kept;
      if (before === null) return;
      const found = await signIn.check(signal);
      // Somebody may have signed in or out meanwhile.
      if (kept !== before) return;
      if (found.kind === 'gone') await drop(revoked(provider, inEnglish(found.why)));
      else await keep({ secret: before.secret, account: found.value });
    },
  };
}

const revoked = ({ id, name }: Provider, why: string): ErrorData =>
  maskData(
    new LoadstoneError(
      'needs_sign_in',
      `${name} does not accept your sign-in any more.`,
      'It was revoked or has run out. Sign in again; everything that is installed keeps working.',
      { details: { provider: id, why } },
    ).toData(),
  );
