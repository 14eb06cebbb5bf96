import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mergeFound } from '../../../src/main/actions/merge-found.ts';
import { findMods, sourcesOf, type SearchDeps } from '../../../src/main/actions/search-mods.ts';
import type { Catalogue } from '../../../src/main/catalogue/catalogue.ts';
import { catalogueInProcess } from '../../../src/main/catalogue/in-process.ts';
import { silentLog } from '../../../src/main/lib/log.ts';
import type { Provider, SearchQuery } from '../../../src/main/providers/provider.ts';
import type { FoundMods } from '../../../src/shared/catalogue.ts';
import { LoadstoneError } from '../../../src/shared/errors.ts';
import type { ModPage, ModSummary, ProviderId } from '../../../src/shared/model.ts';
import { someMod } from '../../support/mods.ts';
import { smallProvider } from '../../support/small-provider.ts';
import { tempFolder } from '../../support/trees.ts';

const game = { providers: { gamebanana: '1', nexus: 'x', github: 'topic:x' } };
const sources = sourcesOf(game);
const query = { text: 'lantern', sort: 'relevance' } as const;

let folder: ReturnType<typeof tempFolder>;
let catalogue: Catalogue;

beforeEach(() => {
  learned.length = 0;
  folder = tempFolder('search');
  catalogue = catalogueInProcess(path.join(folder.path, 'catalogue.sqlite'));
});
afterEach(async () => {
  await catalogue.close();
  folder.remove();
});

const learned: ProviderId[] = [];
const depsOf = (...providers: readonly Provider[]): SearchDeps => ({
  catalogue,
  providers: new Map<ProviderId, Provider>(providers.map((one) => [one.id, one])),
  clock: { now: () => 42 },
  log: silentLog,
  learned: (source) => learned.push(source.provider),
});

const mod = (provider: ProviderId, name: string, more: Partial<ModSummary> = {}): ModSummary =>
  someMod(`${provider}-${name}`, name, { provider, ...more });

const pageOf = (mods: readonly ModSummary[], next: number | null = null): ModPage => ({
  mods,
  total: mods.length,
  next,
});

const answering = (id: ProviderId, ...pages: readonly (readonly ModSummary[])[]): Provider =>
  smallProvider({
    id,
    search: async ({ page }) => pageOf(pages[page - 1] ?? [], page < pages.length ? page + 1 : null),
  });

const namesOf = ({ mods }: FoundMods): readonly string[] => mods.map(({ name }) => name);

