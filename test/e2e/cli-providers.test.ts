/** All five sources on the command line, as real processes against the replicas: from search to roll back, and every sign-in. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChangeOutcome, LibraryEntry, ModDetails, ModFile, ModSummary } from '../../src/shared/model.ts';
import { openSourceCli, type SourceCli } from '../support/source-cli.ts';
import {
  filesWith,
  linkFromPage,
  nexusLocked,
  portalSettings,
  proofIn,
  signIns,
  sourceOf,
  sources,
  ssoOfFreePlayer,
  startReplicas,
  type Replicas,
} from '../support/sources.ts';
import { readTree } from '../support/trees.ts';

let replicas: Replicas;
let at: SourceCli;

beforeAll(async () => {
  replicas = await startReplicas();
});
afterAll(() => replicas.close());
beforeEach(() => replicas.reset());
afterEach(() => at.remove());

type Referenced<T> = T & { readonly reference: string };

describe.each(sources)('$provider', (row) => {
  test('search, show, files, install by reference, update check, update, roll back', async () => {
    at = openSourceCli(row, replicas);
    const { good, game, onGame, untouched } = at;
    await at.addGame();
    if (row.account !== null) expect((await at.signIn(row.account)).status).toBe(0);

    const asked = ['mod', 'search', row.text, '--provider', row.provider];
    const { mods } = await good<{ mods: readonly Referenced<ModSummary>[] }>(...asked, ...onGame);
    expect(mods.find(({ reference }) => reference === row.mod)).toMatchObject({ name: row.name });
    const shown = await good<{ value: ModDetails }>('mod', 'show', row.mod);
    expect(shown.value).toMatchObject({ name: row.name });
    expect(JSON.stringify(shown.value.description)).toContain(row.description);
    expect(JSON.stringify(shown.value.description)).not.toMatch(/alert\(|javascript:|this is not text/u);
    const { files } = await good<{ files: readonly Referenced<ModFile>[] }>('mod', 'files', row.mod);
    expect(files.find(({ reference }) => reference === row.old)).toMatchObject({ version: row.oldVersion });

    await good('install', row.old, ...onGame);
    expect(readTree(game)).not.toEqual(untouched);
    const check = await good<{ updates: readonly unknown[] }>('update', '--check', ...onGame);
    expect(check.updates).toMatchObject([{ kind: 'update', version: row.oldVersion }]);
    expect(JSON.stringify(check)).toContain(row.news);
    if (row.provider === 'factorio') changeSettings();
    const before = readTree(game);

    const done = await good<{ updated: readonly ChangeOutcome[]; before: number }>('update', '--all', ...onGame);
    expect(done.updated).toMatchObject([{ reason: 'update', from: row.oldVersion, to: row.newVersion }]);
    const { mods: library } = await good<{ mods: readonly LibraryEntry[] }>('list', ...onGame);
    expect(library).toMatchObject([{ provenance: { version: row.newVersion, ref: { provider: row.provider } } }]);
    expect(proofIn(game, row.proof.file)).toContain(row.proof.has);

    await good('rollback', '--to', `${done.before}`, ...onGame);
    expect(readTree(game)).toEqual(before);
    await good('rollback', '--to', '0', ...onGame);
    expect(readTree(game)).toEqual(untouched);
    for (const secret of row.account?.hidden ?? []) expect(filesWith(at.dataDir, secret)).toEqual([]);
  });
});

/** As the game does between two starts. */
const changeSettings = (): void => fs.writeFileSync(path.join(at.game, 'mods/mod-settings.dat'), portalSettings.two);

describe('signing in', () => {
  test.each(signIns)('$provider: $what, and out again', async (row) => {
    at = openSourceCli(sourceOf(row.provider), replicas);
    const { status, json, stderr } = await at.signIn(row);
    expect(status, `${JSON.stringify(json)} ${stderr}`).toBe(0);
    expect(json).toMatchObject({ account: { name: row.name }, problem: null });
    expect(await at.good('account', 'check', row.provider)).toMatchObject({ account: { name: row.name } });
    if (row.method === 'email') expect(stderr).toContain('https://mod.io/terms');
    for (const secret of row.hidden) expect(filesWith(at.dataDir, secret)).toEqual([]);
    await at.good('account', 'sign-out', row.provider);
    const { accounts } = await at.good<{ accounts: readonly { provider: string }[] }>('account', 'status');
    expect(accounts.find(({ provider }) => provider === row.provider)).toMatchObject({ account: null });
  });

  test('a key that was revoked is refused, and nobody is signed in', async () => {
    at = openSourceCli(sourceOf('nexus'), replicas);
    expect(await at.signIn(nexusLocked)).toMatchObject({ status: 1, json: { error: { code: 'sign_in_failed' } } });
    expect(filesWith(at.dataDir, nexusLocked.hidden[0] ?? '')).toEqual([]);
  });
});

describe('Nexus Mods without Premium', () => {
  test('the page starts the download, its link goes on with the install, and with the update', async () => {
    const row = sourceOf('nexus');
    at = openSourceCli(row, replicas);
    const { good, game, onGame, untouched } = at;
    await at.addGame();
    expect((await at.signIn(ssoOfFreePlayer)).status).toBe(0);

    const link = await parked('install', row.old, ...onGame);
    expect(readTree(game)).toEqual(untouched);
    expect(await good('install', link)).toMatchObject({ reason: 'install' });
    const installed = readTree(game);

    await good('update', '--check', ...onGame);
    const newer = await parked('update', '--all', ...onGame);
    expect(readTree(game)).toEqual(installed);
    expect(await good('install', newer)).toMatchObject({ reason: 'update' });
    const { mods } = await good<{ mods: readonly LibraryEntry[] }>('list', ...onGame);
    expect(mods).toMatchObject([{ provenance: { version: row.newVersion } }]);

    await good('rollback', '--to', '0', ...onGame);
    expect(readTree(game)).toEqual(untouched);
    for (const secret of [...ssoOfFreePlayer.hidden, new URL(newer).searchParams.get('key') ?? 'none'])
      expect(filesWith(at.dataDir, secret)).toEqual([]);
  });
});

/** What only the page can permit is an error that names the page; its button gives the link. */
async function parked(...args: readonly string[]): Promise<string> {
  const { code, details } = await at.refused(...args);
  expect(code).toBe('needs_user_action');
  return linkFromPage(replicas.nexus.url, String(details?.['url']), ssoOfFreePlayer.name);
}
