/** Everything that talks to the internet, made in one place: the client and the providers on it. */
import type { ProviderId } from '../../shared/model.ts';
import type { Http } from '../lib/http.ts';
import { noEndpoints, readEndpoints } from '../providers/http/endpoints.ts';
import { createHttp } from '../providers/http/http.ts';
import { createProviders, providerTraits } from '../providers/index.ts';
import type { Provider } from '../providers/provider.ts';

export interface Network {
  readonly http: Http;
  readonly providers: ReadonlyMap<ProviderId, Provider>;
  readonly close: () => Promise<void>;
}

const page = 'https://github.com/loadstone-app/loadstone';

/** `endpointsFile` sends providers to loopback servers; only development and test builds take one. */
export function createNetwork({ version, endpointsFile }: { version: string; endpointsFile: string | null }): Network {
  const endpoints = endpointsFile === null ? noEndpoints : readEndpoints(endpointsFile);
  const http = createHttp({ identification: { version, page }, providers: providerTraits, endpoints });
  return { http, providers: createProviders(http), close: http.close };
}
