import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyTree, sumFromText, sumToText, withFile, withoutFile } from '../../../src/main/plan/tree-hash.ts';

const hashes = fc.array(fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }), { maxLength: 20 });

test('a tree does not remember the way it came about', () => {
  fc.assert(
    fc.property(hashes, hashes, (kept, passing) => {
      const direct = kept.reduce(withFile, emptyTree);
      const detour = passing.reduce(withoutFile, [...passing, ...kept.toReversed()].reduce(withFile, emptyTree));
      expect(detour).toEqual(direct);
      expect(sumFromText(sumToText(direct.sum))).toBe(direct.sum);
    }),
  );
});
