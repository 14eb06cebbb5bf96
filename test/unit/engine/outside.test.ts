import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adoptFiles, keepChanges, restoreFiles } from '../../../src/main/actions/outside-changes.ts';
import { removeMods } from '../../../src/main/actions/remove-mods.ts';
import { rollBack, undo } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { readStatus } from '../../../src/main/actions/verify.ts';
import { readLibrary } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import { relPath } from '../../../src/shared/rel-path.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';
import { readTree } from '../../support/trees.ts';

let kit: TestEngine;

beforeEach(() => {
  kit = makeTestEngine();
  kit.install('mod', { 'game.cfg': 'modded', 'a.txt': 'a', 'b.txt': 'b' });
});
afterEach(() => kit.close());

const at = (name: string): string => path.join(kit.game, name);
const read = (name: string): string => fs.readFileSync(at(name), 'utf8');
const edit = (name: string, text: string): void => fs.writeFileSync(at(name), text);
const files = (...names: string[]) => names.map((name) => ({ target: '.', path: relPath(name) }));
const keep = (...names: string[]) => keepChanges(kit.engine, { gameId: kit.gameId, files: files(...names) }, unwatched);
const changes = (added = false) => readStatus(kit.engine, { gameId: kit.gameId, added }, unwatched).changes;
const names = (): string[] => readLibrary(kit.engine.registry, kit.gameId).map((entry) => entry.name);

describe('keeping', () => {
  test('makes an edit an entry of its own that wins over later mods, and can be switched off', () => {
    edit('a.txt', 'by hand');
    const kept = keep('a.txt');
    expect(kept).toMatchObject({ reason: 'keep-change', changed: { added: 0, replaced: 0, removed: 0 } });
    expect(changes()).toEqual([]);
    kit.install('later', { 'a.txt': 'later' });
    expect(read('a.txt')).toBe('by hand');
    expect(names()).toEqual(['mod', 'later', 'My changes']);
    setEnabled(kit.engine, { gameId: kit.gameId, entries: [onlyEntry(kept)], enabled: false }, unwatched);
    expect(read('a.txt')).toBe('later');
  });

  test('survives an update of the mod, and is taken back by undo', () => {
    edit('a.txt', 'by hand');
    const [mod] = readLibrary(kit.engine.registry, kit.gameId);
    if (mod === undefined) throw new Error('no mod');
    keep('a.txt');
    kit.install('mod-2', { 'a.txt': 'a2', 'b.txt': 'b2' }, mod.id);
    expect([read('a.txt'), read('b.txt')]).toEqual(['by hand', 'b2']);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(names()).toEqual(['mod']);
    expect(read('a.txt')).toBe('by hand');
  });

  test('adds to what was kept before', () => {
    edit('a.txt', 'first');
    keep('a.txt');
    edit('a.txt', 'second');
    edit('b.txt', 'too');
    keep('a.txt', 'b.txt');
    expect(names()).toEqual(['mod', 'My changes']);
    expect(readLibrary(kit.engine.registry, kit.gameId)[1]).toMatchObject({ files: 2, kind: 'own-changes' });
  });

  test('a deleted file stays away, and the original is safe', () => {
    fs.rmSync(at('game.cfg'));
    expect(changes().map(({ kind }) => kind)).toEqual(['deleted']);
    keep('game.cfg');
    expect(changes()).toEqual([]);
    expect(fs.existsSync(at('game.cfg'))).toBe(false);
    rollBack(kit.engine, { gameId: kit.gameId, to: 0 }, unwatched);
    expect(read('game.cfg')).toBe('volume=7\n');
  });

  test('a folder in the way of a file is refused', () => {
    fs.rmSync(at('a.txt'));
    fs.mkdirSync(at('a.txt'));
    expect(() => keep('a.txt')).toThrowError(expect.objectContaining({ code: 'path_blocked' }));
  });
});

describe('restoring', () => {
  test('puts the file back, and undo brings the edit back', () => {
    edit('a.txt', 'by hand');
    const before = readTree(kit.game);
    const outcome = restoreFiles(kit.engine, { gameId: kit.gameId, files: files('a.txt') }, unwatched);
    expect(outcome).toMatchObject({ reason: 'repair', changed: { replaced: 1 }, captured: [{ path: 'a.txt' }] });
    expect(read('a.txt')).toBe('a');
    expect(names()).toEqual(['mod']);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
  });

  test('touches only what it was told', () => {
    edit('a.txt', 'one');
    edit('b.txt', 'two');
    restoreFiles(kit.engine, { gameId: kit.gameId, files: files('b.txt') }, unwatched);
    expect([read('a.txt'), read('b.txt')]).toEqual(['one', 'b']);
    expect(changes().map((change) => change.path)).toEqual(['a.txt']);
  });
});

describe('files from outside', () => {
  beforeEach(() => {
    fs.mkdirSync(at('extra'));
    edit('extra/new.txt', 'from elsewhere');
  });

  test('are found when asked for, and files of the game, of mods and restored ones are none', () => {
    expect(changes()).toEqual([]);
    expect(changes(true)).toEqual([{ target: '.', path: 'extra/new.txt', kind: 'added', entry: null }]);
    rollBack(kit.engine, { gameId: kit.gameId, to: 0 }, unwatched);
    expect(changes(true).map((change) => change.path)).toEqual(['extra/new.txt']);
  });

  test('adopted, they can be switched off and on; taken out, they lie where they lay', () => {
    const before = readTree(kit.game);
    const request = { gameId: kit.gameId, files: files('extra/new.txt'), name: 'Extras' };
    const outcome = adoptFiles(kit.engine, request, unwatched);
    expect(outcome).toMatchObject({ reason: 'adopt', changed: { added: 0, replaced: 0, removed: 0 } });
    const entry = onlyEntry(outcome);
    setEnabled(kit.engine, { gameId: kit.gameId, entries: [entry], enabled: false }, unwatched);
    expect(fs.existsSync(at('extra/new.txt'))).toBe(false);
    removeMods(kit.engine, { gameId: kit.gameId, entries: [entry] }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(fs.existsSync(at('extra/new.txt'))).toBe(false);
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(readTree(kit.game)).toEqual(before);
    rollBack(kit.engine, { gameId: kit.gameId, to: 0 }, unwatched);
    expect(read('extra/new.txt')).toBe('from elsewhere');
  });

  test('kept, they belong to the game', () => {
    keep('extra/new.txt');
    expect(changes(true)).toEqual([]);
  });

  test('a file of a mod cannot be adopted, and a foreign one not restored', () => {
    const request = { gameId: kit.gameId, files: files('a.txt'), name: 'No' };
    expect(() => adoptFiles(kit.engine, request, unwatched)).toThrowError(
      expect.objectContaining({ code: 'invalid_input' }),
    );
    expect(() =>
      restoreFiles(kit.engine, { gameId: kit.gameId, files: files('extra/new.txt') }, unwatched),
    ).toThrowError(expect.objectContaining({ code: 'invalid_input' }));
  });
});
