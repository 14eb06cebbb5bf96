/** What holds for every kind of list, whatever is on it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ListChange, ListedMod, ListKind } from '../../src/main/games/lists/list-format.ts';

const none: ReadonlySet<string> = new Set();

/** A change with nothing in it but what is given. */
export const change = (more: Partial<ListChange> = {}): ListChange => ({
  ours: [],
  fresh: none,
  renewed: none,
  gone: none,
  replacing: none,
  first: false,
  reordered: false,
  ...more,
});

export const idsOf = (mods: readonly ListedMod[]): ReadonlySet<string> => new Set(mods.map(({ id }) => id));

/** All of them are new. */
export const coming = (...ours: readonly ListedMod[]): ListChange => change({ ours, fresh: idsOf(ours) });
export const leaving = (...mods: readonly ListedMod[]): ListChange => change({ gone: idsOf(mods) });

export interface Lawful {
  readonly kind: ListKind;
  /** A list as the game writes it, with these on it. */
  readonly write: (names: readonly string[], ending: '\n' | '\r\n') => Uint8Array;
  /** The names on a list, in order, of those that are switched on. */
  readonly read: (bytes: Uint8Array) => readonly string[];
  readonly mod: (name: string) => ListedMod;
}

const name = fc.stringMatching(/^[a-z][a-z0-9_.]{0,11}$/u);
const names = (min: number) => fc.uniqueArray(name, { minLength: min, maxLength: 12 });

/** Splits unique names into those of others and ours. */
const both = names(2).chain((all) =>
  fc.record({
    theirs: fc.constant(all.filter((_, index) => index % 2 === 0)),
    ours: fc.shuffledSubarray(all.filter((_, index) => index % 2 === 1)),
    ending: fc.constantFrom('\n' as const, '\r\n' as const),
  }),
);

export function testLaws({ kind, write, read, mod }: Lawful): void {
  const merged = (bytes: Uint8Array | null, what: ListChange): Uint8Array => {
    const after = kind.merge(bytes, what);
    if (after === null) throw new Error('no list');
    return after;
  };

  test('ours go in and come out again, and the list has its bytes back', () => {
    fc.assert(
      fc.property(both, ({ theirs, ours, ending }) => {
        const before = write(theirs, ending);
        const mods = ours.map(mod);
        const after = merged(before, coming(...mods));
        expect(read(after)).toEqual(expect.arrayContaining([...theirs, ...ours]));
        expect(Buffer.from(merged(after, leaving(...mods)))).toEqual(Buffer.from(before));
      }),
    );
  });

  test('those of others keep their order, ours have that of the loadout, and twice is once', () => {
    fc.assert(
      fc.property(both, ({ theirs, ours, ending }) => {
        const once = merged(write(theirs, ending), coming(...ours.map(mod)));
        expect(read(once).filter((one) => theirs.includes(one))).toEqual(theirs);
        expect(read(once).filter((one) => ours.includes(one))).toEqual(ours);
        expect(merged(once, coming(...ours.map(mod)))).toEqual(once);
        const turned = ours.toReversed();
        const reordered = merged(once, change({ ours: turned.map(mod), reordered: true }));
        expect(read(reordered).filter((one) => ours.includes(one))).toEqual(turned);
        expect(read(reordered).filter((one) => theirs.includes(one))).toEqual(theirs);
        const back = merged(reordered, change({ ours: ours.map(mod), reordered: true }));
        expect(Buffer.from(back)).toEqual(Buffer.from(once));
      }),
    );
  });

  test('none of ours stands before one it needs, wherever that was, and others keep their order', () => {
    const needing = both.chain((some) =>
      fc.record({
        some: fc.constant(some),
        // Of those before it in a hidden order, so that nothing needs itself.
        needs: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }),
        already: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(needing, ({ some: { theirs, ours, ending }, needs, already }) => {
        const hidden = [...theirs, ...ours.toSorted()];
        const mods = ours.map((one): ListedMod => {
          const before = hidden.slice(0, hidden.indexOf(one));
          const after = needs.flatMap(([who, what]) =>
            hidden[who % hidden.length] === one && before.length > 0 ? (before[what % before.length] ?? []) : [],
          );
          return { ...mod(one), after: after.map((needed) => mod(needed).id) };
        });
        const start = write(already ? [...ours, ...theirs] : theirs, ending);
        const once = merged(start, coming(...mods));
        const listed = read(once);
        for (const [index, { after = [] }] of mods.entries()) {
          const place = listed.indexOf(ours[index] ?? '');
          const places = after.map((id) => listed.findIndex((one) => mod(one).id === id));
          expect(Math.max(-1, ...places)).toBeLessThan(place);
        }
        expect(listed.filter((one) => theirs.includes(one))).toEqual(theirs);
        expect(merged(once, coming(...mods))).toEqual(once);
      }),
    );
  });

  test('nothing of ours is missing but is not new: the player took it out, and it stays out', () => {
    fc.assert(
      fc.property(both, ({ theirs, ours, ending }) => {
        const before = write(theirs, ending);
        expect(Buffer.from(merged(before, change({ ours: ours.map(mod) })))).toEqual(Buffer.from(before));
        const all = merged(before, change({ ours: ours.map(mod), first: true }));
        expect(read(all)).toEqual(expect.arrayContaining(ours));
      }),
    );
  });

  test('bytes that are no list come back as they are, and are said to be none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const after = kind.merge(bytes, coming(mod('one')));
        if (!kind.isSound(bytes)) expect(after).toEqual(bytes);
      }),
    );
  });
}
