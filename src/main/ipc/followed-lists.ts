/**
 * Lists that the window follows: each state of a list that was told has a revision, and whoever holds one of the last
 * few is told what became of it since.
 */
import type { ListPart } from '../../shared/list-change.ts';
import { partsBetween, sameItems } from '../../shared/list-change.ts';
import type { Revisions } from './revisions.ts';

export interface FollowedList<T> {
  /**
   * The beginning of the list, and its revision. Differs the list from what the same revision was told as, then
   * something changed without a word; it gets a revision of its own, so that one number never stands for two lists.
   */
  readonly tell: (items: readonly T[]) => Told<T>;
  /** What became of the list since a revision that was told. null: it is not known any more. */
  readonly since: (revision: number, items: readonly T[]) => ToldParts<T> | null;
}

interface Told<T> {
  readonly revision: number;
  readonly items: readonly T[];
  /** There is more to tell: `since` this revision has it. */
  readonly more: boolean;
}

export interface ToldParts<T> {
  readonly revision: number;
  readonly since: number;
  readonly parts: readonly ListPart<T>[];
  readonly more: boolean;
}

/** As many states as answers may be on their way at once, and some. The items of all of them are the same objects. */
const keptStates = 8;

/** Neither side stands still for a message of this many items. */
export const toldAtOnce = 500;

/** At most `most` new items are told at once. */
export function createFollowedList<T extends object>(
  revisions: Revisions,
  area: string,
  most: number = toldAtOnce,
): FollowedList<T> {
  const told = new Map<number, readonly T[]>();
  const revisionOf = (items: readonly T[]): number => {
    const last = told.get(revisions.current(area));
    const revision = last === undefined || sameItems(last, items) ? revisions.current(area) : revisions.next(area);
    told.delete(revision);
    told.set(revision, items);
    for (const old of [...told.keys()].slice(0, -keptStates)) told.delete(old);
    return revision;
  };
  const tellFrom = (before: readonly T[], all: readonly T[]): Told<T> => {
    const items = withFewNew(before, all, most);
    return { revision: revisionOf(items), items, more: items.length < all.length };
  };
  return {
    tell: (items) => tellFrom([], items),
    since: (since, all) => {
      const before = told.get(since);
      if (before === undefined) return null;
      const { revision, items, more } = tellFrom(before, all);
      return { revision, since, parts: partsBetween(before, items), more };
    },
  };
}

/** The list without the new items that are too many: they come the next time, and nothing is told twice. */
function withFewNew<T>(before: readonly T[], items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const known = new Set(before);
  let left = most;
  return items.filter((item) => known.has(item) || (left -= 1) >= 0);
}

/** One list for each key, made when it is first asked for. */
export function createFollowedLists<K, T extends object>(
  revisions: Revisions,
  areaOf: (key: K) => string,
): (key: K) => FollowedList<T> {
  const lists = new Map<K, FollowedList<T>>();
  return (key) => {
    const list = lists.get(key) ?? createFollowedList<T>(revisions, areaOf(key));
    lists.set(key, list);
    return list;
  };
}
