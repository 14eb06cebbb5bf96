/** The window's calls about mods, over the real router and threads, against the GameBanana replica. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { FoundMods } from '../../src/shared/catalogue.ts';
import type { GameId, JobId } from '../../src/shared/ids.ts';
import type { Job } from '../../src/shared/jobs.ts';
import type { ModFile } from '../../src/shared/model.ts';
import { startGameBananaReplica, type GameBananaReplica } from '../../tools/replicas/gamebanana/replica.ts';
import { makeSampleGame, sampleGame } from '../../tools/replicas/sample-game.ts';
import { openTestServices, type TestServices } from '../support/services.ts';
import { readTree, tempFolder } from '../support/trees.ts';

let replica: GameBananaReplica;
let folder: ReturnType<typeof tempFolder>;
let main: TestServices;
let game: string;
let gameId: GameId;

beforeAll(async () => {
  replica = await startGameBananaReplica();
});
afterAll(() => replica.close());

beforeEach(async () => {
  folder = tempFolder('ipc-mods');
  game = path.join(folder.path, 'game');
  makeSampleGame(game);
  replica.control.reset();
  const endpointsFile = path.join(folder.path, 'endpoints.json');
  fs.writeFileSync(endpointsFile, JSON.stringify(replica.endpoints));
  main = await openTestServices(path.join(folder.path, 'data'), { endpointsFile });
  ({ id: gameId } = await main.call('games.add', {
    path: game,
    as: 'custom',
    name: sampleGame.name,
    targets: [{ path: '.', layout: 'merge-tree' }],
    providers: { gamebanana: sampleGame.gameBananaId, nexus: 'not-there' },
  }));
});
afterEach(async () => {
  await main.close();
  folder.remove();
});

/** The last that was heard of a search, once all providers have answered. */
async function findAll(findId: string, text: string): Promise<{ first: FoundMods; last: FoundMods }> {
  const heard: FoundMods[] = [];
  const stop = main.services.events.subscribe((event, payload) => {
    if (event === 'mods.found' && 'findId' in payload && payload.findId === findId) heard.push(payload.found);
  });
  const first = await main.call('mods.find', { gameId, findId, text, sort: 'relevance' });
  const last = await vi.waitUntil(() => {
    const now = heard.at(-1);
    return now?.providers.every(({ answer }) => answer.kind !== 'asking') === true ? now : false;
  }, 10_000);
  stop();
  return { first, last };
}

async function newestFile(name: string): Promise<ModFile> {
  const { last } = await findAll('file', name);
  const mod = last.mods.find((one) => one.name === name);
  if (mod === undefined) throw new Error(`no mod ${name}`);
  const { files } = await main.call('mods.details', { ref: mod.ref });
  const file = files.find(({ archived }) => !archived);
  if (file === undefined) throw new Error(`no file of ${name}`);
  return file;
}

const ended = (id: JobId): Promise<Job> =>
  vi.waitUntil(async () => {
    const job = (await main.call('jobs.snapshot')).jobs.find((one) => one.id === id);
    return job !== undefined && ['done', 'failed', 'cancelled'].includes(job.phase) ? job : false;
  }, 20_000);

test('a search asks everybody, tells who failed, and is known the next time without asking', async () => {
  const { first, last } = await findAll('a', 'ember');
  expect(first.mods).toEqual([]);
  expect(first.providers.map(({ answer }) => answer.kind)).toEqual(['asking', 'asking']);
  expect(last.mods.map(({ name, seenAt }) => [name, seenAt])).toContainEqual(['Ember Courier', null]);
  expect(last.mods[0]?.image).toMatch(/^loadstone-img:/u);
  expect(last.providers.map(({ provider, answer }) => [provider, answer.kind])).toEqual([
    ['nexus', expect.stringMatching(/error|sign-in|offline/u)],
    ['gamebanana', 'ok'],
  ]);
  const suggested = await main.call('mods.suggest', { gameId, text: 'emb', limit: 5 });
  expect(suggested.map(({ mod }) => mod.name)).toContain('Ember Courier');
  expect((await findAll('a', 'ember courier')).first.mods).toMatchObject([{ name: 'Ember Courier' }]);
  const { sources } = await main.call('catalogue.status', { gameId });
  expect(sources.find(({ provider }) => provider === 'gamebanana')?.mods).toBeGreaterThan(0);
  await main.call('catalogue.forget', { gameId });
  expect(await main.call('mods.suggest', { gameId, text: 'emb', limit: 5 })).toEqual([]);
});

