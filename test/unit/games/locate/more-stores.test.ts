/** Stores besides Steam, GOG's and Epic's own lists, each on a made-up machine. */
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectGames } from '../../../../src/main/games/locate/detect-games.ts';
import { nodeFs } from '../../../../src/main/lib/fs.ts';
import { publisherId } from '../../../../src/main/games/locate/xbox.ts';
import { isGameUrl } from '../../../../src/main/shell/open-external.ts';
import { machine } from '../../../support/machine.ts';
import { tempFolder, writeTree } from '../../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
let home: string;
beforeEach(() => {
  folder = tempFolder('stores');
  home = path.join(folder.path, 'home');
  fs.mkdirSync(home);
});
afterEach(() => folder.remove());

const at = (...parts: string[]): string => path.join(folder.path, ...parts);

function game(name: string, files: Record<string, string>): string {
  writeTree(at(name), files);
  return at(name);
}

const witcher = { 'bin/x64/witcher3.exe': '' };
const celeste = { 'Celeste.exe': '', Celeste: '' };
const bannerlord = { 'Modules/Native/SubModule.xml': '', 'bin/Win64_Shipping_Client/Bannerlord.exe': '' };

const gamingRoot = (...names: string[]): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x58424752, 0);
  head.writeUInt32LE(names.length, 4);
  return Buffer.concat([head, Buffer.from(names.map((name) => `${name}\0`).join(''), 'utf16le')]);
};
const manifest = (name: string): string => `<?xml version="1.0"?><Package>
  <Identity Name="${name}" Publisher="CN=Microsoft Corporation, O=Microsoft Corporation, L=Redmond, S=Washington, C=US" Version="1.2.0.0"/>
  <Applications><Application Id="Game" Executable="GameLaunchHelper.exe"/></Applications></Package>`;

describe('Xbox', () => {
  it('is found in the folders a drive names, with an address that starts it', () => {
    const root = game('drive/XboxGames/Starfield/Content', {
      'appxmanifest.xml': manifest('BethesdaSoftworks.ProjectGold'),
      'Starfield.exe': '',
    });
    fs.writeFileSync(at('drive/.GamingRoot'), gamingRoot('XboxGames'));
    writeTree(at('drive/XboxGames/Other'), { 'appxmanifest.xml': '<Package>' });
    const { games } = detectGames(machine(home, { os: 'windows', drives: [at('drive'), at('none')] }));
    expect(games).toMatchObject([{ definition: 'starfield', store: 'xbox', folder: root, build: '1.2.0.0' }]);
    const url = games[0]?.launchUrl ?? '';
    expect(url).toBe(String.raw`shell:AppsFolder\BethesdaSoftworks.ProjectGold_8wekyb3d8bbwe!Game`);
    expect(isGameUrl(url)).toBe(true);
  });

  it('reads the root it can modify, and no file that is not one', () => {
    game('drive/Program Files/ModifiableWindowsApps/Starfield', {
      'appxmanifest.xml': manifest('BethesdaSoftworks.ProjectGold'),
    });
    fs.writeFileSync(at('drive/.GamingRoot'), 'RGB');
    expect(detectGames(machine(home, { os: 'windows', drives: [at('drive')] })).games).toHaveLength(1);
  });

  it('knows the id of a publisher', () => {
    expect(publisherId('CN=Microsoft Windows, O=Microsoft Corporation, L=Redmond, S=Washington, C=US')).toBe(
      'cw5n1h2txyewy',
    );
  });
});

