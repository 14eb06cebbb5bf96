import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectGames } from '../../../../src/main/games/locate/detect-games.ts';
import type { LocateEnv } from '../../../../src/main/games/locate/locate-env.ts';
import { readVdf, vdfNode, vdfText } from '../../../../src/main/games/locate/vdf.ts';
import { machine, registryOf, steamLibraries, steamManifest } from '../../../support/machine.ts';
import { tempFolder, writeTree } from '../../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
let home: string;
beforeEach(() => {
  folder = tempFolder('locate');
  home = path.join(folder.path, 'home');
  fs.mkdirSync(home);
});
afterEach(() => folder.remove());

const env = (more?: Partial<LocateEnv>): LocateEnv => machine(home, more);

const native = '.local/share/Steam';

/** A library with one game in it. */
function steamGame(library: string, id: number, name: string, files: Record<string, string>, flags = 4): string {
  const game = path.join(library, 'steamapps/common', name);
  writeTree(game, files);
  writeTree(library, { [`steamapps/appmanifest_${id}.acf`]: steamManifest(id, name, flags) });
  return game;
}

const skyrim = { 'SkyrimSE.exe': '', 'Data/Skyrim.esm': '' };

describe('Steam', () => {
  it.each([native, '.var/app/com.valvesoftware.Steam/.local/share/Steam', 'snap/steam/common/.local/share/Steam'])(
    'finds a game below %s',
    (root) => {
      const library = path.join(home, root);
      writeTree(library, { 'config/libraryfolders.vdf': steamLibraries(library) });
      const game = steamGame(library, 489830, 'Skyrim Special Edition', skyrim);
      const { games } = detectGames(env());
      expect(games).toMatchObject([
        { definition: 'skyrim-special-edition', store: 'steam', folder: game, build: '77', busy: false },
      ]);
      expect(games[0]?.targets.map((target) => target.path)).toEqual([path.join(game, 'Data'), game]);
    },
  );

  it('trap 1: the same library twice is one', () => {
    const library = path.join(home, native);
    writeTree(library, { 'config/libraryfolders.vdf': steamLibraries(library, `${library}/`) });
    fs.mkdirSync(path.join(home, '.steam'));
    fs.symlinkSync(library, path.join(home, '.steam/steam'));
    steamGame(library, 489830, 'Skyrim', skyrim);
    expect(detectGames(env()).games).toHaveLength(1);
  });

  it('trap 2: a library on a missing drive is told of and spoils nothing', () => {
    const library = path.join(home, native);
    const gone = path.join(folder.path, 'unplugged');
    writeTree(library, { 'config/libraryfolders.vdf': steamLibraries(library, gone) });
    steamGame(library, 489830, 'Skyrim', skyrim);
    const found = detectGames(env());
    expect(found.offline).toEqual([gone]);
    expect(found.games).toHaveLength(1);
  });

  it('trap 3: broken manifests are skipped one by one', () => {
    const library = path.join(home, native);
    writeTree(library, {
      'config/libraryfolders.vdf': steamLibraries(library),
      'steamapps/appmanifest_1.acf': '',
      'steamapps/appmanifest_2.acf': steamManifest(377160, 'Gone'),
      'steamapps/appmanifest_3.acf': steamManifest(504230, 'Celeste').slice(0, 40),
      'steamapps/appmanifest_4.acf': steamManifest(504230, '../../..'),
    });
    steamGame(library, 489830, 'Skyrim', skyrim);
    expect(detectGames(env()).games.map((game) => game.definition)).toEqual(['skyrim-special-edition']);
  });

  it.each([
    [2, 0, false],
    [4, 1, false],
    [6, 1, false],
    [68, 1, true],
    [1026, 0, false],
    [4 + 1_048_576, 1, true],
  ])('state %i: found %i, busy %s', (flags, count, busy) => {
    const library = path.join(home, native);
    writeTree(library, { 'config/libraryfolders.vdf': steamLibraries(library) });
    steamGame(library, 489830, 'Skyrim', skyrim, flags);
    const { games } = detectGames(env());
    expect(games).toHaveLength(count);
    if (count > 0) expect(games[0]?.busy).toBe(busy);
  });

  it('reads the old form of the list', () => {
    const library = path.join(home, native);
    const second = path.join(folder.path, 'second');
    writeTree(library, {
      'steamapps/libraryfolders.vdf': `"LibraryFolders"\n{\n"TimeNextStatsReport" "1"\n"1" "${second}"\n}`,
    });
    steamGame(second, 489830, 'Skyrim', skyrim);
    expect(detectGames(env()).games).toHaveLength(1);
  });

  it('trap 6: takes the spelling of folders that is on the disk', () => {
    const library = path.join(home, native);
    writeTree(library, { 'config/libraryfolders.vdf': steamLibraries(library) });
    const game = steamGame(library, 1384160, 'GGST', { 'GGST.exe': '', 'RED/Content/Paks/~Mods/a.pak': '' });
    expect(detectGames(env()).games[0]?.targets[0]?.path).toBe(path.join(game, 'RED/Content/Paks/~Mods'));
  });

  it('trap 7: documents are those of the prefix, also when it stayed in another library', () => {
    const library = path.join(home, native);
    const second = path.join(folder.path, 'second');
    writeTree(library, { 'config/libraryfolders.vdf': steamLibraries(library, second) });
    steamGame(second, 1716740, 'Starfield', { 'Starfield.exe': '' });
    const before = detectGames(env()).games[0];
    expect(before?.unresolved).toEqual([{ name: 'data-documents', why: 'start-once' }]);
    const user = path.join(library, 'steamapps/compatdata/1716740/pfx/drive_c/users/steamuser');
    writeTree(user, { 'Documents/x': '' });
    const after = detectGames(env()).games[0];
    expect(after?.targets.find(({ name }) => name === 'data-documents')?.path).toBe(
      path.join(user, 'Documents/My Games/Starfield/Data'),
    );
  });

  it('trap 9: the other spelling of a data folder', () => {
    const library = path.join(home, native);
    writeTree(library, { 'config/libraryfolders.vdf': steamLibraries(library) });
    const game = steamGame(library, 367520, 'HK', { 'Hollow Knight.exe': '', 'Hollow Knight_Data/Managed/a.dll': '' });
    expect(detectGames(env()).games[0]?.targets[0]?.path).toBe(path.join(game, 'Hollow Knight_Data/Managed/Mods'));
  });

  it('trap 12: offers no start of a game with anti-cheat', () => {
    const library = path.join(home, native);
    writeTree(library, { 'config/libraryfolders.vdf': steamLibraries(library) });
    steamGame(library, 1245620, 'ELDEN RING', { 'Game/eldenring.exe': '' });
    expect(detectGames(env()).games[0]?.launchUrl).toBeNull();
  });

  it("Factorio's mods lie in the home folder once it ran, in the game before", () => {
    const library = path.join(home, native);
    writeTree(library, { 'config/libraryfolders.vdf': steamLibraries(library) });
    const game = steamGame(library, 427520, 'Factorio', { 'data/base/info.json': '{}', 'bin/x64/factorio': '' });
    expect(detectGames(env()).games[0]?.targets.map((target) => target.path)).toEqual([path.join(game, 'mods')]);
    fs.mkdirSync(path.join(home, '.factorio'));
    expect(detectGames(env()).games[0]?.targets.map((target) => target.path)).toEqual([
      path.join(home, '.factorio/mods'),
    ]);
  });
});

