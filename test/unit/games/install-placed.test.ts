/** Archives through the real engine into games that have a definition: the right files on the disk, and back again. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addGame } from '../../../src/main/actions/add-game.ts';
import { openEngine } from '../../../src/main/actions/engine.ts';
import { nameOfFile, provenanceOfFile } from '../../../src/main/actions/fetch-mod-file.ts';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { readOutlook } from '../../../src/main/actions/install-outlook.ts';
import { previewInstall } from '../../../src/main/actions/preview-install.ts';
import { previewChoices, readInstaller } from '../../../src/main/actions/read-installer.ts';
import { undo } from '../../../src/main/actions/roll-back.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { GameId } from '../../../src/shared/ids.ts';
import type { InstallerChoices } from '../../../src/shared/installer.ts';
import { writeZip } from '../../../tools/support/zip-writer.ts';
import { quiet } from '../../support/engine.ts';
import { conditional, config, file } from '../../support/fomod.ts';
import { readTree, tempFolder, writeTree } from '../../support/trees.ts';
import { windowsProgram } from '../../support/windows-program.ts';

let folder: ReturnType<typeof tempFolder>;
let opened: ReturnType<typeof openEngine>;
beforeEach(() => {
  folder = tempFolder('placed');
  opened = openEngine(path.join(folder.path, 'data'), quiet);
});
afterEach(() => {
  opened.close();
  folder.remove();
});

const game = (id: string, files: Readonly<Record<string, string | Buffer>>, folderName = 'game') => {
  const root = path.join(folder.path, folderName);
  writeTree(root, files);
  return { root, gameId: addGame(opened.engine, { path: root, as: id }).id };
};

interface Wish {
  readonly choices?: InstallerChoices;
  readonly target?: string;
}

const request = (gameId: GameId, name: string, files: Readonly<Record<string, string | Buffer>>, wish: Wish = {}) => {
  const archive = path.join(folder.path, `${name}.zip`);
  writeZip(archive, files);
  return { gameId, file: archive, name: nameOfFile(archive), provenance: provenanceOfFile(archive), ...wish };
};
const install = (...args: Parameters<typeof request>) => installMod(opened.engine, request(...args), unwatched);
const filesBelow = (root: string): string[] =>
  Object.keys(readTree(root)).filter((name) => fs.statSync(path.join(root, name)).isFile());

const skyrim = { 'SkyrimSE.exe': 'x', 'Data/Skyrim.esm': 'x' };

test('the script extender goes beside the program and into Data, and everything comes back', () => {
  const { root, gameId } = game('skyrim-special-edition', skyrim);
  const before = readTree(root);
  const outcome = install(gameId, 'skse', {
    'skse64_2_02/skse64_loader.exe': 'l',
    'skse64_2_02/Data/Scripts/actor.pex': 'p',
    'skse64_2_02/src/main.cpp': 'c',
  });
  expect(outcome.changed).toEqual({ added: 2, replaced: 0, removed: 0 });
  expect(filesBelow(root).toSorted()).toEqual(
    ['Data/Scripts/actor.pex', 'Data/Skyrim.esm', 'SkyrimSE.exe', 'skse64_loader.exe'].toSorted(),
  );
  undo(opened.engine, { gameId }, unwatched);
  expect(readTree(root)).toEqual(before);
});

test('what an installer has placed stays where it put it', () => {
  const { root, gameId } = game('skyrim-special-edition', skyrim);
  install(gameId, 'fomod', {
    'Mod/fomod/ModuleConfig.xml': config(
      `<moduleName>Fomod</moduleName><requiredInstallFiles>${file('a.txt', 'docs\\Data\\a.txt')}</requiredInstallFiles>`,
    ),
    'Mod/a.txt': 'a',
    'Mod/Data/b.esp': 'b',
  });
  expect(filesBelow(path.join(root, 'Data')).toSorted()).toEqual(['Skyrim.esm', 'docs/Data/a.txt']);
});

test.each([
  ['the one it asks for', windowsProgram([1, 6, 640, 0]), ['base.esp', 'new.esp'], []],
  ['an older one', windowsProgram([1, 5, 97, 0]), ['base.esp'], []],
  ['one that nobody can tell', 'x', ['base.esp', 'new.esp'], [{ of: 'game', version: '1.6.317' }]],
])('an installer goes by the version of the game: %s', (_, program, wanted, assumed) => {
  const { root, gameId } = game('skyrim-special-edition', { 'SkyrimSE.exe': program, 'Data/Skyrim.esm': 'x' });
  const files = {
    'fomod/ModuleConfig.xml': config(
      `<moduleName>F</moduleName><moduleDependencies><fommDependency version="0.13"/></moduleDependencies>
       <requiredInstallFiles>${file('base.esp')}</requiredInstallFiles>
       ${conditional('<gameDependency version="1.6.317"/>', file('new.esp'))}`,
    ),
    'base.esp': 'b',
    'new.esp': 'n',
  };
  const read = readInstaller(opened.engine, request(gameId, 'fomod', files), unwatched);
  expect(read?.questions.assumed).toEqual([{ of: 'manager', version: '0.13' }, ...assumed]);
  install(gameId, 'fomod', files);
  expect(filesBelow(path.join(root, 'Data')).filter((name) => name.endsWith('.esp'))).toEqual(wanted);
});

test('a file is the same file whether a tree or a loose archive brings it', () => {
  const { root, gameId } = game('cyberpunk-2077', { 'bin/x64/Cyberpunk2077.exe': 'x' });
  install(gameId, 'tree', { 'archive/pc/mod/a.archive': 'one', 'r6/scripts/a.reds': 's' });
  const loose = { 'wrapper/a.archive': 'two' };
  expect(readOutlook(opened.engine, request(gameId, 'loose', loose), unwatched)).toMatchObject({
    files: 1,
    overwrites: [{ name: 'tree', files: 1 }],
  });
  expect(install(gameId, 'loose', loose).changed).toEqual({ added: 0, replaced: 1, removed: 0 });
  expect(fs.readFileSync(path.join(root, 'archive/pc/mod/a.archive'), 'utf8')).toBe('two');
});

test('several parts are asked about, and only the chosen ones go in', () => {
  const { root, gameId } = game('skyrim-special-edition', skyrim);
  const files = { '00 Core/a.esp': 'a', '01 Patch/b.esp': 'b', '02 Music/Music/c.xwm': 'c' };
  expect(() => install(gameId, 'bain', files)).toThrowError(expect.objectContaining({ code: 'choices_needed' }));
  const { file: archive } = request(gameId, 'bain', files);
  const asked = readInstaller(opened.engine, { gameId, file: archive }, unwatched);
  const [group] = asked?.questions.installer.steps[0]?.groups ?? [];
  expect(group?.options.map(({ id, type }) => `${id}: ${type}`)).toEqual([
    '00 Core: recommended',
    '01 Patch: recommended',
    '02 Music: recommended',
  ]);
  const choices = { parts: ['00 Core', '02 Music'] };
  if (asked === null) throw new Error('nothing was asked');
  expect(previewChoices(asked, choices).total).toBe(2);
  install(gameId, 'bain', files, { choices });
  expect(filesBelow(path.join(root, 'Data')).toSorted()).toEqual(['Music/c.xwm', 'Skyrim.esm', 'a.esp']);
});

test('a game of one’s own gets the tree as it is', () => {
  const root = path.join(folder.path, 'own');
  writeTree(root, { 'Data/x': '' });
  const { id } = addGame(opened.engine, { path: root, as: 'custom', targets: [{ path: '.', layout: 'merge-tree' }] });
  install(id, 'tree', { 'Wrapper/Data/a.esp': 'a', 'Wrapper/readme.txt': 'r' });
  expect(filesBelow(root).toSorted()).toEqual(['Data/x', 'Wrapper/Data/a.esp', 'Wrapper/readme.txt']);
});

test('a mod for a folder that is not known yet is refused in words', () => {
  const { root, gameId } = game('elden-ring', { 'Game/eldenring.exe': 'x' });
  const before = readTree(root);
  expect(() => install(gameId, 'armour', { 'mod/parts/a.dcx': 'a' })).toThrowError(
    expect.objectContaining({ code: 'mod_folder_unknown' }),
  );
  install(gameId, 'dll', { 'a/Nice.dll': 'd' });
  expect(filesBelow(root).toSorted()).toEqual(['Game/eldenring.exe', 'Game/mods/Nice.dll']);
  undo(opened.engine, { gameId }, unwatched);
  expect(readTree(root)).toEqual(before);
});

test('Celeste: a mod stays zipped, a wrapped one is taken out, one that lies too deep becomes a folder', () => {
  const { root, gameId } = game('celeste', { 'Celeste.exe': 'x', Celeste: 'x' });
  install(gameId, 'good', { 'everest.yaml': 'y', 'Maps/a.bin': 'a' });
  const zip = path.join(folder.path, 'inner.zip');
  writeZip(zip, { 'everest.yaml': 'z' });
  const inner = fs.readFileSync(zip);
  install(gameId, 'wrap', { 'download/inner.zip': inner, 'download/readme.txt': 'r' });
  install(gameId, 'deep', { 'Deep/everest.yaml': 'w', 'Deep/Maps/b.bin': 'b' });
  expect(filesBelow(path.join(root, 'Mods')).toSorted()).toEqual(
    ['Deep/Maps/b.bin', 'Deep/everest.yaml', 'good.zip', 'inner.zip'].toSorted(),
  );
  expect(fs.readFileSync(path.join(root, 'Mods/inner.zip'))).toEqual(inner);
});

test('Deadlock: the game is told of the folder for packages, and is as it was when the mod goes', () => {
  const info = 'game/citadel/gameinfo.gi';
  const original = '"GameInfo"\r\n{\r\n\tSearchPaths\r\n\t{\r\n\t\t\tGame\t\t\t\tcitadel\r\n\t}\r\n}\r\n';
  const { root, gameId } = game('deadlock', { [info]: original });
  const read = () => fs.readFileSync(path.join(root, info), 'utf8');
  install(gameId, 'a', { 'game/citadel/addons/fancy.vpk': 'a', 'game/citadel/gameinfo.gi': 'of an old version' });
  expect(read()).toBe(original.replace('\t\t\tGame', '\t\t\tGame\t\t\t\tcitadel/addons\r\n\t\t\tGame'));
  const once = read();
  install(gameId, 'b', { 'other.vpk': 'b' });
  expect(read()).toBe(once);
  undo(opened.engine, { gameId }, unwatched);
  undo(opened.engine, { gameId }, unwatched);
  expect(read()).toBe(original);
});

test('Deadlock: every package gets a number of its own, and an update keeps it', () => {
  const { root, gameId } = game('deadlock', {
    'game/citadel/gameinfo.gi': 'x',
    'game/citadel/addons/pak01_dir.vpk': 'of the player',
  });
  const addons = path.join(root, 'game/citadel/addons');
  install(gameId, 'a', { 'skins/fancy.vpk': 'a' });
  const [entry] = install(gameId, 'b', { 'pak01_dir.vpk': 'b', 'pak01_000.vpk': 'b0', 'readme.txt': 'r' }).entries;
  expect(filesBelow(addons).toSorted()).toEqual(['pak01_dir.vpk', 'pak02_dir.vpk', 'pak03_000.vpk', 'pak03_dir.vpk']);
  expect(fs.readFileSync(path.join(addons, 'pak01_dir.vpk'), 'utf8')).toBe('of the player');
  const next = request(gameId, 'b2', { 'other_dir.vpk': 'b2' });
  installMod(opened.engine, { ...next, ...(entry === undefined ? {} : { replaces: entry }) }, unwatched);
  expect(fs.readFileSync(path.join(addons, 'pak03_dir.vpk'), 'utf8')).toBe('b2');
  expect(filesBelow(addons)).not.toContain('pak03_000.vpk');
});

test.each([
  ['below a named target', { 'archive/pc/mod/.loadstone/stage/evil.archive': 'e' }, { target: 'game-root' }],
  [
    'by its installer',
    {
      'fomod/ModuleConfig.xml': config(
        `<moduleName>F</moduleName><requiredInstallFiles>${file('a.archive', 'archive/pc/mod/.loadstone/stage/evil.archive')}</requiredInstallFiles>`,
      ),
      'a.archive': 'e',
    },
    { target: 'game-root' },
  ],
])('no mod writes into the own folder of a target inside another: %s', (_, files, wish) => {
  const { gameId } = game('cyberpunk-2077', { 'bin/x64/Cyberpunk2077.exe': 'x' });
  expect(() => install(gameId, 'evil', files, wish)).toThrowError(expect.objectContaining({ code: 'archive_refused' }));
});

test('a tree with such a folder leaves it away', () => {
  const { root, gameId } = game('cyberpunk-2077', { 'bin/x64/Cyberpunk2077.exe': 'x' });
  install(gameId, 'evil', { 'archive/pc/mod/.loadstone/stage/evil.archive': 'e' });
  expect(fs.existsSync(path.join(root, 'archive/pc/mod/.loadstone/stage/evil.archive'))).toBe(false);
  expect(fs.existsSync(path.join(root, 'archive/pc/mod/evil.archive'))).toBe(true);
});

test('Deadlock: a package is placed, what its author says of it is left out and told of', () => {
  const { root, gameId } = game('deadlock', { 'game/citadel/gameinfo.gi': 'x' });
  const files = { 'pak01_dir.vpk': 'p', 'readme.txt': 'r', 'license.txt': 'l' };
  const leftOut = ['license.txt', 'readme.txt'];
  const seen = request(gameId, 'a', files);
  const told = [readOutlook, previewInstall].map((look) => look(opened.engine, seen, unwatched).leftOut?.toSorted());
  expect(told).toEqual([leftOut, leftOut]);
  install(gameId, 'a', files);
  expect(filesBelow(root).toSorted()).toEqual(['game/citadel/addons/pak01_dir.vpk', 'game/citadel/gameinfo.gi']);
});

test.each([
  [
    'files that no rule places',
    'baldurs-gate-3',
    { 'bin/bg3.exe': 'x' },
    { 'a.vpk': 'a', 'data/s.bin': 's' },
    'files_without_place',
    'a.vpk',
  ],
  [
    'two files of one path',
    'bloons-td-6',
    { 'BloonsTD6.exe': 'x' },
    { 'My.dll': 'a', 'Mods/MY.dll': 'b' },
    'files_collide',
    'Mods/MY.dll',
  ],
  [
    'only a list that the game keeps itself',
    'deadlock',
    { 'game/citadel/gameinfo.gi': 'x' },
    { 'game/citadel/gameinfo.gi': 'of a mod' },
    'nothing_to_install',
    'Deadlock keeps itself',
  ],
  [
    'a folder that is not known yet',
    'elden-ring',
    { 'Game/eldenring.exe': 'x' },
    { 'mod/parts/a.dcx': 'a' },
    'mod_folder_unknown',
    '(override)',
  ],
])('refused before anything is written: %s', (_, id, vanilla, files, code, named) => {
  const { root, gameId } = game(id, vanilla);
  const before = readTree(root);
  for (const act of [readOutlook, previewInstall, installMod])
    expect(() => act(opened.engine, request(gameId, 'mod', files), unwatched)).toThrowError(
      expect.objectContaining({ code, message: expect.stringContaining(named) }),
    );
  expect(readTree(root)).toEqual(before);
});

test('Deadlock: the same archive is not installed twice under another number', () => {
  const { root, gameId } = game('deadlock', { 'game/citadel/gameinfo.gi': 'x' });
  const files = { 'one/fancy.vpk': 'a', 'two_dir.vpk': 'b', 'two_000.vpk': 'b0' };
  install(gameId, 'a', files);
  const before = readTree(root);
  for (const act of [previewInstall, installMod])
    expect(() => act(opened.engine, request(gameId, 'a', files), unwatched)).toThrowError(
      expect.objectContaining({ code: 'already_installed' }),
    );
  expect(readTree(root)).toEqual(before);
  // Another archive with the same package, and one with another: both are mods of their own.
  install(gameId, 'b', { ...files, 'readme.txt': 'r' });
  install(gameId, 'c', { ...files, 'two_000.vpk': 'c0' });
  expect(filesBelow(path.join(root, 'game/citadel/addons'))).toHaveLength(9);
});

test('Deadlock: only packages are numbered, and a name with a part is another package than one without', () => {
  const { root, gameId } = game('deadlock', { 'game/citadel/gameinfo.gi': 'x' });
  const addons = path.join(root, 'game/citadel/addons');
  install(gameId, 'a', {
    'game/citadel/addons/Foo.vpk': '1',
    'game/citadel/addons/foo_dir.vpk': '2',
    'game/citadel/addons/list.txt': 't',
  });
  expect(
    filesBelow(addons)
      .filter((name) => name.endsWith('.vpk'))
      .toSorted(),
  ).toEqual(['pak01_dir.vpk', 'pak02_dir.vpk']);
});
