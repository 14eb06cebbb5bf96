/**
 * Repositories of several topics in one row, newest change first. The search knows one topic at a time and hands out a
 * thousand results: the row goes on with what was pushed to before the last of them.
 */
import { z } from 'zod';
import { LoadstoneError } from '../../../shared/errors.ts';
import type { ModSummary } from '../../../shared/model.ts';
import type { FeedPage } from '../provider.ts';
import { foundReposOf } from './answers.ts';
import { feedPageSize, searchUrl, topicsOf } from './requests.ts';
import type { Ask } from './types.ts';

/** Where one topic is: `taken` rows of its page were handed out. null: there are no more. */
const placeSchema = z.strictObject({
  page: z.int().min(1).max(10),
  taken: z.int().min(0).max(100),
  until: z.iso.datetime().nullable(),
});
type Place = z.output<typeof placeSchema>;
const cursorSchema = z.array(placeSchema.nullable()).max(5);

/** Milliseconds: pages of topics that wait for another one are asked for once. */
const freshFor = 2 * 60 * 1_000;

export async function feed(ask: Ask, game: string, cursor: string | null, signal: AbortSignal): Promise<FeedPage> {
  const topics = topicsOf(game);
  const places =
    cursor === null ? topics.map((): Place => ({ page: 1, taken: 0, until: null })) : placesOf(cursor, topics);
  const rows: Row[] = [];
  for (const [index, topic] of topics.entries()) {
    const place = places[index];
    if (place !== null && place !== undefined) rows.push(await rowOf(ask, topic, index, place, signal));
  }
  const mods = merge(rows);
  const next = topics.map((_, index) => rows.find((row) => row.index === index)?.next() ?? null);
  return { mods, next: next.every((place) => place === null) ? null : JSON.stringify(next) };
}

function placesOf(cursor: string, topics: readonly string[]): readonly (Place | null)[] {
  try {
    const places = cursorSchema.parse(JSON.parse(cursor));
    if (places.length === topics.length) return places;
  } catch {
    // Said below.
  }
  throw new LoadstoneError('invalid_input', 'This is not a place in the list of mods.', 'Begin with the first page.');
}

interface Row {
  readonly index: number;
  readonly mods: ModSummary[];
  /** More is to come after these. */
  readonly more: boolean;
  readonly next: () => Place | null;
}

const updatedAt = (mod: ModSummary | undefined): number => mod?.updatedAt ?? 0;

async function rowOf(ask: Ask, topic: string, index: number, place: Place, signal: AbortSignal): Promise<Row> {
  const { page, taken, until } = place;
  const url = searchUrl({ topic, text: '', sort: 'updated', page, pageSize: feedPageSize, pushedUntil: until });
  const found = foundReposOf(await ask(url, freshFor, signal), page, feedPageSize);
  // Those above the bound were handed out before.
  const bound = until === null ? Number.POSITIVE_INFINITY : Date.parse(until);
  const rest = found.mods.filter((mod) => updatedAt(mod) <= bound);
  const all = rest.toSorted((one, other) => updatedAt(other) - updatedAt(one));
  const mods = all.slice(taken);
  const after = placeAfter(place, found.next, found.total ?? 0, all.at(-1));
  return {
    index,
    mods,
    more: after !== null,
    next: () => (mods.length === 0 ? after : { page, until, taken: all.length - mods.length }),
  };
}

/** The next page; after the thousandth result a new question that begins where the old one ended. */
function placeAfter({ until }: Place, next: number | null, total: number, last: ModSummary | undefined): Place | null {
  if (next !== null) return { page: next, taken: 0, until };
  const bound = last?.updatedAt ?? null;
  if (total <= 1_000 || bound === null) return null;
  const text = new Date(bound).toISOString().replace('.000Z', 'Z');
  return text === until ? null : { page: 1, taken: 0, until: text };
}

/** Takes the newest of all rows until one of them has to be asked for more: what it would bring may come first. */
function merge(rows: readonly Row[]): readonly ModSummary[] {
  const mods = new Map<string, ModSummary>();
  while (rows.every((row) => row.mods.length > 0 || !row.more)) {
    const [row] = rows
      .filter((one) => one.mods.length > 0)
      .toSorted((one, other) => updatedAt(other.mods[0]) - updatedAt(one.mods[0]));
    const mod = row?.mods.shift();
    if (mod === undefined) break;
    if (!mods.has(mod.ref.id)) mods.set(mod.ref.id, mod);
  }
  return [...mods.values()];
}
