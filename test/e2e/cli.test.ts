/** The first journey on the command line: real processes, the GameBanana replica, a disk that fills up, kill -9. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChangeOutcome, ModFile, ModSummary } from '../../src/shared/model.ts';
import { startGameBananaReplica, type GameBananaReplica } from '../../tools/replicas/gamebanana/replica.ts';
import { makeSampleGame, sampleGame } from '../../tools/replicas/sample-game.ts';
import { writeZip } from '../../tools/support/zip-writer.ts';
import { runCli, startCli, type CliResult } from '../support/cli.ts';
import { readTree, tempFolder } from '../support/trees.ts';

let replica: GameBananaReplica;
let folder: ReturnType<typeof tempFolder>;
let game: string;
let data: string;
let before: Record<string, string>;

const cli = (...args: readonly string[]): Promise<CliResult> =>
  runCli([...args, '--data', data, '--endpoints', path.join(folder.path, 'endpoints.json')]);

async function good<T>(...args: readonly string[]): Promise<T> {
  const result = await cli(...args);
  expect(result.status, JSON.stringify(result.json)).toBe(0);
  return result.json as T;
}

const addSampleGame = (): Promise<unknown> =>
  good(
    'game',
    'add',
    game,
    '--as',
    'custom',
    '--name',
    sampleGame.name,
    '--target',
    '.',
    '--key',
    `gamebanana=${sampleGame.gameBananaId}`,
  );

const onGame = ['--game', 'starlight-courier'] as const;

/** The newest file of a mod, as a reference. */
async function fileOf(name: string): Promise<string> {
  const page = await good<{ mods: (ModSummary & { reference: string })[] }>('mod', 'search', name, ...onGame);
  const mod = page.mods.find((candidate) => candidate.name === name);
  const { files } = await good<{ files: (ModFile & { reference: string })[] }>('mod', 'files', mod?.reference ?? '');
  const file = files.find((candidate) => !candidate.archived);
  if (file === undefined) throw new Error(`no file of ${name}`);
  return file.reference;
}

