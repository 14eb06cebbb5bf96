/** Where mod.io lives and how much it may be asked. */
import type { ProviderTraits } from '../http/http.ts';
import { readModioLimits } from '../http/limit-headers.ts';
import { modioQuotas } from '../http/limit-policy.ts';

export const site = 'https://mod.io';
/** The address that serves every game; a player's key may come with one of its own. Source: docs.mod.io, "API access". */
export const commonApi = 'https://api.mod.io/v1';
/** Made-up games and keys of their own; shares nothing with the real one. */
export const testApi = 'https://api.test.mod.io/v1';

export const apiHosts: readonly string[] = ['api.mod.io', 'api.test.mod.io', '.modapi.io', '.test.mod.io'];
/** A download begins at the interface, of this game or another, and goes on to the file servers. */
export const fileHosts: readonly string[] = [...apiHosts, '.modcdn.io', '.mod.io'];
export const imageHosts: readonly string[] = ['.modcdn.io'];

export const modioTraits: ProviderTraits = {
  id: 'modio',
  routes: [
    { base: 'api', host: 'api.mod.io', path: '/v1' },
    { base: 'test', host: 'api.test.mod.io', path: '/v1' },
    { base: 'test', host: '.test.mod.io', path: '/v1' },
    { base: 'api', host: '.modapi.io', path: '/v1' },
    { base: 'images', host: 'thumb.modcdn.io', path: '' },
    { base: 'images', host: 'image.modcdn.io', path: '' },
    { base: 'files', host: '.modcdn.io', path: '' },
    { base: 'web', host: 'mod.io', path: '' },
    // Whatever else these serve: where the interface is a loopback server, nothing of mod.io is asked for anywhere else.
    { base: 'web', host: '.mod.io', path: '' },
    { base: 'web', host: '.modapi.io', path: '' },
  ],
  limits: {
    api: { concurrent: 2, perSecond: null, burst: 1 },
    files: { concurrent: 2, perSecond: null, burst: 1 },
    images: { concurrent: 4, perSecond: null, burst: 1 },
    quotas: modioQuotas,
    read: readModioLimits,
  },
  imageHosts,
};
