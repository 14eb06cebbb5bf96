/** GitHub releases on the command line, as real processes against the replica: from search to roll back, and a sign-in. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChangeOutcome, LibraryEntry, ModDetails, ModFile, ModSummary } from '../../src/shared/model.ts';
import { replicaAccounts, startGitHubReplica, type GitHubReplica } from '../../tools/replicas/github/replica.ts';
import { makeSampleGame, sampleGame } from '../../tools/replicas/sample-game.ts';
import { runCli, type CliResult } from '../support/cli.ts';
import { readTree, tempFolder } from '../support/trees.ts';

let replica: GitHubReplica;
let folder: ReturnType<typeof tempFolder>;
let game: string;
let untouched: Record<string, string>;

const common = (): readonly string[] => [
  '--data',
  path.join(folder.path, 'data'),
  '--endpoints',
  path.join(folder.path, 'endpoints.json'),
];
const cli = (...args: readonly string[]): Promise<CliResult> => runCli([...args, ...common()]);

async function good<T>(...args: readonly string[]): Promise<T> {
  const result = await cli(...args);
  expect(result.status, JSON.stringify(result.json)).toBe(0);
  return result.json as T;
}

const g = ['--game', 'starlight-courier'] as const;

beforeAll(async () => {
  replica = await startGitHubReplica();
});
afterAll(() => replica.close());

beforeEach(async () => {
  folder = tempFolder('cli-github');
  game = path.join(folder.path, 'game');
  makeSampleGame(game);
  untouched = readTree(game);
  replica.control.reset();
  fs.writeFileSync(path.join(folder.path, 'endpoints.json'), JSON.stringify(replica.endpoints));
  const how = ['--as', 'custom', '--name', sampleGame.name, '--target', '.', '--key', 'github=starlight-courier-mod'];
  await good('game', 'add', game, ...how);
});
afterEach(() => folder.remove());

describe('GitHub releases', () => {
  test('are searched, shown, listed, installed, updated and rolled back byte for byte', async () => {
    const { mods } = await good<{ mods: (ModSummary & { reference: string })[] }>('mod', 'search', 'sails', ...g);
    expect(mods.map((mod) => mod.reference)).toContain('github:aurora-yard/solar-sails');
    const shown = await good<{ value: ModDetails }>('mod', 'show', 'github:aurora-yard/solar-sails');
    expect(JSON.stringify(shown.value.description)).toContain('nearest star');
    expect(JSON.stringify(shown.value.description)).not.toContain('alert(');
    const { files } = await good<{ files: (ModFile & { reference: string })[] }>(
      'mod',
      'files',
      'github:aurora-yard/solar-sails',
    );
    const old = files.find((file) => file.name === 'solar-sails-1.2.0.zip');
    if (old === undefined) throw new Error('the old release is not listed');

    await good('install', old.reference, ...g);
    const check = await good<{ updates: { name: string }[] }>('update', '--check', ...g);
    expect(JSON.stringify(check)).toContain('solar-sails-1.3.0.zip');
    await good('update', '--all', ...g);
    const { mods: library } = await good<{ mods: LibraryEntry[] }>('list', ...g);
    expect(library).toMatchObject([{ provenance: { fileName: 'solar-sails-1.3.0.zip', ref: { provider: 'github' } } }]);
    expect(fs.readFileSync(path.join(game, 'data/ships/sails.json'), 'utf8')).toContain('cloud');

    await good<ChangeOutcome>('rollback', '--to', '0', ...g);
    expect(readTree(game)).toEqual(untouched);
  });

  test('a token signs in, is proven, and lies nowhere as it is', async () => {
    const [account] = replicaAccounts;
    if (account === undefined) throw new Error('no account');
    const status = await signIn(account.token);
    expect(status).toBe(0);
    const answer = await good<{ accounts: { provider: string }[] }>('account', 'status');
    expect(JSON.stringify(answer)).toContain(account.login);
    const files = fs.readdirSync(path.join(folder.path, 'data'), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const bytes = fs.readFileSync(path.join(file.parentPath, file.name));
      expect(bytes.includes(account.token), file.name).toBe(false);
    }
    await good('account', 'sign-out', 'github');
    expect(JSON.stringify(await good('account', 'status'))).not.toContain(account.login);
  });
});

/** The secret comes through standard input, so that no list of processes shows it. */
function signIn(token: string): Promise<number | null> {
  const file = path.join(import.meta.dirname, '../../src/main/cli.ts');
  const args = ['account', 'sign-in', 'github', '--method', 'key', '--secret-stdin', '--json', ...common()];
  const child = spawn(process.execPath, ['--no-warnings', file, ...args], { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(`${token}\n`);
  return new Promise((resolve) => {
    child.on('close', resolve);
  });
}
