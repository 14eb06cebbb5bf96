import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pluginsOff } from '../../../src/main/games/plugins-off.ts';
import { nodeFs } from '../../../src/main/lib/fs.ts';
import { tempFolder, writeTree } from '../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder('plugins');
});
afterEach(() => folder.remove());

const at = (...parts: readonly string[]): string => path.join(folder.path, ...parts);
const skyrim = (root = at('game')) => ({ definition: 'skyrim-special-edition', root });
const list = '# written by the game\r\n*Lux.esp\r\nSkyUI_SE.esp\r\n\r\n*Patch\u00e9.esp\r\nOff\u00e9.esp\r\n';

test('what is on the list without a star is off, whatever its case, and the text is Latin-1', () => {
  writeTree(at('local'), { 'Skyrim Special Edition/plugins.txt': Buffer.from(list, 'latin1') });
  const off = pluginsOff(nodeFs, skyrim(), [], at('local'));
  expect([...off]).toEqual(['skyui_se.esp', 'off\u00e9.esp']);
});

test('the folder of another store is found by its suffix', () => {
  writeTree(at('local'), { 'Skyrim Special Edition GOG/Plugins.txt': 'A.esp' });
  expect(pluginsOff(nodeFs, skyrim(), [], at('local')).has('a.esp')).toBe(true);
});

test('under Proton the list is in the prefix of the game', () => {
  const prefix = 'steamapps/compatdata/489830/pfx/drive_c/users/steamuser/AppData/Local';
  writeTree(folder.path, {
    [`${prefix}/Skyrim Special Edition/plugins.txt`]: 'A.esp',
    'steamapps/common/Skyrim/x': '',
  });
  const game = skyrim(at('steamapps/common/Skyrim'));
  expect(pluginsOff(nodeFs, game, [489_830], undefined).has('a.esp')).toBe(true);
  expect(pluginsOff(nodeFs, game, [1], undefined).size).toBe(0);
});

test('nothing is off where there is no list, and for a game that keeps none', () => {
  writeTree(at('local'), { 'Skyrim Special Edition/plugins.txt': 'A.esp' });
  expect(pluginsOff(nodeFs, skyrim(), [], undefined).size).toBe(0);
  expect(pluginsOff(nodeFs, { definition: 'celeste', root: at('game') }, [], at('local')).size).toBe(0);
});

test('where the folder of the list is known, nothing else is looked at', () => {
  writeTree(at('known'), { 'PLUGINS.txt': '*A.esp\nB.esp' });
  writeTree(at('local'), { 'Skyrim Special Edition/plugins.txt': 'A.esp' });
  const lists = [{ name: 'list:plugins-starred', path: at('known') }];
  expect([...pluginsOff(nodeFs, { ...skyrim(), lists }, [], at('local'))]).toEqual(['b.esp']);
});
