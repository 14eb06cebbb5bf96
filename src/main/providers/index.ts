/** The list of providers. A new one is a folder beside this file and a line in each of these lists. */
import type { ProviderId } from '../../shared/model.ts';
import type { Http } from '../lib/http.ts';
import { createFactorio } from './factorio/client.ts';
import { factorioTraits } from './factorio/traits.ts';
import { createGameBanana } from './gamebanana/client.ts';
import { gameBananaTraits } from './gamebanana/traits.ts';
import { createGitHub } from './github/client.ts';
import { gitHubTraits } from './github/traits.ts';
import type { ProviderTraits } from './http/http.ts';
import type { Provider } from './provider.ts';

/** What the shared client has to know before it asks anything; for `createHttp`. */
export const providerTraits: readonly ProviderTraits[] = [gameBananaTraits, gitHubTraits, factorioTraits];

export function createProviders(http: Http): ReadonlyMap<ProviderId, Provider> {
  const providers: readonly Provider[] = [createGameBanana(http), createGitHub(http), createFactorio(http)];
  return new Map(providers.map((provider) => [provider.id, provider]));
}
