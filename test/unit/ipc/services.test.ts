import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sampleVanilla } from '../../support/engine.ts';
import { openTestServices, type TestServices } from '../../support/services.ts';
import { readTree, tempFolder, writeTree } from '../../support/trees.ts';
import { writeZip } from '../../../tools/support/zip-writer.ts';
import { imageIdOf } from '../../../src/main/shell/image-protocol.ts';
import type { GameId, JobId } from '../../../src/shared/ids.ts';
import type { Job, JobPhase } from '../../../src/shared/jobs.ts';
import { hullMod } from '../../support/fomod.ts';

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

test('an installer parks its job until it is answered; cancelling changes nothing', async () => {
  const gameId = await addGame();
  const before = readTree(game);
  const file = path.join(folder.path, 'hull.zip');
  writeZip(file, hullMod());
  const parked = async (): Promise<Job> => {
    const { jobId } = await main.call('install.fromFile', { gameId, path: file });
    return vi.waitUntil(async () => {
      const job = (await main.call('jobs.snapshot')).jobs.find(({ id }) => id === jobId);
      return job?.phase === 'waiting-for-player' ? job : false;
    }, 10_000);
  };
  const phaseOf = async (id: JobId, phase: JobPhase): Promise<boolean> =>
    (await main.call('jobs.snapshot')).jobs.find((job) => job.id === id)?.phase === phase;

  const first = await parked();
  expect(first.waitsFor).toEqual({ kind: 'installer', why: 'Hull asks what to install.' });
  const { installer, missing } = await main.call('install.questions', { jobId: first.id });
  expect(missing).toEqual([]);
  const [small, large] = installer.steps[0]?.groups[0]?.options ?? [];
  expect(large?.image).toBeNull();
  const picture = imageIdOf(small?.image ?? '');
  expect(await main.services.images.get(picture ?? '', new AbortController().signal)).toMatchObject({
    contentType: 'image/png',
  });
  const choices = { 'Textures / Size': ['Small'] };
  expect(await main.call('install.chosenFiles', { jobId: first.id, choices })).toMatchObject({ total: 2 });
  await expect(
    main.call('install.answer', { jobId: first.id, choices: { 'Textures / Size': ['Tiny'] } }),
  ).rejects.toMatchObject({ code: 'choices_invalid' });
  await main.call('jobs.cancel', { jobId: first.id });
  await vi.waitUntil(() => phaseOf(first.id, 'cancelled'), 10_000);
  expect(readTree(game)).toEqual(before);
  await expect(main.call('install.questions', { jobId: first.id })).rejects.toMatchObject({ code: 'not_found' });

  const second = await parked();
  await main.call('install.answer', { jobId: second.id, choices });
  await vi.waitUntil(() => phaseOf(second.id, 'done'), 10_000);
  expect(readTree(game)).toHaveProperty(['hull/skin.txt']);
  expect(readTree(game)).not.toHaveProperty(['hull/extra.txt']);
});
