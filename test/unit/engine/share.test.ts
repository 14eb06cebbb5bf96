import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseWinner } from '../../../src/main/actions/choose-winner.ts';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { createProfile, removeProfile, switchProfile } from '../../../src/main/actions/profiles.ts';
import { provenanceOfNothing } from '../../../src/main/actions/record-names.ts';
import { redo, rollBack, undo } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { setPinned } from '../../../src/main/actions/set-pinned.ts';
import {
  exportLoadout,
  importLoadout,
  planImport,
  readSharedLoadout,
  type ImportDeps,
} from '../../../src/main/actions/share-loadout.ts';
import { readLibrary, readProfiles } from '../../../src/main/actions/views.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { FileRef, Provenance } from '../../../src/shared/model.ts';
import { relPath } from '../../../src/shared/rel-path.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';
import { hullMod } from '../../support/fomod.ts';
import { readTree } from '../../support/trees.ts';

let giver: TestEngine;
let taker: TestEngine;
/** What "the provider" has, by file id. */
let files: Map<string, string>;

const ref = (fileId: string): FileRef => ({ provider: 'gamebanana', fileId, model: 'Mod', modId: '1' });

function installFromPage(
  kit: TestEngine,
  id: string,
  content: Readonly<Record<string, string>>,
  more: Partial<Provenance> = {},
) {
  const file = kit.zip(`mod-${id}`, content);
  files.set(id, file);
  const provenance = { ...provenanceOfNothing, ref: ref(id), fileName: `mod-${id}.zip`, version: id, ...more };
  return onlyEntry(installMod(kit.engine, { gameId: kit.gameId, file, name: `Mod ${id}`, provenance }, unwatched));
}

function depsOf({ engine, gameId }: TestEngine): ImportDeps {
  const control = { ...unwatched, batch: { id: 'import', kind: 'import' as const } };
  return {
    registry: engine.registry,
    archivePath: engine.store.archives.path,
    fetch: async (file) => {
      const id = file.provider === 'gamebanana' ? file.fileId : '';
      const copy = `${files.get(id) ?? ''}.copy`;
      fs.copyFileSync(files.get(id) ?? '', copy);
      return {
        file: copy,
        name: `Mod ${id}`,
        provenance: { ...provenanceOfNothing, ref: file, fileName: `mod-${id}.zip` },
      };
    },
    install: async (request) => installMod(engine, request, control),
    createProfile: async (name) => createProfile(engine, { gameId, name, copy: false }),
    switchProfile: async (name) => switchProfile(engine, { gameId, name }, control),
    setEnabled: async (entries, enabled) => setEnabled(engine, { gameId, entries, enabled }, control),
    setPinned: async (entries) => setPinned(engine, { gameId, entries, pinned: true }, control),
    undo: async () => undo(engine, { gameId }, unwatched),
    rollBack: async (to) => rollBack(engine, { gameId, to }, unwatched),
    removeProfile: async (name) => removeProfile(engine, { gameId, name }),
    begin: () => undefined,
    stopped: () => false,
    choose: async (request) => chooseWinner(engine, { gameId, ...request }, control),
  };
}

beforeEach(() => {
  giver = makeTestEngine();
  taker = makeTestEngine();
  files = new Map();
});
afterEach(() => {
  giver.close();
  taker.close();
});

const text = (): string => JSON.stringify(exportLoadout(giver.engine.registry, giver.gameId).loadout);

