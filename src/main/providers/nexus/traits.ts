/** Where Nexus Mods lives and how much it may be asked. */
import type { ProviderTraits } from '../http/http.ts';
import { readNexusLimits } from '../http/limit-headers.ts';
import { nexusQuotas } from '../http/limit-policy.ts';

export const site = 'https://www.nexusmods.com';
export const api = 'https://api.nexusmods.com';
export const rest = `${api}/v1`;
export const graphql = `${api}/v2/graphql`;
/** All games with their categories, for everybody. Source: Vortex and NexusMods.App prefer it to `/v1/games`. */
export const gameList = 'https://data.nexusmods.com/file/nexus-data/games.json';
export const signInSocket = 'wss://sso.nexusmods.com';

/** The only hosts that may see the player's key. */
export const apiHosts: readonly string[] = ['api.nexusmods.com'];
export const dataHosts: readonly string[] = ['data.nexusmods.com'];
export const signInHosts: readonly string[] = ['sso.nexusmods.com'];
/** Mirrors come and go: `cf-files.nexusmods.com`, `amsterdam-premium.nexus-cdn.com`. They never see the key. */
export const fileHosts: readonly string[] = ['.nexusmods.com', '.nexus-cdn.com'];
export const imageHosts: readonly string[] = ['.nexusmods.com'];

export const nexusTraits: ProviderTraits = {
  id: 'nexus',
  routes: [
    { base: 'api', host: 'api.nexusmods.com', path: '' },
    { base: 'sso', host: 'sso.nexusmods.com', path: '' },
    { base: 'data', host: 'data.nexusmods.com', path: '' },
    { base: 'images', host: 'staticdelivery.nexusmods.com', path: '' },
    { base: 'files', host: '.nexus-cdn.com', path: '' },
    { base: 'web', host: '.nexusmods.com', path: '' },
  ],
  // The front server allows 30 a second. The burst is the budget's business.
  limits: {
    api: { concurrent: 4, perSecond: 10, burst: 20 },
    files: { concurrent: 3, perSecond: null, burst: 1 },
    images: { concurrent: 4, perSecond: null, burst: 1 },
    quotas: nexusQuotas,
    read: readNexusLimits,
    // "429 → 0": one token comes back a second, and a refusal of the front server says nothing.
    unexplained: { first: 1_000, longest: 60_000 },
  },
  imageHosts,
};