describe('itch', () => {
  it('by the files of the game; a log that is still open spoils nothing', () => {
    const root = game('celeste', celeste);
    fs.mkdirSync(path.join(home, '.config/itch/db'), { recursive: true });
    const file = path.join(home, '.config/itch/db/butler.db');
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE caves (id TEXT, game_id INTEGER, verdict TEXT)');
    const add = db.prepare('INSERT INTO caves VALUES (?, 1, ?)');
    add.run('a', JSON.stringify({ basePath: root, candidates: [] }));
    add.run('b', JSON.stringify({ basePath: at('gone') }));
    add.run('c', '{');
    db.pragma('wal_checkpoint(TRUNCATE)');
    const before = fs.readdirSync(path.dirname(file));
    expect(detectGames(machine(home)).games).toMatchObject([
      { definition: 'celeste', store: 'itch', folder: root, launchUrl: null },
    ]);
    expect(fs.readdirSync(path.dirname(file))).toEqual(before);
    db.close();
  });

  it('a folder that has not all of the game is not taken for it', () => {
    const root = game('half', { RimWorldLinux: '' });
    fs.mkdirSync(path.join(home, '.config/itch/db'), { recursive: true });
    const db = new Database(path.join(home, '.config/itch/db/butler.db'));
    db.exec('CREATE TABLE caves (verdict TEXT)');
    db.prepare('INSERT INTO caves VALUES (?)').run(JSON.stringify({ basePath: root }));
    db.close();
    expect(detectGames(machine(home)).games).toEqual([]);
    writeTree(root, { 'Version.txt': '1.5' });
    expect(detectGames(machine(home)).games).toHaveLength(1);
  });
});

const prefixFiles = { 'system.reg': '', 'user.reg': '', 'drive_c/users/ann/Documents/x': '' };

describe('Wine', () => {
  const gogKey = String.raw`[Software\\Wow6432Node\\GOG.com\\Games\\1207664663] 1700000000`;
  const withGog = (place: string): string =>
    `WINE REGISTRY Version 2\n\n${gogKey}\n#time=1\n"gameID"="1207664663"\n"path"="${place.replaceAll('\\', String.raw`\\`)}"\n`;

  it('Bottles: what a store put into a bottle, with the user of the bottle', () => {
    const bottle = path.join(home, '.var/app/com.usebottles.bottles/data/bottles/bottles/Games');
    writeTree(bottle, {
      ...prefixFiles,
      'bottle.yml': 'Name: Games\n',
      'system.reg': withGog(String.raw`C:\GOG Games\The Witcher 3`),
      'drive_c/GOG Games/The Witcher 3/bin/x64/witcher3.exe': '',
    });
    const { games } = detectGames(machine(home));
    expect(games).toMatchObject([{ definition: 'the-witcher-3', store: 'bottles', launchUrl: null }]);
    expect(games[0]?.folder).toBe(path.join(bottle, 'drive_c/GOG Games/The Witcher 3'));
  });

  it('a prefix of one’s own, with a path outside of it', () => {
    const root = game('w3', witcher);
    writeTree(path.join(home, '.wine'), { ...prefixFiles, 'system.reg': withGog(`Z:${root.replaceAll('/', '\\')}`) });
    expect(detectGames(machine(home)).games).toMatchObject([{ store: 'wine', folder: root }]);
  });

  it('the registry of a prefix is read once, and again when it has changed', () => {
    const [one, other] = [game('w3', witcher), game('other', witcher)];
    const prefix = path.join(home, '.wine');
    const write = (root: string): void =>
      writeTree(prefix, { ...prefixFiles, 'system.reg': withGog(`Z:${root.replaceAll('/', '\\')}`) });
    write(one);
    const read: string[] = [];
    const watched = { ...nodeFs, readFile: (file: string) => (read.push(path.basename(file)), nodeFs.readFile(file)) };
    const found = () => detectGames(machine(home, { fs: watched })).games.map((seen) => seen.folder);
    expect([found(), found()]).toEqual([[one], [one]]);
    expect(read.filter((name) => name === 'system.reg')).toHaveLength(1);
    write(other);
    expect(found()).toEqual([other]);
    expect(read.filter((name) => name === 'system.reg')).toHaveLength(2);
  });

  it('Epic inside of a prefix', () => {
    const place = 'drive_c/Program Files/Epic Games/HL';
    writeTree(path.join(home, '.wine'), {
      ...prefixFiles,
      [`${place}/HogwartsLegacy.exe`]: '',
      'drive_c/ProgramData/Epic/EpicGamesLauncher/Data/Manifests/a.item': JSON.stringify({
        AppName: 'fa4240e57a3c46b39f169041b7811293',
        InstallLocation: String.raw`C:\Program Files\Epic Games\HL`,
        LaunchExecutable: 'HogwartsLegacy.exe',
      }),
    });
    expect(detectGames(machine(home)).games).toMatchObject([
      { definition: 'hogwarts-legacy', store: 'wine', folder: path.join(home, '.wine', place) },
    ]);
  });

  it('a folder that is no prefix is left alone', () => {
    writeTree(path.join(home, '.wine'), { 'system.reg': withGog(`Z:${game('w3', witcher).replaceAll('/', '\\')}`) });
    expect(detectGames(machine(home)).games).toEqual([]);
  });

  it('Lutris: a program and its prefix by configuration, a folder by its list', () => {
    const bannerlordRoot = game('bannerlord', bannerlord);
    const native = game('celeste', celeste);
    const prefix = at('prefix');
    writeTree(prefix, prefixFiles);
    writeTree(path.join(home, '.config/lutris/games'), {
      'a.yml': `game:\n  exe: ${bannerlordRoot}/bin/Win64_Shipping_Client/Bannerlord.exe\n  prefix: "${prefix}"\nsystem:\n  exe: /no\n`,
      'b.yml': ': : :',
    });
    fs.mkdirSync(path.join(home, '.local/share/lutris'), { recursive: true });
    const db = new Database(path.join(home, '.local/share/lutris/pga.db'));
    db.exec('CREATE TABLE games (name TEXT, directory TEXT)');
    db.prepare('INSERT INTO games VALUES (?, ?)').run('Celeste', native);
    db.prepare('INSERT INTO games VALUES (?, ?)').run('Nothing', '');
    db.close();
    expect(
      detectGames(machine(home)).games.map(({ definition, store, folder: where }) => [definition, store, where]),
    ).toEqual([
      ['celeste', 'lutris', native],
      ['mount-and-blade-2-bannerlord', 'lutris', bannerlordRoot],
    ]);
  });
});

