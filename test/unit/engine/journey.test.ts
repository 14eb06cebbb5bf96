import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeGame } from '../../../src/main/actions/remove-game.ts';
import { removeMods } from '../../../src/main/actions/remove-mods.ts';
import { redo, rollBack, undo } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { readHistory, readLibrary } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import { makeTestEngine, type TestEngine } from '../../support/engine.ts';
import { readTree } from '../../support/trees.ts';

let kit: TestEngine;

beforeEach(() => {
  kit = makeTestEngine();
});
afterEach(() => kit.close());

const shiny = {
  'data/palette.txt': 'gold silver\n',
  'data/ships/nebula.json': '{"name":"Nebula"}\n',
  'extras/readme.txt': 'hi\n',
};

describe('install and take back', () => {
  test('an overwritten vanilla file comes back with its bytes, bits and time', () => {
    const palette = path.join(kit.game, 'data/palette.txt');
    fs.chmodSync(palette, 0o640);
    fs.utimesSync(palette, 1_000_000, 1_000_000);
    const before = readTree(kit.game);
    const outcome = kit.install('shiny', shiny);
    expect(outcome).toMatchObject({ generation: 1, changed: { added: 2, replaced: 1, removed: 0 } });
    expect(fs.readFileSync(palette, 'utf8')).toBe('gold silver\n');
    expect(readTree(kit.game)).not.toEqual(before);
    const back = undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(back).toMatchObject({ generation: 2, changed: { added: 0, replaced: 1, removed: 2 } });
    expect(readTree(kit.game)).toEqual(before);
    expect(fs.statSync(palette).mtimeMs).toBe(1_000_000_000);
  });

  test('undo and redo walk back and forth, and every state has its tree hash', () => {
    const start = readTree(kit.game);
    const one = kit.install('one', { 'a.txt': '1', 'game.cfg': 'mod one' });
    const afterOne = readTree(kit.game);
    const two = kit.install('two', { 'b.txt': '2', 'game.cfg': 'mod two' });
    const afterTwo = readTree(kit.game);
    const { gameId, engine } = kit;
    expect(undo(engine, { gameId }, unwatched).treeHash).toBe(one.treeHash);
    expect(readTree(kit.game)).toEqual(afterOne);
    undo(engine, { gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(start);
    expect(() => undo(engine, { gameId }, unwatched)).toThrowError(
      expect.objectContaining({ code: 'nothing_to_undo' }),
    );
    redo(engine, { gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(afterOne);
    expect(redo(engine, { gameId }, unwatched).treeHash).toBe(two.treeHash);
    expect(readTree(kit.game)).toEqual(afterTwo);
    expect(() => redo(engine, { gameId }, unwatched)).toThrowError(
      expect.objectContaining({ code: 'nothing_to_redo' }),
    );
    rollBack(engine, { gameId, to: 0 }, unwatched);
    expect(readTree(kit.game)).toEqual(start);
    undo(engine, { gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(afterTwo);
    expect(readHistory(engine.registry, gameId, 100).generations.map((generation) => generation.reason)).toEqual([
      'undo',
      'roll-back',
      'redo',
      'redo',
      'undo',
      'undo',
      'install',
      'install',
      'start',
    ]);
  });

  test('a mod that brings the very file the game has leaves it there when it goes', () => {
    const before = readTree(kit.game);
    const outcome = kit.install('same', { 'game.cfg': 'volume=7\n', 'new.txt': 'x' });
    expect(outcome.changed).toEqual({ added: 1, replaced: 0, removed: 0 });
    removeMods(kit.engine, { gameId: kit.gameId, entries: outcome.entries }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
  });

  test('switching a mod off uncovers the one below it', () => {
    const one = kit.install('one', { 'game.cfg': 'one' });
    const two = kit.install('two', { 'game.cfg': 'two' });
    const cfg = (): string => fs.readFileSync(path.join(kit.game, 'game.cfg'), 'utf8');
    expect(cfg()).toBe('two');
    setEnabled(kit.engine, { gameId: kit.gameId, entries: two.entries, enabled: false }, unwatched);
    expect(cfg()).toBe('one');
    setEnabled(kit.engine, { gameId: kit.gameId, entries: one.entries, enabled: false }, unwatched);
    expect(cfg()).toBe('volume=7\n');
    expect(readLibrary(kit.engine.registry, kit.gameId).map((entry) => entry.enabled)).toEqual([false, false]);
  });

  test('a file can become a folder and a folder a file', () => {
    const before = readTree(kit.game);
    const one = kit.install('one', { thing: 'file', 'other/part': 'x' });
    removeMods(kit.engine, { gameId: kit.gameId, entries: one.entries }, unwatched);
    kit.install('two', { 'thing/part': 'inside', other: 'now a file' });
    rollBack(kit.engine, { gameId: kit.gameId, to: 1 }, unwatched);
    expect(fs.readFileSync(path.join(kit.game, 'thing'), 'utf8')).toBe('file');
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(fs.readFileSync(path.join(kit.game, 'other'), 'utf8')).toBe('now a file');
    rollBack(kit.engine, { gameId: kit.gameId, to: 0 }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
  });

  test('an edited file of a mod is kept, and captured when it has to give way', () => {
    const one = kit.install('one', { 'mod.ini': 'a=1', 'x.txt': 'x' });
    const ini = path.join(kit.game, 'mod.ini');
    fs.writeFileSync(ini, 'a=2 edited by the player');
    const outcome = kit.install('two', { 'y.txt': 'y' });
    expect(outcome.kept).toEqual([]);
    const removed = removeMods(kit.engine, { gameId: kit.gameId, entries: one.entries }, unwatched);
    expect(removed.captured).toHaveLength(1);
    const [edit] = removed.captured;
    expect(edit && fs.readFileSync(kit.engine.store.blobs.path(edit.blob), 'utf8')).toBe('a=2 edited by the player');
    expect(fs.existsSync(ini)).toBe(false);
  });

  test('removing the game brings the folder back and leaves nothing in the store', () => {
    const before = readTree(kit.game);
    kit.install('one', shiny);
    kit.install('two', { 'game.cfg': 'two' });
    removeGame(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
    expect([...kit.engine.store.blobs.list()]).toEqual([]);
    expect([...kit.engine.store.archives.list()]).toEqual([]);
  });

  test('casing that is there is used, also for folders', () => {
    const before = readTree(kit.game);
    kit.install('loud', { 'DATA/Palette.TXT': 'loud', 'Data/SHIPS/new.json': '{}' });
    expect(fs.readFileSync(path.join(kit.game, 'data/palette.txt'), 'utf8')).toBe('loud');
    expect(fs.existsSync(path.join(kit.game, 'data/ships/new.json'))).toBe(true);
    expect(fs.existsSync(path.join(kit.game, 'DATA'))).toBe(false);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
  });

  test('a link in the way of a folder is never followed', () => {
    const outside = path.join(kit.dataDir, '..', 'outside');
    fs.mkdirSync(outside);
    fs.symlinkSync(outside, path.join(kit.game, 'linked'));
    const before = readTree(kit.game);
    expect(() => kit.install('sneaky', { 'linked/file.txt': 'x' })).toThrowError(
      expect.objectContaining({ code: 'path_blocked' }),
    );
    expect(readTree(kit.game)).toEqual(before);
    expect(fs.readdirSync(outside)).toEqual([]);
    expect(readLibrary(kit.engine.registry, kit.gameId)).toEqual([]);
    expect([...kit.engine.store.blobs.list()]).toEqual([]);
  });

  test('hard-linked files come and go too, and the same archive is not installed twice', () => {
    kit.close();
    kit = makeTestEngine({ neverRewritten: ['.pak'] });
    const before = readTree(kit.game);
    kit.install('packs', { 'a.pak': 'one', 'b.ini': 'two' });
    expect(fs.statSync(path.join(kit.game, 'a.pak')).nlink).toBe(2);
    expect(fs.statSync(path.join(kit.game, 'b.ini')).nlink).toBe(1);
    expect(() => kit.install('packs', { 'a.pak': 'one', 'b.ini': 'two' })).toThrowError(
      expect.objectContaining({ code: 'already_installed' }),
    );
    kit.install('packs2', { 'a.pak': 'three' });
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(fs.readFileSync(path.join(kit.game, 'a.pak'), 'utf8')).toBe('one');
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
  });

  test('an archive that stays whole is the deployed file, whatever it is called', () => {
    kit.close();
    kit = makeTestEngine({ targets: [{ path: 'Mods', layout: 'archive-as-is' }] });
    const before = readTree(kit.game);
    kit.install('What? A: Mod', { 'everest.yaml': '- Name: x' });
    const placed = path.join(kit.game, 'Mods/What- A- Mod.zip');
    expect(
      fs.readFileSync(placed).equals(fs.readFileSync(kit.zip('What? A: Mod', { 'everest.yaml': '- Name: x' }))),
    ).toBe(true);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
  });
});
