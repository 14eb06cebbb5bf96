import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collectStore } from '../../../src/main/actions/collect-store.ts';
import { previewChange } from '../../../src/main/actions/preview-change.ts';
import { createProfile, removeProfile, renameProfile, switchProfile } from '../../../src/main/actions/profiles.ts';
import { rebuildRegistry } from '../../../src/main/actions/rebuild-registry.ts';
import { rollBack, undo } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { setEntryNote } from '../../../src/main/actions/set-note.ts';
import { readHistory, readLibrary, readProfiles } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { EntryId } from '../../../src/shared/ids.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';
import { readTree } from '../../support/trees.ts';

let kit: TestEngine;
let mod: EntryId;

beforeEach(() => {
  kit = makeTestEngine();
  mod = onlyEntry(kit.install('mod', { 'game.cfg': 'modded', 'x.txt': 'x' }));
});
afterEach(() => kit.close());

const names = () =>
  readProfiles(kit.engine.registry, kit.gameId).map(({ name, active }) => (active ? `*${name}` : name));
const create = (name: string, copy = true) => createProfile(kit.engine, { gameId: kit.gameId, name, copy });
const switchTo = (name: string) => switchProfile(kit.engine, { gameId: kit.gameId, name }, unwatched);
const read = (name: string): string => fs.readFileSync(path.join(kit.game, name), 'utf8');

describe('profiles', () => {
  test('keep loadouts apart, and each comes back as it was left', () => {
    create('Empty', false);
    const modded = readTree(kit.game);
    switchTo('empty');
    expect(names()).toEqual(['Default', '*Empty']);
    expect(read('game.cfg')).toBe('volume=7\n');
    expect(readLibrary(kit.engine.registry, kit.gameId)).toEqual([]);
    kit.install('other', { 'y.txt': 'y' });
    const other = readTree(kit.game);
    switchTo('Default');
    expect(readTree(kit.game)).toEqual(modded);
    switchTo('Empty');
    expect(readTree(kit.game)).toEqual(other);
  });

  test('a copy goes its own way', () => {
    create('Copy');
    switchTo('Copy');
    setEnabled(kit.engine, { gameId: kit.gameId, entries: [mod], enabled: false }, unwatched);
    expect(readProfiles(kit.engine.registry, kit.gameId)).toMatchObject([
      { name: 'Copy', active: true, mods: 1, enabledMods: 0 },
      { name: 'Default', active: false, mods: 1, enabledMods: 1 },
    ]);
  });

  test('a switch is a generation like any other: undo and roll back lead across it', () => {
    create('Empty', false);
    switchTo('Empty');
    expect(readHistory(kit.engine.registry, kit.gameId, 10).generations[0]).toMatchObject({
      reason: 'switch-profile',
      subject: 'Empty',
      profile: 'Empty',
    });
    undo(kit.engine, { gameId: kit.gameId }, unwatched);
    expect(names()).toEqual(['*Default', 'Empty']);
    expect(read('game.cfg')).toBe('modded');
  });

  test('a preview says what a switch would do', () => {
    create('Empty', false);
    const preview = previewChange(kit.engine, { gameId: kit.gameId, change: { verb: 'switchProfile', name: 'Empty' } });
    expect(preview).toMatchObject({ changed: { added: 0, replaced: 1, removed: 1 }, mods: [{ change: 'removed' }] });
    expect(names()).toEqual(['*Default', 'Empty']);
  });

  test('names are unique whatever their case, and may change', () => {
    create('Hard');
    expect(() => create('HARD')).toThrowError(expect.objectContaining({ code: 'invalid_input' }));
    renameProfile(kit.engine, { gameId: kit.gameId, name: 'hard', to: 'HARD' });
    renameProfile(kit.engine, { gameId: kit.gameId, name: 'Default', to: 'Easy' });
    expect(names()).toEqual(['*Easy', 'HARD']);
    expect(() => create('  ')).toThrowError(expect.objectContaining({ code: 'invalid_input' }));
  });

  test('the one in use is not removed; a removed one comes back when history leads there', () => {
    create('Other', false);
    expect(() => removeProfile(kit.engine, { gameId: kit.gameId, name: 'Default' })).toThrowError(
      expect.objectContaining({ code: 'invalid_input' }),
    );
    switchTo('Other');
    const { generation } = kit.install('y', { 'y.txt': 'y' });
    switchTo('Default');
    removeProfile(kit.engine, { gameId: kit.gameId, name: 'Other' });
    create('Other', false);
    rollBack(kit.engine, { gameId: kit.gameId, to: generation }, unwatched);
    expect(names()).toEqual(['Default', 'Other', '*Other 2']);
  });

  test('what a profile needs is never let go of', () => {
    create('Empty', false);
    switchTo('Empty');
    kit.install('a', { 'a.txt': 'a' });
    kit.install('b', { 'b.txt': 'b' });
    collectStore(kit.engine, { generations: 1, days: 0, budget: 0, archives: true }, false);
    switchTo('Default');
    expect(read('x.txt')).toBe('x');
  });

  test('profiles and notes survive the loss of the registry', () => {
    create('Second');
    renameProfile(kit.engine, { gameId: kit.gameId, name: 'Default', to: 'First' });
    setEntryNote(kit.engine, { gameId: kit.gameId, entry: mod, note: 'keep this' });
    switchTo('Second');
    const before = readProfiles(kit.engine.registry, kit.gameId);
    kit.engine.registry.close();
    rebuildRegistry(kit.dataDir);
    kit = kit.reopen(false);
    expect(readProfiles(kit.engine.registry, kit.gameId)).toEqual(before);
    expect(readLibrary(kit.engine.registry, kit.gameId)[0]?.note).toBe('keep this');
  });
});
