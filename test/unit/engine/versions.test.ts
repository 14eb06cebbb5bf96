import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { archivesForGeneration, takeBackArchive } from '../../../src/main/actions/cold-archives.ts';
import { collectStore } from '../../../src/main/actions/collect-store.ts';
import { fetchArchives } from '../../../src/main/actions/fetch-archives.ts';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { compareGenerations, previewChange, previewRollBack } from '../../../src/main/actions/preview-change.ts';
import { provenanceOfNothing } from '../../../src/main/actions/record-names.ts';
import { removeMods } from '../../../src/main/actions/remove-mods.ts';
import { revertMod } from '../../../src/main/actions/revert-mod.ts';
import { rollBack, undo } from '../../../src/main/actions/roll-back.ts';
import { pinGeneration } from '../../../src/main/actions/set-note.ts';
import { readStoreStats } from '../../../src/main/actions/store-stats.ts';
import { readHistory, readVersions } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { EntryId } from '../../../src/shared/ids.ts';
import type { ChangeOutcome, FileRef } from '../../../src/shared/model.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';
import { readTree } from '../../support/trees.ts';

let kit: TestEngine;
let now = 1_800_000_000_000;

beforeEach(() => {
  kit = makeTestEngine({ ports: { clock: { now: () => (now += 60_000) } } });
});
afterEach(() => kit.close());

const read = (name: string): string => fs.readFileSync(path.join(kit.game, name), 'utf8');
const ref = (fileId: string): FileRef => ({ provider: 'gamebanana', fileId, model: 'Mod', modId: '1' });

function installFromPage(
  version: string,
  files: Readonly<Record<string, string>>,
  replaces?: EntryId,
): { readonly outcome: ChangeOutcome; readonly file: string } {
  const file = kit.zip(`hull-${version}`, files);
  const provenance = { ...provenanceOfNothing, ref: ref(version), fileName: `hull-${version}.zip`, version };
  const request = {
    gameId: kit.gameId,
    file,
    name: 'Hull',
    provenance,
    ...(replaces === undefined ? {} : { replaces }),
  };
  return { outcome: installMod(kit.engine, request, unwatched), file };
}

describe('one mod back to an earlier version', () => {
  test('changes that mod alone, and can be undone', () => {
    const hull = onlyEntry(installFromPage('1', { 'hull.txt': 'v1', 'old.txt': 'o' }).outcome);
    installFromPage('2', { 'hull.txt': 'v2' }, hull);
    kit.install('paint', { 'paint.txt': 'p' });
    installFromPage('3', { 'hull.txt': 'v3', 'new.txt': 'n' }, hull);
    const newest = readTree(kit.game);
    expect(readVersions(kit.engine.registry, kit.gameId, hull)).toMatchObject([
      { version: '3', current: true, previous: false, needsDownload: false },
      { version: '2', current: false, previous: true },
      { version: '1', current: false, previous: false },
    ]);
    const back = revertMod(kit.engine, { gameId: kit.gameId, entry: hull, manifest: null }, unwatched);
    expect(back).toMatchObject({ reason: 'revert', subject: 'Hull 2', changed: { added: 0, replaced: 1, removed: 1 } });
    expect([read('hull.txt'), read('paint.txt')]).toEqual(['v2', 'p']);
    const first = readVersions(kit.engine.registry, kit.gameId, hull).at(-1);
    revertMod(kit.engine, { gameId: kit.gameId, entry: hull, manifest: first?.manifest ?? null }, unwatched);
    expect(read('old.txt')).toBe('o');
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(newest);
  });

  test('is what the older file in the place of a newer one is called, too', () => {
    const hull = onlyEntry(installFromPage('1.10', { 'hull.txt': 'v1.10' }).outcome);
    const older = installFromPage('1.9', { 'hull.txt': 'v1.9' }, hull).outcome;
    expect(older).toMatchObject({ reason: 'revert', subject: 'Hull 1.9' });
    const newer = installFromPage('1.11', { 'hull.txt': 'v1.11' }, hull).outcome;
    expect(newer).toMatchObject({ reason: 'update', subject: 'Hull' });
  });

  test('is refused where there is none', () => {
    const hull = onlyEntry(installFromPage('1', { 'hull.txt': 'v1' }).outcome);
    expect(() => revertMod(kit.engine, { gameId: kit.gameId, entry: hull, manifest: null }, unwatched)).toThrowError(
      expect.objectContaining({ code: 'not_found' }),
    );
  });
});

