import { afterEach, beforeEach, expect, test } from 'vitest';
import { collectStore } from '../../../src/main/actions/collect-store.ts';
import { removeMods } from '../../../src/main/actions/remove-mods.ts';
import { rollBack } from '../../../src/main/actions/roll-back.ts';
import { readStoreStats } from '../../../src/main/actions/store-stats.ts';
import { setNote } from '../../../src/main/actions/set-note.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
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
  const retention = { generations: 1, days: 0, budget: null };
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
  expect(collectStore(kit.engine, { generations: 1, days: 30, budget: null }, false).generations).toEqual([]);
  expect(collectStore(kit.engine, { generations: 50, days: 0, budget: null }, false).generations).toEqual([]);
  setNote(kit.engine, { gameId: kit.gameId, generation: 1, note: 'the good old days' });
  expect(
    collectStore(kit.engine, { generations: 1, days: 0, budget: null }, false).generations.map((one) => one.number),
  ).toEqual([2]);
  rollBack(kit.engine, { gameId: kit.gameId, to: 1 }, unwatched);
});

test('sharing between mods is counted', () => {
  oldAndNew();
  const stats = readStoreStats(kit.engine);
  expect(stats).toMatchObject({ files: 3, archives: 2, generations: 4 });
  expect(stats.unsharedBytes - stats.bytes).toBe('both'.length);
});
