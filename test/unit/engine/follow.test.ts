import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseWinner } from '../../../src/main/actions/choose-winner.ts';
import { followConflicts } from '../../../src/main/actions/follow-conflicts.ts';
import { followHistory } from '../../../src/main/actions/follow-history.ts';
import { followLibrary } from '../../../src/main/actions/follow-library.ts';
import { readConflicts } from '../../../src/main/actions/read-conflicts.ts';
import { removeMods } from '../../../src/main/actions/remove-mods.ts';
import { reorder } from '../../../src/main/actions/reorder.ts';
import { undo } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { setEntryNote } from '../../../src/main/actions/set-note.ts';
import { readHistory, readLibrary } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { EntryId } from '../../../src/shared/ids.ts';
import { relPath } from '../../../src/shared/rel-path.ts';
import { makeTestEngine, type TestEngine } from '../../support/engine.ts';

type Verb = 'install' | 'update' | 'switch' | 'remove' | 'move' | 'choose' | 'forget' | 'note' | 'undo';

interface Step {
  readonly verb: Verb;
  /** Picks the mods and the files. */
  readonly a: number;
  readonly b: number;
}

const verbs: readonly Verb[] = ['install', 'update', 'switch', 'remove', 'move', 'choose', 'forget', 'note', 'undo'];
const step = fc.record({ verb: fc.constantFrom(...verbs), a: fc.nat(99), b: fc.nat(99) });

/** Files of few names, so that mods meet; two of them bring the same bytes. */
const filesOf = (a: number, b: number): Record<string, string> =>
  Object.fromEntries(
    [a % 5, b % 5, (a + b) % 5].map((name) => [`data/f${name}.txt`, name === 0 ? 'same' : `${a} ${b} ${name}`]),
  );

function take({ engine, gameId, install }: TestEngine, { verb, a, b }: Step, at: number): void {
  const ids = readLibrary(engine.registry, gameId).map(({ id }) => id);
  const [one, two] = [ids[a % ids.length], ids[b % ids.length]];
  const about = { gameId, target: '.', path: relPath(`data/f${a % 5}.txt`), folder: false };
  if (verb === 'install') install(`mod-${at}`, filesOf(a, b));
  else if (verb === 'undo') undo(engine, { gameId }, unwatched);
  else if (one === undefined || two === undefined) return;
  else if (verb === 'update') install(`mod-${at}`, filesOf(b, a), one);
  else if (verb === 'switch') setEnabled(engine, { gameId, entries: [one], enabled: b % 2 === 0 }, unwatched);
  else if (verb === 'remove') removeMods(engine, { gameId, entries: [one] }, unwatched);
  else if (verb === 'choose') chooseWinner(engine, { ...about, choice: { entry: two } }, unwatched);
  else if (verb === 'forget') chooseWinner(engine, { ...about, choice: { forget: true } }, unwatched);
  else if (verb === 'note') setEntryNote(engine, { gameId, entry: one, note: `note ${b}` });
  else if (one !== two) {
    reorder(engine, { gameId, entries: [one], beside: two, place: b % 2 === 0 ? 'before' : 'after' }, unwatched);
  }
}

/** What a verb refuses, as undoing where nothing was done, changes nothing. */
function tryTo(work: () => void): void {
  try {
    work();
  } catch {
    return;
  }
}

test('whatever is done to a game, what is followed is what is read anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), fc.array(fc.boolean()), async (steps, looks) => {
      const kit = makeTestEngine();
      const { engine, gameId } = kit;
      const { registry } = engine;
      const library = followLibrary(registry);
      const conflicts = followConflicts(registry);
      const history = followHistory(registry);
      try {
        for (const [at, one] of steps.entries()) {
          tryTo(() => take(kit, one, at));
          // Some changes are not looked at one by one.
          if (looks[at] === true && at < steps.length - 1) continue;
          await library.prepare(gameId);
          expect(library.read(gameId)).toEqual(readLibrary(registry, gameId));
          expect((await conflicts.read(gameId)).conflicts).toEqual(readConflicts(registry, gameId));
          await history.prepare(gameId, 50);
          expect(history.read(gameId, 50)).toEqual(readHistory(registry, gameId, 50));
        }
      } finally {
        kit.close();
      }
    }),
    { numRuns: 12 },
  );
});

test('what a change leaves alone stays the very same object', async () => {
  const kit = makeTestEngine();
  const { engine, gameId } = kit;
  const library = followLibrary(engine.registry);
  const conflicts = followConflicts(engine.registry);
  kit.install('one', { 'a.txt': '1', 'b.txt': '1' });
  kit.install('two', { 'a.txt': '2', 'b.txt': '2' });
  kit.install('three', { 'a.txt': '3' });
  const mods = library.read(gameId);
  const before = (await conflicts.read(gameId)).conflicts;
  const third = mods[2]?.id as EntryId;
  setEnabled(engine, { gameId, entries: [third], enabled: false }, unwatched);
  const after = library.read(gameId);
  expect([after[0], after[1]]).toEqual([mods[0], mods[1]]);
  expect(after[0]).toBe(mods[0]);
  expect(after[2]).toEqual({ ...mods[2], enabled: false });
  const now = (await conflicts.read(gameId)).conflicts;
  expect(now.map(({ path, providers }) => [path, providers.length])).toEqual([
    ['a.txt', 2],
    ['b.txt', 2],
  ]);
  expect(now[1]).toBe(before[1]);
  kit.close();
});