const filesBelow = (at: string): string[] =>
  fs.existsSync(at)
    ? fs
        .readdirSync(at, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
    : [];

/** Everything the store and the downloads folder hold. */
const leftovers = (): string[] =>
  ['store/blobs', 'store/archives', 'store/tmp', 'store/records/entries', 'downloads'].flatMap((at) =>
    filesBelow(path.join(data, at)),
  );

beforeAll(async () => {
  replica = await startGameBananaReplica();
});
afterAll(() => replica.close());

beforeEach(async () => {
  folder = tempFolder('cli');
  game = path.join(folder.path, 'game');
  data = path.join(folder.path, 'data');
  makeSampleGame(game);
  before = readTree(game);
  replica.control.reset();
  fs.writeFileSync(path.join(folder.path, 'endpoints.json'), JSON.stringify(replica.endpoints));
  await addSampleGame();
});
afterEach(() => folder.remove());

describe('the first journey', () => {
  test('search, show, install by reference, history, roll back, redo', async () => {
    const reference = await fileOf('Ember Courier');
    const installed = await good<ChangeOutcome>('install', reference, ...onGame);
    expect(installed).toMatchObject({
      generation: 1,
      changed: { replaced: 2 },
      reason: 'install',
      subject: 'Ember Courier',
    });
    const after = readTree(game);
    expect(after).not.toEqual(before);
    const { mods } = await good<{ mods: { provenance: { author: string; version: string } }[] }>('list', ...onGame);
    expect(mods).toMatchObject([{ name: 'Ember Courier', provenance: { author: 'nova_lund', version: '2.1' } }]);
    await good('rollback', '--last', ...onGame);
    expect(readTree(game)).toEqual(before);
    await good('redo', ...onGame);
    expect(readTree(game)).toEqual(after);
    await good('rollback', '--to', '0', ...onGame);
    expect(readTree(game)).toEqual(before);
    const { current } = await good<{ current: number }>('history', ...onGame);
    expect(current).toBe(4);
  });

  test('two mods over the same files, the winner, and one switched off again', async () => {
    await good('install', await fileOf('Ember Courier'), await fileOf('Better Game Config'), ...onGame);
    const both = readTree(game);
    await good('disable', 'Better Game Config', ...onGame);
    await good('enable', 'Better Game Config', ...onGame);
    expect(readTree(game)).toEqual(both);
    await good('remove', 'Ember Courier', 'Better Game Config', ...onGame);
    expect(readTree(game)).toEqual(before);
  });
});

test('a bare file number is enough, although it does not name its mod', async () => {
  const number = (await fileOf('Ember Courier')).split('/').at(-1) ?? '';
  const installed = await good<ChangeOutcome>('install', `gamebanana:${number}`, ...onGame);
  expect(installed).toMatchObject({ generation: 1, subject: expect.stringContaining('ember') as string });
});

describe('what goes wrong ends in a clear error and leaves no trace', () => {
  const faults = [
    ['wrong bytes under the right length', { kind: 'wrong-bytes' }, 'download_hash_mismatch'],
    ['an answer that ends early', { kind: 'truncate', at: 0.5 }, 'download_incomplete'],
    ['a web page instead of an archive', { kind: 'html' }, 'download_not_an_archive'],
  ] as const;

  test.each(faults)('%s', async (_name, fault, code) => {
    const reference = await fileOf('Ember Courier');
    replica.control.fail({ path: /\.zip/u, fault });
    const result = await cli('install', reference, ...onGame);
    expect(result).toMatchObject({
      status: 1,
      json: { error: { code, hint: expect.stringMatching(/\w/u) as string } },
    });
    expect(readTree(game)).toEqual(before);
    // What had arrived is named in the list of downloads, and goes with it.
    await good('download', 'clear');
    expect(leftovers()).toEqual([]);
    expect(await good('list', ...onGame)).toEqual({ mods: [] });
  });

  test('a file that its author removed', async () => {
    const reference = await fileOf('Ember Courier');
    replica.control.removeFile(Number(reference.split('/').at(-1)));
    expect(await cli('install', reference, ...onGame)).toMatchObject({
      status: 1,
      json: { error: { code: 'mod_gone' } },
    });
    expect(leftovers()).toEqual([]);
  });

  const canMount = process.platform === 'linux' && process.getuid?.() === 0;

  test.skipIf(!canMount).each(['game', 'data'])('a disk that is too small for the %s folder', async (full) => {
    const small = path.join(folder.path, 'small');
    fs.mkdirSync(small);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', small]);
    if (mounted.status !== 0) return;
    try {
      if (full === 'game') game = path.join(small, 'game');
      else data = path.join(small, 'data');
      makeSampleGame(game);
      before = readTree(game);
      await good('game', 'add', game, '--as', 'custom', '--name', 'Small', '--target', '.');
      const file = path.join(folder.path, 'large.zip');
      writeZip(file, { 'game.cfg': 'new', 'large.bin': Buffer.alloc(6_000_000, 'x') });
      const result = await cli('install', file, '--game', 'small');
      expect(result).toMatchObject({ status: 1, json: { error: { code: 'disk_full' } } });
      expect(readTree(game)).toEqual(before);
      expect(leftovers()).toEqual([]);
    } finally {
      spawnSync('umount', [small]);
    }
  });

  test('misuse is told from refusal', async () => {
    expect(await cli('install', ...onGame)).toMatchObject({ status: 2, json: { error: { code: 'invalid_input' } } });
    expect(await cli('frobnicate')).toMatchObject({ status: 2 });
    expect(await cli('list', '--game', 'no-such-game')).toMatchObject({
      status: 1,
      json: { error: { code: 'game_not_found' } },
    });
    expect(await cli('install', 'not-there.zip', ...onGame)).toMatchObject({
      status: 1,
      json: { error: { code: 'not_found' } },
    });
    expect(await cli('rollback', '--last', ...onGame)).toMatchObject({
      status: 1,
      json: { error: { code: 'nothing_to_undo' } },
    });
  });
});

test('kill -9 in the middle of an install: the next start finds exactly the old or the new state', async () => {
  const file = path.join(folder.path, 'many.zip');
  const files = Object.fromEntries(Array.from({ length: 1_500 }, (_, index) => [`data/many/${index}.txt`, `${index}`]));
  writeZip(file, { ...files, 'game.cfg': 'new', 'data/palette.txt': 'new' });
  const whole = await good<ChangeOutcome>('install', file, ...onGame);
  const after = readTree(game);
  await good('rollback', '--last', ...onGame);
  await good('remove', whole.subject, ...onGame).catch(() => undefined);
  const ends = { old: 0, new: 0 };
  // Spread over the whole run: opening, unpacking, staging, applying, cleaning.
  for (const delay of [150, 220, 290, 360, 430, 500, 600, 750]) {
    const running = startCli(['install', file, ...onGame, '--data', data]);
    await sleep(delay);
    running.child.kill('SIGKILL');
    await running.done.catch(() => undefined);
    const { current } = await good<{ current: number }>('history', ...onGame, '--limit', '1');
    const { mods } = await good<{ mods: unknown[] }>('list', ...onGame);
    const tree = readTree(game);
    const isNew = mods.length === 1;
    expect(tree, `killed after ${delay} ms at generation ${current}`).toEqual(isNew ? after : before);
    ends[isNew ? 'new' : 'old'] += 1;
    if (isNew) await good('rollback', '--last', ...onGame);
  }
  expect(ends.old).toBeGreaterThan(0);
});
