/** Searches one or all providers of a game at once: what this machine knows first, then what they answer. */
import type {
  CatalogueHit,
  CatalogueSource,
  FindQuery,
  FoundMods,
  ProviderAnswer,
  ProviderResult,
} from '../../shared/catalogue.ts';
import { LoadstoneError, toErrorData } from '../../shared/errors.ts';
import { providerIds, type ModPage, type ModSummary, type ProviderId } from '../../shared/model.ts';
import type { Game } from '../../shared/games.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Provider } from '../providers/provider.ts';
import { unknownProvider } from './downloads.ts';
import { mergeFound } from './merge-found.ts';

export interface SearchDeps {
  readonly catalogue: Catalogue;
  readonly providers: ReadonlyMap<ProviderId, Provider>;
  readonly clock: Clock;
  readonly log: Log;
  /** Hears that the catalogue has taken in what a source answered. */
  readonly learned?: (source: CatalogueSource) => void;
}

/** A search under way. */
export interface Finding {
  /** As far as it is now. */
  readonly found: () => FoundMods;
  /** What the catalogue knows; the providers have not been asked yet. Never throws. */
  readonly begin: () => Promise<FoundMods>;
  /** Asks a provider for its next page, or again for one that failed; null: all of them. Resolves when they answered. */
  readonly more: (provider: ProviderId | null) => Promise<void>;
  readonly stop: () => void;
}

/** Rows the catalogue gives to a search, before anybody was asked. */
const localRows = 50;

/** Where a game's mods are, in the order providers are listed in. */
export function sourcesOf(game: Pick<Game, 'providers'>, only?: readonly ProviderId[]): readonly CatalogueSource[] {
  return providerIds.flatMap((provider) => {
    const key = game.providers[provider];
    return key === undefined || only?.includes(provider) === false ? [] : [{ provider, game: key }];
  });
}

/** `changed` is told after each answer. `page`: the first page to ask for, default 1. */
export function findMods(
  deps: SearchDeps,
  sources: readonly CatalogueSource[],
  query: FindQuery,
  changed: (found: FoundMods) => void = () => undefined,
  page = 1,
): Finding {
  const stopping = new AbortController();
  const asked = sources.map((source) => createAsked(deps, source, query, page));
  let local: readonly CatalogueHit[] = [];

  const found = (): FoundMods => ({
    mods: mergeFound({
      ...query,
      local,
      live: asked.map((one) => ({ provider: one.source.provider, pages: one.pages() })),
    }),
    providers: asked.map((one) => one.result()),
  });

  return {
    found,
    begin: async () => {
      // Providers name their categories by keys; the catalogue knows only what they are called.
      if (query.category === undefined && page === 1) local = await lookUp(deps, sources, query);
      return found();
    },
    more: async (provider) => {
      const chosen = asked.filter((one) => provider === null || one.source.provider === provider);
      await Promise.all(
        chosen.map(async (one) => {
          if ((await one.ask(stopping.signal)) && !stopping.signal.aborted) changed(found());
        }),
      );
    },
    stop: () => stopping.abort(),
  };
}

/** The catalogue is a convenience: a search goes on without it. */
async function lookUp(
  { catalogue, log }: SearchDeps,
  sources: readonly CatalogueSource[],
  { text, sort, adult = true }: FindQuery,
): Promise<readonly CatalogueHit[]> {
  try {
    return await catalogue.ask('find', { sources, text, sort, limit: localRows, adult });
  } catch (error) {
    log.error('the catalogue could not be searched', error);
    return [];
  }
}

interface Asked {
  readonly source: CatalogueSource;
  readonly pages: () => readonly (readonly ModSummary[])[];
  readonly result: () => ProviderResult;
  /** false: there was nothing to ask for. */
  readonly ask: (signal: AbortSignal) => Promise<boolean>;
}

function createAsked(deps: SearchDeps, source: CatalogueSource, query: FindQuery, firstPage: number): Asked {
  const pages: (readonly ModSummary[])[] = [];
  let answer: ProviderAnswer = { kind: 'asking' };
  let total: number | null = null;
  let next: number | null = firstPage;
  let running = false;

  async function ask(signal: AbortSignal): Promise<boolean> {
    if (running || next === null) return false;
    running = true;
    answer = { kind: 'asking' };
    try {
      const page = await searchPage(deps, source, query, next, signal);
      pages.push(page.mods);
      ({ total, next } = page);
      answer = { kind: 'ok' };
    } catch (error) {
      answer = answerOf(error, deps);
    } finally {
      running = false;
    }
    return true;
  }

  return { source, pages: () => pages, result: () => ({ provider: source.provider, answer, total, next }), ask };
}

/** One page of one provider. What it answers is kept for the next search. */
export async function searchPage(
  deps: SearchDeps,
  source: CatalogueSource,
  { text, sort, category, adult }: FindQuery,
  page: number,
  signal: AbortSignal,
): Promise<ModPage> {
  const provider = deps.providers.get(source.provider);
  if (provider === undefined) throw unknownProvider(source.provider);
  const natural = provider.sorts[0] ?? sort;
  const answer = await provider.search(
    {
      game: source.game,
      text,
      sort: provider.sorts.includes(sort) ? sort : natural,
      page,
      ...(category === undefined ? {} : { category }),
      ...(adult === undefined ? {} : { adult }),
    },
    signal,
  );
  remember(deps, source, answer.mods);
  return answer;
}

function remember(
  { catalogue, clock, log, learned }: SearchDeps,
  source: CatalogueSource,
  mods: readonly ModSummary[],
): void {
  if (mods.length === 0) return;
  catalogue
    .ask('see', { source, mods, at: clock.now() })
    .then(() => learned?.(source))
    .catch((error: unknown) => log.error('search results could not be kept', error));
}

/** Why a provider could not answer, as a value. */
export function answerOf(error: unknown, { clock, log }: Pick<SearchDeps, 'clock' | 'log'>): ProviderAnswer {
  if (!(error instanceof LoadstoneError)) {
    log.error('a provider could not be asked', error);
    return { kind: 'error', error: toErrorData(error) };
  }
  if (error.code === 'offline') return { kind: 'offline' };
  if (error.code === 'needs_sign_in') return { kind: 'needs-sign-in' };
  if (error.code === 'rate_limited')
    return { kind: 'rate-limited', until: Number(error.details?.['until'] ?? clock.now()) };
  return { kind: 'error', error: error.toData() };
}