test('a mod and what it needs are looked at, then installed in order; taken back in one step', async () => {
  const before = readTree(game);
  const files = [await newestFile('Ember Courier'), await newestFile('Better Game Config')].map(({ ref }) => ref);
  const [first, second] = files;
  if (first === undefined || second === undefined) throw new Error('two files are needed');
  expect(await main.call('install.plan', { gameId, file: second, modRef: null, chosen: [] })).toMatchObject({
    name: 'Better Game Config',
    install: [],
    complete: true,
  });
  const planned = files.map((file) => ({ file, modRef: null, replaces: null }));
  const started = await main.call('install.withRequirements', { gameId, files: planned, enable: [] });
  expect(started).toMatchObject({ before: 0, jobs: { length: 2 } });
  // Also what waits for its turn is a job that the player sees.
  const seen = (await main.call('jobs.snapshot')).jobs.map(({ id }) => id);
  expect(seen).toEqual(expect.arrayContaining([...started.jobs]));
  for (const id of started.jobs) expect(await ended(id)).toMatchObject({ phase: 'done', error: null });
  const { entries } = await main.call('library.snapshot', { gameId });
  expect(entries.map(({ name }) => name)).toEqual(['Ember Courier', 'Better Game Config']);
  const { undo, redo } = await main.call('history.snapshot', { gameId, limit: 10 });
  expect({ undo, redo }).toEqual({
    undo: { from: started.before, subject: 'installation of Better Game Config and 1 more' },
    redo: null,
  });
  const installed = readTree(game);
  await main.call('history.undo', { gameId });
  expect(readTree(game)).toEqual(before);
  await main.call('history.redo', { gameId });
  expect(readTree(game)).toEqual(installed);
});

test('updates: checked once, planned, and installed in the place of the old version', async () => {
  const file = await newestFile('Ember Courier');
  const [id] = (
    await main.call('install.withRequirements', {
      gameId,
      files: [{ file: file.ref, modRef: null, replaces: null }],
      enable: [],
    })
  ).jobs;
  if (id !== undefined) await ended(id);
  const { entries } = await main.call('library.snapshot', { gameId });
  const entry = entries[0]?.id;
  if (entry === undefined) throw new Error('nothing was installed');
  expect(await main.call('updates.snapshot', { gameId })).toMatchObject({ checkedAt: null, entries: [] });
  const [one, two] = await Promise.all([
    main.call('updates.check', { gameId }),
    main.call('updates.check', { gameId }),
  ]);
  expect(one).toMatchObject({ checking: false, failures: [], entries: [{ entry, name: 'Ember Courier' }] });
  expect(two.entries).toEqual(one.entries);
  const plan = await main.call('updates.plan', { gameId, entries: [entry] });
  expect(plan.updates.length + plan.skipped.length).toBe(1);
  const other = await newestFile('Better Game Config');
  const applied = await main.call('updates.apply', {
    gameId,
    updates: [{ entry, file: other.ref }],
    needed: [],
    enable: [],
  });
  expect(applied.before).toBe(1);
  const [job] = applied.jobs;
  if (job !== undefined) expect(await ended(job)).toMatchObject({ phase: 'done', outcome: { reason: 'update' } });
  const after = await main.call('library.snapshot', { gameId });
  expect(after.entries.map(({ id: same, name }) => [same, name])).toEqual([[entry, 'Ember Courier']]);
  await main.call('library.setPinned', { gameId, entries: [entry], pinned: true });
  await expect(
    main.call('updates.apply', { gameId, updates: [{ entry, file: other.ref }], needed: [], enable: [] }),
  ).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('when one of them fails, what follows is not installed', async () => {
  const first = await newestFile('Ember Courier');
  const second = await newestFile('Better Game Config');
  if (first.ref.provider !== 'gamebanana') throw new Error('another provider');
  replica.control.removeFile(Number(first.ref.fileId));
  const files = [first, second].map(({ ref }) => ({ file: ref, modRef: null, replaces: null }));
  const { jobs } = await main.call('install.withRequirements', { gameId, files, enable: [] });
  const [failing, waiting] = jobs;
  if (failing === undefined || waiting === undefined) throw new Error('two jobs are needed');
  expect(await ended(failing)).toMatchObject({ phase: 'failed' });
  await vi.waitUntil(async () => {
    const { downloads } = await main.call('downloads.snapshot');
    return !downloads.some(({ id, state }) => id === waiting && state !== 'cancelled');
  }, 10_000);
  expect((await main.call('library.snapshot', { gameId })).entries).toEqual([]);
});
