/** Downloads through the whole of main: queue, jobs, engine, restart. The replica of GameBanana is the provider. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Provider, Resolution } from '../../src/main/providers/provider.ts';
import type { GameId, JobId } from '../../src/shared/ids.ts';
import type { Download, Job } from '../../src/shared/jobs.ts';
import type { FileRef, ProviderId } from '../../src/shared/model.ts';
import { quoted } from '../../src/shared/saying.ts';
import { startGameBananaReplica, type GameBananaReplica } from '../../tools/replicas/gamebanana/replica.ts';
import { makeSampleGame, sampleGame } from '../../tools/replicas/sample-game.ts';
import { openTestServices, type TestServices } from '../support/services.ts';
import { readTree, tempFolder } from '../support/trees.ts';

const onServer = /^filecache31\.gamebanana\.com\/mods\/1900130_/u;
const file: FileRef = { provider: 'gamebanana', fileId: '1900130', model: 'Mod', modId: '0' };
const other: FileRef = { ...file, fileId: '1900140' };

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
  folder = tempFolder('downloads');
  game = path.join(folder.path, 'game');
  makeSampleGame(game);
  replica.control.reset();
  fs.writeFileSync(path.join(folder.path, 'endpoints.json'), JSON.stringify(replica.endpoints));
  await open();
  const targets = [{ path: '.', layout: 'merge-tree' as const }];
  const providers = { gamebanana: sampleGame.gameBananaId, nexus: 'starlight' };
  gameId = (await main.call('games.add', { path: game, as: 'custom', name: 'Sample', targets, providers })).id;
});
afterEach(async () => {
  await main.close();
  folder.remove();
});

async function open(): Promise<void> {
  main = await openTestServices(dataDir(), { endpointsFile: path.join(folder.path, 'endpoints.json') });
}
const dataDir = (): string => path.join(folder.path, 'data');
const slowly = (): void =>
  replica.control.fail({ path: onServer, fault: { kind: 'slow', chunk: 40_000, pauseMs: 30 } });

const install = async (ref: FileRef = file): Promise<JobId> =>
  (await main.call('install.fromProvider', { gameId, file: ref, modRef: null })).jobId;
const downloadOf = (id: JobId): Download | null => main.services.downloads.get(id);
const jobOf = (id: JobId): Job | undefined => main.services.jobs.list().find((job) => job.id === id);
const phase = (id: JobId, wanted: Job['phase']): Promise<void> =>
  vi.waitFor(() => expect(jobOf(id)).toMatchObject({ phase: wanted }), { timeout: 15_000, interval: 20 });
const arrived = (id: JobId, bytes: number): Promise<void> =>
  vi.waitFor(() => expect(downloadOf(id)?.bytesDone ?? 0).toBeGreaterThan(bytes), { timeout: 10_000, interval: 5 });
const leftOver = (): readonly string[] => fs.readdirSync(path.join(dataDir(), 'downloads'));
const ranges = (): readonly (string | undefined)[] =>
  replica.control.requests.filter(({ host }) => host.startsWith('filecache')).map(({ headers }) => headers.range);

test('one card from the download to the finished game, and a history of it', async () => {
  const seen = new Set<string>();
  main.services.events.subscribe((event, payload) => {
    if (event !== 'jobs.changed' || !('parts' in payload)) return;
    for (const part of payload.parts) if ('put' in part) for (const job of part.put) seen.add(job.phase);
  });
  const id = await install();
  await phase(id, 'done');
  expect([...seen]).toEqual(expect.arrayContaining(['waiting', 'resolving', 'downloading', 'unpacking', 'done']));
  const { downloads } = await main.call('downloads.snapshot');
  expect(downloads).toMatchObject([{ id, state: 'done', title: jobOf(id)?.title, error: null }]);
  expect(leftOver()).toEqual([]);
  await main.call('downloads.clear', {});
  expect((await main.call('downloads.snapshot')).downloads).toEqual([]);
});

test('paused, it stays; resumed, only the rest is asked for', async () => {
  slowly();
  const id = await install();
  await arrived(id, 100_000);
  await main.call('downloads.pause', { ids: [id] });
  await phase(id, 'paused');
  const kept = downloadOf(id)?.bytesDone ?? 0;
  expect(kept).toBeGreaterThan(100_000);
  replica.control.reset();
  await main.call('downloads.resume', { ids: [id] });
  await phase(id, 'done');
  expect(ranges()).toEqual([expect.stringMatching(/^bytes=\d{6}/u)]);
  expect(Number(/\d+/u.exec(ranges()[0] ?? '')?.[0])).toBeGreaterThanOrEqual(kept);
});

test('asking twice for the same file is one download', async () => {
  slowly();
  const id = await install();
  expect(await install()).toBe(id);
  expect((await main.call('downloads.snapshot')).downloads).toHaveLength(1);
  await main.call('jobs.cancel', { jobId: id });
  await phase(id, 'cancelled');
  await vi.waitFor(() => expect(downloadOf(id)?.state).toBe('cancelled'));
  await vi.waitFor(() => expect(leftOver()).toEqual([]));
});

test('over a restart a download goes on, and becomes an install', async () => {
  slowly();
  const before = readTree(game);
  const id = await install();
  await arrived(id, 300_000);
  await main.close();
  replica.control.reset();
  await open();
  await phase(id, 'done');
  expect(ranges()).toEqual([expect.stringMatching(/^bytes=\d{6}/u)]);
  expect(readTree(game)).not.toEqual(before);
  expect((await main.call('library.snapshot', { gameId })).entries).toHaveLength(1);
});

test('an archive that is here after a restart is only installed, and never twice', async () => {
  const id = await install();
  await phase(id, 'done');
  const { registry } = main.services;
  const [done] = registry.downloads.list();
  const [entry] = (await main.call('library.snapshot', { gameId })).entries;
  if (done === undefined || entry?.archive === undefined || entry.archive === null)
    throw new Error('nothing was installed');
  // As if the process had ended between the commit and its note.
  const home = path.join(dataDir(), 'downloads', id);
  fs.mkdirSync(home);
  fs.writeFileSync(path.join(home, entry.archive), 'x');
  const fetched = { sha256: entry.archive, size: 1, name: entry.name, provenance: entry.provenance };
  registry.downloads.put({ ...done, state: 'fetched', fetched, endedAt: null });
  await main.close();
  await open();
  expect(downloadOf(id)?.state).toBe('done');
  expect(jobOf(id)).toBeUndefined();
  expect(leftOver()).toEqual([]);
});

test('what failed can be tried again, under the same card', async () => {
  replica.control.fail({ path: onServer, fault: { kind: 'wrong-bytes' } });
  const id = await install();
  await phase(id, 'failed');
  expect(downloadOf(id)).toMatchObject({ state: 'failed', error: { code: 'download_hash_mismatch' } });
  replica.control.reset();
  await main.call('downloads.retry', { ids: [id] });
  await phase(id, 'done');
  expect(main.services.jobs.list()).toHaveLength(1);
});

test('a refused archive is not kept', async () => {
  const page = '<!doctype html><title>moved</title>';
  replica.control.fail({ path: onServer, fault: { kind: 'body', body: page } });
  const id = await install();
  await phase(id, 'failed');
  expect(leftOver().flatMap((name) => fs.readdirSync(path.join(dataDir(), 'downloads', name)))).toEqual([]);
});

test('the order, the number and the speed are the player’s', async () => {
  slowly();
  await main.call('settings.set', { downloadsAtOnce: 1, downloadLimit: 200_000 });
  const [first, second] = [await install(), await install(other)];
  await arrived(first, 50_000);
  expect(downloadOf(second)?.state).toBe('queued');
  await main.call('downloads.reorder', { id: second, before: first });
  expect((await main.call('downloads.snapshot')).downloads.map(({ id }) => id)).toEqual([second, first]);
  await expect(main.call('settings.set', { downloadsAtOnce: 0 })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(main.call('settings.set', { downloadLimit: 5 })).rejects.toMatchObject({ code: 'invalid_input' });
  await main.call('settings.set', { downloadsAtOnce: 2 });
  await vi.waitFor(() => expect(downloadOf(second)?.state).not.toBe('queued'));
  expect(await main.call('settings.get')).toMatchObject({ downloadsAtOnce: 2, downloadLimit: 200_000 });
});

test('a game that is removed takes its downloads along', async () => {
  slowly();
  const id = await install();
  await arrived(id, 50_000);
  await main.call('games.remove', { gameId });
  await phase(id, 'cancelled');
  expect((await main.call('downloads.snapshot')).downloads).toEqual([]);
  await vi.waitFor(() => expect(leftOver()).toEqual([]));
});

/** Nexus as far as this is concerned: without a link of its site it gives nothing away. */
function addFakeNexus(): { readonly granted: string[] } {
  const granted: string[] = [];
  const real = main.services.network.providers.get('gamebanana');
  if (real === undefined) throw new Error('no GameBanana');
  const fake: Provider = {
    ...real,
    id: 'nexus',
    name: 'Nexus Mods',
    parseFileRef: (text) => {
      const [, domain = '', modId = '', fileUid = ''] = /^([a-z]+)\/(\d+)\/(\d+)$/u.exec(text) ?? [];
      return fileUid === '' ? null : { provider: 'nexus', game: domain, modId, fileUid };
    },
    resolve: async (_ref, signal, grant): Promise<Resolution> => {
      if (grant === undefined)
        return { kind: 'needs_user_action', url: 'https://www.nexusmods.com/x', why: quoted('Click.') };
      granted.push(grant.key);
      return await real.resolve(file, signal);
    },
  };
  (main.services.network.providers as Map<ProviderId, Provider>).set('nexus', fake);
  return { granted };
}