describe('a shared loadout', () => {
  test('comes out the same elsewhere: files, order, switches, pins and winners, in a profile of its own', async () => {
    const one = installFromPage(giver, '1', { 'a.txt': 'one', 'game.cfg': 'one' });
    const two = installFromPage(giver, '2', { 'a.txt': 'two', 'b.txt': 'two' });
    const three = installFromPage(giver, '3', { 'c.txt': 'three' });
    const { engine, gameId } = giver;
    chooseWinner(
      engine,
      { gameId, target: '.', path: relPath('a.txt'), folder: false, choice: { entry: one } },
      unwatched,
    );
    setEnabled(engine, { gameId, entries: [three], enabled: false }, unwatched);
    setPinned(engine, { gameId, entries: [two], pinned: true }, unwatched);
    taker.install('own', { 'own.txt': 'mine' });
    const before = readTree(taker.game);

    const shared = readSharedLoadout(text());
    expect(planImport(taker.engine.registry, taker.gameId, shared)).toMatchObject({
      sameGame: true,
      mods: [{ status: 'to-fetch' }, { status: 'to-fetch' }, { status: 'to-fetch' }],
    });
    const imported = await importLoadout(depsOf(taker), taker.gameId, shared);
    expect(imported).toMatchObject({ profile: 'Default 2', installed: 3, skipped: [] });
    expect(readTree(taker.game)).toEqual(readTree(giver.game));
    expect(
      readLibrary(taker.engine.registry, taker.gameId).map(({ name, enabled, pinned }) => [name, enabled, pinned]),
    ).toEqual([
      ['Mod 1', true, false],
      ['Mod 2', true, true],
      ['Mod 3', false, false],
    ]);
    const after = readTree(taker.game);
    // Installed, switched off, pinned and settled: one step.
    const undone = undo(taker.engine, { gameId: taker.gameId }, unwatched);
    expect(undone).toMatchObject({ reason: 'undo', subject: 'import of 3 mods' });
    expect(readTree(taker.game)).toEqual(before);
    redo(taker.engine, { gameId: taker.gameId }, unwatched);
    expect(readTree(taker.game)).toEqual(after);
    rollBack(taker.engine, { gameId: taker.gameId, to: imported.before }, unwatched);
    expect(readTree(taker.game)).toEqual(before);
    expect(readProfiles(taker.engine.registry, taker.gameId).map((profile) => profile.name)).toEqual([
      'Default',
      'Default 2',
    ]);
  });

  test('what is in the store already is not fetched, and what is known of it stays', async () => {
    installFromPage(giver, '1', { 'a.txt': 'one' });
    installFromPage(taker, '1', { 'a.txt': 'one' }, { author: 'Mira' });
    fs.rmSync(files.get('1') ?? '');
    const imported = await importLoadout(depsOf(taker), taker.gameId, readSharedLoadout(text()));
    expect(imported).toMatchObject({ installed: 1, skipped: [] });
    expect(readLibrary(taker.engine.registry, taker.gameId)).toMatchObject([
      { provenance: { author: 'Mira', version: '1', modRef: { id: 'Mod/1' } } },
    ]);
  });

  test('answers to an installer come along', async () => {
    const file = giver.zip('hull', hullMod());
    files.set('1', file);
    const provenance = { ...provenanceOfNothing, ref: ref('1'), fileName: 'hull.zip' };
    const choices = { 'Textures / Size': ['Small'] };
    installMod(giver.engine, { gameId: giver.gameId, file, name: 'Hull', provenance, choices }, unwatched);
    const imported = await importLoadout(depsOf(taker), taker.gameId, readSharedLoadout(text()));
    expect(imported).toMatchObject({ installed: 1, skipped: [] });
    expect(readTree(taker.game)).toEqual(readTree(giver.game));
  });

  test('an import that is stopped leaves everything as it was, without its profile', async () => {
    installFromPage(giver, '1', { 'a.txt': 'one' });
    installFromPage(giver, '2', { 'b.txt': 'two' });
    taker.install('own', { 'own.txt': 'mine' });
    const before = readTree(taker.game);
    let begun = 0;
    const stopped = { ...depsOf(taker), begin: () => (begun += 1), stopped: () => begun > 0 };
    await expect(importLoadout(stopped, taker.gameId, readSharedLoadout(text()))).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(readTree(taker.game)).toEqual(before);
    expect(readProfiles(taker.engine.registry, taker.gameId).map(({ name }) => name)).toEqual(['Default']);
    // What is undone next is what was done before it.
    expect(undo(taker.engine, { gameId: taker.gameId }, unwatched).subject).toBe('installation of own');
  });

  test('another file than was shared is not believed, and the rest is still installed', async () => {
    installFromPage(giver, '1', { 'a.txt': 'one' });
    installFromPage(giver, '2', { 'b.txt': 'two' });
    const shared = readSharedLoadout(text());
    files.set('1', taker.zip('changed', { 'a.txt': 'something else' }));
    const imported = await importLoadout(depsOf(taker), taker.gameId, shared);
    expect(imported).toMatchObject({ installed: 1, skipped: [{ name: 'Mod 1' }] });
    expect(fs.existsSync(path.join(taker.game, 'a.txt'))).toBe(false);
  });

  test('what only the giver has is named', () => {
    giver.install('local', { 'x.txt': 'x' });
    expect(exportLoadout(giver.engine.registry, giver.gameId)).toMatchObject({
      loadout: { mods: [] },
      leftOut: ['local'],
    });
  });

  test.each(['', '{}', '[]', '{"loadstone":2}', 'null', '{"loadstone":1,"name":"x","game":{},"mods":[],"winners":[]}'])(
    'the text %j is refused',
    (given) => {
      expect(() => readSharedLoadout(given)).toThrowError(expect.objectContaining({ code: 'invalid_input' }));
    },
  );
});
