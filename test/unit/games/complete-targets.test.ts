/** Folders for mods that a game gained after it was added: when they are taken up, and when they are left. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addGame } from '../../../src/main/actions/add-game.ts';
import { checkGame, withHeld } from '../../../src/main/actions/check-game.ts';
import { completeTargets, newTargets } from '../../../src/main/actions/complete-targets.ts';
import { openEngine, requireGame } from '../../../src/main/actions/engine.ts';
import { nameOfFile, provenanceOfFile } from '../../../src/main/actions/fetch-mod-file.ts';
import { definitionOf } from '../../../src/main/actions/game-definition.ts';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { readOutlook } from '../../../src/main/actions/install-outlook.ts';
import { previewInstall } from '../../../src/main/actions/preview-install.ts';
import { undo } from '../../../src/main/actions/roll-back.ts';
import { readStatus } from '../../../src/main/actions/verify.ts';
import { systemEnv } from '../../../src/main/games/locate/locate-env.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { TargetDefinition } from '../../../src/shared/games.ts';
import type { GameId } from '../../../src/shared/ids.ts';
import { writeZip } from '../../../tools/support/zip-writer.ts';
import { quiet } from '../../support/engine.ts';
import { readTree, tempFolder, writeTree } from '../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
let opened: ReturnType<typeof openEngine>;
let dataDir: string;
let root: string;
beforeEach(() => {
  folder = tempFolder('targets');
  dataDir = path.join(folder.path, 'data');
  root = path.join(folder.path, 'game');
  opened = openEngine(dataDir, quiet);
});
afterEach(() => {
  opened.close();
  folder.remove();
});

const outer: TargetDefinition = { name: 'data', path: 'Data', layout: 'merge-tree' };
const inner: TargetDefinition = { name: 'sounds', path: 'Data/Sounds', layout: 'merge-tree', accepts: ['*.ogg'] };
const apart: TargetDefinition = { name: 'plugins', path: 'Plugins', layout: 'merge-tree', accepts: ['*.dll'] };

/** What the definition of the game says from now on. */
const define = (...targets: readonly TargetDefinition[]): void =>
  writeTree(path.join(dataDir, 'games'), {
    'nested.json': JSON.stringify({
      id: 'nested',
      name: 'Nested',
      targets,
      providers: {},
      neverRewritten: [],
      recognisedBy: ['nested.exe'],
      installer: { stopPatterns: ['*.dll', '*.ogg'] },
    }),
  });

function addNested(...targets: readonly TargetDefinition[]): GameId {
  define(...targets);
  writeTree(root, { 'nested.exe': 'x', 'Data/Sounds/own.ogg': 'of the game', 'Data/base.txt': 'b' });
  return addGame(opened.engine, { path: root, as: 'nested' }).id;
}

const request = (gameId: GameId, name: string, files: Readonly<Record<string, string>>) => {
  const archive = path.join(folder.path, `${name}.zip`);
  writeZip(archive, files);
  return { gameId, file: archive, name: nameOfFile(archive), provenance: provenanceOfFile(archive) };
};
const targetsOf = (gameId: GameId): readonly string[] =>
  requireGame(opened.engine.registry, gameId).targets.map(({ name }) => name);
const addedFiles = (gameId: GameId): readonly string[] =>
  readStatus(opened.engine, { gameId, added: true }, unwatched)
    .changes.filter(({ kind }) => kind === 'added')
    .map(({ target, path: at }) => `${target}: ${at}`);
const checked = (gameId: GameId) => {
  const { engine } = opened;
  const game = requireGame(engine.registry, gameId);
  const check = checkGame(engine, systemEnv(), game, definitionOf(engine, game));
  return withHeld(check, newTargets(engine, game).held).unresolved;
};

