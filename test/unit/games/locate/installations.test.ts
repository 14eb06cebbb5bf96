import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { definitionById } from '../../../../src/main/games/definitions.ts';
import { createInstallations } from '../../../../src/main/games/locate/installations.ts';
import { nodeFs } from '../../../../src/main/lib/fs.ts';
import { machine, steamLibraries, steamManifest } from '../../../support/machine.ts';
import { tempFolder, writeTree } from '../../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder('installations');
});
afterEach(() => folder.remove());

const definition = (id: string) => {
  const found = definitionById(id);
  if (found === null) throw new Error(id);
  return found;
};

test('asks the stores once, and sees what the game makes when it first runs', () => {
  const library = path.join(folder.path, '.local/share/Steam');
  const game = path.join(fs.realpathSync(folder.path), '.local/share/Steam/steamapps/common/Skyrim Special Edition');
  writeTree(library, {
    'config/libraryfolders.vdf': steamLibraries(library),
    'steamapps/appmanifest_489830.acf': steamManifest(489830, 'Skyrim Special Edition'),
    'steamapps/common/Skyrim Special Edition/SkyrimSE.exe': '',
  });
  const asked: string[] = [];
  const watched = {
    ...nodeFs,
    readFile: (file: string) => {
      asked.push(path.basename(file));
      return nodeFs.readFile(file);
    },
  };
  const { targetsIn } = createInstallations(() => machine(folder.path, { fs: watched }));
  const listed = () => targetsIn(game, definition('skyrim-special-edition')).lists;

  expect(listed()).toEqual([]);
  expect(asked).toContain('appmanifest_489830.acf');
  asked.length = 0;
  const made = 'steamapps/compatdata/489830/pfx/drive_c/users/steamuser/AppData/Local/Skyrim Special Edition';
  writeTree(library, { [`${made}/plugins.txt`]: '' });
  expect(listed().map(({ path: at }) => at)).toEqual([path.join(fs.realpathSync(library), made)]);
  expect(asked).toEqual([]);
});

test('asks no store about a game whose folders are all its own', () => {
  const targets = createInstallations(() =>
    machine(folder.path, {
      fs: {
        ...nodeFs,
        readdir: (place) => {
          throw new Error(`looked into ${place}`);
        },
      },
    }),
  ).targetsIn(folder.path, definition('celeste')).targets;
  expect(targets.map(({ path: at }) => path.relative(folder.path, at))).toEqual(['Mods']);
});
