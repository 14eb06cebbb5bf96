/** Every verb of the engine on the command line, as real processes, on a game that was added as `custom`. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  ChangeOutcome,
  ChangePreview,
  Conflict,
  EntryVersion,
  GameStatus,
  Generation,
  InstallPreview,
  LibraryEntry,
  Profile,
} from '../../src/shared/model.ts';
import type { Collected, StoreStats } from '../../src/shared/storage.ts';
import { writeZip } from '../../tools/support/zip-writer.ts';
import { runCli } from '../support/cli.ts';
import { readTree, tempFolder, writeTree } from '../support/trees.ts';

let folder: ReturnType<typeof tempFolder>;
let game: string;
let untouched: Record<string, string>;

async function run<T>(...args: readonly string[]): Promise<T> {
  const result = await runCli([...args, '--data', path.join(folder.path, 'data')]);
  expect(result.status, JSON.stringify(result.json)).toBe(0);
  return result.json as T;
}

async function refused(...args: readonly string[]): Promise<string> {
  const result = await runCli([...args, '--data', path.join(folder.path, 'data')]);
  expect(result.status).toBe(1);
  return (result.json as { error: { code: string } }).error.code;
}

const g = ['--game', 'sample'] as const;
const read = (name: string): string => fs.readFileSync(path.join(game, name), 'utf8');
const edit = (name: string, text: string): void => fs.writeFileSync(path.join(game, name), text);

function zip(name: string, files: Readonly<Record<string, string>>): string {
  const file = path.join(folder.path, `${name}.zip`);
  writeZip(file, files);
  return file;
}

const install = (name: string, files: Readonly<Record<string, string>>, ...more: readonly string[]) =>
  run<ChangeOutcome>('install', zip(name, files), ...g, ...more);
const names = async (): Promise<string[]> =>
  (await run<{ mods: LibraryEntry[] }>('list', ...g)).mods.map((mod) => mod.name);

beforeEach(async () => {
  folder = tempFolder('cli-engine');
  game = path.join(folder.path, 'game');
  writeTree(game, { 'game.cfg': 'volume=7', 'data/base.txt': 'base' });
  untouched = readTree(game);
  await run(
    'game',
    'add',
    game,
    '--as',
    'custom',
    '--name',
    'Sample',
    '--target',
    '.',
    '--target',
    'plugins:folder-per-mod',
  );
  await install('one', { 'game.cfg': 'one', 'ui/a.txt': 'one a', 'ui/b.txt': 'one b' });
  await install('two', { 'game.cfg': 'two', 'ui/a.txt': 'two a' });
});
afterEach(() => folder.remove());

describe('installing', () => {
  test('can be tried first, into a target of choice, and every answer has generation, counts and tree hash', async () => {
    const file = zip('three', { 'game.cfg': 'three', 'tool.exe': 'x' });
    const dry = await run<InstallPreview>('install', file, ...g, '--dry-run');
    expect(dry).toMatchObject({
      changed: { added: 1, replaced: 1 },
      overwrites: [{ name: 'two', files: 1 }],
      executables: ['tool.exe'],
    });
    expect(await names()).toEqual(['one', 'two']);
    const outcome = await run<ChangeOutcome>('install', file, ...g, '--target', 'plugins');
    expect(outcome).toMatchObject({ generation: 3, changed: { added: 2, replaced: 0, removed: 0 } });
    expect(outcome.treeHash).toMatch(/^[0-9a-f]{64}$/u);
    expect(read('plugins/three/game.cfg')).toBe('three');
    expect(await refused('install', file, ...g, '--target', 'nowhere')).toBe('invalid_input');
  });

  test('an update takes the place of the old version, and one mod goes back by itself', async () => {
    await install('one-2', { 'game.cfg': 'one 2', 'ui/c.txt': 'c' }, '--update', 'one');
    const { versions } = await run<{ versions: EntryVersion[] }>('versions', 'one-2', ...g);
    expect(versions.map((one) => [one.fileName, one.current, one.previous])).toEqual([
      ['one-2.zip', true, false],
      ['one.zip', false, true],
    ]);
    const dry = await run<ChangePreview>('rollback', '--mod', 'one-2', ...g, '--dry-run');
    expect(dry.mods).toMatchObject([{ change: 'version' }]);
    await run('rollback', '--mod', 'one-2', ...g);
    expect(await names()).toEqual(['one', 'two']);
    expect(read('ui/b.txt')).toBe('one b');
  });
});

describe('the loadout', () => {
  test('order, switches, pins, notes and removal', async () => {
    expect(await run<ChangePreview>('order', 'one', '--after', 'two', ...g, '--dry-run')).toMatchObject({
      changed: { replaced: 2 },
    });
    await run('order', 'one', '--after', 'two', ...g);
    expect(read('game.cfg')).toBe('one');
    await run('disable', 'one', ...g);
    expect(read('game.cfg')).toBe('two');
    await run('enable', 'one', ...g);
    await run('pin', 'one', ...g);
    await run('note', 'one', '--text', 'my favourite', ...g);
    const { mods } = await run<{ mods: LibraryEntry[] }>('list', ...g);
    expect(mods.find((mod) => mod.name === 'one')).toMatchObject({ pinned: true, note: 'my favourite', enabled: true });
    await run('unpin', 'one', ...g);
    await run('remove', 'one', 'two', ...g);
    expect(readTree(game)).toEqual(untouched);
  });

  test('conflicts, and who wins a file or a folder', async () => {
    const conflicts = async () => (await run<{ conflicts: Conflict[] }>('conflicts', ...g)).conflicts;
    expect((await conflicts()).map((one) => [one.path, one.why])).toEqual([
      ['game.cfg', 'order'],
      ['ui/a.txt', 'order'],
    ]);
    await run('choose', 'ui/', '--winner', 'one', ...g);
    expect(read('ui/a.txt')).toBe('one a');
    await run('choose', 'game.cfg', '--nobody', ...g);
    expect(fs.existsSync(path.join(game, 'game.cfg'))).toBe(false);
    expect((await conflicts()).map((one) => one.why)).toEqual(['choice', 'choice']);
    await run('choose', 'ui/', '--forget', ...g);
    expect(read('ui/a.txt')).toBe('two a');
  });

  test('profiles', async () => {
    await run('profile', 'create', 'Plain', '--empty', ...g);
    expect(await run<ChangePreview>('profile', 'switch', 'Plain', ...g, '--dry-run')).toMatchObject({
      changed: { removed: 2 },
    });
    await run('profile', 'switch', 'Plain', ...g);
    expect(readTree(game)).toEqual(untouched);
    await run('profile', 'switch', 'Default', ...g);
    await run('profile', 'rename', 'Plain', '--name', 'Vanilla', ...g);
    const { profiles } = await run<{ profiles: Profile[] }>('profile', 'list', ...g);
    expect(profiles.map(({ name, active }) => [name, active])).toEqual([
      ['Default', true],
      ['Vanilla', false],
    ]);
    await run('profile', 'delete', 'Vanilla', ...g);
    expect(await refused('profile', 'delete', 'Default', ...g)).toBe('invalid_input');
  });
});

describe('history', () => {
  test('back, forth, to the untouched game, compared, named and pinned', async () => {
    const both = readTree(game);
    await run('rollback', '--last', ...g);
    expect(read('game.cfg')).toBe('one');
    await run('redo', ...g);
    expect(readTree(game)).toEqual(both);
    expect(await run<ChangePreview>('rollback', '--to', '0', ...g, '--dry-run')).toMatchObject({
      changed: { replaced: 1, removed: 2 },
    });
    await run('rollback', '--to', '0', ...g);
    expect(readTree(game)).toEqual(untouched);
    expect(await run<ChangePreview>('history', 'compare', '1', '2', ...g)).toMatchObject({
      mods: [{ name: 'two', change: 'added' }],
    });
    await run('history', 'note', '2', '--text', 'both', ...g);
    await run('history', 'pin', '2', ...g);
    const { generations } = await run<{ generations: Generation[] }>('history', ...g);
    expect(generations.find((one) => one.number === 2)).toMatchObject({
      note: 'both',
      pinned: true,
      profile: 'Default',
    });
    await run('history', 'unpin', '2', ...g);
    expect(await refused('rollback', '--to', '99', ...g)).toBe('generation_not_found');
  });
});

describe('what was done outside', () => {
  test('is seen, kept, restored, adopted and put right', async () => {
    edit('ui/a.txt', 'by hand');
    edit('ui/b.txt', 'by hand');
    edit('mine.txt', 'mine');
    const { changes } = await run<GameStatus>('status', ...g, '--added');
    expect(changes.map(({ path: at, kind }) => [at, kind]).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))).toEqual([
      ['mine.txt', 'added'],
      ['ui/a.txt', 'edited'],
      ['ui/b.txt', 'edited'],
    ]);
    expect(await run<ChangePreview>('plan', ...g)).toMatchObject({ changed: { replaced: 2 } });
    await run('keep', 'ui/a.txt', ...g);
    await run('restore', 'ui/b.txt', ...g);
    await run('adopt', '--all', '--name', 'Mine', ...g);
    expect([read('ui/a.txt'), read('ui/b.txt')]).toEqual(['by hand', 'one b']);
    expect((await names()).toSorted()).toEqual(['Mine', 'My changes', 'one', 'two']);
    edit('game.cfg', 'broken');
    expect(await run<GameStatus>('verify', ...g)).toMatchObject({ changes: [{ path: 'game.cfg', kind: 'edited' }] });
    await run('repair', ...g);
    expect(read('game.cfg')).toBe('two');
    expect(await run<ChangePreview>('purge', ...g, '--dry-run')).toMatchObject({ mods: [{}, {}, {}, {}] });
    await run('purge', ...g);
    expect(fs.existsSync(path.join(game, 'mine.txt'))).toBe(false);
    await run('rollback', '--to', '0', ...g);
    expect(readTree(game)).toEqual({ ...untouched, 'mine.txt': expect.any(String) as string });
  });
});

describe('the store and the registry', () => {
  test('are counted, cleaned, checked and made anew', async () => {
    await run('remove', 'two', ...g);
    const stats = await run<StoreStats>('store', 'stats');
    expect(stats).toMatchObject({ generations: 4, archives: 2, games: [{ name: 'Sample' }] });
    const dry = await run<Collected>('store', 'gc', '--dry-run', '--keep', '1', '--days', '0');
    expect(dry).toMatchObject({ dryRun: true, archives: 1, generations: [{ number: 1 }, { number: 2 }] });
    expect(await run<Collected>('store', 'gc', '--keep', '1', '--days', '0')).toEqual({ ...dry, dryRun: false });
    expect(await run('registry', 'check')).toEqual({ faults: [] });
    expect(await run('registry', 'rebuild')).toMatchObject({ games: 1, lostEntries: 0 });
    expect(await names()).toEqual(['one']);
    await run('game', 'remove', 'sample');
    expect(readTree(game)).toEqual(untouched);
  });
});
