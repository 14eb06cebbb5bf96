/** One list out of the answers of several providers and the catalogue. What is shown already keeps its place. */
import type { CatalogueHit, FoundMod } from '../../shared/catalogue.ts';
import type { ModSort, ModSummary, ProviderId } from '../../shared/model.ts';
import { modReference } from '../../shared/references.ts';

export interface LiveAnswer {
  readonly provider: ProviderId;
  /** In the order they were asked for. */
  readonly pages: readonly (readonly ModSummary[])[];
}

export interface Merging {
  /** Empty: browsing. */
  readonly text: string;
  readonly sort: ModSort;
  readonly local: readonly CatalogueHit[];
  /** In the order the game lists its providers. */
  readonly live: readonly LiveAnswer[];
}

/**
 * With a text and by relevance, what the catalogue had stays in front, in its order, and what providers know besides
 * follows. Otherwise the first pages of all form one list by the sort, and the catalogue stands in for providers that
 * have not answered. Further pages go below: a list that is being read does not move.
 */
export function mergeFound(merging: Merging): readonly FoundMod[] {
  const { text, sort, live } = merging;
  const shown = new Map<string, FoundMod>();
  const fresh = new Map(live.flatMap(({ pages }) => pages.flat()).map((mod) => [modReference(mod.ref), mod]));
  const show = (mod: FoundMod): void => {
    const key = modReference(mod.ref);
    const newer = fresh.get(key);
    if (!shown.has(key)) shown.set(key, newer === undefined ? mod : { ...newer, seenAt: null });
  };
  const leads = text.trim() !== '' && sort === 'relevance';
  const rounds = Math.max(1, ...live.map(({ pages }) => pages.length));
  if (leads) for (const { mod, seenAt } of merging.local) show({ ...mod, seenAt });
  for (let round = 0; round < rounds; round += 1) {
    for (const mod of roundOf(merging, round, leads)) show(mod);
  }
  return [...shown.values()];
}

function roundOf({ text, sort, local, live }: Merging, round: number, leads: boolean): readonly FoundMod[] {
  const lists = live.map(({ provider, pages }) => {
    const page = (pages[round] ?? []).map((mod) => ({ ...mod, seenAt: null }));
    // While browsing, an answer says what there is now; what the catalogue remembers would only be older.
    const standsIn = round === 0 && !leads && (pages.length === 0 || text.trim() !== '');
    return standsIn ? [...page, ...remembered(local, provider)] : page;
  });
  const compare = comparisonOf(sort);
  return compare === null ? inTurn(lists) : lists.flat().toSorted(compare);
}

const remembered = (local: readonly CatalogueHit[], provider: ProviderId): readonly FoundMod[] =>
  local.flatMap(({ mod, seenAt }) => (mod.ref.provider === provider ? [{ ...mod, seenAt }] : []));

/** null: only the provider knows how it sorts. */
function comparisonOf(sort: ModSort): ((a: ModSummary, b: ModSummary) => number) | null {
  switch (sort) {
    case 'updated':
      return (a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0);
    case 'downloads':
      return (a, b) => (b.downloads ?? -1) - (a.downloads ?? -1);
    // An endorsement, a like, a star and a thumb up are all one player's press of a button, and their number stands on
    // every card: an order that contradicts it looks broken. Weighed by the size of each site it would, too. What has
    // no number follows in the order of its provider.
    case 'popular':
      return (a, b) => (b.likes ?? -1) - (a.likes ?? -1);
    case 'name':
      return (a, b) => a.name.localeCompare(b.name, 'en');
    case 'relevance':
    case 'newest':
      return null;
    default:
      return sort satisfies never;
  }
}

/** The first of each, then the second of each: there is nothing to compare them by. */
function inTurn(lists: readonly (readonly FoundMod[])[]): readonly FoundMod[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
}