test('neither a preview nor the outlook of an installation takes a folder up; the installation does', () => {
  const gameId = addNested(outer);
  define(outer, apart);
  const wanted = request(gameId, 'mod', { 'a.dll': 'a' });
  const before = { targets: targetsOf(gameId), data: readTree(path.join(dataDir, 'store')) };
  const state = () => ({ targets: targetsOf(gameId), data: readTree(path.join(dataDir, 'store')) });

  expect(readOutlook(opened.engine, wanted, unwatched)).toMatchObject({ files: 1, overwrites: [] });
  expect(state()).toEqual(before);
  expect(previewInstall(opened.engine, wanted, unwatched)).toMatchObject({
    changed: { added: 1, replaced: 0, removed: 0 },
    files: [{ target: 'plugins', path: 'a.dll', action: 'add' }],
  });
  expect(state()).toEqual(before);

  installMod(opened.engine, wanted, unwatched);
  expect(targetsOf(gameId)).toEqual(['data', 'plugins']);
  expect(fs.readFileSync(path.join(root, 'Plugins/a.dll'), 'utf8')).toBe('a');
});

test('a preview sees what lies in a folder that is not taken up yet', () => {
  const gameId = addNested(outer);
  define(outer, apart);
  writeTree(root, { 'Plugins/a.dll': 'of the player' });
  const wanted = request(gameId, 'mod', { 'a.dll': 'a' });
  expect(readOutlook(opened.engine, wanted, unwatched).replacesOriginals).toBe(1);
  expect(previewInstall(opened.engine, wanted, unwatched)).toMatchObject({
    changed: { added: 0, replaced: 1, removed: 0 },
    replacesOriginals: 1,
  });
});

test('a folder inside another one is taken up, with what was there from the start and what came later told apart', () => {
  const gameId = addNested(outer);
  writeTree(root, { 'Data/Sounds/later.ogg': 'of the player' });
  expect(addedFiles(gameId)).toEqual(['data: Sounds/later.ogg']);
  define(outer, inner);
  expect(completeTargets(opened.engine, { gameId }).targets.map(({ name }) => name)).toEqual(['data', 'sounds']);
  expect(addedFiles(gameId)).toEqual(['sounds: later.ogg']);

  const before = readTree(root);
  installMod(opened.engine, request(gameId, 'mod', { 'own.ogg': 'louder' }), unwatched);
  expect(fs.readFileSync(path.join(root, 'Data/Sounds/own.ogg'), 'utf8')).toBe('louder');
  undo(opened.engine, { gameId }, unwatched);
  expect(readTree(root)).toEqual(before);
});

test('of a folder around another one, what belongs to the inner one is not taken for its own', () => {
  const gameId = addNested(inner);
  define(inner, outer);
  completeTargets(opened.engine, { gameId });
  const { registry } = opened.engine;
  const around = requireGame(registry, gameId).targets.find(({ name }) => name === 'data');
  expect(registry.baseline.list(around?.id ?? -1)).toEqual(['base.txt']);
});

test('a folder that holds files of a mod already, by another name, is left alone and told of', () => {
  const gameId = addNested(outer);
  installMod(opened.engine, request(gameId, 'old', { 'Data/Sounds/new.ogg': 'n' }), unwatched);
  define(outer, inner);
  expect(completeTargets(opened.engine, { gameId }).targets.map(({ name }) => name)).toEqual(['data']);
  expect(checked(gameId)).toEqual([{ name: 'sounds', why: 'holds-mods' }]);
  const wanted = request(gameId, 'mod', { 'x.ogg': 'x' });
  for (const act of [readOutlook, previewInstall, installMod])
    expect(() => act(opened.engine, wanted, unwatched)).toThrowError(
      expect.objectContaining({ code: 'mod_folder_in_use', message: expect.stringContaining('holds files of mods') }),
    );
});

test('a generation that could come back counts like a mod that is there', () => {
  const gameId = addNested(outer);
  installMod(opened.engine, request(gameId, 'old', { 'Data/Sounds/new.ogg': 'n' }), unwatched);
  undo(opened.engine, { gameId }, unwatched);
  define(outer, inner);
  completeTargets(opened.engine, { gameId });
  expect(targetsOf(gameId)).toEqual(['data']);
});
