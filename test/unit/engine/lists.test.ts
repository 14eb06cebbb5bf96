/** Mods are switched on in the list that the game keeps, in the deployment that brings them. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addGame } from '../../../src/main/actions/add-game.ts';
import { checkGame } from '../../../src/main/actions/check-game.ts';
import { definitionOf } from '../../../src/main/actions/game-definition.ts';
import { requireGame } from '../../../src/main/actions/engine.ts';
import { installMod } from '../../../src/main/actions/install-mod.ts';
import { compareGenerations, previewChange } from '../../../src/main/actions/preview-change.ts';
import { restoreFiles } from '../../../src/main/actions/outside-changes.ts';
import { previewInstall } from '../../../src/main/actions/preview-install.ts';
import { rebuildRegistry } from '../../../src/main/actions/rebuild-registry.ts';
import { provenanceOfNothing } from '../../../src/main/actions/record-names.ts';
import { readNeeds } from '../../../src/main/actions/read-needs.ts';
import { removeMods } from '../../../src/main/actions/remove-mods.ts';
import { reorder } from '../../../src/main/actions/reorder.ts';
import { rollBack } from '../../../src/main/actions/roll-back.ts';
import { setEnabled } from '../../../src/main/actions/set-enabled.ts';
import { readStatus } from '../../../src/main/actions/verify.ts';
import { systemEnv } from '../../../src/main/games/locate/locate-env.ts';
import { unwatched } from '../../../src/main/lib/control.ts';
import type { EntryId, GameId } from '../../../src/shared/ids.ts';
import { relPath } from '../../../src/shared/rel-path.ts';
import { makeTestEngine, onlyEntry, type TestEngine } from '../../support/engine.ts';
import { writePak } from '../../support/larian-pak.ts';
import { steamLibraries, steamManifest } from '../../support/machine.ts';
import { readTree, writeTree } from '../../support/trees.ts';

let kit: TestEngine;
let home: string;
let gameId: GameId;

beforeEach(() => {
  kit = makeTestEngine();
  home = path.join(path.dirname(kit.game), 'home');
  fs.mkdirSync(home);
  vi.stubEnv('HOME', home);
  vi.stubEnv('XDG_CONFIG_HOME', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  kit.close();
});

function install(name: string, files: Readonly<Record<string, string | Buffer>>): EntryId {
  return onlyEntry(installMod(kit.engine, request(name, files), unwatched));
}

function request(name: string, files: Readonly<Record<string, string | Buffer>>) {
  const provenance = { ...provenanceOfNothing, fileName: `${name}.zip` };
  return { gameId, file: kit.zip(name, files), name, provenance };
}

const enable = (entry: EntryId, enabled: boolean): void =>
  void setEnabled(kit.engine, { gameId, entries: [entry], enabled }, unwatched);
function rebuilt(): TestEngine {
  kit.engine.registry.close();
  rebuildRegistry(kit.dataDir);
  return kit.reopen(false);
}
const remove = (entry: EntryId): void => void removeMods(kit.engine, { gameId, entries: [entry] }, unwatched);
const warnings = (): readonly string[] => {
  const game = requireGame(kit.engine.registry, gameId);
  return checkGame(kit.engine, systemEnv(), game, definitionOf(kit.engine, game)).warnings.map(({ code }) => code);
};

/** The first record of a plugin, with the names of its masters. */
const plugin = (...masters: readonly string[]): Buffer => {
  const fields = Buffer.concat(
    masters.map((name) => {
      const data = Buffer.from(`${name}\0`, 'latin1');
      const head = Buffer.from('MAST\0\0', 'latin1');
      head.writeUInt16LE(data.length, 4);
      return Buffer.concat([head, data]);
    }),
  );
  const head = Buffer.alloc(24);
  head.write('TES4', 'latin1');
  head.writeUInt32LE(fields.length, 4);
  return Buffer.concat([head, fields]);
};

const asks = (entries: readonly EntryId[], enabled: boolean): readonly EntryId[] =>
  readNeeds(kit.engine, { gameId, entries, enabled }).map(({ entry }) => entry);

