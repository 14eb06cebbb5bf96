/** The list of providers. A new one is a folder beside this file and a line in each of these lists. */
import { randomUUID } from 'node:crypto';
import type { ProviderId } from '../../shared/model.ts';
import type { Http } from '../lib/http.ts';
import type { Sockets } from '../lib/sockets.ts';
import { createFactorio } from './factorio/client.ts';
import { factorioTraits } from './factorio/traits.ts';
import { createGameBanana } from './gamebanana/client.ts';
import { gameBananaTraits } from './gamebanana/traits.ts';
import { createGitHub } from './github/client.ts';
import { gitHubTraits } from './github/traits.ts';
import type { ProviderTraits } from './http/http.ts';
import { createTiming } from './http/timing.ts';
import { createModio } from './modio/client.ts';
import { modioTraits } from './modio/traits.ts';
import { createNexus } from './nexus/client.ts';
import { nexusTraits } from './nexus/traits.ts';
import type { Provider } from './provider.ts';

/** What the shared client has to know before it asks anything; for `createHttp`. */
export const providerTraits: readonly ProviderTraits[] = [
  nexusTraits,
  gameBananaTraits,
  gitHubTraits,
  modioTraits,
  factorioTraits,
];

export interface ProviderDeps {
  readonly http: Http;
  readonly sockets: Sockets;
  /** Ours, as a semantic version. */
  readonly version: string;
}

export function createProviders({ http, sockets, version }: ProviderDeps): ReadonlyMap<ProviderId, Provider> {
  const providers: readonly Provider[] = [
    createNexus({ http, sockets, version, timing: createTiming(), newId: randomUUID }),
    createGameBanana(http),
    createGitHub(http),
    createModio(http),
    createFactorio(http),
  ];
  return new Map(providers.map((provider) => [provider.id, provider]));
}
