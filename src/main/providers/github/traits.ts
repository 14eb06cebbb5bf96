/** Where GitHub lives and how much it may be asked. */
import type { ProviderTraits } from '../http/http.ts';
import { readGitHubLimits } from '../http/limit-headers.ts';
import { gitHubQuotas } from '../http/limit-policy.ts';

export const api = 'https://api.github.com';
export const site = 'https://github.com';

export const apiHosts: readonly string[] = ['api.github.com'];
export const loginHosts: readonly string[] = ['github.com'];

/** Downloads begin at the API, which signs an address of a store. The stores have moved several times. */
export const fileHosts: readonly string[] = [
  'api.github.com',
  'github.com',
  'codeload.github.com',
  '.githubusercontent.com',
  '.s3.amazonaws.com',
  '.blob.core.windows.net',
];

/** Cards of repositories, faces, and what a README shows. */
export const imageHosts: readonly string[] = [
  'opengraph.githubassets.com',
  'github.com',
  '.githubusercontent.com',
  'github-production-user-asset-6210df.s3.amazonaws.com',
];

export const gitHubTraits: ProviderTraits = {
  id: 'github',
  routes: [
    { base: 'api', host: 'api.github.com', path: '' },
    { base: 'images', host: 'opengraph.githubassets.com', path: '' },
    { base: 'files', host: '.githubusercontent.com', path: '' },
    { base: 'files', host: '.s3.amazonaws.com', path: '' },
    { base: 'files', host: '.blob.core.windows.net', path: '' },
    { base: 'web', host: 'github.com', path: '' },
    { base: 'web', host: '.github.com', path: '' },
  ],
  // "Make requests serially instead of concurrently." Source: docs.github.com, "Best practices for using the REST API".
  limits: {
    api: { concurrent: 1, perSecond: 5, burst: 5 },
    files: { concurrent: 3, perSecond: null, burst: 1 },
    images: { concurrent: 4, perSecond: null, burst: 1 },
    quotas: gitHubQuotas,
    read: readGitHubLimits,
    // The secondary limit says "a few minutes" and nothing more.
    unexplained: { first: 60_000, longest: 15 * 60_000 },
  },
  imageHosts,
};