describe.skipIf(process.platform !== 'linux')('plugins.txt under Proton', () => {
  const prefix = '.local/share/Steam/steamapps/compatdata/489830/pfx/drive_c/users/steamuser/AppData/Local';
  const place = (): string => path.join(home, prefix, 'Skyrim Special Edition/Plugins.txt');
  const list = (): string => fs.readFileSync(place(), 'latin1');
  const start = '# made by the game\r\n*Mine\u00e9.esm\r\nOff.esp\r\n*Last.esp\r\n';
  let game: string;

  beforeEach(() => {
    const library = path.join(home, '.local/share/Steam');
    game = path.join(library, 'steamapps/common/Skyrim Special Edition');
    writeTree(library, {
      'config/libraryfolders.vdf': steamLibraries(library),
      'steamapps/appmanifest_489830.acf': steamManifest(489830, 'Skyrim Special Edition'),
    });
    writeTree(game, { 'SkyrimSE.exe': '', 'Data/Skyrim.esm': 'master', 'Data/Off.esp': 'o' });
  });

  function begin(text: string | null = start): void {
    if (text !== null) writeTree(path.dirname(place()), { 'Plugins.txt': Buffer.from(text, 'latin1') });
    gameId = addGame(kit.engine, { path: game, as: null }).id;
  }

  test('every change of the loadout is on it, and the untouched game has its own bytes again', () => {
    begin();
    const before = readTree(home);
    const one = install('one', { 'Data/One.esp': '1', 'Data/one.bsa': 'b' });
    expect(list()).toBe(`${start}*One.esp\r\n`);
    const two = install('two', { 'Data/Two.esp': '2', 'Data/Two.esm': '3' });
    const withBoth = start.replace('Off.esp', '*Two.esm\r\nOff.esp');
    expect(list()).toBe(`${withBoth}*One.esp\r\n*Two.esp\r\n`);
    reorder(kit.engine, { gameId, entries: [two], beside: one, place: 'before' }, unwatched);
    expect(list()).toBe(`${withBoth}*Two.esp\r\n*One.esp\r\n`);
    for (const to of [2, 3]) {
      const changed = compareGenerations(kit.engine, { gameId, from: to - 1, to }).files;
      expect(changed.map(({ path: file, action }) => [file, action])).toContainEqual(['plugins.txt', 'replace']);
    }
    enable(two, false);
    expect(list()).toBe(`${start}*One.esp\r\n`);
    enable(two, true);
    expect(list()).toBe(`${withBoth}*Two.esp\r\n*One.esp\r\n`);
    remove(one);
    expect(list()).toBe(`${withBoth}*Two.esp\r\n`);
    rollBack(kit.engine, { gameId, to: 0 }, unwatched);
    expect(readTree(home)).toEqual(before);
    rollBack(kit.engine, { gameId, to: 3 }, unwatched);
    expect(list()).toBe(`${withBoth}*Two.esp\r\n*One.esp\r\n`);
  });

  test('a mod whose plugin has a master from another mod goes with it, and nobody minds a master of the game', () => {
    begin();
    const valley = install('valley', { 'Data/BigValley.esp': plugin('Skyrim.esm') });
    const lakes = install('lakes', { 'Data/WideLakes.esp': plugin('Skyrim.esm', 'bigvalley.esp') });
    expect(asks([valley], false)).toEqual([lakes]);
    expect(asks([lakes], false)).toEqual([]);
    enable(lakes, false);
    expect(asks([valley], false)).toEqual([]);
    enable(valley, false);
    expect(asks([lakes], true)).toEqual([valley]);
  });

  test('what the player switched off himself stays off, until the mod is switched off and on here', () => {
    begin();
    const one = install('one', { 'Data/One.esp': '1' });
    fs.writeFileSync(place(), list().replace('*One', 'One'), 'latin1');
    install('two', { 'Data/Two.esp': '2' });
    expect(list()).toBe(`${start}One.esp\r\n*Two.esp\r\n`);
    enable(one, false);
    enable(one, true);
    expect(list()).toBe(`${start}*One.esp\r\n*Two.esp\r\n`);
  });

  test('the order that the player gave them in the game stays while theirs does not change here', () => {
    begin('');
    install('one', { 'Data/One.esp': '1' });
    install('two', { 'Data/Two.esp': '2' });
    fs.writeFileSync(place(), '*Two.esp\r\n*One.esp\r\n');
    install('three', { 'Data/Three.esp': '3' });
    expect(list()).toBe('*Two.esp\r\n*Three.esp\r\n*One.esp\r\n');
  });

  test('a plugin that was deleted outside is loaded again once it is put back', () => {
    begin();
    install('one', { 'Data/One.esp': '1' });
    fs.writeFileSync(place(), list().replace('Off', '*Off'), 'latin1');
    const before = list();
    fs.rmSync(path.join(game, 'Data/One.esp'));
    const files = [{ target: 'data', path: relPath('One.esp') }];
    restoreFiles(kit.engine, { gameId, files }, unwatched);
    expect(list()).toBe(before);
    expect(fs.existsSync(path.join(game, 'Data/One.esp'))).toBe(true);
  });

  test('a plugin of the game that a mod replaces is not named, and neither come nor gone', () => {
    begin();
    const patch = install('patch', { 'Data/Skyrim.esm': 'cleaned', 'Data/Off.esp': 'theirs' });
    expect(list()).toBe(start.replace('Off', '*Off'));
    remove(patch);
    expect(list()).toBe(start.replace('Off', '*Off'));
    expect(fs.readFileSync(path.join(game, 'Data/Skyrim.esm'), 'utf8')).toBe('master');
  });

  test('before the game ran nothing is written and the player is told; then all that is active is switched on', () => {
    begin(null);
    const first = installMod(kit.engine, request('one', { 'Data/One.esp': '1' }), unwatched);
    expect(first.list).toBe('missing');
    expect(installMod(kit.engine, request('look', { 'Data/textures/a.dds': '1' }), unwatched).list).toBeUndefined();
    expect(warnings()).toContain('list-missing');
    expect(fs.existsSync(path.join(home, prefix))).toBe(false);
    writeTree(path.dirname(place()), { 'Plugins.txt': '*Dawn.esm\n' });
    install('two', { 'Data/Two.esp': '2' });
    expect(list()).toBe('*Dawn.esm\n*One.esp\n*Two.esp\n');
    expect(warnings()).not.toContain('list-missing');
    rollBack(kit.engine, { gameId, to: 0 }, unwatched);
    expect(list()).toBe('*Dawn.esm\n');
  });

  test('a preview shows it and writes nothing; it is no change from outside, and a rebuilt registry knows it', () => {
    begin();
    const change = { target: 'list:plugins-starred', path: 'plugins.txt', action: 'replace' };
    const preview = previewInstall(kit.engine, request('one', { 'Data/One.esp': '1' }), unwatched);
    expect(preview.files).toContainEqual(change);
    expect(list()).toBe(start);
    const one = install('one', { 'Data/One.esp': '1' });
    const off = previewChange(kit.engine, { gameId, change: { verb: 'setEnabled', entries: [one], enabled: false } });
    expect(off.files).toContainEqual(change);
    writeTree(path.dirname(place()), { 'Plugins.txt': `${start}*By hand.esp\r\n`, 'other.ini': 'x' });
    expect(readStatus(kit.engine, { gameId, added: true }, unwatched).changes).toEqual([]);
    kit = rebuilt();
    rollBack(kit.engine, { gameId, to: 0 }, unwatched);
    expect(list()).toBe(start);
  });

  test('a list that is none is left alone, and the player is told', () => {
    begin('*A.esp\0\0');
    install('one', { 'Data/One.esp': '1' });
    expect(list()).toBe('*A.esp\0\0');
    expect(warnings()).toContain('list-unreadable');
  });
});

