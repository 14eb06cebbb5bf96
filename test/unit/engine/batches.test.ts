import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { registryFile } from '../../../src/main/actions/engine.ts';
import { nameOfFile, provenanceOfFile } from '../../../src/main/actions/fetch-mod-file.ts';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { restoreFiles } from '../../../src/main/actions/outside-changes.ts';
import { purge } from '../../../src/main/actions/purge.ts';
import { rebuildRegistry } from '../../../src/main/actions/rebuild-registry.ts';
import { reorder } from '../../../src/main/actions/reorder.ts';
import { redo, undo } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { setPinned } from '../../../src/main/actions/set-pinned.ts';
import { readHistory, readLibrary } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { Batch } from '../../../src/shared/batches.ts';
import type { ChangeOutcome } from '../../../src/shared/model.ts';
import { relPath } from '../../../src/shared/rel-path.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';
import { readTree } from '../../support/trees.ts';

const press: Batch = { id: 'press', kind: 'install' };

let kit: TestEngine;

beforeEach(() => {
  kit = makeTestEngine();
});
afterEach(() => kit.close());

function installIn(batch: Batch, name: string): ChangeOutcome {
  const file = kit.zip(name, { [`${name}.txt`]: name, 'game.cfg': name });
  const request = { gameId: kit.gameId, file, name: nameOfFile(file), provenance: provenanceOfFile(file) };
  return installMod(kit.engine, request, { ...unwatched, batch });
}

const back = (): ChangeOutcome => undo(kit.engine, { gameId: kit.gameId }, unwatched);
const again = (): ChangeOutcome => redo(kit.engine, { gameId: kit.gameId }, unwatched);
const moves = () => {
  const { undo: first, redo: second } = readHistory(kit.engine.registry, kit.gameId, 100);
  return { undo: first?.subject ?? null, redo: second?.subject ?? null };
};

test('one press is one step, over a restart in the middle of it', () => {
  kit.install('before', { 'before.txt': 'x' });
  const start = readTree(kit.game);
  installIn(press, 'library');
  kit = kit.reopen();
  installIn(press, 'gauge');
  const after = readTree(kit.game);
  expect(moves()).toEqual({ undo: 'installation of gauge and 1 more', redo: null });
  expect(back()).toMatchObject({ reason: 'undo', subject: 'installation of gauge and 1 more' });
  expect(readTree(kit.game)).toEqual(start);
  expect(moves()).toEqual({ undo: 'installation of before', redo: 'installation of gauge and 1 more' });
  expect(again()).toMatchObject({ reason: 'redo', subject: 'installation of gauge and 1 more' });
  expect(readTree(kit.game)).toEqual(after);
  // Each of them can still be gone back to by itself.
  expect(readHistory(kit.engine.registry, kit.gameId, 100).generations).toHaveLength(6);
});

test('when part of it failed, or something came in between, only what belongs together goes', () => {
  installIn(press, 'one');
  expect(() => installIn(press, 'one')).toThrowError(expect.objectContaining({ code: 'already_installed' }));
  const other = kit.install('other', { 'other.txt': 'x' });
  installIn(press, 'two');
  installIn(press, 'three');
  expect(moves().undo).toBe('installation of three and 1 more');
  expect(back().treeHash).toBe(other.treeHash);
  expect(back().subject).toBe('installation of other');
  expect(back().subject).toBe('installation of one');
  expect(moves()).toEqual({ undo: null, redo: 'installation of one' });
});

test('imports and updates count, and a single one is named', () => {
  installIn({ id: 'i', kind: 'import' }, 'one');
  expect(moves().undo).toBe('import of one');
  installIn({ id: 'i', kind: 'import' }, 'two');
  expect(moves().undo).toBe('import of 2 mods');
});

test('every change is called what it was', () => {
  const one = onlyEntry(kit.install('one', { 'a.txt': '1' }));
  const two = onlyEntry(kit.install('two', { 'a.txt': '2' }));
  const { engine, gameId } = kit;
  reorder(engine, { gameId, entries: [one], beside: two, place: 'after' }, unwatched);
  expect(back().subject).toBe('move of one in the load order');
  setEnabled(engine, { gameId, entries: [two], enabled: false }, unwatched);
  expect(back().subject).toBe('turning off two');
  setPinned(engine, { gameId, entries: [two], pinned: true }, unwatched);
  expect(setPinned(engine, { gameId, entries: [two], pinned: false }, unwatched).reason).toBe('unpin');
  expect(back().subject).toBe('unpinning of two');
  purge(engine, { gameId }, unwatched);
  expect(back().subject).toBe('removal of all mods from the game');
  expect(again().subject).toBe('removal of all mods from the game');
});

test('putting files back is one step: undo brings the edit back, the next one what came before', () => {
  const start = readTree(kit.game);
  kit.install('mod', { 'a.txt': 'a' });
  const file = path.join(kit.game, 'a.txt');
  fs.writeFileSync(file, 'by hand');
  const edited = readTree(kit.game);
  const files = [{ target: '.', path: relPath('a.txt') }];
  restoreFiles(kit.engine, { gameId: kit.gameId, files }, unwatched);
  expect(fs.readFileSync(file, 'utf8')).toBe('a');
  expect(moves().undo).toBe('repair of a.txt');
  back();
  expect(readTree(kit.game)).toEqual(edited);
  expect(back().subject).toBe('installation of mod');
  expect(readTree(kit.game)).toEqual(start);
  again();
  expect(readTree(kit.game)).toEqual(edited);
  again();
  expect(fs.readFileSync(file, 'utf8')).toBe('a');
  expect(moves().redo).toBeNull();
});

test('steps are still steps when the registry is made anew', () => {
  const start = readTree(kit.game);
  installIn(press, 'one');
  installIn(press, 'two');
  kit.engine.registry.close();
  fs.rmSync(registryFile(kit.dataDir));
  rebuildRegistry(kit.dataDir);
  kit = kit.reopen(false);
  expect(readLibrary(kit.engine.registry, kit.gameId)).toHaveLength(2);
  back();
  expect(readTree(kit.game)).toEqual(start);
});
