import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sampleVanilla } from '../support/engine.ts';
import { openTestServices, type TestServices } from '../support/services.ts';
import { readTree, tempFolder, writeTree } from '../support/trees.ts';
import { writeZip } from '../../tools/support/zip-writer.ts';
import { imageIdOf } from '../../src/main/shell/image-protocol.ts';
import type { Layout } from '../../src/shared/games.ts';
import type { GameId, JobId } from '../../src/shared/ids.ts';
import type { Job, JobPhase } from '../../src/shared/jobs.ts';
import { saying } from '../../src/shared/saying.ts';
import { hullMod } from '../support/fomod.ts';

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

const addGame = async (layout: Layout = 'merge-tree'): Promise<GameId> =>
  (
    await main.call('games.add', {
      path: game,
      as: 'custom',
      name: 'Sample',
      targets: [{ path: '.', layout }],
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
    redo: { from: 0, subject: 'installation of mod' },
    undo: null,
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
  await main.call('settings.set', { theme: 'light', browseLayout: 'list' });
  expect(await main.call('settings.get')).toMatchObject({
    theme: 'light',
    browseLayout: 'list',
    blurAdult: true,
    revision: 1,
  });
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
  expect(first.waitsFor).toEqual({ kind: 'installer', why: saying('asksWhatToInstall', { mod: 'Hull' }) });
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

const jobOf = async (id: JobId): Promise<Job | undefined> =>
  (await main.call('jobs.snapshot')).jobs.find((job) => job.id === id);

const until = (id: JobId, phase: JobPhase): Promise<Job> =>
  vi.waitUntil(async () => {
    const job = await jobOf(id);
    return job?.phase === phase ? job : false;
  }, 10_000);

async function install(gameId: GameId, name: string, files: Readonly<Record<string, string>>): Promise<JobId> {
  const file = path.join(folder.path, `${name}.zip`);
  writeZip(file, files);
  return (await main.call('install.fromFile', { gameId, path: file })).jobId;
}

test('what touches another mod, or runs, waits for a yes; what does neither goes straight through', async () => {
  const gameId = await addGame();
  await until(await install(gameId, 'first', { 'game.cfg': 'first', 'a.txt': 'first' }), 'done');
  const before = readTree(game);
  const second = await install(gameId, 'second', { 'a.txt': 'second', 'data/palette.txt': 'pink', 'hook.dll': 'MZ' });
  expect((await until(second, 'waiting-for-player')).waitsFor).toMatchObject({
    kind: 'consent',
    beats: [{ name: 'first', files: 1 }],
    mods: 1,
    programs: 1,
  });
  expect(await main.call('install.outlook', { jobId: second })).toMatchObject({
    files: 3,
    overwrites: [{ name: 'first', files: 1 }],
    replacesOriginals: 1,
    executables: ['hook.dll'],
  });
  expect(readTree(game)).toEqual(before);
  await main.call('jobs.cancel', { jobId: second });
  await until(second, 'cancelled');
  expect(readTree(game)).toEqual(before);
  await expect(main.call('install.agree', { jobId: second })).rejects.toMatchObject({ code: 'not_found' });
  const again = await install(gameId, 'second', { 'a.txt': 'second' });
  await until(again, 'waiting-for-player');
  await main.call('install.agree', { jobId: again });
  await until(again, 'done');
  expect(readTree(game)).toMatchObject({ 'a.txt': expect.anything() as string });
  expect(readTree(game)).not.toEqual(before);
  await main.call('settings.set', { askBeforeWinning: false });
  await until(await install(gameId, 'third', { 'a.txt': 'third' }), 'done');
  await until(await install(gameId, 'fourth', { 'run.bat': 'echo' }), 'waiting-for-player');
});

test('an archive that changes while it waits for a yes is not installed', async () => {
  const gameId = await addGame();
  await until(await install(gameId, 'first', { 'a.txt': 'first' }), 'done');
  const before = readTree(game);
  const second = await install(gameId, 'second', { 'a.txt': 'second' });
  await until(second, 'waiting-for-player');
  writeZip(path.join(folder.path, 'second.zip'), { 'a.txt': 'something else', 'hook.dll': 'MZ' });
  await main.call('install.agree', { jobId: second });
  expect((await until(second, 'failed')).error).toMatchObject({ code: 'archive_changed' });
  expect(readTree(game)).toEqual(before);
});

test('an archive that stays whole meets the one that has its name', async () => {
  const gameId = await addGame('archive-as-is');
  await until(await install(gameId, 'release', { 'mod.yaml': 'one' }), 'done');
  fs.mkdirSync(path.join(folder.path, 'other'));
  const second = await install(gameId, 'other/release', { 'mod.yaml': 'two' });
  await until(second, 'waiting-for-player');
  expect(await main.call('install.outlook', { jobId: second })).toMatchObject({
    files: 1,
    overwrites: [{ name: 'release', files: 1 }],
  });
});

test('an installed mod is asked again, with its answers filled in; the same answers change nothing', async () => {
  const gameId = await addGame();
  const file = path.join(folder.path, 'hull.zip');
  writeZip(file, hullMod());
  const { jobId } = await main.call('install.fromFile', { gameId, path: file });
  await until(jobId, 'waiting-for-player');
  const small = { 'Textures / Size': ['Small'] };
  await main.call('install.answer', { jobId, choices: small });
  await until(jobId, 'done');
  const before = readTree(game);
  const [entry] = (await main.call('library.snapshot', { gameId })).entries;
  if (entry === undefined) throw new Error('nothing was installed');
  expect(await main.call('library.choices', { gameId, entry: entry.id })).toEqual({ choices: small });
  expect(await main.call('library.needs', { gameId, entries: [entry.id], enabled: false })).toEqual([]);

  const same = (await main.call('install.changeChoices', { gameId, entry: entry.id })).jobId;
  expect((await until(same, 'waiting-for-player')).waitsFor).toMatchObject({ kind: 'installer', again: true });
  // One change of a mod at a time.
  expect((await main.call('install.changeChoices', { gameId, entry: entry.id })).jobId).toBe(same);
  expect(await main.call('install.chosenOutlook', { jobId: same, choices: small })).toMatchObject({ overwrites: [] });
  expect(await main.call('install.questions', { jobId: same })).toMatchObject({ remembered: small, changed: false });
  await main.call('install.answer', { jobId: same, choices: small });
  expect((await until(same, 'done')).outcome).toBeNull();
  expect(readTree(game)).toEqual(before);

  const other = (await main.call('install.changeChoices', { gameId, entry: entry.id })).jobId;
  await until(other, 'waiting-for-player');
  await main.call('install.answer', { jobId: other, choices: { 'Textures / Size': ['Large'], 'Patches / Patch': [] } });
  await until(other, 'done');
  expect(readTree(game)).toHaveProperty(['hull/extra.txt']);
  expect((await main.call('library.snapshot', { gameId })).entries.map(({ id }) => id)).toEqual([entry.id]);
  await main.call('history.undo', { gameId });
  expect(readTree(game)).toEqual(before);
});

test('verifying is a job that can be cancelled', async () => {
  const gameId = await addGame();
  const files = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`many/${index}.txt`, `${index}`]));
  await until(await install(gameId, 'many', files), 'done');
  expect(await main.call('upkeep.verify', { gameId })).toMatchObject({ files: 400, changes: [], damagedBlobs: [] });
  const verify = main.call('upkeep.verify', { gameId });
  const [job] = (await main.call('jobs.snapshot')).jobs.filter(
    ({ kind, phase }) => kind === 'verify' && phase !== 'done',
  );
  if (job === undefined) throw new Error('no job');
  await main.call('jobs.cancel', { jobId: job.id });
  await expect(verify).rejects.toMatchObject({ code: 'cancelled' });
  expect((await until(job.id, 'cancelled')).error).toBeNull();
});

