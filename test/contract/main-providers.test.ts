/** All five sources over the window's calls: the real router, services and threads against the replicas, and every sign-in. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AccountState } from '../../src/shared/accounts.ts';
import type { GameId, JobId } from '../../src/shared/ids.ts';
import type { Job, JobPhase } from '../../src/shared/jobs.ts';
import type { FileRef, ModDetails, ModRef } from '../../src/shared/model.ts';
import { fileReference, modReference } from '../../src/shared/references.ts';
import { sampleGame } from '../../tools/replicas/sample-game.ts';
import { openTestServices, type TestServices } from '../support/services.ts';
import {
  filesWith,
  gitHubClientEnv,
  linkFromPage,
  makeSourceWorld,
  nexusLocked,
  playPage,
  portalSettings,
  proofIn,
  signIns,
  sourceOf,
  sources,
  ssoOfFreePlayer,
  startReplicas,
  type Replicas,
  type SignInRow,
  type SourceRow,
  type SourceWorld,
} from '../support/sources.ts';
import { readTree } from '../support/trees.ts';

let replicas: Replicas;
let world: SourceWorld;
let main: TestServices;
/** Pages that were opened in the player's browser. */
let opened: string[];
/** Everything that the window heard. */
let heard: string;

beforeAll(async () => {
  vi.stubEnv('LOADSTONE_GITHUB_CLIENT_ID', gitHubClientEnv.LOADSTONE_GITHUB_CLIENT_ID);
  replicas = await startReplicas();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await replicas.close();
});
beforeEach(() => {
  replicas.reset();
  [opened, heard] = [[], ''];
});
afterEach(async () => {
  await main.close();
  world.remove();
});

const openExternal = (url: string): Promise<boolean> => {
  opened.push(url);
  return Promise.resolve(true);
};

async function open(row: SourceRow): Promise<void> {
  world = makeSourceWorld(row, replicas);
  main = await openTestServices(world.dataDir, { endpointsFile: world.endpointsFile, host: { openExternal } });
  main.services.events.subscribe((event, payload) => {
    heard += JSON.stringify([event, payload]);
  });
}

async function addGame({ provider, key }: SourceRow): Promise<GameId> {
  const targets = [{ path: '.', layout: 'merge-tree' as const }];
  const custom = { as: 'custom', name: sampleGame.name, targets, providers: { [provider]: key } };
  const how = provider === 'factorio' ? { as: 'factorio' } : custom;
  return (await main.call('games.add', { path: world.game, ...how })).id;
}

async function stateOf(provider: SignInRow['provider']): Promise<AccountState> {
  const found = (await main.call('accounts.snapshot')).accounts.find((one) => one.provider === provider);
  if (found === undefined) throw new Error(`no accounts at ${provider}`);
  return found;
}

/** Does what the sign-in asks for, step by step, until it has ended. */
async function signIn(row: SignInRow): Promise<AccountState> {
  const { provider, method } = row;
  await main.call('accounts.signIn', { provider, method, fields: row.fields(world.folder) });
  const done = new Set<string>();
  return vi.waitUntil(
    async () => {
      const state = await stateOf(provider);
      const step = state.signingIn?.step ?? null;
      if (step !== null && !done.has(JSON.stringify(step))) {
        if (step.kind === 'asking') {
          done.add(JSON.stringify(step));
          const all =
            (await row.answer?.(
              replicas,
              step.fields.map(({ name }) => name),
            )) ?? {};
          await main.call('accounts.answer', { provider, fields: all });
        } else if (step.kind === 'waiting' && opened.length > 0 && row.onPage !== undefined) {
          done.add(JSON.stringify(step));
          const code = row.codeField === undefined ? {} : { [row.codeField]: step.code ?? '' };
          await playPage(replicas[provider].url, opened[0] ?? '', { ...row.onPage, ...code });
        }
      }
      return state.signingIn === null ? state : false;
    },
    { timeout: 15_000, interval: 20 },
  );
}

const jobOf = async (id: JobId): Promise<Job | undefined> =>
  (await main.call('jobs.snapshot')).jobs.find((one) => one.id === id);

const reaches = (id: JobId, wanted: JobPhase): Promise<Job> =>
  vi.waitUntil(
    async () => {
      const job = await jobOf(id);
      if (job?.phase !== wanted && (job?.phase === 'failed' || job?.phase === 'cancelled'))
        throw new Error(JSON.stringify(job));
      return job?.phase === wanted ? job : false;
    },
    { timeout: 20_000, interval: 20 },
  );

function oldFile(row: SourceRow, details: ModDetails): FileRef {
  const file = details.files.find(({ ref }) => fileReference(ref) === row.old);
  expect(file).toMatchObject({ version: row.oldVersion });
  if (file === undefined) throw new Error('the old file is not listed');
  return file.ref;
}

