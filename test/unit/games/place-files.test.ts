/** Archives as authors pack them for each of the 27 games, and where their files go. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitionById, gameDefinitions } from '../../../src/main/games/definitions.ts';
import { gamePlaces } from '../../../src/main/games/installers/game-places.ts';
import { partsModule } from '../../../src/main/games/installers/parts-module.ts';
import { partsIn } from '../../../src/main/games/installers/parts-in.ts';
import { inInnermost, placeFiles } from '../../../src/main/games/installers/place-files.ts';
import type { GameOs } from '../../../src/shared/games.ts';
import { relPath } from '../../../src/shared/rel-path.ts';

/** The game as it is installed on Windows, with every folder found. */
function installed(id: string, os: GameOs = 'windows') {
  const definition = definitionById(id);
  if (definition === null) throw new Error(id);
  const targets = definition.targets
    .filter((target) => target.os === undefined || target.os.includes(os))
    .map(({ name, layout, path, root = 'game' }) => ({
      name,
      layout,
      path: path === '.' ? `/${root}` : `/${root}/${path}`,
    }));
  return { definition, game: { root: '/game', targets } };
}

const sourced = (files: readonly string[]) => files.map((path, source) => ({ source, path: relPath(path) }));

/** Below `/game`, `/documents` and so on. */
function places(id: string, files: readonly string[], target?: string): Record<string, string> | 'unsure' | 'collide' {
  const { definition, game } = installed(id);
  const answer = placeFiles(sourced(files), gamePlaces(definition, game, target), 'Nice: Mod');
  if (answer.kind !== 'placed') return answer.kind;
  const roots = new Map(game.targets.map(({ name, path }) => [name, path]));
  return Object.fromEntries(
    answer.files.map((file) => [
      files[file.source] ?? '',
      `${roots.get(file.target) ?? '?'}/${file.path}`.replace('/game/', ''),
    ]),
  );
}

type Shape = readonly [game: string, about: string, files: Readonly<Record<string, string | null>>];

