import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQueue, type DownloadQueue } from '../../../src/main/download/queue.ts';
import type { FetchTools, QueueDeps } from '../../../src/main/download/queue-state.ts';
import { openRegistry, type Registry } from '../../../src/main/registry/registry.ts';
import { LoadstoneError, type ErrorCode } from '../../../src/shared/errors.ts';
import { isJobId, isSha256, type GameId, type JobId } from '../../../src/shared/ids.ts';
import type { DownloadRecord, FetchedArchive } from '../../../src/shared/jobs.ts';
import type { FileRef } from '../../../src/shared/model.ts';
import { tempFolder } from '../../support/trees.ts';

const gameId = 'sample' as GameId;

function idOf(text: string): JobId {
  if (!isJobId(text)) throw new Error(text);
  return text;
}

const fileOf = (provider: 'gamebanana' | 'factorio', name: string): FileRef =>
  provider === 'factorio'
    ? { provider, name, version: '1.0.0', sha1: '' }
    : { provider, fileId: '1', model: 'Mod', modId: '2' };

const record = (name: string, more: Partial<DownloadRecord> = {}): DownloadRecord => ({
  id: idOf(name),
  file: fileOf('gamebanana', name),
  modRef: null,
  wish: { gameId, name: null, replaces: null },
  title: name,
  state: 'queued',
  bytesTotal: null,
  waitsFor: null,
  error: null,
  notBefore: null,
  addedAt: 1,
  endedAt: null,
  fetched: null,
  ...more,
});

function archive(name: string): FetchedArchive {
  const sha256 = 'a'.repeat(64);
  if (!isSha256(sha256)) throw new Error('no hash');
  const provenance = { ref: null, modRef: null, fileName: name, version: null, author: null, pageUrl: null };
  return {
    sha256,
    size: 10,
    name,
    provenance: { ...provenance, image: null, category: null, rating: 'safe', uploadedAt: null, gameVersion: null },
  };
}

/** A fetch that the test ends. */
interface Fetching {
  readonly tools: FetchTools;
  readonly done: () => void;
  readonly fail: (code: ErrorCode, details?: Record<string, string | number>) => void;
}

let folder: ReturnType<typeof tempFolder>;
let registry: Registry;
let fetching: Map<string, Fetching>;
let started: string[];
let discarded: string[];
let now: number;
let queues: DownloadQueue[];

beforeEach(() => {
  folder = tempFolder('queue');
  registry = openRegistry(path.join(folder.path, 'registry.sqlite'));
  registry.games.add(
    {
      id: gameId,
      definition: 'custom',
      name: 'Sample',
      root: '/nowhere',
      targets: [],
      providers: {},
      addedAt: 1,
      currentGeneration: 0,
    },
    [],
  );
  fetching = new Map();
  started = [];
  discarded = [];
  queues = [];
  now = 1_000;
});
afterEach(async () => {
  for (const queue of queues) await queue.close();
  registry.close();
  folder.remove();
});

function open(more: Partial<QueueDeps> = {}): DownloadQueue {
  const queue = createQueue({
    table: registry.downloads,
    fetch: ({ id, title }, tools, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<FetchedArchive>();
      started.push(id);
      fetching.set(id, {
        tools,
        done: () => resolve(archive(title)),
        fail: (code, details = {}) => reject(new LoadstoneError(code, code, 'hint', { details })),
      });
      signal.addEventListener('abort', () => reject(new LoadstoneError('cancelled', 'stopped', '')));
      return promise;
    },
    sizeOf: () => 0,
    discard: (id) => discarded.push(id),
    limits: () => ({ atOnce: 3, perProvider: 2 }),
    clock: { now: () => now },
    retryAfter: [5_000, 60_000],
    changed: () => undefined,
    ...more,
  });
  queues.push(queue);
  return queue;
}

const states = (queue: DownloadQueue): Record<string, string> =>
  Object.fromEntries(queue.list().map(({ id, state }) => [id, state]));
const stored = (): Record<string, string> =>
  Object.fromEntries(registry.downloads.list().map(({ id, state }) => [id, state]));
const become = (queue: DownloadQueue, id: string, state: string): Promise<void> =>
  vi.waitFor(() => expect(queue.get(idOf(id))?.state).toBe(state));