test('the registry is checked, and made anew at the next start when the player wants it', async () => {
  const gameId = await addGame();
  await until(await install(gameId, 'first', { 'a.txt': 'first' }), 'done');
  expect(await main.call('storage.checkRegistry')).toEqual({ faults: [] });
  await main.call('storage.rebuildRegistry');
  await main.close();
  main = await openTestServices(path.join(folder.path, 'data'));
  expect((await main.call('library.snapshot', { gameId })).entries).toMatchObject([{ name: 'first' }]);
  expect(fs.readdirSync(path.join(folder.path, 'data')).some((name) => name.endsWith('registry.rebuild'))).toBe(false);
});

test('a registry that cannot be read is made anew after a yes, and is left alone after a no', async () => {
  const gameId = await addGame();
  await until(await install(gameId, 'first', { 'a.txt': 'first' }), 'done');
  await main.close();
  const data = path.join(folder.path, 'data');
  fs.writeFileSync(path.join(data, 'registry.sqlite'), 'no database at all, and long enough to be looked at');
  await expect(openTestServices(data)).rejects.toMatchObject({ code: 'registry_damaged' });
  main = await openTestServices(data, { host: { confirmRebuild: () => Promise.resolve(true) } });
  expect((await main.call('library.snapshot', { gameId })).entries).toMatchObject([{ name: 'first' }]);
});

test('the store goes to another folder and back while the app runs: installing and undoing go on', async () => {
  const gameId = await addGame();
  const before = readTree(game);
  const id = await install(gameId, 'mod', { 'game.cfg': 'changed' });
  await vi.waitUntil(async () => (await jobOf(id))?.phase === 'done', 10_000);
  const drive = path.join(folder.path, 'drive');
  fs.mkdirSync(drive);
  const told: number[] = [];
  main.services.events.subscribe((event, payload) => {
    if (event === 'storage.moving') told.push((payload as { readonly bytesDone: number }).bytesDone);
  });
  const moved = path.join(drive, 'Loadstone store');
  expect(await main.call('storage.move', { folder: drive })).toMatchObject({ to: moved, damaged: 0 });
  expect(await main.call('storage.stats')).toMatchObject({ path: moved, moved: true });
  expect(told.length).toBeGreaterThan(0);
  await main.call('history.undo', { gameId });
  expect(readTree(game)).toEqual(before);
  await main.call('history.redo', { gameId });
  const chosen = await main.call('storage.choosePlace', { home: true });
  if (chosen === null) throw new Error('no way home');
  await main.call('storage.move', { folder: chosen.folder });
  expect(await main.call('storage.stats')).toMatchObject({ moved: false });
  await main.call('history.rollBack', { gameId, to: 0 });
  expect(readTree(game)).toEqual(before);
  await expect(main.call('storage.move', { folder: game })).rejects.toMatchObject({ code: 'store_place_refused' });
});

test('an installation that the end cuts off is told once at the next start, with its archive', async () => {
  const gameId = await addGame();
  await until(await install(gameId, 'made', { 'a.txt': 'made' }), 'done');
  await until(await install(gameId, 'asks', { 'a.txt': 'asks', 'hook.dll': 'MZ' }), 'waiting-for-player');
  await main.close();
  main = await openTestServices(path.join(folder.path, 'data'));
  const file = path.join(folder.path, 'asks.zip');
  expect((await main.call('app.info')).cutOff).toEqual([{ gameId, title: 'asks', path: file, present: true }]);
  await main.close();
  main = await openTestServices(path.join(folder.path, 'data'));
  expect((await main.call('app.info')).cutOff).toEqual([]);
});