/** What the archive holds, and where it goes; null: it is left out. */
const shapes: readonly Shape[] = [
  [
    'skyrim-special-edition',
    'Data in an extra folder',
    {
      'My Mod 1.0/Data/a.esp': 'Data/a.esp',
      'My Mod 1.0/Data/Meshes/b.nif': 'Data/Meshes/b.nif',
      'My Mod 1.0/readme.txt': null,
    },
  ],
  [
    'skyrim-special-edition',
    'the content of Data',
    {
      'a.esp': 'Data/a.esp',
      'meshes/b.nif': 'Data/meshes/b.nif',
      'SKSE/Plugins/c.dll': 'Data/SKSE/Plugins/c.dll',
      'fomod/info.xml': null,
    },
  ],
  [
    'skyrim-special-edition',
    'the script extender',
    {
      'skse64_2_02/skse64_loader.exe': 'skse64_loader.exe',
      'skse64_2_02/skse64_1_6.dll': 'skse64_1_6.dll',
      'skse64_2_02/Data/Scripts/actor.pex': 'Data/Scripts/actor.pex',
      'skse64_2_02/src/main.cpp': null,
    },
  ],
  [
    'fallout-4',
    'textures two folders deep',
    {
      'Pack/Files/Textures/a.dds': 'Data/Textures/a.dds',
      'Pack/Files/a.ba2': 'Data/a.ba2',
    },
  ],
  [
    'fallout-4',
    'a loader beside the program',
    {
      'winhttp.dll': 'winhttp.dll',
      'xSE PluginPreloader.xml': 'xSE PluginPreloader.xml',
      'Data/F4SE/Plugins/a.dll': 'Data/F4SE/Plugins/a.dll',
    },
  ],
  [
    'starfield',
    'Data, and the loader',
    {
      'Data/a.esm': 'Data/a.esm',
      'sfse_loader.exe': 'sfse_loader.exe',
    },
  ],
  ['starfield', 'materials', { 'x/materials/a.mat': 'Data/materials/a.mat' }],
  [
    'fallout-new-vegas',
    'a plugin and its sounds',
    {
      'v2/a.esp': 'Data/a.esp',
      'v2/Sound/fx/b.wav': 'Data/Sound/fx/b.wav',
    },
  ],
  [
    'fallout-new-vegas',
    'the patcher of the program',
    { 'nvse_loader.exe': 'nvse_loader.exe', 'nvse_1_4.dll': 'nvse_1_4.dll' },
  ],
  [
    'cyberpunk-2077',
    'a loose archive',
    { 'wrap/loose.archive': 'archive/pc/mod/loose.archive', 'wrap/a.xl': 'archive/pc/mod/a.xl' },
  ],
  [
    'cyberpunk-2077',
    'the tree of the game',
    {
      'archive/pc/mod/sub/a.archive': 'archive/pc/mod/a.archive',
      'r6/scripts/Nice/a.reds': 'r6/scripts/Nice/a.reds',
      'bin/x64/plugins/cyber_engine_tweaks/mods/nice/init.lua':
        'bin/x64/plugins/cyber_engine_tweaks/mods/nice/init.lua',
      'bin/x64/plugins/cyber_engine_tweaks/mods/nice/info.json':
        'bin/x64/plugins/cyber_engine_tweaks/mods/nice/info.json',
      'readme.md': null,
    },
  ],
  [
    'cyberpunk-2077',
    'a REDmod, with and without its folder',
    {
      'Nice/info.json': 'mods/Nice/info.json',
      'Nice/archives/a.archive': 'mods/Nice/archives/a.archive',
    },
  ],
  [
    'cyberpunk-2077',
    'REDmods in place',
    { 'mods/Nice/info.json': 'mods/Nice/info.json', 'mods/Nice/scripts/a.script': 'mods/Nice/scripts/a.script' },
  ],
  [
    'the-witcher-3',
    'mod and DLC side by side',
    {
      'modNice/content/blob0.bundle': 'Mods/modNice/content/blob0.bundle',
      'dlcNice/content/dlc.bundle': 'DLC/dlcNice/content/dlc.bundle',
      'bin/config/r4game/a.xml': 'bin/config/r4game/a.xml',
    },
  ],
  [
    'the-witcher-3',
    'in the folders of the game, one misspelled',
    {
      'Nice 1.2/mods/modNice/content/a.ws': 'Mods/modNice/content/a.ws',
      'Nice 1.2/DLCs/dlcNice/content/b.bundle': 'DLC/dlcNice/content/b.bundle',
      'Nice 1.2/readme.txt': null,
    },
  ],
  [
    'baldurs-gate-3',
    'a pak',
    {
      'Nice.pak': "/localappdata/Larian Studios/Baldur's Gate 3/Mods/Nice.pak",
      'info.json': null,
    },
  ],
  [
    'baldurs-gate-3',
    'loose files, a native mod and a pak',
    {
      'x/Generated/Public/a.dds': 'Data/Generated/Public/a.dds',
      'x/Data/Public/b.lsx': 'Data/Public/b.lsx',
      'x/bin/NativeMods/c.dll': 'bin/NativeMods/c.dll',
      'x/Mods/d.pak': "/localappdata/Larian Studios/Baldur's Gate 3/Mods/d.pak",
    },
  ],
  ['baldurs-gate-3', 'the script extender', { 'DWrite.dll': 'bin/DWrite.dll' }],
  [
    'stardew-valley',
    'two mods in a wrapper',
    {
      'Nice/[CP] Nice/manifest.json': 'Mods/[CP] Nice/manifest.json',
      'Nice/[CP] Nice/assets/a.png': 'Mods/[CP] Nice/assets/a.png',
      'Nice/Nice/manifest.json': 'Mods/Nice/manifest.json',
      'Nice/readme.txt': null,
    },
  ],
  [
    'stardew-valley',
    'no folder of its own',
    { 'manifest.json': 'Mods/Nice- Mod/manifest.json', 'Nice.dll': 'Mods/Nice- Mod/Nice.dll' },
  ],
  [
    'stardew-valley',
    'in Mods',
    { 'Mods/Nice/manifest.json': 'Mods/Nice/manifest.json', 'Mods/Nice/i18n/de.json': 'Mods/Nice/i18n/de.json' },
  ],
  [
    'valheim',
    'a Thunderstore package',
    {
      'plugins/Nice.dll': 'BepInEx/plugins/Nice- Mod/Nice.dll',
      'config/nice.cfg': 'BepInEx/config/nice.cfg',
      'patchers/p.dll': 'BepInEx/patchers/p.dll',
      'icon.png': null,
      'manifest.json': null,
      'README.md': null,
    },
  ],
  [
    'valheim',
    'the loader',
    {
      'BepInExPack_Valheim/winhttp.dll': 'winhttp.dll',
      'BepInExPack_Valheim/doorstop_config.ini': 'doorstop_config.ini',
      'BepInExPack_Valheim/BepInEx/core/BepInEx.dll': 'BepInEx/core/BepInEx.dll',
      'icon.png': null,
    },
  ],
  [
    'valheim',
    'a bare library with its assets',
    {
      'Nice.dll': 'BepInEx/plugins/Nice- Mod/Nice.dll',
      'Assets/bundle': 'BepInEx/plugins/Nice- Mod/Assets/bundle',
    },
  ],
  [
    'subnautica',
    'a folder with a library',
    { 'Nice/Nice.dll': 'BepInEx/plugins/Nice/Nice.dll', 'Nice/a.png': 'BepInEx/plugins/Nice/a.png' },
  ],
  [
    'subnautica',
    'in place, and the old loader',
    { 'BepInEx/plugins/Nice/Nice.dll': 'BepInEx/plugins/Nice/Nice.dll', 'QMods/Old/mod.json': 'QMods/Old/mod.json' },
  ],
  [
    'hollow-knight',
    'a mod for the modding API',
    { 'Nice.dll': 'hollow_knight_Data/Managed/Mods/Nice- Mod/Nice.dll', 'README.md': null },
  ],
  [
    'hollow-knight',
    'the modding API',
    {
      'Assembly-CSharp.dll': 'hollow_knight_Data/Managed/Assembly-CSharp.dll',
      'MonoMod.Utils.dll': 'hollow_knight_Data/Managed/MonoMod.Utils.dll',
    },
  ],
  [
    'hollow-knight',
    'a BepInEx plugin, and the data folder of another store',
    {
      'x/BepInEx/plugins/Nice/Nice.dll': 'BepInEx/plugins/Nice/Nice.dll',
      'x/Hollow Knight_Data/Managed/Mods/Other/o.dll': 'hollow_knight_Data/Managed/Mods/Other/o.dll',
    },
  ],
  [
    'hogwarts-legacy',
    'paks',
    {
      'Nice_P.pak': 'Phoenix/Content/Paks/~mods/Nice- Mod/Nice_P.pak',
      'Nice_P.ucas': 'Phoenix/Content/Paks/~mods/Nice- Mod/Nice_P.ucas',
      'shot.png': null,
    },
  ],
  [
    'hogwarts-legacy',
    'the end of the path, a logic mod and a film',
    {
      'x/Content/Paks/~mods/Nice/a.pak': 'Phoenix/Content/Paks/~mods/Nice/a.pak',
      'x/Content/Paks/LogicMods/b.pak': 'Phoenix/Content/Paks/LogicMods/b.pak',
      'x/Content/Movies/c.bk2': 'Phoenix/Content/Movies/c.bk2',
    },
  ],
  [
    'hogwarts-legacy',
    'the loader and a script',
    {
      'dwmapi.dll': 'Phoenix/Binaries/Win64/dwmapi.dll',
      'ue4ss/UE4SS.dll': 'Phoenix/Binaries/Win64/ue4ss/UE4SS.dll',
      'ue4ss/Mods/Nice/Scripts/main.lua': 'Phoenix/Binaries/Win64/ue4ss/Mods/Nice/Scripts/main.lua',
    },
  ],
  [
    'elden-ring',
    'the tree of the game',
    {
      'Nice/mod/parts/a.dcx': '/tool/mod/Nice/parts/a.dcx',
      'Nice/mod/regulation.bin': '/tool/mod/Nice/regulation.bin',
    },
  ],
  [
    'elden-ring',
    'a library with settings, and its loader',
    {
      'Nice.dll': 'Game/mods/Nice.dll',
      'Nice/config.ini': 'Game/mods/Nice/config.ini',
    },
  ],
  [
    'elden-ring',
    'the loader',
    { 'dinput8.dll': 'Game/dinput8.dll', 'mod_loader_config.ini': 'Game/mod_loader_config.ini' },
  ],
  [
    'mount-and-blade-2-bannerlord',
    'modules',
    {
      'Modules/Nice/SubModule.xml': 'Modules/Nice/SubModule.xml',
      'Modules/Nice/bin/Win64_Shipping_Client/Nice.dll': 'Modules/Nice/bin/Win64_Shipping_Client/Nice.dll',
    },
  ],
  [
    'mount-and-blade-2-bannerlord',
    'a module in a wrapper',
    { 'v1.2/Nice/SubModule.xml': 'Modules/Nice/SubModule.xml', 'v1.2/readme.txt': null },
  ],
  [
    'mount-and-blade-2-bannerlord',
    'a launcher',
    { 'bin/Win64_Shipping_Client/BLSE.exe': 'bin/Win64_Shipping_Client/BLSE.exe' },
  ],
  ['bloons-td-6', 'a bare library', { 'Nice.dll': 'Mods/Nice.dll' }],
  [
    'bloons-td-6',
    'in place',
    { 'Mods/Nice.dll': 'Mods/Nice.dll', 'Plugins/P.dll': 'Plugins/P.dll', 'UserLibs/L.dll': 'UserLibs/L.dll' },
  ],
  [
    'bloons-td-6',
    'the loader',
    { 'version.dll': 'version.dll', 'MelonLoader/net6/MelonLoader.dll': 'MelonLoader/net6/MelonLoader.dll' },
  ],
  [
    'rimworld',
    'a mod with files for several versions',
    {
      'Nice-main/About/About.xml': 'Mods/Nice-main/About/About.xml',
      'Nice-main/1.5/Assemblies/a.dll': 'Mods/Nice-main/1.5/Assemblies/a.dll',
      'Nice-main/Mods/Other/Defs/a.xml': 'Mods/Nice-main/Mods/Other/Defs/a.xml',
      'Nice-main/.gitignore': null,
    },
  ],
  [
    'rimworld',
    'no folder of its own',
    { 'About/About.xml': 'Mods/Nice- Mod/About/About.xml', 'Defs/a.xml': 'Mods/Nice- Mod/Defs/a.xml' },
  ],
  [
    'celeste',
    'a folder that should have been a zip',
    { 'Nice/everest.yaml': 'Mods/Nice/everest.yaml', 'Nice/Maps/a.bin': 'Mods/Nice/Maps/a.bin' },
  ],
  [
    'friday-night-funkin',
    'a mod of the base game',
    { 'Nice/_polymod_meta.json': 'mods/Nice/_polymod_meta.json', 'Nice/data/a.json': 'mods/Nice/data/a.json' },
  ],
  [
    'friday-night-funkin',
    'a mod of an engine, in place',
    { 'mods/Nice/pack.json': 'mods/Nice/pack.json', 'mods/Nice/songs/a.ogg': 'mods/Nice/songs/a.ogg' },
  ],
  [
    'persona-5-royal',
    'a mod of the loader',
    {
      'p5r.nice/ModConfig.json': '/tool/Mods/p5r.nice/ModConfig.json',
      'p5r.nice/FEmulator/PAK/a.pac': '/tool/Mods/p5r.nice/FEmulator/PAK/a.pac',
    },
  ],
  ['deadlock', 'a vpk in a folder', { 'Nice/pak04_dir.vpk': 'game/citadel/addons/pak04_dir.vpk' }],
  [
    'deadlock',
    'in place',
    { 'game/citadel/addons/pak01_dir.vpk': 'game/citadel/addons/pak01_dir.vpk', 'readme.txt': null },
  ],
  [
    'deadlock',
    'a package, and what its author says of it',
    { 'pak01_dir.vpk': 'game/citadel/addons/pak01_dir.vpk', 'readme.txt': null, 'license.txt': null },
  ],
  ['sonic-frontiers', 'a mod', { 'Nice/mod.ini': 'Mods/Nice/mod.ini', 'Nice/raw/a.pac': 'Mods/Nice/raw/a.pac' }],
  ['sonic-frontiers', 'the loader', { 'd3d11.dll': 'd3d11.dll', 'cpkredir.ini': 'cpkredir.ini' }],
  [
    'guilty-gear-strive',
    'a pak with its signature',
    {
      'Nice/a.pak': 'RED/Content/Paks/~mods/Nice/a.pak',
      'Nice/a.sig': 'RED/Content/Paks/~mods/Nice/a.sig',
      'Nice/a.txt': null,
    },
  ],
  [
    'guilty-gear-strive',
    'in ~mods',
    { '~mods/Nice/a.pak': 'RED/Content/Paks/~mods/Nice/a.pak', 'LogicMods/b.pak': 'RED/Content/Paks/LogicMods/b.pak' },
  ],
  ['deep-rock-galactic', 'a pak that patches', { 'Nice_P.pak': 'FSD/Content/Paks/Nice_P.pak' }],
  ['deep-rock-galactic', 'a pak with blueprints', { 'Nice.pak': 'FSD/Content/Mods/Nice- Mod/Nice.pak' }],
  ['snowrunner', 'a pak', { 'truck.pak': '/documents/My Games/SnowRunner/base/Mods/.modio/mods/Nice- Mod/truck.pak' }],
  [
    'space-engineers',
    'a mod',
    {
      'Nice/Data/a.sbc': '/appdata/SpaceEngineers/Mods/Nice/Data/a.sbc',
      'Nice/thumb.jpg': '/appdata/SpaceEngineers/Mods/Nice/thumb.jpg',
    },
  ],
  ['space-engineers', 'a blueprint', { 'Ship/bp.sbc': '/appdata/SpaceEngineers/Blueprints/local/Ship/bp.sbc' }],
  [
    'bonelab',
    'a pallet',
    {
      'Ann.Nice/Ann.Nice.pallet.json': '/locallow/Stress Level Zero/BONELAB/Mods/Ann.Nice/Ann.Nice.pallet.json',
      'Ann.Nice/a.bundle': '/locallow/Stress Level Zero/BONELAB/Mods/Ann.Nice/a.bundle',
    },
  ],
  [
    'bonelab',
    'code',
    { 'Mods/Nice.dll': 'Mods/Nice.dll', 'UserLibs/L.dll': 'UserLibs/L.dll', 'UserData/a.cfg': 'UserData/a.cfg' },
  ],
  ['bonelab', 'a bare library', { 'Nice.dll': 'Mods/Nice.dll' }],
];

