/** The player's accounts: signing in and out, and who is signed in. No secret is ever part of an answer. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { AccountState, SignInMethod } from '../../shared/accounts.ts';
import type { ProviderId } from '../../shared/model.ts';
import type { Provider, SignIn } from '../providers/provider.ts';
import { createAccountHolder, type HolderDeps } from './account-holder.ts';
import { createSignInAttempts, type FieldValues } from './sign-in-attempt.ts';

export interface Accounts {
  /** Providers with accounts, once their secrets have been read. */
  readonly list: () => Promise<readonly AccountState[]>;
  /**
   * Begins a sign-in. The answer ends with it and never rejects: how it went is in the state. Throws at once
   * `sign_in_busy` while another one of this provider runs, `invalid_input` for a method it does not have, and
   * `not_found` for a provider without accounts.
   */
  readonly signIn: (provider: ProviderId, method: SignInMethod, fields: FieldValues) => Promise<AccountState>;
  /** Answers the step `asking`. Throws `not_found` when nothing was asked. */
  readonly answer: (provider: ProviderId, fields: FieldValues) => void;
  /** Ends a sign-in that is under way; who was signed in before still is. */
  readonly cancel: (provider: ProviderId) => void;
  /** Removes the secret. */
  readonly signOut: (provider: ProviderId) => Promise<void>;
  /** Asks the provider who this is. A secret it does not take any more is dropped. Errors: those of `Http`. */
  readonly check: (provider: ProviderId) => Promise<AccountState>;
  /** A request was refused as not signed in: finds out by itself whether the account still holds. */
  readonly doubt: (provider: ProviderId) => void;
  readonly close: () => Promise<void>;
}

export interface AccountsDeps extends HolderDeps {
  readonly providers: ReadonlyMap<ProviderId, Provider>;
  /** Opens a page in the player's own browser. */
  readonly openPage: (url: string) => Promise<void>;
}

export function createAccounts(deps: AccountsDeps): Accounts {
  const members = new Map<ProviderId, Member>();
  for (const provider of deps.providers.values()) {
    if (provider.signIn !== null) members.set(provider.id, createMember(provider, provider.signIn, deps));
  }
  const member = (id: ProviderId): Member => {
    const found = members.get(id);
    if (found !== undefined) return found;
    throw new LoadstoneError('not_found', `There are no accounts at ${id}.`, 'Everything it has works without one.');
  };
  return {
    list: async () => Promise.all([...members.values()].map((one) => one.state())),
    signIn: (id, method, fields) => member(id).signIn(method, fields),
    answer: (id, fields) => member(id).answer(fields),
    cancel: (id) => member(id).cancel(),
    signOut: async (id) => member(id).signOut(),
    check: async (id) => member(id).check(),
    doubt: (id) => members.get(id)?.doubt(),
    close: async () => {
      await Promise.all([...members.values()].map((one) => one.close()));
    },
  };
}

interface Member {
  readonly state: () => Promise<AccountState>;
  readonly signIn: (method: SignInMethod, fields: FieldValues) => Promise<AccountState>;
  readonly answer: (fields: FieldValues) => void;
  readonly cancel: () => void;
  readonly signOut: () => Promise<void>;
  readonly check: () => Promise<AccountState>;
  readonly doubt: () => void;
  readonly close: () => Promise<void>;
}

/** Doubts closer together than this are one. Milliseconds. */
const doubtEvery = 60_000;

/** One provider's account. */
function createMember(provider: Provider, signIn: SignIn, deps: AccountsDeps): Member {
  const { openPage, log, changed } = deps;
  const holder = createAccountHolder(provider, signIn, deps);
  const attempts = createSignInAttempts(provider, signIn, {
    openPage,
    log,
    changed,
    ready: holder.ready,
    succeeded: holder.keep,
    failed: holder.setProblem,
  });
  const closing = new AbortController();
  let doubtedAt = -doubtEvery;
  let doubting: Promise<unknown> = Promise.resolve();

  const state = async (): Promise<AccountState> => {
    await holder.ready;
    const kept = holder.kept();
    return {
      provider: provider.id,
      name: provider.name,
      forms: signIn.forms,
      account: kept?.account ?? null,
      signingIn: attempts.current(),
      problem: holder.problem(),
      protection: kept?.protection ?? null,
      checkedAt: kept?.checkedAt ?? null,
    };
  };
  const check = async (): Promise<AccountState> => {
    await holder.check(closing.signal);
    return state();
  };
  return {
    state,
    signIn: (method, fields) => attempts.start(method, fields).then(state),
    answer: attempts.answer,
    cancel: attempts.cancel,
    signOut: async () => {
      await holder.ready;
      const secret = holder.kept()?.secret ?? null;
      // Here it is over in any case; the provider is told where it can be reached.
      await holder.drop(null);
      if (secret === null || signIn.end === undefined) return;
      await signIn.end(secret, closing.signal).catch((error: unknown) => {
        if (!(error instanceof LoadstoneError)) log.error(`signing out at ${provider.id} failed`, error);
      });
    },
    check,
    doubt: () => {
      const now = performance.now();
      if (holder.kept() === null || now - doubtedAt < doubtEvery) return;
      doubtedAt = now;
      // Nobody waits for it. Where the provider does not answer, nothing is known.
      doubting = check().catch(() => undefined);
    },
    close: async () => {
      closing.abort();
      attempts.cancel();
      await attempts.idle();
      await doubting;
    },
  };
}