const config = (...ids: readonly string[]): string =>
  `<ModsConfigData>\n  <activeMods>${ids.map((id) => `\n    <li>${id}</li>`).join('')}\n  </activeMods>\n</ModsConfigData>\n`;
const about = (id: string): string => `<ModMetaData><packageId>${id}</packageId></ModMetaData>`;

describe.skipIf(process.platform !== 'linux')('ModsConfig.xml', () => {
  test('a mod is named by what its own file says, also when that changes, and by the copy that wins', () => {
    const folder = path.join(home, '.config/unity3d/Ludeon Studios/RimWorld by Ludeon Studios/Config');
    const list = (): string => fs.readFileSync(path.join(folder, 'ModsConfig.xml'), 'utf8');
    const game = path.join(home, 'RimWorld');
    writeTree(game, { RimWorldLinux: '', 'Version.txt': '1.6', 'Mods/Place mods here.txt': '' });
    writeTree(folder, { 'ModsConfig.xml': config('ludeon.rimworld') });
    gameId = addGame(kit.engine, { path: game, as: null }).id;
    const preview = previewInstall(kit.engine, request('one', { 'One/About/About.xml': about('Me.One') }), unwatched);
    expect(preview.files).toContainEqual({
      target: 'list:rimworld-mods-config',
      path: 'ModsConfig.xml',
      action: 'replace',
    });
    const one = install('one', { 'One/About/About.xml': about('Me.One'), 'One/Defs/About/About.xml': about('no') });
    install('two', { 'Two/About/About.xml': about('me.two') });
    expect(list()).toBe(config('ludeon.rimworld', 'me.one', 'me.two'));
    const next = { ...request('next', { 'One/About/About.xml': about('me.renamed') }), replaces: one };
    installMod(kit.engine, next, unwatched);
    expect(list()).toBe(config('ludeon.rimworld', 'me.renamed', 'me.two'));
    enable(one, false);
    expect(list()).toBe(config('ludeon.rimworld', 'me.two'));
    expect(warnings()).not.toContain('list-unreadable');
  });
});

const lsx = (...uuids: readonly string[]): string =>
  `<save><version major="4" minor="8"/><region id="ModuleSettings"><node id="root"><children><node id="Mods"><children>${uuids
    .map((uuid) => `<node id="ModuleShortDesc"><attribute id="UUID" type="guid" value="${uuid}"/></node>`)
    .join('')}</children></node></children></node></region></save>`;

