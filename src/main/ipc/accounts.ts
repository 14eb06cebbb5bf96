/** Accounts for the window: calls, and the news about them. */
import type { AccountsState } from '../../shared/ipc/contract.ts';
import type { ProviderId } from '../../shared/model.ts';
import { createAccounts, type Accounts } from '../actions/accounts.ts';
import { createNetwork, type Network } from '../actions/network.ts';
import type { Area } from './area.ts';
import type { Services } from './services.ts';

export function accountsHandlers({ accounts, network, revisions }: Services): Area<'accounts'> {
  return {
    'accounts.snapshot': () => readAccounts(accounts, network, revisions.current('accounts')),
    'accounts.signIn': ({ provider, method, fields }) => {
      // How it ends is in the state, whoever asks for it then.
      void accounts.signIn(provider, method, fields);
      return null;
    },
    'accounts.answer': ({ provider, fields }) => {
      accounts.answer(provider, fields);
      return null;
    },
    'accounts.cancel': ({ provider }) => {
      accounts.cancel(provider);
      return null;
    },
    'accounts.signOut': async ({ provider }) => {
      await accounts.signOut(provider);
      return null;
    },
    'accounts.check': async ({ provider }) => {
      await accounts.check(provider);
      return null;
    },
  };
}

async function readAccounts(accounts: Accounts, network: Network, revision: number): Promise<AccountsState> {
  return { revision, accounts: await accounts.list(), limits: network.limits() };
}

/** The network of the app and who is signed in on it. The window hears of every change. */
export function openNetwork(
  base: Pick<Services, 'settings' | 'host' | 'registry' | 'events' | 'revisions' | 'clock' | 'log'>,
  signedIn: (provider: ProviderId) => void,
): { readonly network: Network; readonly accounts: Accounts } {
  const { settings, host, registry, events, revisions, clock, log } = base;
  const network = createNetwork({
    version: settings.version,
    endpointsFile: settings.endpointsFile,
    limitTable: registry.providerLimits,
    systemProxy: host.resolveProxy,
    onRefused: (provider) => accounts.doubt(provider),
    onPaused: () => changed(),
    log,
  });
  // What is told is what is true when it is told; the number is that of the change.
  const tell = async (revision: number): Promise<void> => {
    events.publish('accounts.changed', await readAccounts(accounts, network, revision));
  };
  const changed = (): void => {
    tell(revisions.next('accounts')).catch((fault: unknown) => log.error('news about accounts got lost', fault));
  };
  const accounts = createAccounts({
    providers: network.providers,
    wallet: network.wallet,
    secrets: host.secrets,
    openPage: async (url) => {
      await host.openExternal(url);
    },
    clock,
    log,
    changed,
    signedIn,
  });
  return { network, accounts };
}
