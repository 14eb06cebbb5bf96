/** Games through the real services, as the window asks for them: looked at, added, completed, started. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Host } from '../../../src/main/ipc/host.ts';
import { steamLibraries, steamManifest } from '../../support/machine.ts';
import { openTestServices, type TestServices } from '../../support/services.ts';
import { tempFolder, writeTree } from '../../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
let open: TestServices | null = null;
beforeEach(() => {
  folder = tempFolder('handlers');
  vi.stubEnv('HOME', path.join(folder.path, 'home'));
});
afterEach(async () => {
  await open?.close();
  open = null;
  vi.unstubAllEnvs();
  folder.remove();
});

const at = (...parts: string[]): string => path.join(folder.path, ...parts);

async function services(host: Partial<Host> = {}): Promise<TestServices['call']> {
  open = await openTestServices(at('data'), { host });
  return open.call;
}

function steamGame(id: number, name: string, files: Record<string, string>, flags = 4): string {
  const library = at('home/.local/share/Steam');
  writeTree(library, {
    'config/libraryfolders.vdf': steamLibraries(library),
    [`steamapps/appmanifest_${id}.acf`]: steamManifest(id, name, flags),
  });
  const game = path.join(library, 'steamapps/common', name);
  writeTree(game, files);
  return game;
}

test.skipIf(process.platform !== 'linux')('a game is started by the address its store has for it', async () => {
  const game = steamGame(489830, 'Skyrim', { 'SkyrimSE.exe': '', 'Data/Skyrim.esm': '' });
  const opened: string[] = [];
  const call = await services({
    openGame: (url) => {
      opened.push(url);
      return Promise.resolve(true);
    },
  });
  const { id } = await call('games.add', { path: game, as: 'skyrim-special-edition' });
  expect(await call('games.condition', { gameId: id })).toEqual({
    running: null,
    busy: false,
    present: true,
    launch: 'store',
    store: 'steam',
    updated: false,
  });
  expect(await call('games.launch', { gameId: id })).toEqual({ kind: 'started' });
  expect(opened).toEqual(['steam://rungameid/489830']);
  fs.rmSync(game, { recursive: true });
  expect(await call('games.condition', { gameId: id })).toMatchObject({ present: false, launch: 'missing' });
  expect(await call('games.launch', { gameId: id })).toEqual({ kind: 'refused', why: 'missing' });
});

test.skipIf(process.platform !== 'linux')('one that its store is working on is not', async () => {
  const game = steamGame(489830, 'Skyrim', { 'SkyrimSE.exe': '', 'Data/Skyrim.esm': '' }, 4 + 1_048_576);
  const call = await services();
  const { id } = await call('games.add', { path: game, as: 'skyrim-special-edition' });
  expect(await call('games.condition', { gameId: id })).toMatchObject({ busy: true });
  expect(await call('games.launch', { gameId: id })).toEqual({ kind: 'refused', why: 'busy' });
});

test.skipIf(process.platform !== 'linux')(
  'what is wrong with a folder is told before it is added, and later',
  async () => {
    const game = steamGame(1245620, 'ELDEN RING', {
      'Game/eldenring.exe': '',
      'Game/mods/vortex.deployment.json': '{}',
    });
    fs.mkdirSync(at('loader'));
    const call = await services({
      chooseFolder: () => Promise.resolve(at('loader')),
      openFolder: () => Promise.resolve(true),
    });
    writeTree(at('data/games'), { 'mine.json': '{' });
    expect(await call('games.detect')).toMatchObject({
      games: [{ definition: 'elden-ring' }],
      brokenDefinitions: [{ file: 'mine.json' }],
    });
    expect(await call('games.openFound', { folder: game })).toEqual({ opened: true });
    expect(await call('games.openFound', { folder: at('loader') })).toEqual({ opened: false });
    const looked = await call('games.inspect', { path: game });
    expect(looked.warnings.map(({ code, by }) => [code, by])).toEqual([['other-manager', 'Vortex']]);
    const { id } = await call('games.add', { path: game, as: 'elden-ring' });
    expect(await call('games.check', { gameId: id })).toEqual({
      warnings: [expect.objectContaining({ code: 'other-manager', blocks: false })],
      unresolved: [{ name: 'override', why: 'choose-folder' }],
      launchOptions: null,
    });
    const complete = await call('games.completeTargets', { gameId: id, target: 'override' });
    expect(complete.targets.at(-1)).toMatchObject({ name: 'override', path: at('loader/mod') });
    expect((await call('games.check', { gameId: id })).unresolved).toEqual([]);
  },
);

const shown = async (address: string | null | undefined): Promise<string> => {
  const id = /^loadstone-img:\/\/(.+)$/u.exec(address ?? '')?.[1] ?? '';
  const picture = await open?.services.images.get(id, new AbortController().signal);
  return Buffer.from(picture?.bytes ?? []).toString('latin1');
};

test.skipIf(process.platform !== 'linux')('a game shows the picture its store has, or one of the player', async () => {
  const game = steamGame(489830, 'Skyrim', { 'SkyrimSE.exe': '', 'Data/Skyrim.esm': '' });
  const cover = at('home/.local/share/Steam/appcache/librarycache/489830/library_600x900.jpg');
  fs.mkdirSync(path.dirname(cover), { recursive: true });
  fs.writeFileSync(cover, '\u00FF\u00D8\u00FFof the store', 'latin1');
  fs.writeFileSync(at('mine.png'), '\u0089PNG\r\n\u001A\nmine', 'latin1');
  const call = await services({
    chooseFile: (wanted) => Promise.resolve(wanted === 'picture' ? at('mine.png') : null),
  });
  const current = async () => (await call('games.snapshot')).games[0]?.pictures;

  const { games } = await call('games.detect');
  expect(await shown(games[0]?.pictures.cover)).toContain('of the store');
  const { id } = await call('games.add', { path: game, as: 'skyrim-special-edition' });
  expect(await current()).toEqual({ cover: null, wide: null, own: false });
  await call('games.condition', { gameId: id });
  const before = (await current())?.cover;
  expect(await shown(before)).toContain('of the store');
  fs.rmSync(cover);
  expect(await call('games.choosePicture', { gameId: id })).toEqual({ chosen: true });
  expect(await current()).toMatchObject({ own: true });
  expect(await shown((await current())?.cover)).toContain('mine');
  await call('games.dismissPicture', { gameId: id });
  expect((await current())?.cover).toBe(before);
  await call('games.remove', { gameId: id });
  expect(fs.existsSync(at('data/game-pictures', id))).toBe(false);
});