describe('comparing', () => {
  test('two generations shows the mods and files between them, in both directions', () => {
    const hull = onlyEntry(installFromPage('1', { 'hull.txt': 'v1', 'old.txt': 'o' }).outcome);
    installFromPage('2', { 'hull.txt': 'v2', 'new.txt': 'n' }, hull);
    const there = compareGenerations(kit.engine, { gameId: kit.gameId, from: 1, to: 2 });
    expect(there).toMatchObject({
      changed: { added: 1, replaced: 1, removed: 1 },
      files: [
        { path: 'hull.txt', action: 'replace' },
        { path: 'new.txt', action: 'add' },
        { path: 'old.txt', action: 'remove' },
      ],
      mods: [{ name: 'Hull', change: 'version', from: '1', to: '2' }],
    });
    const back = compareGenerations(kit.engine, { gameId: kit.gameId, from: 2, to: 1 });
    expect(back.changed).toEqual({ added: 1, replaced: 1, removed: 1 });
  });

  test('a step with the one before counts what it did to the folder', () => {
    fs.writeFileSync(path.join(kit.game, 'game.cfg'), 'the game');
    kit.install('one', { 'game.cfg': 'mod', 'mod.txt': 'm' });
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(read('game.cfg')).toBe('the game');
    const step = compareGenerations(kit.engine, { gameId: kit.gameId, from: 1, to: 2 });
    expect(step.changed).toEqual({ added: 0, replaced: 1, removed: 1 });
    expect(step.changed).toEqual(kit.engine.registry.history.get(kit.gameId, 2)?.changed);
  });

  test('a preview of a move names the mod that moved', () => {
    const one = onlyEntry(kit.install('one', { 'same.txt': '1' }));
    const two = onlyEntry(kit.install('two', { 'same.txt': '2' }));
    const change = { verb: 'reorder' as const, entries: [two], beside: one, place: 'before' as const };
    expect(previewChange(kit.engine, { gameId: kit.gameId, change })).toMatchObject({
      changed: { added: 0, replaced: 1, removed: 0 },
      mods: [{ change: 'moved' }],
    });
    expect(read('same.txt')).toBe('2');
  });
});

/** Two versions of a mod from a page. */
function twoVersions(): { readonly hull: EntryId; readonly archives: readonly string[] } {
  const first = installFromPage('1', { 'hull.txt': 'version one '.repeat(2_000), 'only-1.txt': 'x'.repeat(5_000) });
  const hull = onlyEntry(first.outcome);
  const second = installFromPage('2', { 'hull.txt': 'version two '.repeat(2_000) }, hull);
  return { hull, archives: [first.file, second.file] };
}
const bytesInStore = (): number => {
  const stats = readStoreStats(kit.engine);
  return stats.bytes + stats.archiveBytes;
};
const collect = (budget: number, dryRun = false) =>
  collectStore(kit.engine, { generations: 50, days: 30, budget, archives: true }, dryRun);