const nexusFile: FileRef = { provider: 'nexus', game: 'starlight', modId: '1', fileUid: '2' };
const link = 'nxm://starlight/mods/1/files/2?key=canary_key&expires=9999999999&user_id=5';

describe('a download that only the player can permit', () => {
  test('waits with the page to open, and goes on with the link: the press on Install was the yes', async () => {
    const { granted } = addFakeNexus();
    const id = await install(nexusFile);
    await phase(id, 'waiting-for-player');
    expect(jobOf(id)?.waitsFor).toEqual({ kind: 'page', url: 'https://www.nexusmods.com/x', why: quoted('Click.') });
    // Another file of the same page was not asked for.
    main.services.links.receive(link.replace('files/2', 'files/3'));
    expect((await main.call('links.snapshot')).links).toMatchObject([{ jobId: null, file: { fileUid: '3' } }]);
    expect(granted).toEqual([]);
    main.services.links.receive(link);
    main.services.links.receive(link);
    await phase(id, 'done');
    expect(granted).toEqual(['canary_key']);
    expect((await main.call('links.snapshot')).links).toHaveLength(1);
    expect((await main.call('downloads.snapshot')).downloads).toHaveLength(1);
    expect(JSON.stringify(main.services.registry.downloads.list())).not.toContain('canary');
  });

  test('goes on only after a yes once it waits for long, or since before a restart', async () => {
    addFakeNexus();
    const id = await install(nexusFile);
    await phase(id, 'waiting-for-player');
    await main.close();
    await open();
    const { granted } = addFakeNexus();
    await phase(id, 'waiting-for-player');
    main.services.links.receive(link);
    main.services.links.receive(link);
    const { links } = await main.call('links.snapshot');
    expect(links).toMatchObject([{ jobId: id, games: [gameId], provider: 'nexus', name: jobOf(id)?.title }]);
    expect(JSON.stringify(links)).not.toContain('canary');
    expect(granted).toEqual([]);
    expect(await main.call('links.confirm', { id: links[0]?.id ?? '', gameId })).toEqual({ jobId: id });
    await phase(id, 'done');
    expect(granted).toEqual(['canary_key']);
    expect((await main.call('links.snapshot')).links).toEqual([]);
  });

  test('or a sign-in waits for that, and goes on by itself', async () => {
    addFakeNexus();
    const { providers } = main.services.network;
    const fake = providers.get('nexus');
    if (fake === undefined) throw new Error('no Nexus');
    let signedIn = false;
    const resolve: Provider['resolve'] = async (ref, signal) =>
      signedIn
        ? await fake.resolve(ref, signal, { key: 'k', expires: '1', userId: null })
        : { kind: 'needs_sign_in', why: quoted('Sign in.') };
    (providers as Map<ProviderId, Provider>).set('nexus', { ...fake, resolve });
    const id = await install(nexusFile);
    await phase(id, 'waiting-for-player');
    expect(jobOf(id)?.waitsFor).toEqual({ kind: 'sign-in', provider: 'nexus', why: quoted('Sign in.') });
    signedIn = true;
    main.services.downloads.signedIn('gamebanana');
    expect(downloadOf(id)?.state).toBe('waiting-for-player');
    main.services.downloads.signedIn('nexus');
    await phase(id, 'done');
  });

  test('waits over a restart too', async () => {
    addFakeNexus();
    const id = await install(nexusFile);
    await phase(id, 'waiting-for-player');
    await main.close();
    await open();
    await phase(id, 'waiting-for-player');
    await main.call('downloads.cancel', { ids: [id] });
    await phase(id, 'cancelled');
  });
});

