/** Filters, order and pages, as every list of mod.io has them. Source: docs.mod.io, "Filtering", "Sorting", "Pagination". */
import type { Json } from './records.ts';

export interface Page {
  readonly data: readonly Json[];
  readonly result_count: number;
  readonly result_offset: number;
  readonly result_limit: number;
  readonly result_total: number;
}

export function listed(records: readonly Json[], query: URLSearchParams): Page {
  const found = records.filter((record) => [...query].every(([name, value]) => fits(record, name, value)));
  const sorted = found.toSorted(orderOf(query.get('_sort') ?? 'id'));
  const limit = Math.min(100, numberIn(query, '_limit', 100) || 100);
  const offset = numberIn(query, '_offset', 0);
  const data = sorted.slice(offset, offset + limit);
  return {
    data,
    result_count: data.length,
    result_offset: offset,
    result_limit: limit,
    result_total: sorted.length,
  };
}

function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
  const value = Number(query.get(name) ?? otherwise);
  return Number.isInteger(value) && value >= 0 ? value : otherwise;
}

/** Parameters that are no filters. */
const others = new Set(['_sort', '_limit', '_offset', 'api_key', 'recursive', 'revenue_type', 'latest', 'subscribed']);
const suffixes = /^(.+?)-(not-in|not-lk|not|lk|in|min|max|gt|st|bitwise-and)$/u;

function fits(record: Json, name: string, value: string): boolean {
  if (others.has(name)) return true;
  if (name === '_q') return anyWord(String(record['name']), value);
  const [, field = name, how = ''] = suffixes.exec(name) ?? [];
  if (field === 'tags') return tagsFit(record, how, value.split(','));
  const held = record[field];
  // What it does not know, and what lies deeper, it takes no notice of.
  if (typeof held !== 'string' && typeof held !== 'number') return true;
  return compared(held, how, value);
}

function anyWord(name: string, words: string): boolean {
  const held = name.toLowerCase().split(/\s+/u);
  return words
    .toLowerCase()
    .split(/\s+/u)
    .some((word) => held.some((one) => one.startsWith(word)));
}

function tagsFit(record: Json, how: string, wanted: readonly string[]): boolean {
  const tags = (record['tags'] as readonly { readonly name: string }[]).map(({ name }) => name);
  if (how === 'in') return wanted.some((tag) => tags.includes(tag));
  if (how === 'not-in') return !wanted.some((tag) => tags.includes(tag));
  return wanted.every((tag) => tags.includes(tag));
}

function compared(held: string | number, how: string, value: string): boolean {
  const list = value.split(',');
  switch (how) {
    case 'not':
      return String(held) !== value;
    case 'in':
      return list.includes(String(held));
    case 'not-in':
      return !list.includes(String(held));
    case 'lk':
      return like(held, value);
    case 'not-lk':
      return !like(held, value);
    case 'min':
      return Number(held) >= Number(value);
    case 'max':
      return Number(held) <= Number(value);
    case 'gt':
      return Number(held) > Number(value);
    case 'st':
      return Number(held) < Number(value);
    case 'bitwise-and':
      return (Number(held) & Number(value)) !== 0;
    default:
      return String(held) === value;
  }
}

function like(held: string | number, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'iu').test(String(held));
}

/** Names that stand for numbers of the statistics. */
const statistics: Readonly<Record<string, string>> = {
  downloads: 'downloads_total',
  subscribers: 'subscribers_total',
  ratings: 'ratings_positive',
  rating: 'ratings_positive',
  popular: 'popularity_rank_position',
};

/** Equal ones by id, so that pages fit together. */
function orderOf(sort: string): (one: Json, other: Json) => number {
  const down = sort.startsWith('-');
  const field = down ? sort.slice(1) : sort;
  const keyOf = (record: Json): unknown => {
    const statistic = statistics[field];
    return statistic === undefined ? record[field] : (record['stats'] as Json | undefined)?.[statistic];
  };
  return (one, other) => {
    const order = byValue(keyOf(one), keyOf(other));
    return (down ? -order : order) || byValue(one['id'], other['id']);
  };
}

function byValue(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), 'en');
}
