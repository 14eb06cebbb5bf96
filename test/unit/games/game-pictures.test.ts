/** Pictures of games: what stores keep on this computer, and what becomes of them in the data folder. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGamePictures } from '../../../src/main/actions/game-pictures.ts';
import { steamPictures } from '../../../src/main/games/locate/steam-pictures.ts';
import { scanXbox } from '../../../src/main/games/locate/xbox.ts';
import { scanLutris } from '../../../src/main/games/locate/prefix-games.ts';
import { nodeFs } from '../../../src/main/lib/fs.ts';
import { isGameId } from '../../../src/shared/ids.ts';
import { noPictures } from '../../../src/shared/games.ts';
import { machine } from '../../support/machine.ts';
import { tempFolder, writeTree } from '../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder('pictures');
});
afterEach(() => folder.remove());

const at = (...parts: string[]): string => path.join(folder.path, ...parts);
const below = (file: string | null): string | null => (file === null ? null : path.relative(folder.path, file));

const ofSteam = (): readonly (string | null)[] => {
  const { cover, wide } = steamPictures(nodeFs, [at('nowhere'), at('steam')], '620');
  return [below(cover), below(wide)];
};

const cache = 'steam/appcache/librarycache';

test.each([
  ['beside those of all games', `${cache}/620_library_600x900.jpg`, `${cache}/620_library_hero.jpg`],
  ['in a folder of the game', `${cache}/620/library_600x900.jpg`, `${cache}/620/header.jpg`],
  ['in folders of their own', `${cache}/620/0a1b/library_capsule.jpg`, `${cache}/620/ff00/library_hero.jpg`],
])('what Steam keeps %s is found', (_, cover, wide) => {
  expect(ofSteam()).toEqual([null, null]);
  writeTree(folder.path, { [cover]: 'x', [wide]: 'x', [`${cache}/62/library_hero.jpg`]: 'of another game' });
  expect(ofSteam()).toEqual([cover, wide]);
});

test('the pictures that the player gave a game in Steam come first', () => {
  writeTree(folder.path, {
    [`${cache}/620/library_600x900.jpg`]: 'x',
    [`${cache}/620/library_hero.jpg`]: 'x',
    'steam/userdata/0/remote': '',
    'steam/userdata/1234/config/grid/620p.png': 'x',
  });
  expect(ofSteam()).toEqual(['steam/userdata/1234/config/grid/620p.png', `${cache}/620/library_hero.jpg`]);
});

const xboxGame = (config: string): Record<string, string> => ({
  'D/Program Files/ModifiableWindowsApps/Game/appxmanifest.xml': '<Identity Name="A.Game" />',
  'D/Program Files/ModifiableWindowsApps/Game/MicrosoftGame.config': config,
  'D/Program Files/ModifiableWindowsApps/Game/Images/Logo.png': 'x',
  'D/Program Files/ModifiableWindowsApps/secret.png': 'x',
});

test('of the Xbox app what the Start menu shows, and nothing outside of the folder of the game', () => {
  const env = machine(at('home'), { os: 'windows', drives: [at('D')] });
  const found = () => scanXbox(env)[0]?.pictures();
  const before = '<!-- <ShellVisuals Square480x480Logo="Example.png" /> -->';
  const visuals = String.raw`<ShellVisuals Square480x480Logo="Images\Logo.png" SplashScreenImage="..\secret.png" />`;
  writeTree(folder.path, xboxGame(`<Game>${before}${visuals}</Game>`));
  expect(found()).toEqual({
    cover: fs.realpathSync(at('D/Program Files/ModifiableWindowsApps/Game/Images/Logo.png')),
    wide: null,
  });
  writeTree(folder.path, xboxGame('<Game></Game>'));
  expect(found()).toEqual(noPictures);
});

test('Lutris names pictures as it names its configurations', () => {
  const lutris = 'home/.local/share/lutris';
  writeTree(folder.path, {
    [`${lutris}/games/quiet-valley-1700000000.yml`]: `game:\n  exe: ${at('games/valley/run.sh')}\n`,
    [`${lutris}/coverart/quiet-valley.jpg`]: 'x',
    'home/.cache/lutris/banners/quiet-valley.jpg': 'x',
    'games/valley/run.sh': '',
  });
  expect(scanLutris(machine(at('home')))[0]?.pictures()).toEqual({
    cover: at(lutris, 'coverart/quiet-valley.jpg'),
    wide: at('home/.cache/lutris/banners/quiet-valley.jpg'),
  });
});

const jpeg = (text: string): string => `\u00FF\u00D8\u00FF${text}`;
const writePicture = (name: string, text: string): string => {
  fs.writeFileSync(at(name), text, 'latin1');
  return at(name);
};
const kept = (file: string | null): string | null => (file === null ? null : fs.readFileSync(file, 'latin1'));

const gameId = 'quiet-valley';

test('keeps what the store has, takes newer ones, and lets the player choose', () => {
  if (!isGameId(gameId)) throw new Error(gameId);
  const shelf = createGamePictures(nodeFs, at('data'));
  expect(shelf.of(gameId)).toEqual({ ...noPictures, own: false });

  const cover = writePicture('cover.jpg', jpeg('one'));
  expect(shelf.takeOver(gameId, { cover, wide: null })).toBe(true);
  expect(shelf.takeOver(gameId, { cover, wide: null })).toBe(false);
  expect(kept(shelf.of(gameId).cover)).toBe(jpeg('one'));

  fs.rmSync(cover);
  expect(shelf.takeOver(gameId, { cover, wide: writePicture('wide.html', '<html>') })).toBe(false);
  expect(shelf.takeOver(gameId, noPictures)).toBe(false);
  expect(kept(shelf.of(gameId).cover)).toBe(jpeg('one'));

  writePicture('cover.jpg', jpeg('two'));
  fs.utimesSync(cover, new Date(), new Date(Date.now() + 60_000));
  expect(shelf.takeOver(gameId, { cover, wide: null })).toBe(true);

  shelf.choose(gameId, writePicture('mine.png', '\u0089PNG\r\n\u001A\nmine'));
  expect(shelf.of(gameId).own).toBe(true);
  expect(kept(shelf.of(gameId).cover)).toContain('mine');
  expect(() => shelf.choose(gameId, writePicture('mine.svg', '<svg/>'))).toThrow('mine.svg is no picture');
  expect(kept(shelf.of(gameId).cover)).toContain('mine');

  shelf.dismiss(gameId);
  shelf.dismiss(gameId);
  expect(kept(shelf.of(gameId).cover)).toBe(jpeg('two'));
  shelf.forget(gameId);
  expect(fs.readdirSync(at('data/game-pictures'))).toEqual([]);
});