describe('a link', () => {
  test('starts nothing by itself; confirmed, it installs', async () => {
    addFakeNexus();
    main.services.links.receive(link);
    const [waiting] = (await main.call('links.snapshot')).links;
    expect(waiting).toMatchObject({ jobId: null, games: [gameId] });
    expect(main.services.jobs.list()).toEqual([]);
    const confirm = { id: waiting?.id ?? '', gameId: 'another' as GameId };
    await expect(main.call('links.confirm', confirm)).rejects.toMatchObject({ code: 'link_refused' });
    const { jobId } = await main.call('links.confirm', { ...confirm, gameId });
    await phase(jobId, 'done');
    await expect(main.call('links.confirm', { ...confirm, gameId })).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each<[string, RegExp, string | null]>([
    ['nxm://skyrim/mods/1/files/2', /None of your games .*“skyrim”/u, null],
    ['nxm://starlight/mods/1/files/2?key=a', /incomplete/u, 'tab=files&file_id=2&nmm=1'],
    ['nxm://starlight/mods/1/files/2?key=a&expires=5', /run out/u, 'tab=files&file_id=2&nmm=1'],
    ['nxm://starlight/collections/abc/revisions/3', /collections/u, '/starlight/collections/abc'],
    ['loadstone://install/github/a/b/1', /None of your games|cannot take files/u, null],
  ])('%s is refused with a reason', async (text, message, page) => {
    addFakeNexus();
    main.services.links.receive(text);
    const state = await main.call('links.snapshot');
    expect(state.links).toEqual([]);
    const [refused] = state.refused;
    expect(refused).toMatchObject({ error: { message: expect.stringMatching(message) as unknown } });
    expect(refused?.page ?? null).toEqual(page === null ? null : expect.stringContaining(page));
    await main.call('links.dismiss', { id: refused?.id ?? '' });
    expect((await main.call('links.snapshot')).refused).toEqual([]);
  });

  test('that is nobody’s is dropped, and no page can pile them up', async () => {
    main.services.links.receive('nxm://oauth/callback?code=1');
    for (let count = 1; count < 30; count += 1) {
      main.services.links.receive(`loadstone://install/gamebanana/Mod/${count}/${count}`);
      main.services.links.receive(`nxm://skyrim${count}/mods/1/files/2`);
    }
    const { links, refused } = await main.call('links.snapshot');
    expect([links.length, refused.length]).toEqual([8, 8]);
  });
});