describe('other stores', () => {
  const gog = String.raw`HKLM\SOFTWARE\WOW6432Node\GOG.com\Games`;

  it('trap 8: GOG, by any of its ids, and no DLC', () => {
    const game = path.join(folder.path, 'w3');
    writeTree(game, { 'bin/x64/witcher3.exe': '' });
    const keys = registryOf({
      [`${gog}\\1640424747`]: { gameID: '1640424747', path: game, buildId: '5' },
      [`${gog}\\1`]: { gameID: '1456460669', path: game, dependsOn: '1640424747' },
    });
    const { games } = detectGames(env({ os: 'windows', registry: keys }));
    expect(games).toMatchObject([{ definition: 'the-witcher-3', store: 'gog', build: '5' }]);
  });

  it('Epic: any of the three ids; what was removed is not found', () => {
    const game = path.join(folder.path, 'hl');
    writeTree(game, { 'HogwartsLegacy.exe': '' });
    const item = { AppName: 'x', CatalogItemId: '864c7bc2c2394f7dbd1b534aa068ff56', InstallLocation: game };
    const manifests = path.join(folder.path, 'manifests');
    writeTree(manifests, {
      'a.item': JSON.stringify({ ...item, LaunchExecutable: 'HogwartsLegacy.exe' }),
      'b.item': JSON.stringify({ ...item, AppName: 'Ginger', CatalogItemId: 'c', LaunchExecutable: 'gone.exe' }),
      'c.item': '{"App',
    });
    const keys = registryOf({ [String.raw`HKCU\Software\Epic Games\EOS`]: { ModSdkMetadataDir: manifests } });
    const { games } = detectGames(env({ os: 'windows', registry: keys }));
    expect(games.map((found) => found.definition)).toEqual(['hogwarts-legacy']);
  });

  it('trap 5: Heroic is looked for from the home folder; numbers may be strings', () => {
    const game = path.join(folder.path, 'bg3');
    writeTree(game, { 'bin/bg3.exe': '' });
    const root = path.join(home, '.var/app/com.heroicgameslauncher.hgl/config/heroic');
    const prefix = path.join(folder.path, 'prefix');
    writeTree(prefix, { 'drive_c/users/ann/x': '', 'drive_c/users/Public/x': '' });
    writeTree(root, {
      'gog_store/installed.json': JSON.stringify({
        installed: [{ appName: '1456460669', install_path: game, buildId: 9 }],
      }),
      'GamesConfig/1456460669.json': JSON.stringify({ '1456460669': { winePrefix: prefix } }),
    });
    const { games } = detectGames(env({ variables: { XDG_CONFIG_HOME: '/nowhere' } }));
    expect(games).toMatchObject([{ definition: 'baldurs-gate-3', store: 'heroic', build: '9' }]);
    expect(games[0]?.targets[0]?.path).toBe(
      path.join(prefix, "drive_c/users/ann/AppData/Local/Larian Studios/Baldur's Gate 3/Mods"),
    );
  });
});

describe('KeyValues', () => {
  it('reads escapes, compares keys without case, and survives a cut', () => {
    const whole = '"A"\n{\n"Path"\t"C:\\\\Games\\\\\\"x\\""\n"b" { "c" "d" }\n}';
    expect(vdfText(vdfNode(readVdf(whole), 'a'), 'path')).toBe('C:\\Games\\"x"');
    for (let length = 0; length <= whole.length; length += 1)
      expect(() => readVdf(whole.slice(0, length))).not.toThrow();
  });
});
