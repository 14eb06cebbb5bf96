/** Nexus Mods on the command line, as real processes against the replica: sign-in, links of the site, update, roll back. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LibraryEntry, ModDetails, ModFile, ModSummary } from '../../src/shared/model.ts';
import { replicaAccounts } from '../../tools/replicas/nexus/mods.ts';
import { startNexusReplica, type NexusReplica } from '../../tools/replicas/nexus/replica.ts';
import { makeSampleGame, sampleGame } from '../../tools/replicas/sample-game.ts';
import { runCli, startCli, type CliResult } from '../support/cli.ts';
import { readTree, tempFolder } from '../support/trees.ts';

let replica: NexusReplica;
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

beforeEach(async () => {
  replica = await startNexusReplica();
  folder = tempFolder('cli-nexus');
  game = path.join(folder.path, 'game');
  makeSampleGame(game);
  untouched = readTree(game);
  fs.writeFileSync(path.join(folder.path, 'endpoints.json'), JSON.stringify(replica.endpoints));
  const how = ['--as', 'custom', '--name', sampleGame.name, '--target', '.', '--key', 'nexus=starlightcourier'];
  await good('game', 'add', game, ...how);
});
afterEach(async () => {
  folder.remove();
  await replica.close();
});

const keyOf = (name: string): string => replicaAccounts.find((one) => one.name === name)?.key ?? '';

/** The secret comes through standard input, so that no list of processes shows it. */
function signInWithKey(key: string): Promise<number | null> {
  const file = path.join(import.meta.dirname, '../../src/main/cli.ts');
  const args = ['account', 'sign-in', 'nexus', '--method', 'key', '--secret-stdin', '--json', ...common()];
  const child = spawn(process.execPath, ['--no-warnings', file, ...args], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(`${key}\n`);
  return new Promise((resolve) => {
    child.on('close', resolve);
  });
}

/** Reads the address off the terminal, and presses the button of the page there. */
async function signInWithBrowser(account: string): Promise<CliResult> {
  const { child, done } = startCli(['account', 'sign-in', 'nexus', '--method', 'browser', ...common()]);
  let text = '';
  const pressed: Promise<unknown>[] = [];
  child.stderr?.on('data', (part: string) => {
    text += part;
    const id = /\/sso\?id=([0-9a-f-]{36})&application=loadstone/u.exec(text)?.[1];
    if (id === undefined || pressed.length > 0) return;
    const body = new URLSearchParams({ id, account, decision: 'authorise' });
    pressed.push(fetch(`${replica.url}/sso`, { method: 'POST', body }));
  });
  const result = await done;
  await Promise.all(pressed);
  return result;
}

function expectNoKey(key: string): void {
  const files = fs.readdirSync(path.join(folder.path, 'data'), { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const bytes = fs.readFileSync(path.join(file.parentPath, file.name));
    expect(bytes.includes(key), file.name).toBe(false);
  }
}

describe('Nexus Mods', () => {
  test('with Premium: searched, shown, installed, updated and rolled back byte for byte', async () => {
    expect(await signInWithKey(keyOf('Castaway'))).toBe(1);
    expect(await signInWithKey(keyOf('Admiral'))).toBe(0);
    const { mods } = await good<{ mods: (ModSummary & { reference: string })[] }>('mod', 'search', 'sails', ...g);
    expect(mods.map(({ reference }) => reference)).toContain('nexus:starlightcourier/11');
    const shown = await good<{ value: ModDetails }>('mod', 'show', 'nexus:starlightcourier/11');
    expect(JSON.stringify(shown.value.description)).not.toContain('alert(');
    const { files } = await good<{ files: (ModFile & { reference: string })[] }>(
      'mod',
      'files',
      'nexus:starlightcourier/11',
    );
    const old = files.find(({ version }) => version === '1.0');
    if (old === undefined) throw new Error('the old file is not listed');

    await good('install', old.reference, ...g);
    expect(JSON.stringify(await good('update', '--check', ...g))).toContain('Sails fold in storms');
    await good('update', '--all', ...g);
    const { mods: library } = await good<{ mods: LibraryEntry[] }>('list', ...g);
    expect(library).toMatchObject([{ provenance: { version: '1.1', ref: { provider: 'nexus', modId: '11' } } }]);
    expect(fs.readFileSync(path.join(game, 'data/ships/sails.json'), 'utf8')).toContain('fold');

    await good('rollback', '--to', '0', ...g);
    expect(readTree(game)).toEqual(untouched);
    expectNoKey(keyOf('Admiral'));
    await good('account', 'sign-out', 'nexus');
    expect(JSON.stringify(await good('account', 'status'))).not.toContain('Admiral');
  });

  test('without Premium: the browser signs in, the page starts the download, its link installs', async () => {
    const signedIn = await signInWithBrowser('Pilot');
    expect(signedIn.status, signedIn.stderr).toBe(0);
    expect(JSON.stringify(signedIn.json)).toContain('Pilot');
    const refused = await cli('install', 'nexus:starlightcourier/11/102', ...g);
    expect(refused.status).toBe(1);
    expect(JSON.stringify(refused.json)).toContain(
      'https://www.nexusmods.com/starlightcourier/mods/11?tab=files&file_id=102&nmm=1',
    );
    expect(readTree(game)).toEqual(untouched);

    const page = `${replica.url}/starlightcourier/mods/11?tab=files&file_id=102&nmm=1`;
    const answer = await fetch(page, { method: 'POST', body: new URLSearchParams({ account: 'Pilot' }) });
    const link = (/href="(nxm:[^"]+)"/u.exec(await answer.text())?.[1] ?? '').replaceAll('&amp;', '&');
    await good('install', link, ...g);
    expect(fs.readFileSync(path.join(game, 'data/ships/sails.json'), 'utf8')).toContain('fold');
    await good('rollback', '--to', '0', ...g);
    expect(readTree(game)).toEqual(untouched);
    expectNoKey(keyOf('Pilot'));
    expectNoKey(new URL(link).searchParams.get('key') ?? 'none');
  });
});
