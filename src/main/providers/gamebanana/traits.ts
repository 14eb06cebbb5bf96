/** Where GameBanana lives and how much it may be asked. */
import type { ProviderTraits } from '../http/http.ts';

export const site = 'https://gamebanana.com';
export const api = `${site}/apiv11`;

/** Mirrors rotate (files., filecacheNN.), so all of the domain counts; never anything outside it. */
export const hosts: readonly string[] = ['gamebanana.com', '.gamebanana.com'];

export const gameBananaTraits: ProviderTraits = {
  id: 'gamebanana',
  routes: [
    { base: 'api', host: 'gamebanana.com', path: '/apiv11' },
    { base: 'images', host: 'images.gamebanana.com', path: '' },
    { base: 'web', host: 'gamebanana.com', path: '' },
    { base: 'web', host: '.gamebanana.com', path: '' },
  ],
  // No limits are published; this is what careful clients of the site keep to.
  limits: {
    api: { concurrent: 2, perSecond: 2, burst: 4 },
    files: { concurrent: 3, perSecond: null, burst: 1 },
    images: { concurrent: 4, perSecond: null, burst: 1 },
  },
  imageHosts: hosts,
};
