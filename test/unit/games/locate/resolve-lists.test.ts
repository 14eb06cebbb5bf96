import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { definitionById } from '../../../../src/main/games/definitions.ts';
import { resolveLists } from '../../../../src/main/games/locate/resolve-targets.ts';
import { nodeFs } from '../../../../src/main/lib/fs.ts';
import type { GameStore } from '../../../../src/shared/games.ts';
import { machine } from '../../../support/machine.ts';
import { tempFolder, writeTree } from '../../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder('lists');
});
afterEach(() => folder.remove());

const resolved = (id: string, runsOn: 'windows' | 'linux', store?: GameStore): readonly string[] => {
  const definition = definitionById(id);
  if (definition === null) throw new Error(id);
  const { folders: user } = machine(folder.path);
  return resolveLists(nodeFs, definition, { runsOn, user, store }, []).map((list) =>
    path.relative(folder.path, list.path),
  );
};

test('of the folders of several stores the one that is there, and of two that of the store', () => {
  expect(resolved('skyrim-special-edition', 'windows', 'gog')).toEqual([]);
  writeTree(folder.path, { 'AppData/Local/Skyrim Special Edition GOG/plugins.txt': '' });
  expect(resolved('skyrim-special-edition', 'windows')).toEqual(['AppData/Local/Skyrim Special Edition GOG']);
  writeTree(folder.path, { 'AppData/Local/Skyrim Special Edition/plugins.txt': '' });
  expect(resolved('skyrim-special-edition', 'windows', 'gog')).toEqual(['AppData/Local/Skyrim Special Edition GOG']);
  expect(resolved('skyrim-special-edition', 'windows', 'steam')).toEqual(['AppData/Local/Skyrim Special Edition']);
});

test('each system has its own, in the spelling that is on the disk', () => {
  const config = 'Ludeon Studios/RimWorld by Ludeon Studios/config';
  writeTree(folder.path, { [`AppData/LocalLow/${config}/x`]: '', [`.config/unity3d/${config}/x`]: '' });
  expect(resolved('rimworld', 'windows')).toEqual([`AppData/LocalLow/${config}`]);
  expect(resolved('rimworld', 'linux')).toEqual([`.config/unity3d/${config}`]);
});
