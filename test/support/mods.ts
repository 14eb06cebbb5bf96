/** Mods as providers answer them, for tests of what is done with them. */
import type { ModSummary, ProviderId } from '../../src/shared/model.ts';

export const someMod = (
  id: string,
  name: string,
  more: Partial<ModSummary> & { readonly provider?: ProviderId } = {},
): ModSummary => {
  const { provider = 'gamebanana', ...rest } = more;
  return {
    ref: { provider, id },
    name,
    author: 'nova',
    summary: '',
    image: null,
    category: null,
    rating: 'safe',
    downloads: null,
    likes: null,
    updatedAt: null,
    version: null,
    pageUrl: `https://example.com/${id}`,
    ...rest,
  };
};
