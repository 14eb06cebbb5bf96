import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkUpdates, readUpdates, type UpdateDeps } from '../../../src/main/actions/check-updates.ts';
import { planUpdates } from '../../../src/main/actions/update-mods.ts';
import type { Catalogue } from '../../../src/main/catalogue/catalogue.ts';
import { catalogueInProcess } from '../../../src/main/catalogue/in-process.ts';
import { silentLog } from '../../../src/main/lib/log.ts';
import type { Provider } from '../../../src/main/providers/provider.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import { gameIdFromName, type EntryId } from '../../../src/shared/ids.ts';
import type { InstalledFile, ProviderId, UpdateCheck } from '../../../src/shared/model.ts';
import { quoted } from '../../../src/shared/saying.ts';
import { libraryEntry, requires, smallFile, smallMod, smallProvider, smallRef } from '../../support/small-provider.ts';
import { tempFolder } from '../../support/trees.ts';

const game = gameIdFromName('Sample');
const { signal } = new AbortController();
let folder: ReturnType<typeof tempFolder>;
let catalogue: Catalogue;
let now = 0;

beforeEach(() => {
  folder = tempFolder('updates');
  catalogue = catalogueInProcess(path.join(folder.path, 'catalogue.sqlite'));
  now = 100;
});
afterEach(async () => {
  await catalogue.close();
  folder.remove();
});

const depsOf = (providers: readonly Provider[]): UpdateDeps => ({
  catalogue,
  providers: new Map<ProviderId, Provider>(providers.map((one) => [one.id, one])),
  clock: { now: () => now },
  log: silentLog,
});

const newer: UpdateCheck = { kind: 'update', file: smallFile('b', '2.0'), changes: [] };
const library = [
  libraryEntry('a', smallRef('a', '1.0')),
  libraryEntry('b', smallRef('b', '1.0')),
  libraryEntry('c', smallRef('c', '1.0'), { pinned: true }),
  libraryEntry('d', null),
  libraryEntry('e', smallRef('e', '1.0')),
];

test('one question for each provider, about what is not pinned; the answers are kept with their time', async () => {
  const asked: (readonly InstalledFile[])[] = [];
  const provider = smallProvider({
    updates: async (files) => {
      asked.push(files);
      return [{ kind: 'current' }, newer, { kind: 'gone', why: quoted('Removed.') }];
    },
  });
  expect(await checkUpdates(depsOf([provider]), game, library, signal)).toEqual([]);
  expect(asked.map((files) => files.map(({ version, ref }) => [version, ref]))).toEqual([
    [library[0], library[1], library[4]].map((entry) => ['1.0', entry?.provenance.ref]),
  ]);
  const known = await readUpdates(depsOf([]), game, library);
  expect(known).toMatchObject({ checkedAt: 100, pinned: ['entry-c'], unknown: ['entry-d'] });
  expect(known.entries.map(({ entry, result }) => [entry, result.kind])).toEqual([
    ['entry-a', 'current'],
    ['entry-b', 'update'],
    ['entry-e', 'gone'],
  ]);
});

test('a provider that fails is told, keeps the others from nothing, and loses nothing it said before', async () => {
  const good = smallProvider({ updates: async (files) => files.map(() => newer) });
  await checkUpdates(depsOf([good]), game, library, signal);
  now = 200;
  const limited = new LoadstoneError('rate_limited', 'Slow down.', '', { details: { until: 5_000 } });
  const bad = smallProvider({ updates: () => Promise.reject(limited) });
  const nexusRef = { provider: 'nexus', game: 'x', modId: '1', fileUid: '1' } as const;
  const nexus = smallProvider({ id: 'nexus', updates: async () => [{ kind: 'current' }] });
  const both = [...library, libraryEntry('n', nexusRef)];
  expect(await checkUpdates(depsOf([bad, nexus]), game, both, signal)).toEqual([
    { provider: 'factorio', answer: { kind: 'rate-limited', until: 5_000 } },
  ]);
  const known = await readUpdates(depsOf([]), game, both);
  expect(known.entries.map(({ entry, checkedAt }) => [entry, checkedAt])).toEqual([
    ['entry-a', 100],
    ['entry-b', 100],
    ['entry-e', 100],
    ['entry-n', 200],
  ]);
  expect(known.checkedAt).toBe(100);
});

test('who has just updated to what was found is up to date, as of that check', async () => {
  const provider = smallProvider({ updates: async (files) => files.map(() => newer) });
  await checkUpdates(depsOf([provider]), game, library.slice(1, 2), signal);
  if (newer.kind !== 'update') throw new Error('no update');
  const updated = [libraryEntry('b', newer.file.ref, { manifest: 'b'.repeat(64) })];
  expect(await readUpdates(depsOf([]), game, updated)).toMatchObject({
    checkedAt: 100,
    entries: [{ entry: 'entry-b', result: { kind: 'current' } }],
  });
});

test('an answer about a version that is installed no more is not shown', async () => {
  const provider = smallProvider({ updates: async (files) => files.map(() => newer) });
  await checkUpdates(depsOf([provider]), game, library.slice(1, 2), signal);
  const updated = [libraryEntry('b', smallRef('b', '1.5'), { manifest: 'b'.repeat(64) })];
  expect((await readUpdates(depsOf([]), game, updated)).entries).toEqual([]);
});

test('the plan says what is fetched, from which version to which, and what the new version needs', async () => {
  const provider = smallProvider({
    mods: {
      b: smallMod('b', { '2.0': [requires('new-core'), requires('a')] }),
      'new-core': smallMod('new-core', { '1.0': [] }),
    },
    updates: async (files) =>
      files.map(({ ref }) => (ref.provider === 'factorio' && ref.name === 'b' ? newer : { kind: 'current' })),
  });
  const deps = depsOf([provider]);
  await checkUpdates(deps, game, library, signal);
  const { entries: checks } = await readUpdates(deps, game, library);
  const plan = await planUpdates(
    deps,
    { gameId: game, build: { keys: {}, expansion: null }, library, checks, entries: null },
    signal,
  );
  expect(plan).toMatchObject({
    updates: [{ entry: 'entry-b', from: '1.0', to: '2.0' }],
    size: 1_000,
    requirements: [{ name: 'b', install: [{ name: 'new-core' }], present: [{ name: 'a' }] }],
    unread: [],
  });
  expect(plan.skipped.map(({ name, why }) => [name, why])).toEqual([
    ['a', 'current'],
    ['c', 'pinned'],
    ['d', 'from-archive'],
    ['e', 'current'],
  ]);
  const request = {
    gameId: game,
    build: { keys: {}, expansion: null },
    library,
    checks,
    entries: ['nobody' as EntryId],
  };
  await expect(planUpdates(deps, request, signal)).rejects.toMatchObject({ code: 'not_found' });
});