describe('a store with a budget', () => {
  test('first lets go of what an archive here can bring back: everything still works offline', () => {
    twoVersions();
    const before = readTree(kit.game);
    const announced = collect(bytesInStore() - 1, true);
    const collected = collect(bytesInStore() - 1);
    expect(collected).toEqual({ ...announced, dryRun: false });
    expect(collected).toMatchObject({ generations: [], needDownload: [], archives: 0, files: 2 });
    expect(readHistory(kit.engine.registry, kit.gameId, 9).generations.some((one) => one.needsDownload)).toBe(false);
    rollBack(kit.engine, { gameId: kit.gameId, to: 1 }, unwatched);
    expect(read('only-1.txt')).toBe('x'.repeat(5_000));
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
  });

  test('then of archives that can be downloaded again, and says which generations need the internet', async () => {
    const { archives } = twoVersions();
    // Exactly what is deployed.
    const collected = collect('version two '.length * 2_000);
    expect(collected.archives).toBe(2);
    expect(collected.needDownload).toMatchObject([{ number: 1 }]);
    expect(previewRollBack(kit.engine, { gameId: kit.gameId, to: 1 }).downloads).toMatchObject([{ name: 'Hull' }]);
    const before = readTree(kit.game);
    expect(() => rollBack(kit.engine, { gameId: kit.gameId, to: 1 }, unwatched)).toThrowError(
      expect.objectContaining({ code: 'blob_missing' }),
    );
    expect(readTree(kit.game)).toEqual(before);

    const needed = archivesForGeneration(kit.engine, { gameId: kit.gameId, to: 1 });
    expect(needed).toMatchObject([{ name: 'Hull', fileName: 'hull-1.zip', ref: ref('1') }]);
    const fetching = (from: string | undefined) =>
      fetchArchives(
        {
          fetch: async () => {
            const copy = `${from}.copy`;
            fs.copyFileSync(from ?? '', copy);
            return { file: copy };
          },
          takeBack: (archive) => takeBackArchive(kit.engine, archive),
        },
        needed,
      );
    // The author has put another file in its place: it is not believed.
    await expect(fetching(archives[1])).rejects.toMatchObject({ code: 'blob_missing' });
    await expect(fetching(archives[1])).rejects.toThrow(/Hull \(hull-1\.zip/u);
    await fetching(archives[0]);
    rollBack(kit.engine, { gameId: kit.gameId, to: 1 }, unwatched);
    expect(read('only-1.txt')).toBe('x'.repeat(5_000));
  });

  test('lets go of all archives that can be had again when the player does not want them: all goes on offline', () => {
    twoVersions();
    kit.install('own', { 'own.txt': 'without a page' });
    const before = readTree(kit.game);
    const retention = { generations: 50, days: 30, budget: null, archives: false };
    const collected = collectStore(kit.engine, retention, false);
    expect(collected).toMatchObject({ generations: [], needDownload: [], archives: 2, files: 0 });
    expect(readStoreStats(kit.engine).archives).toBe(1);
    rollBack(kit.engine, { gameId: kit.gameId, to: 1 }, unwatched);
    expect(read('only-1.txt')).toBe('x'.repeat(5_000));
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
    expect(collectStore(kit.engine, retention, true)).toMatchObject({ archives: 0, bytes: 0 });
  });

  test('then of the oldest generations, never of restore points or the current one', () => {
    twoVersions();
    const own = kit.install('own', { 'own.txt': 'without a page '.repeat(100) });
    removeMods(kit.engine, { gameId: kit.gameId, entries: own.entries }, unwatched);
    kit.install('last', { 'last.txt': 'l' });
    pinGeneration(kit.engine, { gameId: kit.gameId, generation: 3, pinned: true });
    const before = readTree(kit.game);
    const collected = collect(0);
    expect(collected.generations.map((one) => one.number)).toEqual([1, 2, 4]);
    expect(readTree(kit.game)).toEqual(before);
    rollBack(kit.engine, { gameId: kit.gameId, to: 3 }, unwatched);
    expect(read('own.txt')).toBe('without a page '.repeat(100));
  });
});

test('the store says what each mod takes, what is shared and what history costs', () => {
  const hull = onlyEntry(installFromPage('1', { 'hull.txt': 'version one', 'same.txt': 'both' }).outcome);
  installFromPage('2', { 'hull.txt': 'version two', 'same.txt': 'both' }, hull);
  kit.install('paint', { 'paint.txt': 'paint', 'also.txt': 'both' });
  const stats = readStoreStats(kit.engine);
  expect(stats.games).toMatchObject([{ name: 'Sample', generations: 4 }]);
  const usage = Object.fromEntries(stats.mods.map((mod) => [mod.name, mod]));
  expect(usage['Hull']).toMatchObject({ versions: 2, bytes: 11 + 11 + 4, sharedBytes: 4, where: 'loadout' });
  expect(usage['paint']).toMatchObject({ versions: 1, bytes: 5 + 4, sharedBytes: 4 });
  expect(stats.historyBytes).toBeGreaterThan(11);
});
