/** The traps of finding games that are not about reading a store's files. The others: `locate/detect-games.test.ts`. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addGame } from '../../../src/main/actions/add-game.ts';
import { checkFolders } from '../../../src/main/actions/check-game.ts';
import { openEngine } from '../../../src/main/actions/engine.ts';
import { nameOfFile, provenanceOfFile } from '../../../src/main/actions/fetch-mod-file.ts';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { launchWay } from '../../../src/main/actions/launch-game.ts';
import { isNewBuild } from '../../../src/main/actions/seen-builds.ts';
import { readStatus, repairGame } from '../../../src/main/actions/verify.ts';
import { definitionById, gameDefinitions } from '../../../src/main/games/definitions.ts';
import { folderWarnings } from '../../../src/main/games/folder-warnings.ts';
import { detectGames } from '../../../src/main/games/locate/detect-games.ts';
import { nodeFs } from '../../../src/main/lib/fs.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import { gameIdFromName } from '../../../src/shared/ids.ts';
import { writeZip } from '../../../tools/support/zip-writer.ts';
import { quiet } from '../../support/engine.ts';
import { machine, steamLibraries, steamManifest } from '../../support/machine.ts';
import { tempFolder, writeTree } from '../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
let opened: ReturnType<typeof openEngine>;
beforeEach(() => {
  folder = tempFolder('traps');
  opened = openEngine(path.join(folder.path, 'data'), quiet);
});
afterEach(() => {
  opened.close();
  folder.remove();
});

const at = (...parts: string[]): string => path.join(folder.path, ...parts);
const codes = (where: string, writable = true): string[] =>
  folderWarnings(nodeFs, where, at('data'), writable).map(({ code }) => code);

describe('trap 2: drives', () => {
  it('a folder nobody may write to is told of, and blocks', () => {
    writeTree(at('game'), { a: '' });
    const warnings = folderWarnings(nodeFs, at('game'), at('data'), false);
    expect(warnings.map(({ code, blocks }) => [code, blocks])).toEqual([['not-writable', true]]);
  });

  it('whether files can be linked is tried, and nothing is left behind', () => {
    writeTree(at('game'), { a: '' });
    const noLinks = {
      ...nodeFs,
      link: () => {
        throw Object.assign(new Error('no links'), { code: 'EPERM' });
      },
    };
    expect(folderWarnings(noLinks, at('game'), at('data'), true).map(({ code }) => code)).toEqual(['no-links']);
    expect(codes(at('game'))).toEqual([]);
    expect(fs.readdirSync(at('game'))).toEqual(['a']);
  });

  it('a drive of its own is told of', () => {
    writeTree(at('game'), { a: '' });
    const other = {
      ...nodeFs,
      lstat: (file: string) => {
        const stat = nodeFs.lstat(file);
        return stat === null || !file.startsWith(at('game')) ? stat : { ...stat, dev: 4_711n };
      },
    };
    expect(folderWarnings(other, at('game'), at('data'), true).map(({ code }) => code)).toEqual(['other-volume']);
  });
});

describe('trap 4: paths of a document portal', () => {
  it.each(['/run/user/1000/doc/4f2a/Game', '/run/flatpak/doc/4f2a/Game'])('%s is told of, and blocks', (where) => {
    expect(folderWarnings(nodeFs, where, at('data'), true).find(({ code }) => code === 'temporary-path')?.blocks).toBe(
      true,
    );
  });

  // Only root can make that folder; everybody else sees the same refusal from the check above.
  it.skipIf(process.getuid?.() !== 0 || fs.existsSync('/run/user/4711'))('it is never kept', () => {
    const where = '/run/user/4711/doc/4f2a/Game';
    fs.mkdirSync(where, { recursive: true });
    try {
      expect(() =>
        addGame(opened.engine, { path: where, as: 'custom', targets: [{ path: 'mods', layout: 'merge-tree' }] }),
      ).toThrowError(expect.objectContaining({ code: 'game_folder_missing' }));
      expect(opened.engine.registry.games.list()).toEqual([]);
    } finally {
      fs.rmSync('/run/user/4711', { recursive: true });
    }
  });
});

describe('trap 7: folders outside of the game', () => {
  it('documents in a cloud folder are told of', () => {
    writeTree(at('game'), { a: '' });
    writeTree(at('OneDrive/Documents'), { a: '' });
    const targets = [{ path: at('game/Data') }, { path: at('OneDrive/Documents/My Games/Starfield/Data') }];
    const deps = { fs: nodeFs, dataDir: at('data') };
    expect(checkFolders(deps, at('game'), targets).map(({ code }) => code)).toEqual(['cloud-folder']);
  });
});

describe('trap 8: several editions', () => {
  it('both installations of a game are offered', () => {
    const library = at('home/.local/share/Steam');
    writeTree(library, {
      'config/libraryfolders.vdf': steamLibraries(library),
      'steamapps/appmanifest_22380.acf': steamManifest(22_380, 'FNV'),
      'steamapps/appmanifest_22490.acf': steamManifest(22_490, 'FNV PCR'),
      'steamapps/common/FNV/FalloutNV.exe': '',
      'steamapps/common/FNV PCR/FalloutNV.exe': '',
    });
    const found = detectGames(machine(at('home'))).games;
    expect(found.map(({ definition, storeId }) => [definition, storeId])).toEqual([
      ['fallout-new-vegas', '22380'],
      ['fallout-new-vegas', '22490'],
    ]);
  });
});

describe('trap 10: copied ids', () => {
  it('no two games claim one id of a store or of a source', () => {
    const claims = gameDefinitions.flatMap(({ id, stores = {}, providers }) => [
      ...Object.entries(stores).flatMap(([kind, ids]) => ids.map((one: string | number) => `${id} ${kind} ${one}`)),
      ...Object.entries(providers).map(([provider, key]) => `${id} ${provider} ${key}`),
    ]);
    const keys = claims.map((claim) => claim.slice(claim.indexOf(' ') + 1));
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});

describe('trap 11: a store that puts its own files back', () => {
  it('is noticed by the number of the build, once, and not at the first look', () => {
    const deps = { fs: nodeFs, dataDir: at('data') };
    const [one, other] = [gameIdFromName('one'), gameIdFromName('other')];
    expect(isNewBuild(deps, one, '77')).toBe(false);
    expect(isNewBuild(deps, one, '77')).toBe(false);
    expect(isNewBuild(deps, one, '78')).toBe(true);
    expect(isNewBuild(deps, one, '78')).toBe(false);
    expect(isNewBuild(deps, other, '5')).toBe(false);
    expect(isNewBuild(deps, one, null)).toBe(false);
    fs.writeFileSync(at('data/seen-builds.json'), '{"cut');
    expect(isNewBuild(deps, one, '79')).toBe(false);
    expect(isNewBuild(deps, one, '80')).toBe(true);
  });

  it('its files are found, and the mod is put back over them', () => {
    const root = at('game');
    writeTree(root, { 'SkyrimSE.exe': '', 'Data/Skyrim.esm': '', 'Data/Video/intro.bik': 'original' });
    const { id } = addGame(opened.engine, { path: root, as: 'skyrim-special-edition' });
    const archive = at('no-intro.zip');
    writeZip(archive, { 'Data/Video/intro.bik': 'nothing' });
    const request = { gameId: id, file: archive, name: nameOfFile(archive), provenance: provenanceOfFile(archive) };
    installMod(opened.engine, request, unwatched);
    const intro = path.join(root, 'Data/Video/intro.bik');
    fs.rmSync(intro);
    fs.writeFileSync(intro, 'original');
    expect(
      readStatus(opened.engine, { gameId: id, added: false }, unwatched).changes.map((change) => change.path),
    ).toEqual(['Video/intro.bik']);
    repairGame(opened.engine, { gameId: id }, unwatched);
    expect(fs.readFileSync(intro, 'utf8')).toBe('nothing');
  });
});

describe('trap 12: anti-cheat', () => {
  it('the protected program is never started, whatever the store offers', () => {
    writeTree(at('game'), { 'Game/eldenring.exe': '' });
    const found = { store: 'steam' as const, launchUrl: 'steam://rungameid/1245620' };
    const definition = definitionById('elden-ring');
    for (const os of ['windows', 'linux'] as const)
      expect(launchWay({ fs: nodeFs, os }, { root: at('game') }, definition, found)).toEqual({
        kind: 'none',
        why: 'anti-cheat',
      });
  });
});

describe('what starts a game', () => {
  const skyrim = definitionById('skyrim-special-edition');
  const steam = { store: 'steam' as const, launchUrl: 'steam://rungameid/489830' };

  it('its mod loader, but not past a store that wants to start it itself', () => {
    writeTree(at('game'), { 'SkyrimSE.exe': '', 'skse64_loader.exe': '' });
    const way = (os: 'windows' | 'linux', found: Parameters<typeof launchWay>[3]) =>
      launchWay({ fs: nodeFs, os }, { root: at('game') }, skyrim, found);
    expect(way('windows', steam)).toEqual({ kind: 'program', file: at('game/skse64_loader.exe') });
    expect(way('linux', steam)).toEqual({ kind: 'store', url: steam.launchUrl });
    expect(way('windows', { store: 'epic', launchUrl: 'x' })).toEqual({ kind: 'store', url: 'x' });
    expect(way('linux', null)).toEqual({ kind: 'none', why: 'unknown' });
    fs.rmSync(at('game/skse64_loader.exe'));
    expect(way('windows', null)).toEqual({ kind: 'program', file: at('game/SkyrimSE.exe') });
    expect(launchWay({ fs: nodeFs, os: 'linux' }, { root: at('gone') }, skyrim, steam)).toEqual({
      kind: 'none',
      why: 'missing',
    });
  });
});

describe('other managers', () => {
  it('are known by files that nothing else has', () => {
    writeTree(at('vortex'), { 'Data/vortex.deployment.json': '{}' });
    writeTree(at('innocent'), { 'mods.yml': '', 'saves/_state.json': '{}', 'mods/x/mods.yml': '' });
    expect(codes(at('vortex'))).toEqual(['other-manager']);
    expect(codes(at('innocent'))).toEqual([]);
  });
});
