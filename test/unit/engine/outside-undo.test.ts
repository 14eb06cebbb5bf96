/** What the player did to the files of mods, taken back and done again: the disk is as it was, to the byte. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collectStore } from '../../../src/main/actions/collect-store.ts';
import { keepChanges, restoreFiles } from '../../../src/main/actions/outside-changes.ts';
import { purge } from '../../../src/main/actions/purge.ts';
import { removeMods } from '../../../src/main/actions/remove-mods.ts';
import { previewRollBack } from '../../../src/main/actions/preview-change.ts';
import { redo, rollBack, undo } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { registryFile } from '../../../src/main/actions/engine.ts';
import { rebuildRegistry } from '../../../src/main/actions/rebuild-registry.ts';
import { readStatus, repairGame, verifyGame } from '../../../src/main/actions/verify.ts';
import { readHistory } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { EntryId } from '../../../src/shared/ids.ts';
import { relPath } from '../../../src/shared/rel-path.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';
import { readTree } from '../../support/trees.ts';

let kit: TestEngine;
let mod: EntryId;
let vanilla: ReturnType<typeof readTree>;

beforeEach(() => {
  kit = makeTestEngine();
  vanilla = readTree(kit.game);
  mod = onlyEntry(kit.install('mod', { 'game.cfg': 'modded', 'a.txt': 'a', 'b.txt': 'b' }));
});
afterEach(() => kit.close());

const at = (name: string): string => path.join(kit.game, name);
const edit = (name: string, text: string): void => fs.writeFileSync(at(name), text);
const files = (...names: string[]) => names.map((name) => ({ target: '.', path: relPath(name) }));
const keep = (...names: string[]) => keepChanges(kit.engine, { gameId: kit.gameId, files: files(...names) }, unwatched);
const restore = (...names: string[]) =>
  restoreFiles(kit.engine, { gameId: kit.gameId, files: files(...names) }, unwatched);
const repair = () => repairGame(kit.engine, { gameId: kit.gameId }, unwatched);
const back = () => undo(kit.engine, { gameId: kit.gameId }, unwatched);
const again = () => redo(kit.engine, { gameId: kit.gameId }, unwatched);
const rollTo = (to: number) => rollBack(kit.engine, { gameId: kit.gameId, to }, unwatched);
const tree = () => readTree(kit.game);
const generations = (): number => readHistory(kit.engine.registry, kit.gameId, 100).generations.length;
const nothing = { added: 0, replaced: 0, removed: 0 };
const listed = (): Record<string, string> =>
  Object.fromEntries(
    readStatus(kit.engine, { gameId: kit.gameId, added: false }, unwatched).changes.map(({ path: file, kind }) => [
      file,
      kind,
    ]),
  );

/** All that a player can do to files of mods: one edited, one deleted, the game's own put in place of a mod's. */
function breakFiles(): void {
  edit('a.txt', 'by hand');
  fs.chmodSync(at('a.txt'), 0o600);
  fs.rmSync(at('b.txt'));
  edit('game.cfg', 'volume=7\n');
}
const broken = { 'a.txt': 'edited', 'b.txt': 'deleted', 'game.cfg': 'edited' };