describe('lists besides the main one', () => {
  it('Epic: the list of everything it installed', () => {
    const root = game('cp', { 'bin/x64/Cyberpunk2077.exe': '' });
    const data = at('ProgramData');
    writeTree(data, {
      'Epic/UnrealEngineLauncher/LauncherInstalled.dat': JSON.stringify({
        InstallationList: [
          { InstallLocation: root, AppName: 'Ginger' },
          { InstallLocation: at('gone'), AppName: 'Salt' },
          7,
        ],
      }),
    });
    const { games } = detectGames(machine(home, { os: 'windows', variables: { ProgramData: data } }));
    expect(games).toMatchObject([{ definition: 'cyberpunk-2077', store: 'epic', folder: root }]);
    expect(isGameUrl(games[0]?.launchUrl ?? '')).toBe(true);
  });

  it('GOG on macOS: by the file it puts into the program', () => {
    const app = path.join(home, 'Applications/Stardew Valley.app');
    writeTree(app, { 'Contents/MacOS/StardewValley': '', 'Contents/Resources/goggame-1453375253.info': '{}' });
    writeTree(path.join(home, 'Applications/Other.app'), { 'Contents/Info.plist': '' });
    const { games } = detectGames(machine(home, { os: 'macos' }));
    expect(games).toMatchObject([{ definition: 'stardew-valley', store: 'gog', folder: app }]);
    expect(games[0]?.targets[0]?.path).toBe(path.join(app, 'Contents/MacOS/Mods'));
  });

  it('Heroic: what was added by hand, by its program', () => {
    const root = game('w3', { ...witcher });
    writeTree(path.join(home, '.config/heroic/sideload_apps'), {
      'library.json': JSON.stringify({
        games: [
          {
            app_name: 'xY12',
            title: 'W3',
            is_installed: true,
            install: { executable: `${root}/bin/x64/witcher3.exe` },
          },
          { app_name: 'gone', is_installed: true, install: { executable: at('gone.exe') } },
        ],
      }),
    });
    const { games } = detectGames(machine(home));
    expect(games).toMatchObject([
      { definition: 'the-witcher-3', store: 'heroic', folder: root, launchUrl: 'heroic://launch/sideload/xY12' },
    ]);
    expect(isGameUrl(games[0]?.launchUrl ?? '')).toBe(true);
  });
});