/** Search, show and files: the old file of the row and its page. */
async function find(row: SourceRow, gameId: GameId): Promise<{ readonly file: FileRef; readonly modRef: ModRef }> {
  const { provider, text } = row;
  const page = await main.call('mods.search', { gameId, provider, text, sort: 'relevance', page: 1 });
  const mod = page.mods.find(({ ref }) => modReference(ref) === row.mod);
  if (mod === undefined) throw new Error(`${row.mod} was not found`);
  const details = await main.call('mods.details', { ref: mod.ref });
  expect(details).toMatchObject({ name: row.name });
  expect(JSON.stringify(details.description)).toContain(row.description);
  expect(JSON.stringify(details.description)).not.toMatch(/alert\(|javascript:|this is not text/u);
  return { file: oldFile(row, details), modRef: mod.ref };
}

/** Checks, plans and applies: the generation before it, and the job. */
async function startUpdate(row: SourceRow, gameId: GameId): Promise<{ readonly before: number; readonly job: JobId }> {
  const checked = await main.call('updates.check', { gameId });
  expect(checked).toMatchObject({
    failures: [],
    entries: [{ version: row.oldVersion, result: { kind: 'update' } }],
  });
  expect(JSON.stringify(checked)).toContain(row.news);
  const plan = await main.call('updates.plan', { gameId, entries: null });
  expect(plan.updates).toMatchObject([{ from: row.oldVersion, to: row.newVersion }]);
  const updates = plan.updates.map(({ entry, file }) => ({ entry, file: file.ref }));
  const { before, jobs } = await main.call('updates.apply', { gameId, updates, needed: [], enable: [] });
  const [job] = jobs;
  if (job === undefined) throw new Error('no update has begun');
  return { before, job };
}

describe.each(sources)('$provider', (row) => {
  test('search, show, files, install by reference, update check, update, roll back', async () => {
    await open(row);
    const gameId = await addGame(row);
    if (row.account !== null) expect(await signIn(row.account)).toMatchObject({ problem: null });
    const { file, modRef } = await find(row, gameId);

    const { jobId } = await main.call('install.fromProvider', { gameId, file, modRef });
    await reaches(jobId, 'done');
    expect(readTree(world.game)).not.toEqual(world.untouched);
    // As the game does between two starts.
    if (row.provider === 'factorio')
      fs.writeFileSync(path.join(world.game, 'mods/mod-settings.dat'), portalSettings.two);
    const installed = readTree(world.game);

    const { before, job } = await startUpdate(row, gameId);
    expect(await reaches(job, 'done')).toMatchObject({ outcome: { reason: 'update' } });
    const { entries } = await main.call('library.snapshot', { gameId });
    expect(entries).toMatchObject([{ provenance: { version: row.newVersion, ref: { provider: row.provider } } }]);
    expect(proofIn(world.game, row.proof.file)).toContain(row.proof.has);

    await main.call('history.rollBack', { gameId, to: before });
    expect(readTree(world.game)).toEqual(installed);
    await main.call('history.rollBack', { gameId, to: 0 });
    expect(readTree(world.game)).toEqual(world.untouched);
    for (const secret of row.account?.hidden ?? []) {
      expect(filesWith(world.dataDir, secret)).toEqual([]);
      expect(heard).not.toContain(secret);
    }
  });
});

describe('signing in', () => {
  test.each(signIns)('$provider: $what, and out again', async (row) => {
    await open(sourceOf(row.provider));
    expect(await signIn(row)).toMatchObject({ account: { name: row.name }, problem: null });
    await main.call('accounts.check', { provider: row.provider });
    expect(await stateOf(row.provider)).toMatchObject({ account: { name: row.name } });
    await main.call('accounts.signOut', { provider: row.provider });
    expect(await stateOf(row.provider)).toMatchObject({ account: null, protection: null });
    // Only mod.io can be told, and only about the token it made for us.
    const ended = replicas[row.provider].control.requests.filter(({ path: at }) => at.includes('/oauth/logout'));
    expect(ended).toHaveLength(row.method === 'email' ? 1 : 0);
    for (const secret of row.hidden) {
      expect(filesWith(world.dataDir, secret)).toEqual([]);
      expect(heard).not.toContain(secret);
    }
  });

  test('a key that was revoked is refused, and nobody is signed in', async () => {
    await open(sourceOf('nexus'));
    expect(await signIn(nexusLocked)).toMatchObject({ account: null, problem: { code: 'sign_in_failed' } });
  });
});

describe('Nexus Mods without Premium', () => {
  test('a parked install goes on with the link of the site, and so does a parked update', async () => {
    const row = sourceOf('nexus');
    await open(row);
    const gameId = await addGame(row);
    expect(await signIn(ssoOfFreePlayer)).toMatchObject({ problem: null });
    const { file, modRef } = await find(row, gameId);

    const { jobId } = await main.call('install.fromProvider', { gameId, file, modRef });
    await goOn(jobId);
    const installed = readTree(world.game);
    expect(installed).not.toEqual(world.untouched);

    const { before, job } = await startUpdate(row, gameId);
    await goOn(job);
    expect(proofIn(world.game, row.proof.file)).toContain(row.proof.has);
    await main.call('history.rollBack', { gameId, to: before });
    expect(readTree(world.game)).toEqual(installed);
  });
});

/** The player presses the button of the page; the link that comes goes on with what was asked for. */
async function goOn(id: JobId): Promise<void> {
  const { waitsFor } = await reaches(id, 'waiting-for-player');
  if (waitsFor?.kind !== 'page') throw new Error(`no page: ${JSON.stringify(waitsFor)}`);
  const link = await linkFromPage(replicas.nexus.url, waitsFor.url, ssoOfFreePlayer.name);
  main.services.links.receive(link);
  expect((await main.call('links.snapshot')).links).toEqual([]);
  await reaches(id, 'done');
  const key = new URL(link).searchParams.get('key') ?? 'none';
  expect(heard).not.toContain(key);
  expect(filesWith(world.dataDir, key)).toEqual([]);
}