test.skipIf(process.platform !== 'linux')("a pak of Baldur's Gate 3 is listed by what it holds", () => {
  const folder = path.join(home, ".local/share/Larian Studios/Baldur's Gate 3");
  const campaign = 'cb555efe-2d9e-131f-8195-a89329d218ea';
  const uuid = '11111111-2222-3333-4444-555555555555';
  const list = (): string => fs.readFileSync(path.join(folder, 'PlayerProfiles/Public/modsettings.lsx'), 'utf8');
  const meta = `<save><region id="Config"><node id="root"><children><node id="ModuleInfo"><attribute id="UUID" value="${uuid}"/></node></children></node></region></save>`;
  writeTree(folder, { 'PlayerProfiles/Public/modsettings.lsx': lsx(campaign) });
  writeTree(path.join(home, 'BG3'), { 'bin/bg3': '' });
  gameId = addGame(kit.engine, { path: path.join(home, 'BG3'), as: 'baldurs-gate-3' }).id;
  const pak = writePak([
    { name: 'Public/Mine/big.bin', content: Buffer.alloc(100_000, 7), method: 'none' },
    { name: 'Mods/Mine/meta.lsx', content: Buffer.from(meta) },
  ]);
  const file = kit.zip('mine', { 'Mine.pak': pak, 'Looks.pak': writePak([]) });
  const provenance = { ...provenanceOfNothing, fileName: 'mine.zip' };
  const entry = onlyEntry(installMod(kit.engine, { gameId, file, name: 'mine', provenance }, unwatched));
  expect(list().match(/[\da-f]{8}-[^"]+/gu)).toEqual([campaign, uuid]);
  remove(entry);
  expect(list()).toBe(lsx(campaign));
});

test('a zip that comes is taken off the blacklist of Celeste, and goes back on with the state before', () => {
  const game = path.join(home, 'Celeste');
  const list = (): string => fs.readFileSync(path.join(game, 'Mods/blacklist.txt'), 'utf8');
  writeTree(game, { 'Celeste.exe': '', Celeste: '', 'Mods/Cache/x': '' });
  gameId = addGame(kit.engine, { path: game, as: 'celeste' }).id;
  writeTree(game, { 'Mods/blacklist.txt': '# off\nspring.zip\nOther.zip\n', 'Mods/other.zip': '' });
  const added = readStatus(kit.engine, { gameId, added: true }, unwatched).changes.map((change) => change.path);
  expect(added).toEqual(['other.zip']);
  const entry = install('Spring', { 'everest.yaml': '- Name: Spring\n  Version: 1.0.0\n' });
  expect(fs.readdirSync(path.join(game, 'Mods'))).toContain('Spring.zip');
  expect(list()).toBe('# off\nOther.zip\n');
  fs.appendFileSync(path.join(game, 'Mods/blacklist.txt'), 'Spring.zip\n');
  install('Next', { 'everest.yaml': '- Name: Next\n  Version: 1.0.0\n' });
  expect(list()).toBe('# off\nOther.zip\nSpring.zip\n');
  enable(entry, false);
  enable(entry, true);
  expect(list()).toBe('# off\nOther.zip\n');
  rollBack(kit.engine, { gameId, to: 0 }, unwatched);
  expect(list()).toBe('# off\nspring.zip\nOther.zip\n');
});

test('the list of a mod loader is found beside the folder of its mods', () => {
  const game = path.join(home, 'P5R');
  const loader = path.join(home, 'Reloaded');
  const list = (): unknown => JSON.parse(fs.readFileSync(path.join(loader, 'Apps/p5r.exe/AppConfig.json'), 'utf8'));
  writeTree(game, { 'P5R.exe': '' });
  writeTree(loader, { 'Apps/p5r.exe/AppConfig.json': '{"EnabledMods": ["essentials"], "AppId": "p5r.exe"}' });
  gameId = addGame(kit.engine, { path: game, as: null, targets: [{ path: loader, layout: 'folder-per-mod' }] }).id;
  const entry = install('mod', { 'Mine/ModConfig.json': '{"ModId": "me.mine"}', 'Mine/mine.dll': '' });
  expect(list()).toEqual({ EnabledMods: ['essentials', 'me.mine'], AppId: 'p5r.exe' });
  remove(entry);
  expect(list()).toEqual({ EnabledMods: ['essentials'], AppId: 'p5r.exe' });
});

test('the names right in a target are found without what lies in their folders', () => {
  const { content } = kit.engine.registry;
  const paths = ['a.esp', 'a/b/c', 'a/z', 'a-1/x', 'a.b', 'a0', 'b', 'b/c', 'other/one'];
  for (const one of paths) content.pathId('names', relPath(one));
  content.pathId('other', relPath('elsewhere'));
  expect(content.topNames('names').toSorted()).toEqual(['a-1/', 'a.b', 'a.esp', 'a/', 'a0', 'b', 'b/', 'other/']);
});