describe('the queue', () => {
  it('keeps to its limits, in all and for each provider, and lets others pass', () => {
    const queue = open();
    for (const name of ['a', 'b', 'c']) queue.add(record(name));
    queue.add(record('f', { file: fileOf('factorio', 'f') }));
    queue.add(record('g', { file: fileOf('factorio', 'g') }));
    expect(started).toEqual(['a', 'b', 'f']);
    expect(states(queue)).toEqual({ a: 'resolving', b: 'resolving', c: 'queued', f: 'resolving', g: 'queued' });
  });

  it('starts the next when one ends, first come first served unless moved', async () => {
    const queue = open({ limits: () => ({ atOnce: 1, perProvider: 9 }) });
    for (const name of ['a', 'b', 'c', 'd']) queue.add(record(name));
    queue.move(idOf('d'), idOf('b'));
    queue.move(idOf('b'), null);
    queue.move(idOf('x'), idOf('b'));
    expect(queue.list().map(({ id }) => id)).toEqual(['a', 'd', 'c', 'b']);
    fetching.get('a')?.done();
    await become(queue, 'a', 'fetched');
    expect(started).toEqual(['a', 'd']);
    expect(queue.fetched(idOf('a'))?.name).toBe('a');
  });

  it('shows progress and writes down only what lasts', async () => {
    const seen: string[] = [];
    const queue = open({ changed: ({ state, bytesDone }) => seen.push(`${state} ${bytesDone}`) });
    queue.add(record('a'));
    const { tools, done } = fetching.get('a') ?? { tools: null, done: () => undefined };
    tools?.describe({ title: 'A mod', bytesTotal: 10 });
    tools?.progress({ phase: 'downloading', bytesDone: 4, bytesTotal: 10, filesDone: 0, filesTotal: null });
    expect(queue.get(idOf('a'))).toMatchObject({ state: 'downloading', bytesDone: 4, bytesTotal: 10, title: 'A mod' });
    expect(stored()).toEqual({ a: 'queued' });
    done();
    await become(queue, 'a', 'fetched');
    expect(stored()).toEqual({ a: 'fetched' });
    expect(seen).toContain('downloading 4');
    queue.finish(idOf('a'), null);
    expect(states(queue)).toEqual({ a: 'done' });
    expect(discarded).toEqual(['a']);
  });

  it('goes on after a restart where it was', async () => {
    const first = open();
    for (const name of ['a', 'b', 'c']) first.add(record(name));
    first.pause(idOf('b'));
    await become(first, 'b', 'paused');
    await first.close();
    expect(stored()).toEqual({ a: 'queued', b: 'paused', c: 'queued' });
    started = [];
    const second = open({ sizeOf: () => 7 });
    expect(started).toEqual([]);
    expect(second.get(idOf('b'))).toMatchObject({ state: 'paused', bytesDone: 7 });
    second.wake();
    expect(started).toEqual(['a', 'c']);
    second.resume(idOf('b'));
    expect(states(second)['b']).toBe('queued');
    fetching.get('a')?.done();
    await vi.waitFor(() => expect(started).toEqual(['a', 'c', 'b']));
  });

  it('forgets nothing that it was told in the last moment, and does nothing when closed', async () => {
    const queue = open();
    queue.add(record('a'));
    await queue.close();
    queue.cancel(idOf('a'));
    queue.add(record('b'));
    queue.clear([idOf('a')]);
    queue.finish(idOf('a'), null);
    expect(stored()).toEqual({ a: 'queued' });
    expect(discarded).toEqual([]);
  });

  it('cancels whatever a download is doing, and removes what was there', async () => {
    const queue = open();
    for (const name of ['a', 'b', 'c']) queue.add(record(name));
    queue.cancel(idOf('a'));
    queue.cancel(idOf('c'));
    await become(queue, 'a', 'cancelled');
    expect(states(queue)).toMatchObject({ a: 'cancelled', b: 'resolving', c: 'cancelled' });
    expect(discarded.toSorted()).toEqual(['a', 'c']);
    queue.clear([idOf('a'), idOf('b'), idOf('c')]);
    expect(stored()).toEqual({ b: 'queued' });
    queue.retry(idOf('b'));
    expect(started).toEqual(['a', 'b']);
  });

  it('forgets a running download for good', async () => {
    const queue = open();
    queue.add(record('a'));
    queue.forget([idOf('a')]);
    expect(queue.list()).toEqual([]);
    await vi.waitFor(() => expect(discarded).toContain('a'));
    expect(stored()).toEqual({});
  });
});

