import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinParts, keepSame, partsBetween, sameItems } from '../../../src/shared/list-change.ts';

interface Item {
  readonly id: number;
  readonly on: boolean;
}

const item = (id: number, on = true): Item => ({ id, on });
const [a, b, c, d] = [item(1), item(2), item(3), item(4)];

const afterwards = (before: readonly Item[], after: readonly Item[]): unknown =>
  joinParts(before, JSON.parse(JSON.stringify(partsBetween(before, after))));

test.each([
  ['nothing', [a, b, c], [a, b, c], [[0, 3]]],
  ['an addition', [a, b], [a, b, c], [[0, 2], { put: [c] }]],
  [
    'a removal',
    [a, b, c],
    [a, c],
    [
      [0, 1],
      [2, 1],
    ],
  ],
  [
    'a move',
    [a, b, c, d],
    [a, d, b, c],
    [
      [0, 1],
      [3, 1],
      [1, 2],
    ],
  ],
  ['all of it', [a, b], [], []],
] as const)('%s is told in few words', (_what, before, after, parts) => {
  expect(partsBetween<Item>(before, after)).toEqual(parts);
  expect(joinParts<Item>(before, parts)).toEqual(after);
});

test('whatever happens to a list, its parts end in the same one', () => {
  const known = Array.from({ length: 12 }, (_, id) => item(id));
  const list = fc.shuffledSubarray(known);
  fc.assert(
    fc.property(list, list, fc.array(fc.nat(30)), (before, shuffled, places) => {
      const changed = shuffled.map((one) => (places.includes(one.id) ? { ...one, on: false } : one));
      const after = places.reduce((all, place) => all.toSpliced(place, 0, item(100 + place)), changed);
      expect(afterwards(before, after)).toEqual(after);
      const joined = joinParts(before, partsBetween(before, after)) ?? [];
      expect(sameItems(joined, after)).toBe(true);
    }),
  );
});

test('parts of another list join to nothing', () => {
  expect(joinParts([a], [[0, 2]])).toBeNull();
  expect(joinParts([a], [[-1, 1]])).toBeNull();
});

test('what did not change keeps its object', () => {
  const again = keepSame(
    [a, b],
    [{ ...b }, { ...a, on: false }, { ...c }],
    ({ id }) => id,
    (one, other) => one.on === other.on,
  );
  expect(again[0]).toBe(b);
  expect(again).toEqual([b, { ...a, on: false }, c]);
});