describe('several providers at once', () => {
  test('what is known comes first, answers join below it, and freshen what is shown', async () => {
    await catalogue.ask('see', {
      source: { provider: 'gamebanana', game: '1' },
      mods: [mod('gamebanana', 'Lantern', { version: '1', downloads: 10 }), mod('gamebanana', 'Old lantern')],
      at: 7,
    });
    const deps = depsOf(
      answering('gamebanana', [mod('gamebanana', 'New lantern'), mod('gamebanana', 'Lantern', { version: '2' })]),
      answering('nexus', [mod('nexus', 'Lantern')]),
      answering('github', []),
    );
    const heard: FoundMods[] = [];
    const finding = findMods(deps, sources, query, (found) => heard.push(found));
    const first = await finding.begin();
    expect(namesOf(first)).toEqual(['Lantern', 'Old lantern']);
    expect(first.mods.map(({ seenAt, version }) => [seenAt, version])).toEqual([
      [7, '1'],
      [7, null],
    ]);
    expect(first.providers.map(({ answer }) => answer.kind)).toEqual(['asking', 'asking', 'asking']);
    await finding.more(null);
    expect(heard).toHaveLength(3);
    for (const found of heard) expect(namesOf(found).slice(0, 2)).toEqual(['Lantern', 'Old lantern']);
    const { mods } = finding.found();
    expect(mods.map(({ name, ref, seenAt, version }) => [name, ref.provider, seenAt, version])).toEqual([
      ['Lantern', 'gamebanana', null, '2'],
      ['Old lantern', 'gamebanana', 7, null],
      ['Lantern', 'nexus', null, null],
      ['New lantern', 'gamebanana', null, null],
    ]);
    expect(await catalogue.ask('find', { sources, ...query, limit: 9 })).toHaveLength(4);
    // Whoever shows how much is known hears of it.
    expect(learned).toEqual(['nexus', 'gamebanana']);
  });

  test('one that fails is told why and leaves the others alone; it can be asked again', async () => {
    let broken = true;
    const limited = new LoadstoneError('rate_limited', '', '', { details: { until: 99 } });
    const moody = smallProvider({
      id: 'nexus',
      search: async () => {
        if (broken) throw new LoadstoneError('needs_sign_in', 'Sign in.', '');
        return pageOf([mod('nexus', 'Lantern')]);
      },
    });
    const deps = depsOf(
      smallProvider({ id: 'gamebanana', search: () => Promise.reject(limited) }),
      moody,
      smallProvider({ id: 'github', search: () => Promise.reject(new LoadstoneError('offline', '', '')) }),
    );
    const finding = findMods(deps, sources, query);
    await finding.begin();
    await finding.more(null);
    expect(finding.found().providers.map(({ provider, answer }) => [provider, answer])).toEqual([
      ['nexus', { kind: 'needs-sign-in' }],
      ['gamebanana', { kind: 'rate-limited', until: 99 }],
      ['github', { kind: 'offline' }],
    ]);
    broken = false;
    await finding.more('nexus');
    expect(namesOf(finding.found())).toEqual(['Lantern']);
    const missing = findMods(depsOf(), sources, query);
    await missing.more('github');
    expect(missing.found().providers.at(-1)?.answer).toMatchObject({
      kind: 'error',
      error: { code: 'provider_unknown' },
    });
  });

  test('the next page of each goes below what is there', async () => {
    const deps = depsOf(
      answering('gamebanana', [mod('gamebanana', 'A'), mod('gamebanana', 'C')], [mod('gamebanana', 'E')]),
      answering('nexus', [mod('nexus', 'B')], [mod('nexus', 'D'), mod('nexus', 'B')]),
    );
    const finding = findMods(deps, sourcesOf(game, ['gamebanana', 'nexus']), { text: '', sort: 'name' });
    await finding.begin();
    await finding.more(null);
    expect(namesOf(finding.found())).toEqual(['A', 'B', 'C']);
    await finding.more(null);
    expect(namesOf(finding.found())).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(finding.found().providers.map(({ next }) => next)).toEqual([null, null]);
    await finding.more(null);
    expect(namesOf(finding.found())).toHaveLength(5);
  });

  test('a provider that cannot sort so is asked for its own order, and a category is handed on', async () => {
    const asked: SearchQuery[] = [];
    const provider = smallProvider({
      id: 'github',
      search: async (one) => {
        asked.push(one);
        return pageOf([]);
      },
    });
    const wanted = { text: 'x', sort: 'downloads', category: 'key', adult: false } as const;
    const finding = findMods(depsOf(provider), sourcesOf(game, ['github']), wanted);
    await finding.begin();
    await finding.more(null);
    expect(asked).toEqual([{ game: 'topic:x', text: 'x', sort: 'relevance', page: 1, category: 'key', adult: false }]);
  });

  test('a stopped search says nothing more', async () => {
    const heard: unknown[] = [];
    const finding = findMods(depsOf(answering('nexus', [])), sourcesOf(game, ['nexus']), query, (found) =>
      heard.push(found),
    );
    finding.stop();
    await finding.more(null);
    expect(heard).toEqual([]);
  });
});

const hit = (one: ModSummary) => ({ mod: one, seenAt: 5 });

describe('browsing', () => {
  const local = [hit(mod('nexus', 'n1', { updatedAt: 50 })), hit(mod('github', 'g1', { updatedAt: 40 }))];

  test('the catalogue stands in for providers that have not answered', () => {
    const live = [
      { provider: 'nexus', pages: [[mod('nexus', 'n2', { updatedAt: 60 })]] },
      { provider: 'github', pages: [] },
    ] as const;
    const merged = mergeFound({ text: '', sort: 'updated', local, live });
    expect(merged.map(({ name, seenAt }) => [name, seenAt])).toEqual([
      ['n2', null],
      ['g1', 5],
    ]);
  });

  test('orders that only the providers know take turns', () => {
    const live = [
      { provider: 'nexus', pages: [[mod('nexus', 'a'), mod('nexus', 'b')]] },
      { provider: 'github', pages: [[mod('github', 'c')]] },
    ] as const;
    expect(mergeFound({ text: '', sort: 'newest', local: [], live }).map(({ name }) => name)).toEqual(['a', 'c', 'b']);
  });

  test('most liked is by the number on the card, whichever source it is from; what has none follows', () => {
    const live = [
      {
        provider: 'factorio',
        pages: [[mod('factorio', 'none', { likes: null }), mod('factorio', 'too', { likes: null })]],
      },
      { provider: 'nexus', pages: [[mod('nexus', 'many', { likes: 900 }), mod('nexus', 'few', { likes: 2 })]] },
      { provider: 'github', pages: [[mod('github', 'some', { likes: 40 })]] },
    ] as const;
    expect(mergeFound({ text: '', sort: 'popular', local: [], live }).map(({ name }) => name)).toEqual([
      'many',
      'some',
      'few',
      'none',
      'too',
    ]);
  });
});
