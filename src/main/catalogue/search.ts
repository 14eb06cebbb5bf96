/**
 * Looking things up. Whole name before beginning of the name, before words of the name, before parts of its words,
 * before summary and author; within each by popularity. The full-text index answers in that order, so each step reads
 * no more than what is shown.
 */
import type { CatalogueHit, CatalogueSource } from '../../shared/catalogue.ts';
import type { ModSort } from '../../shared/model.ts';
import { modColumns, toSummary, type ModRow } from './mods.ts';
import type { Db } from './open.ts';
import type { Sources } from './sources.ts';
import { codeOf, questionsOf, type Question } from './tokens.ts';
import { wordsOf } from './words.ts';

export interface CatalogueQuery {
  readonly sources: readonly CatalogueSource[];
  /** Empty: browse. */
  readonly text: string;
  /** `relevance` and, with a text, everything else too: by how well the text fits, then by popularity. */
  readonly sort: ModSort;
  readonly limit: number;
  /** false: nothing for adults. Default true. */
  readonly adult?: boolean;
  /** By the name the provider gives it. */
  readonly category?: string;
}

export interface Search {
  readonly find: (query: CatalogueQuery) => readonly CatalogueHit[];
}

interface Filter {
  readonly adult: number;
  readonly category: string | null;
  readonly limit: number;
}

const filters = "(@adult = 1 OR m.rating <> 'adult') AND (@category IS NULL OR m.category = @category)";
const join = 'JOIN mods m ON m.id = f.rowid JOIN sources s ON s.id = m.source';

export function createSearch(db: Db, sources: Sources): Search {
  const match = (table: Question['table']) =>
    db.prepare<Filter & { readonly match: string }, ModRow>(
      `SELECT ${modColumns} FROM ${table} f ${join}
       WHERE f.${table} MATCH @match AND ${filters} ORDER BY f.rowid LIMIT @limit`,
    );
  const asked = { names: match('names'), texts: match('texts') };
  const browse = (order: string) =>
    db.prepare<Filter & { readonly source: number }, ModRow>(
      `SELECT ${modColumns} FROM mods m JOIN sources s ON s.id = m.source
       WHERE m.source = @source AND ${filters} ORDER BY ${order} LIMIT @limit`,
    );
  const orders = {
    popular: browse('m.id'),
    updated: browse('m.updated_at DESC'),
    name: browse('m.name COLLATE NOCASE'),
    downloads: browse('m.downloads DESC'),
  };

  function look(ids: readonly number[], text: string, filter: Filter): readonly ModRow[] {
    const found = new Map<number, ModRow>();
    for (const question of questionsOf(ids.map(codeOf), text)) {
      if (found.size >= (question.far ? Math.min(plenty, filter.limit) : filter.limit)) break;
      for (const row of asked[question.table].all({ ...filter, match: question.match }))
        if (!found.has(row.id) && holds(row, question)) found.set(row.id, row);
    }
    return [...found.values()].slice(0, filter.limit);
  }

  function list(ids: readonly number[], sort: ModSort, filter: Filter): readonly ModRow[] {
    const order = orderOf(sort);
    const rows = ids.flatMap((source) => orders[order].all({ ...filter, source }));
    return rows.toSorted(comparisons[order]).slice(0, filter.limit);
  }

  return {
    find: ({ sources: wanted, text, sort, limit, adult = true, category = null }) => {
      const ids = sources.known(wanted);
      const filter = { adult: adult ? 1 : 0, category, limit };
      const rows = text.trim() === '' ? list(ids, sort, filter) : look(ids, text, filter);
      return rows.map((row) => ({ mod: toSummary(row), seenAt: row.seenAt }));
    },
  };
}

/** With so many good answers nobody misses the far ones. */
const plenty = 20;

function holds({ name }: ModRow, { inside }: Question): boolean {
  if (inside.length === 0) return true;
  const words = wordsOf(name);
  return inside.every((part) => words.some((word) => word.includes(part)));
}

type Order = 'popular' | 'updated' | 'name' | 'downloads';

/** When a mod was made is not kept: the last change is the nearest to it. */
function orderOf(sort: ModSort): Order {
  switch (sort) {
    case 'newest':
    case 'updated':
      return 'updated';
    case 'name':
    case 'downloads':
      return sort;
    case 'relevance':
    case 'popular':
      return 'popular';
    default:
      return sort satisfies never;
  }
}

/** The same orders as in the statements, across sources. */
const comparisons: Readonly<Record<Order, (a: ModRow, b: ModRow) => number>> = {
  popular: (a, b) => a.id - b.id,
  updated: (a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0),
  name: (a, b) => a.name.localeCompare(b.name, 'en'),
  downloads: (a, b) => (b.downloads ?? 0) - (a.downloads ?? 0),
};
