import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createIndexing, type Indexing } from '../../../src/main/actions/index-games.ts';
import type { Catalogue } from '../../../src/main/catalogue/catalogue.ts';
import { catalogueInProcess } from '../../../src/main/catalogue/in-process.ts';
import { indexSource, type Feed } from '../../../src/main/catalogue/index-source.ts';
import { fullSweepEvery } from '../../../src/main/catalogue/sweeps.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import type { ModSummary } from '../../../src/shared/model.ts';
import { someMod } from '../../support/mods.ts';
import { smallProvider } from '../../support/small-provider.ts';
import { tempFolder } from '../../support/trees.ts';

const source = { provider: 'factorio', game: 'factorio' } as const;
const hour = 60 * 60 * 1_000;
const { signal } = new AbortController();

let folder: ReturnType<typeof tempFolder>;
let file: string;
let catalogue: Catalogue;
let now: number;
/** Newest first, as the provider has them. */
let mods: readonly ModSummary[];
let asked: (string | null)[];

const feed: Feed = async (_game, cursor) => {
  asked.push(cursor);
  const from = Number(cursor ?? '0');
  return { mods: mods.slice(from, from + 10), next: from + 10 < mods.length ? `${from + 10}` : null };
};

/** `count` mods, an hour between two of them, the newest first. */
const series = (count: number, first = 0): readonly ModSummary[] =>
  Array.from({ length: count }, (_, at) =>
    someMod(`m${first + count - at}`, `Mod ${first + count - at}`, {
      provider: 'factorio',
      updatedAt: (first + count - at) * hour,
    }),
  );

const run = (more: { readonly feed?: Feed; readonly pages?: number; readonly signal?: AbortSignal } = {}) =>
  indexSource(
    { catalogue, feed: more.feed ?? feed, clock: { now: () => now }, onPage: () => undefined },
    source,
    more.signal ?? signal,
    more.pages,
  );

const names = async (): Promise<readonly string[]> =>
  (await catalogue.ask('find', { sources: [source], text: '', sort: 'updated', limit: 1_000 })).map(
    ({ mod }) => mod.name,
  );

beforeEach(() => {
  folder = tempFolder('index');
  file = path.join(folder.path, 'catalogue.sqlite');
  catalogue = catalogueInProcess(file);
  now = 1_000 * hour;
  mods = series(35);
  asked = [];
});
afterEach(async () => {
  await catalogue.close();
  folder.remove();
});

describe('newest first, stop at the first already known', () => {
  test('the first sweep reads everything, the next only what is new', async () => {
    expect(await run()).toEqual({ kind: 'done' });
    expect(asked).toEqual([null, '10', '20', '30']);
    expect(await names()).toHaveLength(35);
    asked = [];
    mods = [...series(3, 35), ...mods];
    now += hour;
    expect(await run()).toEqual({ kind: 'done' });
    expect(asked).toEqual([null]);
    expect((await names()).slice(0, 4)).toEqual(['Mod 38', 'Mod 37', 'Mod 36', 'Mod 35']);
  });

  test('a mod changed in the very second of the newest known one is not lost', async () => {
    await run();
    const twins = Array.from({ length: 12 }, (_, at) =>
      someMod(`twin${at}`, `Twin ${at}`, { provider: 'factorio', updatedAt: 35 * hour }),
    );
    mods = [...twins, ...mods];
    await run();
    expect((await names()).filter((name) => name.startsWith('Twin'))).toHaveLength(12);
  });

  test('a run reads no more pages than it may, and the next one goes on', async () => {
    expect(await run({ pages: 2 })).toEqual({ kind: 'more' });
    expect(await catalogue.ask('state', [source])).toMatchObject([{ mods: 20, unfinished: true, indexedAt: null }]);
    await catalogue.close();
    catalogue = catalogueInProcess(file);
    expect(await run()).toEqual({ kind: 'done' });
    expect(asked).toEqual([null, '10', '20', '30']);
    expect(await catalogue.ask('state', [source])).toMatchObject([{ mods: 35, unfinished: false, indexedAt: now }]);
  });

  test('what came while a sweep was cut off is found by the next one', async () => {
    await run();
    mods = [...series(25, 35), ...mods];
    expect(await run({ pages: 1 })).toEqual({ kind: 'more' });
    mods = [...series(5, 60), ...mods];
    expect(await run()).toEqual({ kind: 'done' });
    expect(await run()).toEqual({ kind: 'done' });
    expect(new Set(await names())).toEqual(new Set(mods.map(({ name }) => name)));
  });
});