describe('a keep', () => {
  test('changes no file, and its undo and redo change none either', () => {
    breakFiles();
    const before = tree();
    expect(keep('a.txt', 'b.txt', 'game.cfg').changed).toEqual(nothing);
    for (let round = 0; round < 2; round += 1) {
      expect(back().changed).toEqual(nothing);
      expect(tree()).toEqual(before);
      expect(listed()).toEqual(broken);
      expect(again().changed).toEqual(nothing);
      expect(tree()).toEqual(before);
      expect(listed()).toEqual({});
    }
    purge(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(tree()).toEqual(vanilla);
  });

  test('undone, it can be kept or restored again, and the game is given back whole', () => {
    breakFiles();
    const before = tree();
    keep('a.txt', 'b.txt', 'game.cfg');
    back();
    keep('a.txt', 'b.txt', 'game.cfg');
    expect(tree()).toEqual(before);
    back();
    repair();
    expect(fs.readFileSync(at('a.txt'), 'utf8')).toBe('a');
    expect(listed()).toEqual({});
    back();
    expect(tree()).toEqual(before);
    expect(listed()).toEqual(broken);
    rollTo(0);
    expect(tree()).toEqual(vanilla);
    back();
    expect(tree()).toEqual(before);
    expect(listed()).toEqual(broken);
  });

  test('rolled over, it changes no file; what the generations before it changed is taken back', () => {
    kit.install('other', { 'c.txt': 'c' });
    edit('a.txt', 'by hand');
    const before = tree();
    keep('a.txt');
    expect(previewRollBack(kit.engine, { gameId: kit.gameId, to: 1 }).changed).toEqual({ ...nothing, removed: 1 });
    rollTo(1);
    expect(fs.readFileSync(at('a.txt'), 'utf8')).toBe('by hand');
    expect(fs.existsSync(at('c.txt'))).toBe(false);
    expect(listed()).toEqual({ 'a.txt': 'edited' });
    back();
    expect(tree()).toEqual(before);
    expect(listed()).toEqual({});
    back();
    back();
    expect(fs.readFileSync(at('a.txt'), 'utf8')).toBe('by hand');
    expect(fs.existsSync(at('c.txt'))).toBe(false);
  });

  test('rolled over to another version of the mod, that version is there, and redo brings the edit back', () => {
    kit.install('mod-2', { 'a.txt': 'a2', 'b.txt': 'b' }, mod);
    edit('a.txt', 'by hand');
    keep('a.txt');
    const kept = tree();
    rollTo(1);
    expect(fs.readFileSync(at('a.txt'), 'utf8')).toBe('a');
    expect(listed()).toEqual({});
    back();
    expect(tree()).toEqual(kept);
  });

  test('what the player changes after it stays when it is undone, and comes back with its redo', () => {
    edit('a.txt', 'first');
    keep('a.txt');
    edit('a.txt', 'second');
    const now = tree();
    expect(back().changed).toEqual(nothing);
    expect(tree()).toEqual(now);
    expect(listed()).toEqual({ 'a.txt': 'edited' });
    expect(again().changed).toEqual(nothing);
    expect(tree()).toEqual(now);
    expect(listed()).toEqual({ 'a.txt': 'edited' });
  });

  test('its bytes outlive a clean-up of the store', () => {
    edit('a.txt', 'by hand');
    keep('a.txt');
    back();
    collectStore(kit.engine, { generations: 1, days: 0, budget: 0, archives: true }, false);
    setEnabled(kit.engine, { gameId: kit.gameId, entries: [mod], enabled: false }, unwatched);
    expect(fs.existsSync(at('a.txt'))).toBe(false);
    back();
    expect(fs.readFileSync(at('a.txt'), 'utf8')).toBe('by hand');
  });
});

describe('a repair', () => {
  test('is one generation, and one undo brings back what was there', () => {
    breakFiles();
    const before = tree();
    const count = generations();
    expect(repair()).toMatchObject({ changed: { added: 1, replaced: 2, removed: 0 } });
    expect(generations()).toBe(count + 1);
    const repaired = tree();
    for (let round = 0; round < 2; round += 1) {
      expect(back().changed).toEqual({ added: 0, replaced: 2, removed: 1 });
      expect(tree()).toEqual(before);
      expect(fs.statSync(at('a.txt')).mode & 0o777).toBe(0o600);
      expect(listed()).toEqual(broken);
      again();
      expect(tree()).toEqual(repaired);
      expect(listed()).toEqual({});
    }
    const { changes } = verifyGame(kit.engine, kit.gameId, unwatched);
    expect(changes).toEqual([]);
  });

  test('of one file leaves the others, and the undo after its own takes back the change before', () => {
    edit('a.txt', 'one');
    edit('b.txt', 'two');
    restore('b.txt');
    back();
    expect(listed()).toEqual({ 'a.txt': 'edited', 'b.txt': 'edited' });
    back();
    expect(tree()).toEqual(vanilla);
    again();
    expect([fs.readFileSync(at('a.txt'), 'utf8'), fs.readFileSync(at('b.txt'), 'utf8')]).toEqual(['one', 'two']);
  });
});

describe('a change of mods over changed files', () => {
  test.each([
    ['update', () => void kit.install('mod-2', { 'game.cfg': 'm2', 'a.txt': 'a2', 'b.txt': 'b2' }, mod)],
    ['another mod', () => void kit.install('other', { 'game.cfg': 'o', 'a.txt': 'o', 'b.txt': 'o' })],
    [
      'turning off',
      () => void setEnabled(kit.engine, { gameId: kit.gameId, entries: [mod], enabled: false }, unwatched),
    ],
    ['removal', () => void removeMods(kit.engine, { gameId: kit.gameId, entries: [mod] }, unwatched)],
    ['purge', () => void purge(kit.engine, { gameId: kit.gameId }, unwatched)],
  ])('%s is undone and redone to the byte', (_name, change) => {
    breakFiles();
    const before = tree();
    change();
    const after = tree();
    for (let round = 0; round < 2; round += 1) {
      back();
      expect(tree()).toEqual(before);
      expect(listed()).toEqual(broken);
      again();
      expect(tree()).toEqual(after);
    }
    rollTo(0);
    expect(tree()).toEqual(vanilla);
  });

  test('a folder in place of a file does not stand in the way of an undo', () => {
    fs.rmSync(at('a.txt'));
    fs.mkdirSync(at('a.txt'));
    edit('a.txt/mine', 'mine');
    const before = tree();
    removeMods(kit.engine, { gameId: kit.gameId, entries: [mod] }, unwatched);
    back();
    expect(tree()).toEqual(before);
    expect(listed()).toEqual({ 'a.txt': 'replaced-by-folder' });
  });

  test('a restart in between changes nothing', () => {
    breakFiles();
    const before = tree();
    repair();
    kit = kit.reopen();
    back();
    kit = kit.reopen();
    expect(tree()).toEqual(before);
    expect(listed()).toEqual(broken);
  });
});

describe('folders that mods brought', () => {
  beforeEach(() => void kit.install('deep', { 'deep/er/x.txt': 'x' }));

  test.each([
    ['the file', 'deep/er/x.txt'],
    ['its folder', 'deep/er'],
    ['all of it', 'deep'],
  ])('%s deleted, it is deleted again after the undo of a repair, and not more', (_name, deleted) => {
    fs.rmSync(at(deleted), { recursive: true });
    const before = tree();
    repair();
    const repaired = tree();
    back();
    expect(tree()).toEqual(before);
    again();
    expect(tree()).toEqual(repaired);
    rollTo(0);
    expect(tree()).toEqual(vanilla);
  });
});

function remake(): void {
  kit.engine.registry.close();
  fs.rmSync(registryFile(kit.dataDir));
  rebuildRegistry(kit.dataDir);
  kit = kit.reopen(false);
}

test('a registry that is made anew knows the way back and forth', () => {
  breakFiles();
  const before = tree();
  repair();
  const repaired = tree();
  remake();
  back();
  expect(tree()).toEqual(before);
  expect(listed()).toEqual(broken);
  remake();
  expect(listed()).toEqual(broken);
  again();
  expect(tree()).toEqual(repaired);
  back();
  rollTo(0);
  expect(tree()).toEqual(vanilla);
});