describe('where the files of an archive go', () => {
  it.each(shapes)('%s: %s', (id, _about, files) => {
    const wanted = Object.entries(files).filter(([, place]) => place !== null);
    expect(places(id, Object.keys(files))).toEqual(Object.fromEntries(wanted));
  });

  it('has shapes for every game that unpacks its mods', () => {
    const tried = new Set(shapes.map(([id]) => id));
    expect(gameDefinitions).toHaveLength(27);
    // Its mods are never unpacked.
    expect(gameDefinitions.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual(['factorio']);
  });

  it('is unsure when nothing names a place', () => {
    expect(places('skyrim-special-edition', ['notes/nothing.doc'])).toBe('unsure');
  });

  it('compares names without case', () => {
    expect(places('skyrim-special-edition', ['DATA/A.ESP', 'data/b.esp'])).toEqual({
      'DATA/A.ESP': 'Data/A.ESP',
      'data/b.esp': 'Data/b.esp',
    });
  });

  it('sends everything to the target that was named', () => {
    expect(places('starfield', ['x/Data/a.esm', 'x/sfse_loader.exe'], 'data-documents')).toEqual({
      'x/Data/a.esm': '/documents/My Games/Starfield/Data/a.esm',
      'x/sfse_loader.exe': '/documents/My Games/Starfield/Data/sfse_loader.exe',
    });
  });

  it('keeps the folder of the lower one when a flat folder has room for one', () => {
    expect(places('baldurs-gate-3', ['old/a.pak', 'a.pak'])).toEqual({
      'a.pak': "/localappdata/Larian Studios/Baldur's Gate 3/Mods/a.pak",
      'old/a.pak': "/localappdata/Larian Studios/Baldur's Gate 3/Mods/old/a.pak",
    });
    expect(places('bloons-td-6', ['Mods/My.dll', 'Mods/sub/MY.dll'])).toEqual({
      'Mods/My.dll': 'Mods/My.dll',
      'Mods/sub/MY.dll': 'Mods/sub/MY.dll',
    });
  });

  it('lets no file win silently over another of the same place', () => {
    expect(places('fallout-4', ['Foo.esp', 'Data/foo.ESP'])).toBe('collide');
    expect(places('bloons-td-6', ['My.dll', 'Mods/My.dll'])).toBe('collide');
  });
});

/** What the archive holds, and where all of it goes; null: left out, and told. */
const whole: readonly Shape[] = [
  [
    'skyrim-special-edition',
    'the script extender and a patcher beside Data',
    {
      'Foo.esp': 'Data/Foo.esp',
      'Data/Foo - Textures.bsa': 'Data/Foo - Textures.bsa',
      'SKSE/Plugins/x.dll': 'Data/SKSE/Plugins/x.dll',
      'Nemesis_Engine/a.txt': 'Data/Nemesis_Engine/a.txt',
      'Notes.txt': null,
    },
  ],
  [
    'skyrim-special-edition',
    'an ENB beside Data',
    {
      'Data/Foo.esp': 'Data/Foo.esp',
      'enbseries.ini': 'enbseries.ini',
      'd3d11.dll': 'd3d11.dll',
      'enbseries/x.fx': 'enbseries/x.fx',
      'enbseries/license.txt': null,
      'shot.jpg': null,
    },
  ],
  [
    'skyrim-special-edition',
    'a neighbour without a mark',
    {
      'wrap/Core/Foo.esp': 'Data/Foo.esp',
      'wrap/Nemesis_Engine/mod/a.txt': 'Data/Nemesis_Engine/mod/a.txt',
      'wrap/Readme.txt': null,
    },
  ],
  [
    'fallout-4',
    'the script extender beside Data',
    { 'Data/Foo.esp': 'Data/Foo.esp', 'F4SE/Plugins/x.dll': 'Data/F4SE/Plugins/x.dll' },
  ],
  ['starfield', 'settings beside Data', { 'Data/Foo.esm': 'Data/Foo.esm', 'Foo.ini': 'Foo.ini' }],
  [
    'subnautica',
    'assets beside plugins',
    {
      'plugins/My.dll': 'BepInEx/plugins/Nice- Mod/My.dll',
      'Assets/x': 'BepInEx/plugins/Nice- Mod/Assets/x',
      'BepInEx/config/z.cfg': 'BepInEx/config/z.cfg',
    },
  ],
  [
    'stardew-valley',
    'content of the game beside a mod',
    { 'A/manifest.json': 'Mods/A/manifest.json', 'Content/Characters/x.xnb': 'Content/Characters/x.xnb' },
  ],
  ['stardew-valley', 'a stray folder', { 'A/manifest.json': 'Mods/A/manifest.json', 'Big/b.png': 'Mods/Big/b.png' }],
  [
    'baldurs-gate-3',
    'loose files with their words',
    {
      'Public/Foo/a.lsx': 'Data/Public/Foo/a.lsx',
      'Localization/English/x.loca': 'Data/Localization/English/x.loca',
    },
  ],
  [
    'bloons-td-6',
    'a library with its files',
    { 'MyMod.dll': 'Mods/MyMod.dll', 'MyMod.json': 'Mods/MyMod.json', 'assets/bundle': 'Mods/assets/bundle' },
  ],
  [
    'hogwarts-legacy',
    'a pak with its signature and settings',
    {
      'Foo.pak': 'Phoenix/Content/Paks/~mods/Nice- Mod/Foo.pak',
      'Foo.sig': 'Phoenix/Content/Paks/~mods/Nice- Mod/Foo.sig',
      'Foo.json': 'Phoenix/Content/Paks/~mods/Nice- Mod/Foo.json',
    },
  ],
  [
    'hogwarts-legacy',
    'a picture the game shows',
    {
      'Phoenix/Content/Movies/a.bk2': 'Phoenix/Content/Movies/a.bk2',
      'Phoenix/Content/Splash/Splash.bmp': 'Phoenix/Content/Splash/Splash.bmp',
      'Phoenix/Binaries/Win64/foo.asi': 'Phoenix/Binaries/Win64/foo.asi',
      'Phoenix/Content/Paks/~mods/a.sig': 'Phoenix/Content/Paks/~mods/Nice- Mod/a.sig',
    },
  ],
  [
    'the-witcher-3',
    'a mod folder without content',
    {
      'modFoo/content/blob0.bundle': 'Mods/modFoo/content/blob0.bundle',
      'modBar/data.ws': 'Mods/modBar/data.ws',
      'bin/config/x.xml': 'bin/config/x.xml',
    },
  ],
];

describe('no file vanishes', () => {
  it.each(whole)('%s: %s', (id, _about, files) => {
    const { definition, game } = installed(id);
    const kept = Object.entries(files).filter(([, place]) => place !== null);
    const told = Object.keys(files).filter((path) => files[path] === null);
    expect(places(id, Object.keys(files))).toEqual(Object.fromEntries(kept));
    const answer = placeFiles(sourced(Object.keys(files)), gamePlaces(definition, game), 'Nice: Mod');
    expect(answer).toMatchObject({ kind: 'placed', leftOut: told });
  });

  const words = 'Data mod mods Mods SKSE bin Content Core src BepInEx plugins r6 archive pc Public A B Assets'.split(
    ' ',
  );
  const names = 'a.esp b.dll c.pak d.archive manifest.json info.json readme.txt shot.png x.bin y.cfg a.xml'.split(' ');
  const anyFile = fc
    .tuple(fc.array(fc.constantFrom(...words), { maxLength: 4 }), fc.constantFrom(...names))
    .map(([folders, name]) => [...folders, name].join('/'));
  const anyTree = fc.uniqueArray(anyFile, { minLength: 1, maxLength: 12, selector: (path) => path.toLowerCase() });

  it.each(gameDefinitions.map(({ id }) => id))('%s: whatever the archive holds', (id) => {
    const { definition, game } = installed(id);
    const known = gamePlaces(definition, game);
    fc.assert(
      fc.property(anyTree, (tree) => {
        const files = sourced(tree);
        const answer = placeFiles(files, known, 'Nice');
        if (answer.kind !== 'placed' || partsIn(files, known).collide) return;
        const kept = answer.files.map(({ source }) => tree[source] ?? '');
        const dropped = answer.leftOut.filter((path) => !/\.(?:txt|png)$|(?:^|\/)(?:src)\//u.test(path));
        const discarded = dropped.filter(
          (path) => !path.split('/').some((part) => known.discard.some((is) => is(part))),
        );
        expect([...kept, ...answer.leftOut].toSorted()).toEqual(tree.toSorted());
        expect(discarded).toEqual([]);
        const spots = answer.files.map(({ target, path }) => `${target}/${path}`.toLowerCase());
        expect(new Set(spots).size).toBe(spots.length);
      }),
      { numRuns: 200 },
    );
  });
});

const parts = (id: string, ...files: string[]) => {
  const { definition, game } = installed(id);
  return partsIn(sourced(files), gamePlaces(definition, game));
};

describe('several mods in one archive', () => {
  it('asks which, when they overlay the same folder', () => {
    expect(parts('skyrim-special-edition', '00 Core/a.esp', '01 Patch/b.esp')).toEqual({
      folders: ['00 Core', '01 Patch'],
      collide: false,
    });
    expect(parts('skyrim-special-edition', 'x/2K/textures/a.dds', 'x/4K/textures/a.dds')).toEqual({
      folders: ['x/2K', 'x/4K'],
      collide: true,
    });
  });

  it('does not ask about mods that each have a folder', () => {
    expect(parts('stardew-valley', 'A/manifest.json', 'B/manifest.json').folders).toEqual([]);
    expect(parts('valheim', 'A/a.dll', 'B/b.dll').folders).toEqual([]);
  });

  it('asks by folder when files of one mod go to one place', () => {
    expect(
      parts('cyberpunk-2077', 'archive/pc/mod/Red/x.archive', 'archive/pc/mod/Blue/X.archive', 'r6/scripts/a.reds'),
    ).toEqual({ folders: ['archive/pc/mod/Blue', 'archive/pc/mod/Red'], collide: true });
    expect(parts('baldurs-gate-3', 'A/Mod.pak', 'B/Mod.pak', 'Data/Public/a/b.lsx')).toEqual({
      folders: ['A', 'B'],
      collide: true,
    });
    expect(parts('bloons-td-6', 'Mods/My.dll', 'Mods/sub/My.dll').folders).toEqual([]);
  });

  it('brings what lies in none of the folders with every answer', () => {
    const module = partsModule({ folders: ['A', 'B'], collide: true }, ['A/Mod.pak', 'b/Mod.pak', 'Data/Public/a.lsx']);
    expect(module.required.map(({ source }) => source)).toEqual(['Data/Public/a.lsx']);
  });

  it('asks when two of them have the same one', () => {
    expect(parts('stardew-valley', 'easy/A/manifest.json', 'hard/A/manifest.json')).toEqual({
      folders: ['easy/A', 'hard/A'],
      collide: true,
    });
  });
});

describe('targets inside of targets', () => {
  it('a file has one name whoever put it there', () => {
    const { game } = installed('cyberpunk-2077');
    const place = (path: string) => inInnermost({ target: 'game-root', path: relPath(path) }, game);
    expect(place('Archive/PC/mod/a.archive')).toEqual({ target: 'archives', path: 'a.archive' });
    expect(place('mods/Nice/info.json')).toEqual({ target: 'redmod', path: 'Nice/info.json' });
    expect(place('modsmith/a')).toEqual({ target: 'game-root', path: 'modsmith/a' });
  });
});
