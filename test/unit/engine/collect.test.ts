import { afterEach, beforeEach, expect, test } from 'vitest';
import { collectStore } from '../../../src/main/actions/collect-store.ts';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { createProfile, switchProfile } from '../../../src/main/actions/profiles.ts';
import { provenanceOfNothing } from '../../../src/main/actions/record-names.ts';
import { removeMods } from '../../../src/main/actions/remove-mods.ts';
import { rollBack } from '../../../src/main/actions/roll-back.ts';
import { readStoreStats } from '../../../src/main/actions/store-stats.ts';
import { setNote } from '../../../src/main/actions/set-note.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { ModRef } from '../../../src/shared/model.ts';
import { makeTestEngine, type TestEngine } from '../../support/engine.ts';
import { readTree } from '../../support/trees.ts';

let kit: TestEngine;
let now = 1_800_000_000_000;

beforeEach(() => {
  kit = makeTestEngine({ ports: { clock: { now: () => (now += 1_000) } } });
});
afterEach(() => kit.close());

const blobs = (): number => [...kit.engine.store.blobs.list()].length;
const archives = (): number => [...kit.engine.store.archives.list()].length;

/** Installed as generation 1, removed as 2, another one installed as 3. */
function oldAndNew(): void {
  const old = kit.install('old', { 'old.txt': 'only old', 'shared.txt': 'both' });
  removeMods(kit.engine, { gameId: kit.gameId, entries: old.entries }, unwatched);
  kit.install('new', { 'new.txt': 'only new', 'shared.txt': 'both' });
}

test('frees what only old generations need, after saying so in a dry run', () => {
  oldAndNew();
  const before = readTree(kit.game);
  const retention = { generations: 1, days: 0, budget: null, archives: true };
  const announced = collectStore(kit.engine, retention, true);
  expect(announced).toMatchObject({
    generations: [{ number: 1 }, { number: 2 }],
    manifests: 1,
    files: 1,
    archives: 1,
    dryRun: true,
  });
  expect([blobs(), archives()]).toEqual([3, 2]);
  expect(collectStore(kit.engine, retention, false)).toEqual({ ...announced, dryRun: false });
  expect([blobs(), archives()]).toEqual([2, 1]);
  expect(readTree(kit.game)).toEqual(before);
  expect(() => rollBack(kit.engine, { gameId: kit.gameId, to: 1 }, unwatched)).toThrowError(
    expect.objectContaining({ code: 'generation_not_found' }),
  );
  rollBack(kit.engine, { gameId: kit.gameId, to: 0 }, unwatched);
  rollBack(kit.engine, { gameId: kit.gameId, to: 3 }, unwatched);
  expect(readTree(kit.game)).toEqual(before);
});

test('keeps young generations, named ones and the ones always kept', () => {
  oldAndNew();
  expect(
    collectStore(kit.engine, { generations: 1, days: 30, budget: null, archives: true }, false).generations,
  ).toEqual([]);
  expect(
    collectStore(kit.engine, { generations: 50, days: 0, budget: null, archives: true }, false).generations,
  ).toEqual([]);
  setNote(kit.engine, { gameId: kit.gameId, generation: 1, note: 'the good old days' });
  expect(
    collectStore(kit.engine, { generations: 1, days: 0, budget: null, archives: true }, false).generations.map(
      (one) => one.number,
    ),
  ).toEqual([2]);
  rollBack(kit.engine, { gameId: kit.gameId, to: 1 }, unwatched);
});

test('sharing between mods is counted', () => {
  oldAndNew();
  const stats = readStoreStats(kit.engine);
  expect(stats).toMatchObject({ files: 3, archives: 2, generations: 4 });
  expect(stats.unsharedBytes - stats.bytes).toBe('both'.length);
});

test('a mod is one row a game, whatever number of times it was installed, and its bytes count once', () => {
  const hull = (name: string, version: string, text: string) => {
    const file = kit.zip(name, { 'hull.txt': text, 'same.txt': 'in every version' });
    const modRef: ModRef = { provider: 'gamebanana', id: 'Mod/7' };
    const provenance = { ...provenanceOfNothing, fileName: `${name}.zip`, modRef, version };
    return installMod(kit.engine, { gameId: kit.gameId, file, name: 'Hull', provenance }, unwatched);
  };
  hull('one', '1.0', 'first');
  hull('two', '1.1', 'second');
  kit.install('other', { 'other.txt': 'x', 'same.txt': 'in every version' });
  createProfile(kit.engine, { gameId: kit.gameId, name: 'Empty', copy: false });
  switchProfile(kit.engine, { gameId: kit.gameId, name: 'Empty' }, unwatched);
  hull('one', '1.0', 'first');
  const { mods, games, archiveBytes, historyBytes } = readStoreStats(kit.engine);
  const same = 'in every version'.length;
  const bytes = 'first'.length + 'second'.length + same;
  expect(mods.map(({ name, versions, versionNames, where }) => ({ name, versions, versionNames, where }))).toEqual([
    { name: 'Hull', versions: 2, versionNames: ['1.0', '1.1'], where: 'loadout' },
    { name: 'other', versions: 1, versionNames: [], where: 'profile' },
  ]);
  expect(mods[0]).toMatchObject({ bytes, sharedBytes: same });
  expect(mods.reduce((sum, mod) => sum + mod.archiveBytes, 0)).toBe(archiveBytes);
  expect(games).toMatchObject([{ bytes: bytes + 'x'.length }]);
  // The other profile is not the past.
  expect(historyBytes).toBe(0);
});
