/** Where the Factorio Mod Portal lives and how much it may be asked. */
import type { ProviderTraits } from '../http/http.ts';

export const site = 'https://mods.factorio.com';
export const api = `${site}/api`;
export const assets = 'https://assets-mod.factorio.com';
export const loginAddress = 'https://auth.factorio.com/api-login';

/** Lists, pages and the first step of a download. */
export const siteHosts: readonly string[] = ['mods.factorio.com'];
/** A download begins at the portal, which signs an address of its file server. */
export const fileHosts: readonly string[] = ['mods.factorio.com', 'dl-mod.factorio.com'];
export const assetHosts: readonly string[] = ['assets-mod.factorio.com'];
export const loginHosts: readonly string[] = ['auth.factorio.com'];

export const factorioTraits: ProviderTraits = {
  id: 'factorio',
  routes: [
    { base: 'api', host: 'mods.factorio.com', path: '/api' },
    { base: 'images', host: 'assets-mod.factorio.com', path: '' },
    { base: 'files', host: 'dl-mod.factorio.com', path: '' },
    { base: 'auth', host: 'auth.factorio.com', path: '' },
    { base: 'web', host: 'mods.factorio.com', path: '' },
  ],
  // No number is published. The portal is an internal interface of the game ("back off exponentially"), and clients that
  // download over and over are shut out (Friday Facts 391): little at a time, and nothing in parallel but files.
  limits: {
    api: { concurrent: 2, perSecond: 2, burst: 6 },
    files: { concurrent: 2, perSecond: 2, burst: 4 },
    images: { concurrent: 4, perSecond: null, burst: 1 },
  },
  imageHosts: assetHosts,
};
