/** Lists of the made-up main that the window follows, told as main tells them. */
import { createFollowedLists, type FollowedList } from '../../src/main/ipc/followed-lists.ts';
import type { Revisions } from '../../src/main/ipc/revisions.ts';
import { keepSame } from '../../src/shared/list-change.ts';

export const fakeFollow = <T extends object>(
  revisions: Revisions,
  keyOf: (item: T) => string | number,
): ((area: string) => FollowedList<T>) => {
  const lists = createFollowedLists<string, T>(revisions, (area) => area);
  const held = new Map<string, readonly T[]>();
  const keep = (area: string, items: readonly T[]): readonly T[] => {
    const kept = keepSame(held.get(area) ?? [], items, keyOf, (a, b) => JSON.stringify(a) === JSON.stringify(b));
    held.set(area, kept);
    return kept;
  };
  return (area) => ({
    tell: (items) => lists(area).tell(keep(area, items)),
    since: (since, items) => lists(area).since(since, keep(area, items)),
  });
};
