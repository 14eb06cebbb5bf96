/** mod.io on the command line, as real processes against the replica: signing in, needs, updates, and all of it back. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChangeOutcome, LibraryEntry, ModDetails, ModFile, ModSummary } from '../../src/shared/model.ts';
import { lanternDeep } from '../../tools/replicas/modio/lantern-deep.ts';
import {
  gameKey,
  replicaAccounts,
  replicaTokens,
  startModioReplica,
  userKey,
  type ModioReplica,
} from '../../tools/replicas/modio/replica.ts';
import { makeSampleGame, sampleGame } from '../../tools/replicas/sample-game.ts';
import { runCli, type CliResult } from '../support/cli.ts';
import { readTree, tempFolder } from '../support/trees.ts';

let replica: ModioReplica;
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
const lanterns = `modio:${lanternDeep.id}/5100001`;
const echoMap = `modio:${lanternDeep.id}/5100003`;

beforeAll(async () => {
  replica = await startModioReplica();
});
afterAll(() => replica.close());

beforeEach(async () => {
  folder = tempFolder('cli-modio');
  game = path.join(folder.path, 'game');
  makeSampleGame(game);
  untouched = readTree(game);
  replica.control.reset();
  fs.writeFileSync(path.join(folder.path, 'endpoints.json'), JSON.stringify(replica.endpoints));
  const how = ['--as', 'custom', '--name', sampleGame.name, '--target', '.', '--key', `modio=${lanternDeep.id}`];
  await good('game', 'add', game, ...how);
});
afterEach(() => folder.remove());

const library = async (): Promise<readonly LibraryEntry[]> =>
  (await good<{ mods: readonly LibraryEntry[] }>('list', ...g)).mods;

interface Referenced {
  readonly reference: string;
}

describe('mod.io', () => {
  test('signs in with a key; searches, shows, installs with needs, updates and goes all the way back', async () => {
    expect(await cli('mod', 'show', lanterns)).toMatchObject({ status: 1, json: { error: { code: 'needs_sign_in' } } });
    expect((await signIn('key', async () => [userKey])).status).toBe(0);

    const { mods } = await good<{ mods: readonly (ModSummary & Referenced)[] }>('mod', 'search', 'lanterns', ...g);
    expect(mods.map((mod) => mod.reference)).toEqual([lanterns]);
    const { value } = await good<{ value: ModDetails }>('mod', 'show', lanterns);
    expect(JSON.stringify(value.description)).toContain('twice');
    expect(JSON.stringify(value.description)).not.toMatch(/javascript:|this is not text/u);
    const { files } = await good<{ files: readonly (ModFile & Referenced)[] }>('mod', 'files', lanterns);
    expect(files.map(({ version }) => version)).toEqual(['1.2.0', '1.1.0', '1.0.0']);

    const plan = await good<{ install: readonly { name: string }[] }>(
      'install',
      `${echoMap}/8200021`,
      '--dry-run',
      ...g,
    );
    expect(plan.install.map(({ name }) => name).toSorted()).toEqual(['Brighter Lanterns', 'Deep Library']);
    const done = await good<{ installed: readonly ChangeOutcome[] }>(
      'install',
      `${echoMap}/8200021`,
      '--with-requirements',
      ...g,
    );
    expect(done.installed.map(({ subject }) => subject).at(-1)).toBe('Echo Map');
    expect(new Set((await library()).map(({ provenance }) => provenance.version))).toEqual(
      new Set(['1.0', '1.2.0', '2.4.1']),
    );

    await good<ChangeOutcome>('rollback', '--to', '0', ...g);
    expect(readTree(game)).toEqual(untouched);
    expect(await library()).toEqual([]);
  });

  test('updates in one step, with what the author wrote, and takes it back', async () => {
    await signIn('key', async () => [replicaTokens.miner]);
    await good('install', `${lanterns}/8200001`, ...g);
    const before = readTree(game);
    const check = await good<{ updates: readonly { name: string; kind: string }[] }>('update', '--check', ...g);
    expect(check.updates).toMatchObject([{ name: 'Brighter Lanterns', kind: 'update' }]);
    expect(JSON.stringify(check)).toContain('Less flicker.');
    const done = await good<{ updated: readonly ChangeOutcome[]; before: number }>('update', '--all', ...g);
    expect(done.updated).toMatchObject([{ from: '1.0.0', to: '1.2.0' }]);
    expect(fs.readFileSync(path.join(game, 'mods/brighter-lanterns/mod.txt'), 'utf8')).toContain('1.2.0');
    await good('rollback', '--to', `${done.before}`, ...g);
    expect(readTree(game)).toEqual(before);
    await good('rollback', '--to', '0', ...g);
    expect(readTree(game)).toEqual(untouched);
  });

  test('says why nothing comes of a mod that is for sale, hidden, for consoles, or found to be malicious', async () => {
    await signIn('key', async () => [userKey]);
    const codes: unknown[] = [];
    for (const file of ['5100023/8200231', '5100021/8200211', '5100024/8200241', '5100025/8200251']) {
      const { status, json } = await cli('install', `modio:${lanternDeep.id}/${file}`, ...g);
      expect(status).not.toBe(0);
      codes.push((json as { error: { code: string } }).error.code);
    }
    expect(codes).not.toContain('internal');
    expect(codes[0]).toBe('needs_user_action');
    expect(readTree(game)).toEqual(untouched);
  });

  test('signs in with the code from the e-mail; neither key, code nor token lies anywhere as it is', async () => {
    const { email, username } = replicaAccounts.miner;
    const fields = ['--field', `email=${email}`, '--field', 'agree=yes'];
    const result = await signIn('email', async (step) => (step === 0 ? [gameKey] : [await mailedCode(email)]), fields);
    expect(result.status, result.stderr).toBe(0);
    expect(result.stderr).toContain('https://mod.io/terms');
    expect(await good('account', 'check', 'modio')).toMatchObject({ account: { name: username } });
    const secrets = [gameKey, ...replica.control.mails().map(({ code }) => code)];
    for (const file of filesIn(path.join(folder.path, 'data')))
      for (const secret of secrets) expect(fs.readFileSync(file).includes(secret), file).toBe(false);
    await good('account', 'sign-out', 'modio');
    expect(JSON.stringify(await good('account', 'status'))).not.toContain(username);
  });
});

const filesIn = (at: string): readonly string[] =>
  fs
    .readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** Waits for the mail that the running sign-in asks for. */
async function mailedCode(address: string): Promise<string> {
  for (let tries = 0; tries < 300; tries += 1) {
    const mail = replica.control.mails().findLast(({ to }) => to === address);
    if (mail !== undefined) return mail.code;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error('no mail has come');
}

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

/** Secrets come through standard input, so that no list of processes shows them. */
async function signIn(
  method: 'key' | 'email',
  lines: (step: number) => Promise<readonly string[]>,
  fields: readonly string[] = [],
): Promise<Ended> {
  const file = path.join(import.meta.dirname, '../../src/main/cli.ts');
  const about = ['--method', method, '--field', 'path=', ...fields, '--secret-stdin'];
  const args = ['account', 'sign-in', 'modio', ...about, '--json', ...common()];
  const child = spawn(process.execPath, ['--no-warnings', file, ...args], { stdio: ['pipe', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  for (let step = 0; step < (method === 'email' ? 2 : 1); step += 1)
    child.stdin.write(`${(await lines(step)).join('\n')}\n`);
  child.stdin.end();
  return { status: await ended, stderr };
}
