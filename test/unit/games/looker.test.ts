/** The thread that looks at games: its answers, its errors, and its end. */
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLooker, type Looker } from '../../../src/main/worker/looker.ts';
import type { GameRow } from '../../../src/main/registry/games.ts';
import { gameIdFromName } from '../../../src/shared/ids.ts';
import { tempFolder, writeTree } from '../../support/trees.ts';

const workerFile = path.join(import.meta.dirname, '../../../src/main/worker/worker.ts');

let folder: ReturnType<typeof tempFolder>;
let looker: Looker;
beforeEach(() => {
  folder = tempFolder('looker');
  vi.stubEnv('HOME', path.join(folder.path, 'home'));
  looker = createLooker(workerFile, path.join(folder.path, 'data'));
});
afterEach(async () => {
  await looker.close();
  vi.unstubAllEnvs();
  folder.remove();
});

const row = (root: string, definition = 'celeste'): GameRow => ({
  id: gameIdFromName('Celeste'),
  definition,
  name: 'Celeste',
  root,
  targets: [],
  lists: [],
  neverRewritten: [],
  providers: {},
  addedAt: 0,
  currentGeneration: 0,
});

test('answers about a game, and about a folder that is none yet', async () => {
  const root = path.join(folder.path, 'celeste');
  writeTree(root, { 'Celeste.exe': '', Celeste: '' });
  expect(await looker.look('game', row(root))).toMatchObject({ found: null, running: null, present: true });
  expect(await looker.look('game', row(path.join(folder.path, 'nowhere')))).toMatchObject({
    present: false,
    way: { kind: 'none', why: 'missing' },
  });
  expect(await looker.look('folder', root)).toMatchObject({ path: root, exists: true, recognisedAs: ['celeste'] });
});

test('a folder in a game, or above games, leads to them; one that holds far more is said to', async () => {
  const root = path.join(folder.path, 'steamapps', 'common', 'Celeste');
  writeTree(root, { 'Celeste.exe': '', Celeste: '', 'Content/Maps/deep/er/a.bin': '' });
  const celeste = [{ definition: 'celeste', folder: root }];
  expect(await looker.look('folder', root)).toMatchObject({ nearby: [] });
  for (const inside of ['Content', 'Content/Maps/deep']) {
    expect(await looker.look('folder', path.join(root, inside))).toMatchObject({ recognisedAs: [], nearby: celeste });
  }
  expect(await looker.look('folder', path.join(root, 'Content/Maps/deep/er'))).toMatchObject({ nearby: [] });
  for (const above of ['.', 'steamapps', 'steamapps/common']) {
    expect(await looker.look('folder', path.join(folder.path, above))).toMatchObject({ nearby: celeste });
  }
  writeTree(path.join(folder.path, 'home'), { 'notes.txt': '' });
  expect(await looker.look('folder', path.join(folder.path, 'home'))).toMatchObject({
    warnings: [{ code: 'home-folder', blocks: true }],
  });
});

test('whoever stops waiting hears that it was cancelled; the next question is answered', async () => {
  const stop = new AbortController();
  const asked = looker.look('search', null, stop.signal);
  stop.abort();
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  await expect(looker.look('search', null, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(await looker.look('search', null)).toMatchObject({ brokenDefinitions: [] });
});

test('a question that goes wrong is an error of its own, and the thread goes on', async () => {
  await expect(looker.look('game', null as never)).rejects.toMatchObject({ code: 'internal' });
  expect(await looker.look('search', null)).toMatchObject({ offline: [] });
});

test('whoever waits when it closes hears that it was cancelled, and so does who comes later', async () => {
  const asked = expect(looker.look('search', null)).rejects.toMatchObject({ code: 'cancelled' });
  await looker.close();
  await asked;
  await expect(looker.look('search', null)).rejects.toMatchObject({ code: 'cancelled' });
});
