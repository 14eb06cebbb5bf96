/** `game detect`, `add`, `check`, `launch` and `targets` as a process, on a machine of its own. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FoundGames, Game, GameCheck } from '../../src/shared/games.ts';
import { writeZip } from '../../tools/support/zip-writer.ts';
import { runCli } from '../support/cli.ts';
import { steamLibraries, steamManifest } from '../support/machine.ts';
import { readTree, tempFolder, writeTree } from '../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
let home: string;
beforeEach(() => {
  folder = tempFolder('game-verbs');
  home = path.join(folder.path, 'home');
  fs.mkdirSync(home);
});
afterEach(() => folder.remove());

async function run<T>(...args: string[]): Promise<T> {
  const data = path.join(folder.path, 'data');
  const { json, stderr } = await runCli([...args, '--data', data], { env: { HOME: home, XDG_CONFIG_HOME: '' } });
  if (json === null) throw new Error(stderr);
  return json as T;
}

/** Steam with one game in it; answers its folder. */
function steamGame(id: number, name: string, files: Record<string, string>, flags = 4): string {
  const library = path.join(home, '.local/share/Steam');
  writeTree(library, {
    'config/libraryfolders.vdf': steamLibraries(library, path.join(folder.path, 'unplugged')),
    [`steamapps/appmanifest_${id}.acf`]: steamManifest(id, name, flags),
  });
  const game = path.join(library, 'steamapps/common', name);
  writeTree(game, files);
  return game;
}

