/** The window's table of what providers offer, held against the providers themselves. */
import { expect, it } from 'vitest';
import { createProviders } from '../../../src/main/providers/index.ts';
import { providerOffers } from '../../../src/renderer/stores/provider-offers.ts';

const unused = (): never => {
  throw new Error('nothing is asked here');
};

it('says of each provider what its search sorts by and whether it takes an opinion', () => {
  const providers = createProviders({ http: unused, sockets: unused, version: '1.0.0' } as never);
  for (const [id, { sorts, approve }] of providers) {
    expect([id, new Set(providerOffers[id].sorts)]).toEqual([id, new Set(sorts)]);
    expect([id, providerOffers[id].opinion !== null]).toEqual([id, approve !== null]);
  }
});
