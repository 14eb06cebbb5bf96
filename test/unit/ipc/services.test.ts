import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sampleVanilla } from '../../support/engine.ts';
import { openTestServices, type TestServices } from '../../support/services.ts';
import { readTree, tempFolder, writeTree } from '../../support/trees.ts';
import { writeZip } from '../../../tools/support/zip-writer.ts';
import type { GameId } from '../../../src/shared/ids.ts';

let folder: ReturnType<typeof tempFolder>;
let main: TestServices;
let game: string;

beforeEach(async () => {
  folder = tempFolder('services');
  game = path.join(folder.path, 'game');
  writeTree(game, sampleVanilla);
  main = await openTestServices(path.join(folder.path, 'data'));
});
afterEach(async () => {
  await main.close();
  folder.remove();
});

const addGame = async (): Promise<GameId> =>
  (
    await main.call('games.add', {
      path: game,
      as: 'custom',
      name: 'Sample',
      targets: [{ path: '.', layout: 'merge-tree' }],
    })
  ).id;

test('add a game, install from an archive as a job, undo: over the router and the worker thread', async () => {
  const heard: string[] = [];
  main.services.events.subscribe((event) => heard.push(event));
  const gameId = await addGame();
  const before = readTree(game);
  const file = path.join(folder.path, 'mod.zip');
  writeZip(file, { 'game.cfg': 'changed', 'new/file.txt': 'new' });
  const { jobId } = await main.call('install.fromFile', { gameId, path: file });
  const job = await vi.waitUntil(async () => {
    const found = (await main.call('jobs.snapshot')).jobs.find((candidate) => candidate.id === jobId);
    return found?.phase === 'done' || found?.phase === 'failed' ? found : false;
  }, 10_000);
  expect(job).toMatchObject({
    phase: 'done',
    title: 'mod',
    outcome: { generation: 1, changed: { added: 1, replaced: 1 } },
  });
  expect((await main.call('library.snapshot', { gameId })).entries).toHaveLength(1);
  expect(await main.call('history.preview', { gameId, to: 0 })).toMatchObject({
    changed: { added: 0, replaced: 1, removed: 1 },
  });
  await main.call('history.undo', { gameId });
  expect(readTree(game)).toEqual(before);
  expect(await main.call('history.snapshot', { gameId, limit: 10 })).toMatchObject({
    current: 2,
    canRedo: true,
    canUndo: false,
  });
  expect(new Set(heard)).toEqual(new Set(['games.changed', 'jobs.changed', 'game.changed']));
});

test('a refused archive fails its job and leaves nothing', async () => {
  const gameId = await addGame();
  const before = readTree(game);
  const file = path.join(folder.path, 'page.zip');
  writeTree(folder.path, { 'page.zip': '<!doctype html><title>Not here</title>' });
  const { jobId } = await main.call('install.fromFile', { gameId, path: file });
  const job = await vi.waitUntil(async () => {
    const found = (await main.call('jobs.snapshot')).jobs.find((candidate) => candidate.id === jobId);
    return found?.phase === 'failed' ? found : false;
  }, 10_000);
  expect(job.error?.code).toBe('download_not_an_archive');
  expect(readTree(game)).toEqual(before);
  expect((await main.call('library.snapshot', { gameId })).entries).toEqual([]);
  await main.call('jobs.dismiss', { jobId });
  expect((await main.call('jobs.snapshot')).jobs).toEqual([]);
});

test('a second Loadstone on the same data folder is told so', async () => {
  await expect(openTestServices(path.join(folder.path, 'data'))).rejects.toMatchObject({ code: 'data_in_use' });
});

test('settings are kept and told to every window', async () => {
  const themes: string[] = [];
  main.services.events.subscribe((event, payload) => {
    if (event === 'settings.changed' && 'theme' in payload) themes.push(payload.theme);
  });
  await main.call('settings.set', { theme: 'light' });
  expect(await main.call('settings.get')).toMatchObject({ theme: 'light', blurAdult: true, revision: 1 });
  expect(themes).toEqual(['light']);
});