describe.skipIf(process.platform !== 'linux')('the verbs about games', () => {
  it('find a game with its targets, add it, and put a mod where it belongs', async () => {
    const game = steamGame(489830, 'Skyrim Special Edition', { 'SkyrimSE.exe': '', 'Data/Skyrim.esm': '' });
    writeTree(path.join(folder.path, 'data/games'), { 'mine.json': '{"id": 7}' });
    const found = await run<FoundGames>('game', 'detect');
    expect(found.games).toMatchObject([{ definition: 'skyrim-special-edition', folder: game, managedAs: null }]);
    expect(found.offline).toEqual([path.join(folder.path, 'unplugged')]);
    expect(found.brokenDefinitions).toMatchObject([{ file: 'mine.json' }]);
    const added = await run<Game>('game', 'add', game);
    expect(added.targets.map(({ name, path: at, layout }) => [name, at, layout])).toEqual([
      ['data', path.join(game, 'Data'), 'merge-tree'],
      ['game-root', game, 'merge-tree'],
    ]);
    const archive = path.join(folder.path, 'mod.zip');
    writeZip(archive, { 'Mod 1.0/Data/a.esp': 'a', 'Mod 1.0/skse64_loader.exe': 'l' });
    await run('install', archive, '--game', 'skyrim-special-edition');
    expect(Object.keys(readTree(game))).toEqual(expect.arrayContaining(['Data/a.esp', 'skse64_loader.exe']));
    expect(await run<FoundGames>('game', 'detect')).toMatchObject({ games: [{ managedAs: 'skyrim-special-edition' }] });
  });

  it('switch mods on in the list of the game, in their order, and give it back byte for byte', async () => {
    const game = steamGame(489830, 'Skyrim Special Edition', { 'SkyrimSE.exe': '', 'Data/Skyrim.esm': '' });
    const start = '# by the game\r\n*Mine.esp\r\nOff.esp\r\n';
    const folderOfList =
      '.local/share/Steam/steamapps/compatdata/489830/pfx/drive_c/users/steamuser/AppData/Local/Skyrim Special Edition';
    writeTree(path.join(home, folderOfList), { 'Plugins.txt': start });
    const list = (): string => fs.readFileSync(path.join(home, folderOfList, 'Plugins.txt'), 'latin1');
    const id = ['--game', 'skyrim-special-edition'] as const;
    await run('game', 'add', game);
    for (const name of ['One', 'Two']) {
      const archive = path.join(folder.path, `${name}.zip`);
      writeZip(archive, { [`Data/${name}.esp`]: name });
      await run('install', archive, ...id);
    }
    expect(list()).toBe(`${start}*One.esp\r\n*Two.esp\r\n`);
    await run('order', 'Two', '--before', 'One', ...id);
    expect(list()).toBe(`${start}*Two.esp\r\n*One.esp\r\n`);
    await run('disable', 'Two', ...id);
    expect(list()).toBe(`${start}*One.esp\r\n`);
    expect(await run('status', ...id)).toMatchObject({ changes: [] });
    await run('rollback', '--to', '0', ...id);
    expect(list()).toBe(start);
    expect(fs.readdirSync(path.join(home, folderOfList))).toEqual(['Plugins.txt']);
  });

  it('tell how a game would start, and what to tell Steam', async () => {
    steamGame(1245620, 'ELDEN RING', { 'Game/eldenring.exe': '' });
    const skyrim = steamGame(489830, 'Skyrim', { 'SkyrimSE.exe': '', 'skse64_loader.exe': '' });
    await run('game', 'add', skyrim);
    // A Windows program under Proton: only its store can start it.
    expect(await run('game', 'launch', 'skyrim-special-edition', '--dry-run')).toEqual({
      kind: 'store',
      url: 'steam://rungameid/489830',
    });
    await run('game', 'add', path.join(home, '.local/share/Steam/steamapps/common/ELDEN RING'));
    expect(await run('game', 'launch', 'elden-ring')).toEqual({ kind: 'refused', why: 'anti-cheat' });
    const btd = steamGame(960090, 'BloonsTD6', { 'BloonsTD6.exe': '' });
    await run('game', 'add', btd);
    const check = await run<GameCheck>('game', 'check', 'bloons-td-6');
    expect(check.launchOptions).toBe('WINEDLLOVERRIDES="version=n,b" %command%');
    // `BloonsTD6_Data` is not there.
    expect(check.warnings.map(({ code }) => code)).toContain('incomplete');
  });

  it('start a native program in its own folder', async () => {
    const game = path.join(folder.path, 'Celeste');
    writeTree(game, { 'Celeste.exe': '', Celeste: '#!/bin/sh\npwd > started.txt\n' });
    fs.chmodSync(path.join(game, 'Celeste'), 0o755);
    await run('game', 'add', game, '--as', 'celeste');
    expect(await run('game', 'launch', 'celeste')).toEqual({ kind: 'started' });
    await expect
      .poll(
        () => fs.existsSync(path.join(game, 'started.txt')) && fs.readFileSync(path.join(game, 'started.txt'), 'utf8'),
      )
      .toBe(`${fs.realpathSync(game)}\n`);
  });

  it('refuse what cannot be started', async () => {
    const game = path.join(folder.path, 'Celeste');
    writeTree(game, { 'Celeste.exe': '', Celeste: '' });
    await run('game', 'add', game, '--as', 'celeste');
    expect(await run('game', 'launch', 'celeste')).toEqual({ kind: 'refused', why: 'failed' });
    fs.rmSync(game, { recursive: true });
    expect(await run('game', 'launch', 'celeste')).toEqual({ kind: 'refused', why: 'missing' });
  });

  it('take the folder of a mod loader later, and the folders a game makes when it first runs', async () => {
    const game = steamGame(1245620, 'ELDEN RING', { 'Game/eldenring.exe': '' });
    await run('game', 'add', game);
    const { unresolved } = await run<GameCheck>('game', 'check', 'elden-ring');
    expect(unresolved).toEqual([{ name: 'override', why: 'choose-folder' }]);
    const loader = path.join(folder.path, 'ModEngine2');
    fs.mkdirSync(loader);
    const complete = await run<Game>('game', 'targets', 'elden-ring', '--target', `override=${loader}`);
    expect(complete.targets.at(-1)).toEqual({
      name: 'override',
      path: path.join(loader, 'mod'),
      layout: 'folder-per-mod',
    });
    const archive = path.join(folder.path, 'armour.zip');
    writeZip(archive, { 'Armour/parts/a.dcx': 'a' });
    await run('install', archive, '--game', 'elden-ring');
    expect(Object.keys(readTree(loader))).toContain('mod/Armour/parts/a.dcx');

    const bonelab = steamGame(1592190, 'BONELAB', { 'BONELAB_Steam_Windows64.exe': '' });
    await run('game', 'add', bonelab);
    writeZip(archive, { 'Ann.Nice/Ann.Nice.pallet.json': '{}' });
    expect(await run('install', archive, '--game', 'bonelab')).toMatchObject({ error: { code: 'mod_folder_unknown' } });
    const low = path.join(
      home,
      '.local/share/Steam/steamapps/compatdata/1592190/pfx/drive_c/users/steamuser/AppData/LocalLow',
    );
    fs.mkdirSync(low, { recursive: true });
    await run('install', archive, '--game', 'bonelab');
    expect(Object.keys(readTree(low))).toContain('Stress Level Zero/BONELAB/Mods/Ann.Nice/Ann.Nice.pallet.json');
  });
});
