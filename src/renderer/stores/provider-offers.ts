/**
 * What each provider lets a player do over its interface. Main knows the same from the providers themselves; a test
 * holds the two together.
 */
import type { ModSort, ProviderId } from '../../shared/model.ts';

interface Offer {
  /** What its search can sort by. */
  readonly sorts: readonly ModSort[];
  /** How a player says that a mod is good; null: not from outside its site. */
  readonly opinion: 'endorse' | 'star' | 'like' | null;
}

const every: readonly ModSort[] = ['relevance', 'popular', 'downloads', 'updated', 'newest', 'name'];

export const providerOffers: Readonly<Record<ProviderId, Offer>> = {
  nexus: { sorts: every, opinion: 'endorse' },
  gamebanana: { sorts: every, opinion: null },
  github: { sorts: ['relevance', 'popular', 'updated'], opinion: 'star' },
  modio: { sorts: every.filter((sort) => sort !== 'popular'), opinion: 'like' },
  factorio: { sorts: every, opinion: null },
};

/** Orders that all of these providers can answer in. Without a text nothing matches better than anything else. */
export function commonSorts(providers: readonly ProviderId[], text: string): readonly ModSort[] {
  const known = every.filter((sort) => providers.every((id) => providerOffers[id].sorts.includes(sort)));
  return text === '' ? known.filter((sort) => sort !== 'relevance') : known;
}
