import { expect, test } from 'vitest';
import { createFollowedList, createFollowedLists } from '../../../src/main/ipc/followed-lists.ts';
import { createRevisions } from '../../../src/main/ipc/revisions.ts';

const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

test('whoever holds an earlier state is told what became of it, over changes that were not looked at too', () => {
  const revisions = createRevisions();
  const list = createFollowedList(revisions, 'mods');
  expect(list.tell([a, b])).toEqual({ revision: 0, items: [a, b], more: false });
  revisions.next('mods');
  revisions.next('mods');
  expect(list.since(0, [b, c])).toEqual({
    revision: 2,
    since: 0,
    parts: [[1, 1], { put: [c] }],
    more: false,
  });
  expect(list.since(0, [b, c])).toMatchObject({ revision: 2, since: 0 });
  expect(list.since(2, [b, c])).toMatchObject({ revision: 2, since: 2, parts: [[0, 2]] });
});

test('a state that was never told, or long ago, is not known', () => {
  const revisions = createRevisions();
  const list = createFollowedList(revisions, 'mods');
  list.tell([a]);
  expect(list.since(7, [a])).toBeNull();
  for (let change = 0; change < 20; change += 1) {
    revisions.next('mods');
    list.tell(change % 2 === 0 ? [a, b] : [a]);
  }
  expect(list.since(0, [a])).toBeNull();
  expect(list.since(19, [a])).not.toBeNull();
});

test('a change without a word gets a revision of its own', () => {
  const revisions = createRevisions();
  const list = createFollowedList(revisions, 'mods');
  expect(list.tell([a]).revision).toBe(0);
  expect(list.tell([a]).revision).toBe(0);
  expect(list.tell([a, b]).revision).toBe(1);
  expect(list.since(0, [a, b])).toMatchObject({ revision: 1 });
  expect(revisions.current('mods')).toBe(1);
});

test('lists of several games know nothing of each other', () => {
  const lists = createFollowedLists(createRevisions(), (game: string) => `game ${game}`);
  lists('one').tell([a]);
  lists('two').tell([b]);
  expect(lists('one').since(0, [a, c])).toMatchObject({ revision: 1, since: 0, parts: [[0, 1], { put: [c] }] });
  expect(lists('two').since(0, [b])).toMatchObject({ revision: 0, parts: [[0, 1]] });
});

test('a long list is told in pieces, without telling anything twice', () => {
  const list = createFollowedList<{ readonly id: string }>(createRevisions(), 'mods', 2);
  const d = { id: 'd' };
  const all = [a, b, c, d];
  const first = list.tell(all);
  expect(first).toMatchObject({ items: [a, b], more: true });
  expect(list.since(first.revision, all)).toMatchObject({ parts: [[0, 2], { put: [c, d] }], more: false });
  // Three of four are new ones: what stayed is kept, and one waits for the next piece.
  const whole = list.since(first.revision, all)?.revision ?? -1;
  const changed = [{ id: 'a2' }, { id: 'b2' }, { id: 'c2' }, d];
  const piece = list.since(whole, changed);
  expect(piece).toMatchObject({ parts: [{ put: [{ id: 'a2' }, { id: 'b2' }] }, [3, 1]], more: true });
  const rest = list.since(piece?.revision ?? -1, changed);
  expect(rest).toMatchObject({ parts: [[0, 2], { put: [{ id: 'c2' }] }, [2, 1]], more: false });
});