describe('a fault', () => {
  it.each<[ErrorCode, Record<string, string | number>, string]>([
    ['mod_gone', {}, 'failed'],
    ['download_hash_mismatch', {}, 'failed'],
    ['download_incomplete', { tooLarge: 1 }, 'failed'],
    ['needs_user_action', { url: 'https://example.org/file' }, 'waiting-for-player'],
    ['needs_sign_in', {}, 'waiting-for-player'],
    ['offline', {}, 'queued'],
    ['rate_limited', { until: 99_000 }, 'queued'],
  ])('%s %j leaves it %s', async (code, details, state) => {
    const queue = open();
    queue.add(record('a'));
    fetching.get('a')?.fail(code, details);
    await become(queue, 'a', state);
    expect(stored()).toEqual({ a: state });
    expect(queue.get(idOf('a'))).toMatchObject({
      waitsFor:
        code === 'needs_user_action'
          ? { kind: 'page', url: 'https://example.org/file' }
          : code === 'needs_sign_in'
            ? { kind: 'sign-in', provider: 'gamebanana' }
            : null,
      notBefore: code === 'offline' ? 6_000 : code === 'rate_limited' ? 99_000 : null,
    });
  });

  it('that passes is tried again when its time has come, and not for ever', async () => {
    const queue = open();
    queue.add(record('a'));
    for (const wait of [5_000, 60_000]) {
      fetching.get('a')?.fail('offline');
      await become(queue, 'a', 'queued');
      expect(queue.get(idOf('a'))?.notBefore).toBe(now + wait);
      const before = started.length;
      queue.wake();
      expect(started.length).toBe(before);
      now += wait;
      queue.wake();
      expect(started.length).toBe(before + 1);
    }
    fetching.get('a')?.fail('offline');
    await become(queue, 'a', 'failed');
    queue.retry(idOf('a'));
    await become(queue, 'a', 'resolving');
    fetching.get('a')?.fail('offline');
    await become(queue, 'a', 'queued');
  });

  it('is not waited out for years when the clock was set back', async () => {
    const queue = open();
    queue.add(record('a', { notBefore: now + 50_000 }));
    queue.add(record('b', { notBefore: now + 10 * 365 * 86_400_000 }));
    expect(started).toEqual(['b']);
    queue.resume(idOf('a'));
    expect(started).toEqual(['b', 'a']);
  });

  it('is told at once where nobody waits', async () => {
    const queue = open({ retryAfter: [] });
    queue.add(record('a'));
    fetching.get('a')?.fail('rate_limited', { until: 99_000 });
    await become(queue, 'a', 'failed');
  });

  it('of an installation keeps the archive only where it is worth it', async () => {
    const queue = open();
    for (const [name, keep] of [
      ['a', true],
      ['b', false],
    ] as const) {
      queue.add(record(name));
      fetching.get(name)?.done();
      await become(queue, name, 'fetched');
      queue.finish(idOf(name), { code: 'game_running', message: '', hint: '' }, keep);
      queue.retry(idOf(name));
    }
    expect(states(queue)).toEqual({ a: 'fetched', b: 'resolving' });
    expect(discarded).toEqual(['b']);
  });
});

describe('a permission from a link', () => {
  it('is used once, never written down, and gone after a restart', async () => {
    const queue = open();
    queue.add(record('a'));
    fetching.get('a')?.fail('needs_user_action', { url: 'https://example.org/' });
    await become(queue, 'a', 'waiting-for-player');
    const grant = { key: 'secret-canary', expires: '9', userId: null };
    queue.resume(idOf('a'), grant);
    await become(queue, 'a', 'resolving');
    expect(fetching.get('a')?.tools.grant).toEqual(grant);
    expect(JSON.stringify(registry.downloads.list())).not.toContain('canary');
    fetching.get('a')?.fail('needs_user_action', { url: 'https://example.org/' });
    await become(queue, 'a', 'waiting-for-player');
    queue.resume(idOf('a'));
    await become(queue, 'a', 'resolving');
    expect(fetching.get('a')?.tools.grant).toBeNull();
  });
});
