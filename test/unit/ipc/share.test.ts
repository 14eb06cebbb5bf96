/** Sharing through the whole of main: what one player shares, another fetches from the provider, here a replica. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { GameId, JobId } from '../../../src/shared/ids.ts';
import type { Job } from '../../../src/shared/jobs.ts';
import type { FileRef } from '../../../src/shared/model.ts';
import { startGameBananaReplica, type GameBananaReplica } from '../../../tools/replicas/gamebanana/replica.ts';
import { makeSampleGame, sampleGame } from '../../../tools/replicas/sample-game.ts';
import { openTestServices, type TestServices } from '../../support/services.ts';
import { readTree, tempFolder } from '../../support/trees.ts';

const file = (fileId: string): FileRef => ({ provider: 'gamebanana', fileId, model: 'Mod', modId: '0' });
const [one, two] = [file('1900130'), file('1900140')];
const onServer = (id: string): RegExp => new RegExp(`^filecache31\\.gamebanana\\.com/mods/${id}_`, 'u');

interface Player {
  readonly main: TestServices;
  readonly gameId: GameId;
  readonly game: string;
}

let replica: GameBananaReplica;
let folder: ReturnType<typeof tempFolder>;
let players: Player[];

beforeAll(async () => {
  replica = await startGameBananaReplica();
});
afterAll(() => replica.close());
beforeEach(() => {
  folder = tempFolder('share');
  players = [];
  replica.control.reset();
  fs.writeFileSync(path.join(folder.path, 'endpoints.json'), JSON.stringify(replica.endpoints));
});
afterEach(async () => {
  for (const { main } of players) await main.close();
  folder.remove();
});

async function player(name: string): Promise<Player> {
  const game = path.join(folder.path, name, 'game');
  makeSampleGame(game);
  const endpointsFile = path.join(folder.path, 'endpoints.json');
  const main = await openTestServices(path.join(folder.path, name, 'data'), { endpointsFile });
  const targets = [{ path: '.', layout: 'merge-tree' as const }];
  const providers = { gamebanana: sampleGame.gameBananaId };
  const { id: gameId } = await main.call('games.add', { path: game, as: 'custom', name: 'Sample', targets, providers });
  const made = { main, gameId, game };
  players.push(made);
  return made;
}

const jobs = ({ main }: Player): readonly Job[] => main.services.jobs.list();
const phase = (of: Player, id: JobId, wanted: Job['phase']): Promise<void> =>
  vi.waitFor(() => expect(jobs(of).find((job) => job.id === id)).toMatchObject({ phase: wanted }), 15_000);

/** The text of a giver with two mods of the replica. */
async function sharedText(): Promise<string> {
  const giver = await player('giver');
  for (const ref of [one, two]) {
    const { jobId } = await giver.main.call('install.fromProvider', { gameId: giver.gameId, file: ref, modRef: null });
    // The second one would win files over the first.
    if (ref === two) {
      await phase(giver, jobId, 'waiting-for-player');
      await giver.main.call('install.agree', { jobId });
    }
    await phase(giver, jobId, 'done');
  }
  return (await giver.main.call('share.export', { gameId: giver.gameId })).text;
}

test('what was shared is fetched and installed as one job, and what is gone is skipped with the reason', async () => {
  const text = await sharedText();
  const taker = await player('taker');
  const { main, gameId } = taker;
  expect(await main.call('share.plan', { gameId, text })).toMatchObject({
    sameGame: true,
    fits: [gameId],
    mods: [{ status: 'to-fetch', provider: 'gamebanana' }, { status: 'to-fetch' }],
  });
  replica.control.fail({ path: onServer('1900140'), fault: { kind: 'wrong-bytes' } });
  const imported = await main.call('share.import', { gameId, text });
  expect(imported).toMatchObject({
    profile: 'Default 2',
    installed: 1,
    skipped: [{ error: { code: expect.any(String) as string } }],
  });
  expect(jobs(taker)).toMatchObject([{ kind: 'import', phase: 'done', title: 'Default 2' }]);
  expect((await main.call('library.snapshot', { gameId })).entries).toHaveLength(1);
});

test('stopped in the middle of a download, everything is as before and every window is told', async () => {
  const text = await sharedText();
  const taker = await player('taker');
  const { main, gameId, game } = taker;
  const before = readTree(game);
  const told: number[] = [];
  main.services.events.subscribe((event, payload) => {
    if (event === 'profiles.changed' && 'profiles' in payload) told.push(payload.profiles.length);
  });
  replica.control.fail({ path: onServer('1900140'), fault: { kind: 'slow', chunk: 2_000, pauseMs: 50 } });
  const importing = main.call('share.import', { gameId, text });
  const refused = expect(importing).rejects.toMatchObject({ code: 'cancelled' });
  await vi.waitFor(() => expect(jobs(taker)).toMatchObject([{ phase: 'downloading', filesDone: 1, filesTotal: 2 }]), {
    timeout: 15_000,
    interval: 5,
  });
  expect(readTree(game)).not.toEqual(before);
  await main.call('jobs.cancel', { jobId: jobs(taker)[0]?.id ?? ('' as JobId) });
  await refused;
  expect(readTree(game)).toEqual(before);
  expect((await main.call('profiles.snapshot', { gameId })).profiles).toMatchObject([
    { name: 'Default', active: true },
  ]);
  expect(told).toEqual([2, 1]);
  expect(main.services.downloads.list().every(({ state }) => state === 'done' || state === 'cancelled')).toBe(true);
});
