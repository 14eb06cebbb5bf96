import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountState } from '../../src/shared/accounts.ts';
import { startLoopback, type Loopback } from '../support/loopback.ts';
import { tempFolder } from '../support/trees.ts';

/** The portal as far as a sign-in goes: bookmarks answer who shows the right token. */
let portal: Loopback;
let folder: ReturnType<typeof tempFolder>;
const token = 'CANARY-0a1b2c3d4e5f-token';

beforeAll(async () => {
  portal = await startLoopback();
});
afterAll(() => portal.close());
beforeEach(() => {
  folder = tempFolder('cli-account');
  fs.writeFileSync(path.join(folder.path, 'endpoints.json'), JSON.stringify({ factorio: portal.url }));
  portal.serve((request, response) => {
    const good = new URL(request.url ?? '/', portal.url).searchParams.get('token') === token;
    response.writeHead(good ? 200 : 403, { 'content-type': 'application/json' }).end(good ? '[]' : '{"message":"no"}');
  });
});
afterEach(() => folder.remove());

const cliFile = path.join(import.meta.dirname, '../../src/main/cli.ts');

function cli(words: readonly string[], stdin = '', env: NodeJS.ProcessEnv = {}) {
  const shared = ['--json', '--data', path.join(folder.path, 'data')];
  const args = ['--no-warnings', cliFile, ...words, ...shared, '--endpoints', path.join(folder.path, 'endpoints.json')];
  const child = spawn(process.execPath, args, { timeout: 60_000, env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end(stdin);
  return new Promise<{ status: number | null; json: unknown; stdout: string; stderr: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, json: JSON.parse(stdout), stdout, stderr }));
  });
}

const signIn = ['account', 'sign-in', 'factorio', '--method', 'key', '--field', 'username=ada', '--secret-stdin'];
const factorio = (json: unknown): AccountState | undefined =>
  (json as { accounts: AccountState[] }).accounts.find(({ provider }) => provider === 'factorio');

const allBytes = (at: string): string =>
  fs
    .readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

describe('accounts on the command line', () => {
  it('sign in with the secret from stdin, are known to the next process, and sign out', async () => {
    const done = await cli(signIn, `${token}\n`);
    expect(done.status, done.stdout).toBe(0);
    expect(done.json).toMatchObject({
      provider: 'factorio',
      account: { name: 'ada' },
      protection: { kind: 'key-file' },
    });
    expect(done.stderr).toContain('https://factorio.com/profile');

    const asked = portal.requests.length;
    const status = await cli(['account', 'status']);
    expect(factorio(status.json)).toMatchObject({ account: { name: 'ada' }, signingIn: null });
    // Who is signed in is shown without asking anybody.
    expect(portal.requests).toHaveLength(asked);
    expect((await cli(['account', 'check', 'factorio'])).json).toMatchObject({ account: { name: 'ada' } });

    expect((await cli(['account', 'sign-out', 'factorio'])).json).toEqual({ signedOut: 'factorio' });
    expect(factorio((await cli(['account', 'status'])).json)?.account).toBeNull();
    for (const { stdout, stderr } of [done, status]) expect(stdout + stderr).not.toContain('CANARY');
    expect(allBytes(path.join(folder.path, 'data'))).not.toContain('CANARY');
  });

  it('are worth nothing without the passphrase they were kept with', async () => {
    const env = { LOADSTONE_SECRET: 'a passphrase' };
    expect((await cli(signIn, `${token}\n`, env)).json).toMatchObject({ protection: { kind: 'encrypted' } });
    expect(factorio((await cli(['account', 'status'], '', env)).json)?.account).toMatchObject({ name: 'ada' });
    expect(factorio((await cli(['account', 'status'], '', { LOADSTONE_SECRET: 'x' })).json)?.account).toBeNull();
  });

  it('are dropped when the provider takes the secret no more', async () => {
    await cli(signIn, `${token}\n`);
    portal.serve((_request, response) => response.writeHead(403).end('{"message":"no"}'));
    expect((await cli(['account', 'check', 'factorio'])).json).toMatchObject({
      account: null,
      problem: { code: 'needs_sign_in' },
    });
    expect(factorio((await cli(['account', 'status'])).json)?.account).toBeNull();
  });

  it('that the provider refuses are an error without the secret', async () => {
    const wrong = await cli(signIn, 'CANARY-wrong-token-999\n');
    expect(wrong.status).toBe(1);
    expect(wrong.json).toMatchObject({ error: { code: 'sign_in_failed' } });
    expect(wrong.stdout + wrong.stderr + allBytes(path.join(folder.path, 'data'))).not.toContain('CANARY');
  });

  it.each([
    [['account', 'sign-in', 'factorio', '--method', 'key', '--field', 'username=ada'], /--secret-stdin/u],
    [['account', 'sign-in', 'factorio', '--method', 'browser'], /it has game-file, password, key/u],
    [['account', 'sign-in', 'gamebanana'], /no accounts at gamebanana/u],
    [['account', 'sign-in', 'steam'], /one of nexus/u],
    [['account', 'sign-in', 'factorio', '--method', 'key', '--field', 'username'], /NAME=VALUE/u],
    [['account', 'sign-in'], /provider is missing/u],
  ])('that make no sense are misuse: %j', async (words, why) => {
    const asked = portal.requests.length;
    const refused = await cli(words);
    expect(refused.status).toBe(2);
    expect(refused.json).toMatchObject({ error: { code: 'invalid_input', message: expect.stringMatching(why) } });
    expect(portal.requests).toHaveLength(asked);
  });
});
