import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchOptions } from '../../../src/main/actions/launch-options.ts';
import { definitionById } from '../../../src/main/games/definitions.ts';
import { nodeFs } from '../../../src/main/lib/fs.ts';
import { tempFolder, writeTree } from '../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder('launch-options');
});
afterEach(() => folder.remove());

const optionsOf = (id: string, os: 'linux' | 'windows' = 'linux') =>
  launchOptions({ fs: nodeFs, os }, { root: folder.path }, definitionById(id));

test('without a loader there is nothing to say, nor where Windows runs it', () => {
  writeTree(folder.path, { 'SkyrimSE.exe': '' });
  expect(optionsOf('skyrim-special-edition')).toBeNull();
  writeTree(folder.path, { 'skse64_loader.exe': '' });
  expect(optionsOf('skyrim-special-edition')).toContain('skse64_loader.exe');
  expect(optionsOf('skyrim-special-edition', 'windows')).toBeNull();
});

test('libraries that Wine has to take from the game', () => {
  writeTree(folder.path, { 'BloonsTD6.exe': '' });
  expect(optionsOf('bloons-td-6')).toBe('WINEDLLOVERRIDES="version=n,b" %command%');
});

test.skipIf(process.platform === 'win32').each([
  ['skyrim-special-edition', 'SkyrimSELauncher.exe', 'skse64_loader.exe'],
  ['skyrim-special-edition', 'SkyrimSE.exe', 'skse64_loader.exe'],
  ['stardew-valley', 'Stardew Valley.exe', 'StardewModdingAPI.exe'],
])('%s: the shell starts the loader instead of %s, and keeps everything else', (id, program, loader) => {
  writeTree(folder.path, { 'SkyrimSE.exe': '', 'Stardew Valley.exe': '', [loader]: '' });
  const game = path.join(folder.path, 'A game');
  const command = `printf '%s\\n' waitforexitandrun '${game}/${program}' '-an option'`;
  const typed = optionsOf(id)?.replace('%command%', () => command) ?? '';
  expect(execFileSync('sh', ['-c', typed], { encoding: 'utf8' }).trimEnd().split('\n')).toEqual([
    'waitforexitandrun',
    `${game}/${loader}`,
    '-an option',
  ]);
});
