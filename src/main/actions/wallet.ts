/** What the player is signed in with, as the network asks for it. In memory only. */
import type { ProviderId } from '../../shared/model.ts';
import type { Credentials } from '../lib/http.ts';

/** A sign-in that is in use. */
export interface Purse {
  /** Asked for every request: a provider may count how often. */
  readonly credentials: () => Credentials | null;
  /** The provider grants more than to other members. */
  readonly premium: boolean;
}

export interface Wallet {
  /** Waits while the provider's secret is still being read. */
  readonly credentials: (provider: ProviderId) => Promise<Credentials | null>;
  /** null: signed out. */
  readonly put: (provider: ProviderId, purse: Purse | null) => void;
  /** Requests to the provider wait for `work`. */
  readonly reading: (provider: ProviderId, work: Promise<void>) => void;
}

export function createWallet(): Wallet {
  const purses = new Map<ProviderId, { readonly purse: Purse; readonly keepFor: string }>();
  const reading = new Map<ProviderId, Promise<void>>();
  let serial = 0;
  return {
    credentials: async (provider) => {
      await reading.get(provider);
      const held = purses.get(provider);
      const credentials = held?.purse.credentials() ?? null;
      if (held === undefined || credentials === null) return null;
      const standing = held.purse.premium ? ({ standing: 'premium' } as const) : {};
      return { ...credentials, ...standing, keepFor: held.keepFor };
    },
    put: (provider, purse) => {
      serial += 1;
      if (purse === null) purses.delete(provider);
      else purses.set(provider, { purse, keepFor: `sign-in ${serial}` });
    },
    reading: (provider, work) => {
      const over = work.finally(() => reading.delete(provider));
      reading.set(provider, over);
    },
  };
}