describe('mods that are there no more', () => {
  test('go after two full sweeps without them, and only where the feed reached', async () => {
    const [newest, ...rest] = mods;
    const gone = rest[3]?.name ?? '';
    await run();
    await catalogue.ask('see', {
      source,
      mods: [someMod('old', 'Ancient', { provider: 'factorio', updatedAt: 1 })],
      at: 1,
    });
    mods = mods.filter(({ name }) => name !== gone);
    for (const left of [36, 35]) {
      now += fullSweepEvery + 1;
      await run();
      expect(await names()).toHaveLength(left);
    }
    expect(await names()).not.toContain(gone);
    expect(await names()).toEqual(expect.arrayContaining(['Ancient', newest?.name]));
  });
});

const failing = (error: LoadstoneError, at = '10'): Feed =>
  vi.fn<Feed>(async (game, cursor, stop) => {
    if (cursor === at) throw error;
    return feed(game, cursor, stop);
  });

const circle: Feed = async () => ({ mods, next: 'again' });

describe('what goes wrong', () => {
  test('a pause the provider asks for is a value, and the place is kept', async () => {
    const limited = new LoadstoneError('rate_limited', 'Slow down.', '', { details: { until: now + 5_000 } });
    expect(await run({ feed: failing(limited) })).toEqual({ kind: 'rate-limited', until: now + 5_000 });
    asked = [];
    expect(await run()).toEqual({ kind: 'done' });
    expect(asked[0]).toBe('10');
  });

  test('a place the provider knows no more: the next run begins anew', async () => {
    const refused = new LoadstoneError('provider_refused', 'No such page.', '');
    expect(await run({ feed: failing(refused) })).toMatchObject({
      kind: 'failed',
      error: { code: 'provider_refused' },
    });
    asked = [];
    expect(await run()).toEqual({ kind: 'done' });
    expect(asked).toEqual([null, '10', '20', '30']);
  });

  test('a list that leads back to itself ends', async () => {
    expect(await run({ feed: circle })).toMatchObject({
      kind: 'failed',
      error: { code: 'provider_answer_unreadable' },
    });
  });

  test('stopped in the middle', async () => {
    const stop = new AbortController();
    const stopping: Feed = async (game, cursor, inner) => {
      if (cursor === '10') stop.abort();
      return feed(game, cursor, inner);
    };
    expect(await run({ feed: stopping, signal: stop.signal })).toEqual({ kind: 'cancelled' });
    expect(await names()).toHaveLength(20);
  });
});

describe('keeping indexings going', () => {
  let indexing: Indexing;
  const changes: string[] = [];
  const start = (feedOfIt: Feed): void => {
    const provider = smallProvider({ feed: feedOfIt });
    indexing = createIndexing({
      catalogue,
      providers: new Map([['factorio', provider]]),
      clock: { now: Date.now },
      changed: ({ provider: id }) => changes.push(id),
    });
    indexing.start([source]);
    indexing.start([source]);
  };

  test('goes on by itself after a pause, and tells', async () => {
    let limits = 1;
    start(async (game, cursor, stop) => {
      if (cursor === '20' && limits > 0) {
        limits -= 1;
        throw new LoadstoneError('rate_limited', 'Slow down.', '', { details: { until: Date.now() + 30 } });
      }
      return feed(game, cursor, stop);
    });
    await indexing.settled([source]);
    expect(await indexing.status([source])).toMatchObject([
      { mods: 35, pages: 4, seen: 35, activity: { kind: 'idle' }, unfinished: false },
    ]);
    expect(asked).toEqual([null, '10', '20', '30']);
    expect(changes.length).toBeGreaterThan(4);
  });

  test('a long pause is ended by stopping, and the place kept', async () => {
    start(async (game, cursor, stop) => {
      if (cursor === '10') throw new LoadstoneError('rate_limited', '', '', { details: { until: Date.now() + hour } });
      return feed(game, cursor, stop);
    });
    await vi.waitUntil(async () => (await indexing.status([source]))[0]?.activity.kind === 'paused', 5_000);
    await indexing.stop([source]);
    expect(await indexing.status([source])).toMatchObject([{ mods: 10, activity: { kind: 'idle' }, unfinished: true }]);
    await indexing.close();
  });
});
