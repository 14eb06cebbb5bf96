/** The network of the command line, and who is signed in on it. */
import path from 'node:path';
import { createAccounts, type Accounts } from '../actions/accounts.ts';
import { createNetwork, type Network, type NetworkSettings } from '../actions/network.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { createFileSecretStore } from '../lib/secret-file.ts';
import type { SecretStore } from '../lib/secrets.ts';

export interface Online {
  readonly network: Network;
  readonly accounts: Accounts;
}

export interface OnlineDeps {
  readonly settings: Omit<NetworkSettings, 'onRefused' | 'log'> & { readonly log: Log };
  readonly secrets: SecretStore;
  readonly tell: (text: string) => void;
  readonly clock: Clock;
  readonly changed: () => void;
}

/** Apart from those of the app: the system's key store gives those to the app alone. */
export const commandLineSecrets = (dataDir: string): SecretStore =>
  createFileSecretStore({
    folder: path.join(dataDir, 'secrets', 'command-line'),
    passphrase: process.env['LOADSTONE_SECRET'] ?? null,
  });

export function goOnline({ settings, secrets, tell, clock, changed }: OnlineDeps): Online {
  const network = createNetwork({ ...settings, onRefused: (provider) => accounts.doubt(provider) });
  const accounts = createAccounts({
    providers: network.providers,
    wallet: network.wallet,
    secrets,
    openPage: (url) => {
      tell(`Open this page in your browser:\n  ${url}`);
      return Promise.resolve();
    },
    clock,
    log: settings.log,
    changed,
    // A verb fetches what it was asked for and nothing else.
    signedIn: () => undefined,
  });
  return { network, accounts };
}
