/** Calls about how much of a game's mods this machine knows. */
import type { CatalogueSource, CatalogueStatus } from '../../shared/catalogue.ts';
import type { GameId } from '../../shared/ids.ts';
import { requireGame } from '../actions/engine.ts';
import { createIndexing, type Indexing } from '../actions/index-games.ts';
import { sourcesOf } from '../actions/search-mods.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { catalogueInThread } from '../catalogue/client.ts';
import { catalogueFile } from '../catalogue/open.ts';
import type { Area } from './area.ts';
import type { Services } from './services.ts';
import { throttled } from './throttled.ts';

export function catalogueHandlers(services: Services): Area<'catalogue'> {
  const { registry, indexing, catalogue, revisions } = services;
  return {
    'catalogue.status': async ({ gameId }) => ({
      revision: revisions.current('catalogue'),
      ...(await statusOf(services, gameId)),
    }),
    'catalogue.index': ({ gameId, providers }) => {
      indexing.start(sourcesOf(requireGame(registry, gameId), providers));
      return null;
    },
    'catalogue.stop': async ({ gameId, providers }) => {
      await indexing.stop(sourcesOf(requireGame(registry, gameId), providers));
      return null;
    },
    'catalogue.forget': async ({ gameId }) => {
      const sources = sourcesOf(requireGame(registry, gameId));
      await indexing.stop(sources);
      await catalogue.ask('forgetSources', sources);
      services.announceCatalogue(sources);
      return null;
    },
  };
}

async function statusOf(
  { registry, indexing }: Pick<Services, 'registry' | 'indexing'>,
  gameId: GameId,
): Promise<CatalogueStatus> {
  return { gameId, sources: await indexing.status(sourcesOf(requireGame(registry, gameId))) };
}

export interface CatalogueDesk {
  readonly catalogue: Catalogue;
  readonly indexing: Indexing;
  /** How much is known of a game at a provider has changed. */
  readonly announceCatalogue: (sources: readonly CatalogueSource[]) => void;
  readonly closeCatalogue: () => Promise<void>;
}

/** Milliseconds between two reports of an indexing. */
const reportsEvery = 300;

/** The catalogue in its thread, indexings, and what the window hears of them. */
export function openCatalogueDesk(
  services: Pick<Services, 'settings' | 'registry' | 'network' | 'clock' | 'events' | 'revisions' | 'log'>,
): CatalogueDesk {
  const { settings, registry, network, clock, events, revisions, log } = services;
  const catalogue = catalogueInThread(settings.catalogueFile, { file: catalogueFile(settings.dataDir) });
  const changed = new Set<string>();
  const report = throttled(() => {
    const providers = [...changed];
    changed.clear();
    tell(providers).catch((error: unknown) => log.error('the catalogue could not be reported', error));
  }, reportsEvery);
  const note = ({ provider, game }: CatalogueSource): void => {
    changed.add(`${provider} ${game}`);
    report.fire();
  };
  const indexing = createIndexing({ catalogue, providers: network.providers, clock, changed: note });

  async function tell(keys: readonly string[]): Promise<void> {
    const games = registry.games
      .list()
      .filter((game) => sourcesOf(game).some(({ provider, game: key }) => keys.includes(`${provider} ${key}`)));
    for (const { id } of games) {
      const status = await statusOf({ registry, indexing }, id);
      events.publish('catalogue.changed', { revision: revisions.next('catalogue'), ...status });
    }
  }

  return {
    catalogue,
    indexing,
    announceCatalogue: (sources) => {
      for (const source of sources) note(source);
    },
    closeCatalogue: async () => {
      await indexing.close();
      report.stop();
      await catalogue.close();
    },
  };
}

/** Lets go of what only a removed game needed: mods of its providers, answers about its updates. */
export async function forgetCatalogue(
  { registry, indexing, catalogue }: Services,
  gameId: GameId,
  sources: readonly CatalogueSource[],
): Promise<void> {
  const used = new Set(
    registry.games.list().flatMap((game) => sourcesOf(game).map(({ provider, game: key }) => `${provider} ${key}`)),
  );
  const unused = sources.filter(({ provider, game }) => !used.has(`${provider} ${game}`));
  await indexing.stop(unused);
  await catalogue.ask('forgetSources', unused);
  await catalogue.ask('forgetChecks', gameId);
}
