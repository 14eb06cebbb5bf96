/** Searching, updating and installing with what is needed on the command line, against two replicas at once. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChangeOutcome, LibraryEntry, ModSummary } from '../../src/shared/model.ts';
import { startFactorioReplica, type FactorioReplica } from '../../tools/replicas/factorio/replica.ts';
import { startGameBananaReplica, type GameBananaReplica } from '../../tools/replicas/gamebanana/replica.ts';
import { makeSampleGame, sampleGame } from '../../tools/replicas/sample-game.ts';
import { cliOn } from '../support/cli.ts';
import { readTree, tempFolder } from '../support/trees.ts';

let bananas: GameBananaReplica;
let portal: FactorioReplica;
let folder: ReturnType<typeof tempFolder>;
let game: string;

const { cli, good, refused } = cliOn(() => [
  '--data',
  path.join(folder.path, 'data'),
  '--endpoints',
  path.join(folder.path, 'endpoints.json'),
]);

const onGame = ['--game', 'starlight-courier'] as const;
const library = async (): Promise<readonly LibraryEntry[]> =>
  (await good<{ mods: readonly LibraryEntry[] }>('list', ...onGame)).mods;

beforeAll(async () => {
  [bananas, portal] = await Promise.all([startGameBananaReplica(), startFactorioReplica()]);
});
afterAll(async () => {
  await Promise.all([bananas.close(), portal.close()]);
});

beforeEach(async () => {
  folder = tempFolder('cli-mods');
  game = path.join(folder.path, 'game');
  makeSampleGame(game);
  bananas.control.reset();
  const endpoints = { ...bananas.endpoints, ...portal.endpoints };
  fs.writeFileSync(path.join(folder.path, 'endpoints.json'), JSON.stringify(endpoints));
  const keys = ['--key', `gamebanana=${sampleGame.gameBananaId}`, '--key', 'factorio=factorio@2.0.66'];
  await good('game', 'add', game, '--as', 'custom', '--name', sampleGame.name, '--target', '.', ...keys);
});
afterEach(() => folder.remove());

interface Found {
  readonly mods: readonly (ModSummary & { readonly reference: string })[];
  readonly providers: readonly { readonly provider: string; readonly answer: { readonly kind: string } }[];
}

describe('searching', () => {
  test('all providers of the game in one list, which is there without them afterwards', async () => {
    const { mods, providers } = await good<Found>('mod', 'search', 'ember', ...onGame);
    expect(new Set(mods.map(({ ref }) => ref.provider))).toEqual(new Set(['gamebanana', 'factorio']));
    expect(mods.map(({ reference }) => reference)).toContain('factorio:ember-forge');
    expect(providers.map(({ provider, answer }) => [provider, answer.kind])).toEqual([
      ['gamebanana', 'ok'],
      ['factorio', 'ok'],
    ]);
    const known = await good<Found>('catalogue', 'search', 'ember', ...onGame);
    expect(known.mods.map(({ reference }) => reference).toSorted()).toEqual(
      mods.map(({ reference }) => reference).toSorted(),
    );
  });

  test('one that fails is named, the other still answers', async () => {
    portal.control.fail({ path: /./u, fault: { kind: 'status', status: 500 } });
    const { mods, providers } = await good<Found>('mod', 'search', 'ember', ...onGame);
    portal.control.reset();
    expect(mods.map(({ name }) => name)).toEqual(['Ember Courier']);
    expect(providers.map(({ answer }) => answer.kind)).toEqual(['ok', 'error']);
  });

  test('an indexed game is searched without asking anybody', async () => {
    const { sources } = await good<{ sources: readonly { mods: number; indexedAt: number | null }[] }>(
      'catalogue',
      'index',
      ...onGame,
    );
    for (const { mods, indexedAt } of sources) {
      expect(mods).toBeGreaterThan(5);
      expect(indexedAt).not.toBeNull();
    }
    const { mods } = await good<Found>('catalogue', 'search', 'logistics', ...onGame);
    expect(mods.map(({ name }) => name)).toContain('Moonlit Logistics');
    await good('catalogue', 'forget', ...onGame);
    expect(await good('catalogue', 'search', 'logistics', ...onGame)).toEqual({ mods: [] });
  });
});

describe('updating', () => {
  test('asked, planned, done: the new version in the place of the old; taken back with one step', async () => {
    await good('install', 'gamebanana:Mod/910001/1900001', ...onGame);
    await good('install', 'gamebanana:Mod/910008/1900109', ...onGame);
    const before = readTree(game);
    const { updates } = await good<{ updates: readonly { name: string; kind: string }[] }>(
      'update',
      '--check',
      ...onGame,
    );
    expect(updates.map(({ name, kind }) => [name, kind])).toContainEqual(['Ember Courier', 'update']);
    const plan = await good<{ updates: readonly { from: string; to: string }[] }>(
      'update',
      '--all',
      '--dry-run',
      ...onGame,
    );
    expect(plan).toMatchObject({
      dryRun: true,
      updates: [
        { from: '1.0', to: '2.1' },
        { from: '4.1', to: '4.2' },
      ],
    });
    expect(readTree(game)).toEqual(before);

    const [ember, other] = await library();
    await good('pin', other?.id ?? '', ...onGame);
    const done = await good<{ updated: readonly ChangeOutcome[]; before: number }>('update', '--all', ...onGame);
    expect(done).toMatchObject({
      updated: [{ reason: 'update', subject: 'Ember Courier', from: '1.0', to: '2.1' }],
      skipped: [{ why: 'pinned' }],
      failed: [],
    });
    expect((await library()).map(({ id, provenance }) => [id, provenance.version])).toEqual([
      [ember?.id, '2.1'],
      [other?.id, '4.1'],
    ]);
    await good('rollback', '--to', `${done.before}`, ...onGame);
    expect(readTree(game)).toEqual(before);
  });

  test('what makes no sense is misuse', async () => {
    expect(await cli(['update', ...onGame])).toMatchObject({ status: 2 });
    expect(await cli(['update', 'x', '--all', ...onGame])).toMatchObject({ status: 2 });
    expect(await cli(['install', 'nxm://starlight/mods/1/files/2', '--dry-run', ...onGame])).toMatchObject({
      status: 2,
    });
  });
});

const plan = (file: string): Promise<unknown> => good('install', file, '--dry-run', ...onGame);

describe('requirements', () => {
  test('are shown before anything is fetched, each in the version that suits', async () => {
    expect(await plan('factorio:ember-forge@2.1.0')).toMatchObject({
      dryRun: true,
      name: 'Ember Forge',
      install: [{ reference: 'factorio:ember-lib@1.3.0', neededBy: ['Ember Forge'] }],
      complete: true,
    });
    expect(await plan('factorio:narrow-gauge@1.5.0')).toMatchObject({
      install: [{ reference: 'factorio:ember-lib@1.2.0', versions: ['< 1.3.0'] }],
    });
    expect(await library()).toEqual([]);
  });

  test('in a circle, and what nobody has', async () => {
    expect(await plan('factorio:ouroboros-head@1.0.0')).toMatchObject({
      install: [{ name: 'Ouroboros: Tail' }],
      cycles: [['Ouroboros: Head', 'Ouroboros: Tail']],
    });
    expect(await plan('factorio:lost-thread@1.0.0')).toMatchObject({
      complete: false,
      missing: [{ requirement: { name: 'vanished-library' }, neededBy: 'Lost Thread' }],
    });
    const whole = ['install', 'factorio:lost-thread@1.0.0', '--with-requirements'];
    expect(await refused(...whole, ...onGame)).toMatchObject({ code: 'requirements_unmet' });
    expect(await library()).toEqual([]);
  });

  test('are installed first, by one verb', async () => {
    const secret = ['--method', 'password', '--field', 'username=Pilot', '--field', 'password=full steam ahead'];
    await good('account', 'sign-in', 'factorio', ...secret);
    const installed = await good<{ installed: readonly ChangeOutcome[] }>(
      'install',
      'factorio:ember-forge@2.1.0',
      '--with-requirements',
      ...onGame,
    );
    expect(installed.installed.map(({ subject }) => subject)).toEqual(['Ember Library', 'Ember Forge']);
    expect((await library()).map(({ provenance }) => provenance.version)).toEqual(['1.3.0', '2.1.0']);
    expect(await plan('factorio:ember-forge@2.1.0')).toMatchObject({
      install: [],
      present: [{ name: 'Ember Library' }],
    });
  });
});
