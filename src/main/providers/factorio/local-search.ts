/** A search through a list of mods, for when the portal's own search refuses. */
import type { ModPage, ModSort, ModSummary } from '../../../shared/model.ts';
import type { SearchQuery } from '../provider.ts';
import { categoryName } from './categories.ts';

const pageSize = 30;

/** Every word has to be in the name, title, author or summary; where it is found decides about relevance. */
export function searchLocally(mods: readonly ModSummary[], query: SearchQuery): ModPage {
  const words = query.text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const category = query.category === undefined ? null : categoryName(query.category);
  const found = mods
    .filter((mod) => category === null || mod.category === category)
    .map((mod) => ({ mod, weight: weightOf(mod, words) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => compare(query.sort, one, other))
    .map(({ mod }) => mod);
  const from = (query.page - 1) * pageSize;
  const next = found.length > from + pageSize ? query.page + 1 : null;
  return { mods: found.slice(from, from + pageSize), total: found.length, next };
}

/** 0: one of the words is nowhere. */
function weightOf(mod: ModSummary, words: readonly string[]): number {
  const fields: readonly (readonly [string, number])[] = [
    [mod.name.toLowerCase(), 8],
    [mod.ref.id.toLowerCase(), 8],
    [mod.author.toLowerCase(), 3],
    [mod.summary.toLowerCase(), 1],
  ];
  let weight = 1;
  for (const word of words) {
    const hits = fields.filter(([text]) => text.includes(word));
    if (hits.length === 0) return 0;
    for (const [text, worth] of hits) weight += text === word ? worth * 4 : text.startsWith(word) ? worth * 2 : worth;
  }
  return weight;
}

interface Weighed {
  readonly mod: ModSummary;
  readonly weight: number;
}

function compare(sort: ModSort, one: Weighed, other: Weighed): number {
  const byDownloads = (other.mod.downloads ?? 0) - (one.mod.downloads ?? 0);
  switch (sort) {
    case 'relevance':
      return other.weight - one.weight || byDownloads;
    case 'popular':
    case 'downloads':
      return byDownloads;
    case 'newest':
    case 'updated':
      return (other.mod.updatedAt ?? 0) - (one.mod.updatedAt ?? 0);
    case 'name':
      return one.mod.name.localeCompare(other.mod.name, 'en');
    default:
      return sort satisfies never;
  }
}
