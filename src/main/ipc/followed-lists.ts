/**
 * Lists that the window follows: each state of a list that was told has a revision, and whoever holds one of the last
 * few is told what became of it since.
 */
import type { ListPart } from '../../shared/list-change.ts';
import { partsBetween, sameItems } from '../../shared/list-change.ts';
import type { Revisions } from './revisions.ts';

export interface FollowedList<T> {
  /**
   * The revision of the list as it is now. Differs it from what the same revision was told as, then something changed
   * without a word; it gets a revision of its own, so that one number never stands for two lists.
   */
  readonly tell: (items: readonly T[]) => number;
  /** Tells the list too. null: what it was at that revision is not known any more. */
  readonly since: (revision: number, items: readonly T[]) => ToldParts<T> | null;
}

export interface ToldParts<T> {
  readonly revision: number;
  readonly since: number;
  readonly parts: readonly ListPart<T>[];
}

/** As many states as answers may be on their way at once, and some. The items of all of them are the same objects. */
const keptStates = 8;

export function createFollowedList<T extends object>(revisions: Revisions, area: string): FollowedList<T> {
  const told = new Map<number, readonly T[]>();
  const tell = (items: readonly T[]): number => {
    const last = told.get(revisions.current(area));
    const revision = last === undefined || sameItems(last, items) ? revisions.current(area) : revisions.next(area);
    told.delete(revision);
    told.set(revision, items);
    for (const old of [...told.keys()].slice(0, -keptStates)) told.delete(old);
    return revision;
  };
  return {
    tell,
    since: (since, items) => {
      const before = told.get(since);
      const revision = tell(items);
      return before === undefined ? null : { revision, since, parts: partsBetween(before, items) };
    },
  };
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
