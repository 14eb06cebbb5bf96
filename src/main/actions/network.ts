/** Everything that talks to the internet, made in one place: the client and the providers on it. */
import type { ProviderLimits } from '../../shared/accounts.ts';
import type { ProviderId } from '../../shared/model.ts';
import type { Http } from '../lib/http.ts';
import { silentLog, type Log } from '../lib/log.ts';
import { noEndpoints, readEndpoints } from '../providers/http/endpoints.ts';
import { createHttp, type HttpClient } from '../providers/http/http.ts';
import { readLimitState } from '../providers/http/limit-state.ts';
import type { SystemProxy } from '../providers/http/proxy.ts';
import { createSockets } from '../providers/http/sockets.ts';
import { createProviders, providerTraits } from '../providers/index.ts';
import type { Provider } from '../providers/provider.ts';
import type { ProviderLimitTable } from '../registry/provider-limits.ts';
import { createLimitKeeper } from './keep-limits.ts';
import { createWallet, type Wallet } from './wallet.ts';

export interface Network {
  readonly http: Http;
  readonly providers: ReadonlyMap<ProviderId, Provider>;
  /** Accounts put in here what the player is signed in with. */
  readonly wallet: Wallet;
  /** What is left at each provider, and until when nothing is sent to it. */
  readonly limits: () => readonly ProviderLimits[];
  readonly close: () => Promise<void>;
}

export interface NetworkSettings {
  readonly version: string;
  /** Sends providers to loopback servers; only development and test builds take one. */
  readonly endpointsFile: string | null;
  /** Where limits outlive the process. Default: nowhere. */
  readonly limitTable?: ProviderLimitTable;
  readonly systemProxy?: SystemProxy;
  /** A provider does not take what the player is signed in with. */
  readonly onRefused?: (provider: ProviderId) => void;
  /** A provider asked for a pause. */
  readonly onPaused?: (provider: ProviderId) => void;
  readonly log?: Log;
}

const page = 'https://github.com/loadstone-app/loadstone';

export function createNetwork(settings: NetworkSettings): Network {
  const { version, endpointsFile, limitTable, systemProxy, onRefused, onPaused, log = silentLog } = settings;
  const wallet = createWallet();
  const identification = { version, page };
  const endpoints = endpointsFile === null ? noEndpoints : readEndpoints(endpointsFile);
  const http: HttpClient = createHttp({
    identification,
    providers: providerTraits,
    endpoints,
    credentials: wallet.credentials,
    limitState: readLimitState(limitTable?.get() ?? {}),
    limitsChanged: (provider, paused) => {
      keeper?.changed(provider, paused);
      if (paused) onPaused?.(provider);
    },
    ...(onRefused === undefined ? {} : { refused: onRefused }),
    ...(systemProxy === undefined ? {} : { systemProxy }),
  });
  const keeper = limitTable === undefined ? null : createLimitKeeper(limitTable, http.limitState, log);
  const sockets = createSockets({
    identification,
    endpoints,
    routesOf: (provider) => providerTraits.find(({ id }) => id === provider)?.routes ?? [],
    ...(systemProxy === undefined ? {} : { systemProxy }),
  });
  return {
    http,
    providers: createProviders({ http, sockets, version }),
    wallet,
    limits: http.limits,
    close: async () => {
      await http.close();
      keeper?.close();
    },
  };
}
