import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyLoadout } from '../../../src/main/plan/loadout.ts';
import { activeManifests, affectedManifests, winnerOf } from '../../../src/main/plan/loadout-diff.ts';
import type { EntryId, Sha256 } from '../../../src/shared/ids.ts';
import type { Loadout } from '../../../src/shared/model.ts';

const loadoutOf = (names: readonly string[]): Loadout => ({
  ...emptyLoadout(),
  items: names.map((name) => ({
    entry: name as EntryId,
    manifest: name.replace('!', '') as Sha256,
    enabled: !name.startsWith('!'),
    pinned: false,
  })),
});

/** Who wins at a path, by brute force. */
const winner = (loadout: Loadout, owners: ReadonlySet<string>): string | null =>
  activeManifests(loadout).findLast((manifest) => owners.has(manifest)) ?? null;

describe('what a change of loadout can affect', () => {
  test('moving one mod affects that mod alone', () => {
    const affected = affectedManifests(loadoutOf(['a', 'b', 'c', 'd', 'e']), loadoutOf(['a', 'c', 'd', 'b', 'e']));
    expect([...affected]).toEqual(['b']);
  });

  test('toggling one mod affects that mod alone', () => {
    expect([...affectedManifests(loadoutOf(['a', 'b', 'c']), loadoutOf(['a', '!b', 'c']))]).toEqual(['b']);
  });

  test('a path whose winner changes always belongs to an affected mod', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const loadouts = fc
      .shuffledSubarray(names)
      .chain((order) => fc.tuple(...order.map((name) => fc.boolean().map((on) => (on ? name : `!${name}`)))))
      .map((order) => loadoutOf(order));
    const paths = fc.subarray(names, { minLength: 1 });
    fc.assert(
      fc.property(loadouts, loadouts, paths, (from, to, owners) => {
        const set = new Set(owners);
        if (winner(from, set) === winner(to, set)) return;
        const affected = affectedManifests(from, to);
        expect(owners.some((owner) => affected.has(owner as Sha256))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the winner is the active one with the highest place', () => {
    const places = new Map([
      [1, 0],
      [2, 5],
      [3, 2],
    ]);
    expect(winnerOf([{ manifestId: 1 }, { manifestId: 3 }, { manifestId: 9 }], places)).toEqual({ manifestId: 3 });
    expect(winnerOf([{ manifestId: 9 }], places)).toBeNull();
  });
});
