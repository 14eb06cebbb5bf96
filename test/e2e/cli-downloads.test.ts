/** The queue on the command line: processes that end or are killed, and others that go on with what they left. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ErrorData } from '../../src/shared/errors.ts';
import type { ChangeOutcome } from '../../src/shared/model.ts';
import type { Download } from '../../src/shared/jobs.ts';
import { startGameBananaReplica, type GameBananaReplica } from '../../tools/replicas/gamebanana/replica.ts';
import { makeSampleGame } from '../../tools/replicas/sample-game.ts';
import { runCli, startCli } from '../support/cli.ts';
import { readTree, tempFolder } from '../support/trees.ts';

const onServer = /^filecache31\.gamebanana\.com\/mods\/1900130_/u;
const reference = 'gamebanana:1900130';

let replica: GameBananaReplica;
let folder: ReturnType<typeof tempFolder>;
let game: string;
let common: readonly string[];

beforeAll(async () => {
  replica = await startGameBananaReplica();
});
afterAll(() => replica.close());

beforeEach(async () => {
  folder = tempFolder('cli-downloads');
  game = path.join(folder.path, 'game');
  makeSampleGame(game);
  replica.control.reset();
  const endpoints = path.join(folder.path, 'endpoints.json');
  fs.writeFileSync(endpoints, JSON.stringify(replica.endpoints));
  common = ['--data', path.join(folder.path, 'data'), '--endpoints', endpoints];
  const keys = ['--key', 'gamebanana=90001', '--key', 'nexus=starlight'];
  await good('game', 'add', game, '--as', 'custom', '--name', 'Sample', '--target', '.', ...keys);
});
afterEach(() => folder.remove());

async function good<T>(...args: readonly string[]): Promise<T> {
  const { status, json, stderr } = await runCli([...args, ...common]);
  expect(status, `${JSON.stringify(json)} ${stderr}`).toBe(0);
  return json as T;
}

async function refused(...args: readonly string[]): Promise<ErrorData> {
  const { status, json } = await runCli([...args, ...common]);
  expect(status).toBe(1);
  return (json as { error: ErrorData }).error;
}

const list = async (): Promise<readonly Download[]> =>
  (await good<{ downloads: readonly Download[] }>('download', 'list')).downloads;
/** What the last machine of the redirects was asked for. */
const ranges = (): readonly string[] =>
  replica.control.requests.flatMap(({ headers, host }) =>
    host.startsWith('filecache') ? (headers.range ?? 'everything') : [],
  );
const slowly = (): void =>
  replica.control.fail({ path: onServer, fault: { kind: 'slow', chunk: 50_000, pauseMs: 40 } });

/** Bytes on disk of the one download. */
const part = (): number => {
  const downloads = path.join(folder.path, 'data/downloads');
  const [home] = fs.existsSync(downloads) ? fs.readdirSync(downloads) : [];
  return home === undefined
    ? 0
    : (fs.statSync(path.join(downloads, home, 'part'), { throwIfNoEntry: false })?.size ?? 0);
};

/** Starts an installation and kills it while bytes arrive. */
async function killInTheMiddle(): Promise<void> {
  slowly();
  const running = startCli(['install', reference, '--game', 'sample', ...common]);
  await vi.waitFor(() => expect(part()).toBeGreaterThan(300_000), { timeout: 20_000, interval: 5 });
  running.child.kill('SIGKILL');
  expect((await running.done).status).toBeNull();
  replica.control.reset();
}

test('killed in the middle of a download, another process lists it, goes on with it and installs it', async () => {
  await killInTheMiddle();
  const [left] = await list();
  expect(left).toMatchObject({ state: 'queued', wish: { gameId: 'sample' } });
  expect(left?.bytesDone).toBeGreaterThan(300_000);
  expect(replica.control.requests).toHaveLength(0);
  const { resumed } = await good<{ resumed: { outcome: ChangeOutcome }[] }>('download', 'resume');
  expect(resumed).toMatchObject([{ id: left?.id, outcome: { generation: 1, reason: 'install' } }]);
  expect(ranges()).toEqual([expect.stringMatching(/^bytes=[3-9]\d{5}/u)]);
  expect(await list()).toMatchObject([{ state: 'done' }]);
  expect(await good('download', 'clear')).toEqual({ cleared: 1 });
  expect(await list()).toEqual([]);
});

test('another installation leaves alone what nobody asked it for', async () => {
  await killInTheMiddle();
  const [left] = await list();
  await good('install', 'gamebanana:1900140', '--game', 'sample');
  expect(await list()).toMatchObject([{ id: left?.id, state: 'queued' }, { state: 'done' }]);
});

test('pause keeps it out of the way, cancel removes it', async () => {
  await killInTheMiddle();
  const [left] = await list();
  const id = left?.id ?? '';
  expect(await good('download', 'pause', id)).toMatchObject({ downloads: [{ id, state: 'paused' }] });
  expect(await good('download', 'cancel', 'all')).toMatchObject({ downloads: [{ id, state: 'cancelled' }] });
  expect(fs.readdirSync(path.join(folder.path, 'data/downloads'))).toEqual([]);
  expect(await refused('download', 'pause', 'nonsense')).toMatchObject({ code: 'not_found' });
});

test('a fault is told at once, and what arrived is used by the next try', async () => {
  const before = readTree(game);
  replica.control.fail({ path: onServer, fault: { kind: 'drop', at: 0.5 }, times: 1 });
  replica.control.fail({ path: onServer, fault: { kind: 'status', status: 404 } });
  expect(await refused('install', reference, '--game', 'sample')).toMatchObject({ code: 'mod_gone' });
  expect(readTree(game)).toEqual(before);
  replica.control.reset();
  await good('install', reference, '--game', 'sample');
  expect(ranges()).toHaveLength(1);
  expect(readTree(game)).not.toEqual(before);
});

test('a link installs into the game it is for; what is wrong with a link is said', async () => {
  const installed = await good<ChangeOutcome>('install', 'loadstone:https://gamebanana.com/mmdl/1900130,Mod,910010');
  expect(installed).toMatchObject({ generation: 1, gameId: 'sample' });
  expect(await refused('install', 'nxm://skyrim/mods/1/files/2')).toMatchObject({ code: 'link_refused' });
  expect(await refused('install', 'nxm://starlight/mods/1/files/2?key=a')).toMatchObject({
    code: 'link_refused',
    message: expect.stringContaining('incomplete') as unknown,
    details: { url: expect.stringContaining('/mods/1?tab=files&file_id=2') as unknown },
  });
  expect(await refused('install', 'nxm://starlight/collections/a/revisions/1')).toMatchObject({ code: 'link_refused' });
  expect((await runCli(['install', 'nxm://rubbish', ...common])).status).toBe(2);
});
