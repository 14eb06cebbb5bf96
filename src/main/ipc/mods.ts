/** Calls about mods of the providers: one at a time, all at once, and what the catalogue knows. */
import type { CatalogueSource, FoundMods } from '../../shared/catalogue.ts';
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { ModDetails, ModRef, ProviderId } from '../../shared/model.ts';
import { unknownProvider } from '../actions/downloads.ts';
import { requireGame } from '../actions/engine.ts';
import { findMods, searchPage, sourcesOf, type Finding } from '../actions/search-mods.ts';
import type { Provider } from '../providers/provider.ts';
import type { Area } from './area.ts';
import type { Services } from './services.ts';
import { showChanges, showDetails, showFound, showHit, showImage, showPage } from './show-images.ts';

export function modsHandlers(services: Services): Area<'mods'> {
  const { registry, catalogue } = services;
  const show = showImage(services);
  return {
    ...findHandlers(services),
    'mods.search': async ({ gameId, provider, page, ...query }) =>
      showPage(
        await searchPage(searchDeps(services), needSource(services, gameId, provider), query, page, never()),
        show,
      ),
    'mods.details': async ({ ref }) => showDetails(await readDetails(services, ref), show),
    'mods.suggest': async ({ gameId, ...query }) => {
      const sources = sourcesOf(requireGame(registry, gameId));
      const hits = await catalogue.ask('find', { sources, sort: 'relevance', ...query, adult: query.adult ?? true });
      return hits.map((hit) => showHit(hit, show));
    },
    'mods.changelog': async ({ ref }) =>
      showChanges(await requireProvider(services, ref.provider).changelog(ref, never()), show),
    'mods.requirements': ({ file }) => requireProvider(services, file.provider).requirements(file, never()),
    'mods.categories': ({ gameId, provider }) =>
      requireProvider(services, provider).categories(needSource(services, gameId, provider).game, never()),
    'mods.games': ({ provider, text }) => requireProvider(services, provider).games(text, never()),
    'mods.approve': async ({ ref, version, approve }) => {
      const provider = requireProvider(services, ref.provider);
      if (provider.approve === null)
        throw new LoadstoneError(
          'provider_refused',
          `${provider.name} takes no opinions from other programs.`,
          'Open the page of the mod and do it there.',
        );
      await provider.approve(ref, version, approve, never());
      return null;
    },
  };
}

/** Searches kept at the same time: one for each list the player could still look at. */
const mostFindings = 8;

function findHandlers(services: Services): Pick<Area<'mods'>, 'mods.find' | 'mods.findMore' | 'mods.stopFinding'> {
  const { registry, events, log } = services;
  const show = showImage(services);
  const findings = new Map<string, Finding>();
  const stop = (id: string): void => {
    findings.get(id)?.stop();
    findings.delete(id);
  };
  const ask = (finding: Finding, provider: ProviderId | null): void => {
    finding.more(provider).catch((error: unknown) => log.error('a search failed', error));
  };
  return {
    'mods.find': async ({ gameId, findId, providers, ...query }) => {
      stop(findId);
      const sources = sourcesOf(requireGame(registry, gameId), providers);
      const changed = (found: FoundMods): void =>
        events.publish('mods.found', { findId, found: showFound(found, show) });
      const finding = findMods(searchDeps(services), sources, query, changed);
      findings.set(findId, finding);
      for (const id of [...findings.keys()].slice(0, -mostFindings)) stop(id);
      const found = await finding.begin();
      ask(finding, null);
      return showFound(found, show);
    },
    'mods.findMore': ({ findId, provider }) => {
      const finding = findings.get(findId);
      if (finding !== undefined) ask(finding, provider);
      return null;
    },
    'mods.stopFinding': ({ findId }) => {
      stop(findId);
      return null;
    },
  };
}

const searchDeps = ({ catalogue, network, clock, log, announceCatalogue }: Services) => ({
  catalogue,
  providers: network.providers,
  clock,
  log,
  learned: (source: CatalogueSource) => announceCatalogue([source]),
});

/** The catalogue learns what the page says now, and that a page is gone. */
async function readDetails(services: Services, ref: ModRef): Promise<ModDetails> {
  const { catalogue, clock, log } = services;
  const found = await requireProvider(services, ref.provider).details(ref, never());
  const learn =
    found.kind === 'found'
      ? catalogue.ask('seePage', { mod: found.value, at: clock.now() })
      : catalogue.ask('forgetMod', ref);
  learn.catch((error: unknown) => log.error('a mod page could not be kept', error));
  if (found.kind === 'found') return found.value;
  throw new LoadstoneError('mod_gone', found.why, 'It may have been removed or hidden by its author.');
}

/** The game at the provider. Throws `provider_unknown` when it is not known there. */
function needSource(services: Services, gameId: GameId, id: ProviderId) {
  const game = requireGame(services.registry, gameId);
  const provider = requireProvider(services, id);
  const [source] = sourcesOf(game, [id]);
  if (source !== undefined) return source;
  throw new LoadstoneError(
    'provider_unknown',
    `${game.name} has no mods at ${provider.name}.`,
    'Choose another provider, or install from an archive.',
  );
}

function requireProvider({ network }: Services, id: ProviderId): Provider {
  const provider = network.providers.get(id);
  if (provider === undefined) throw unknownProvider(id);
  return provider;
}

/** Requests are bounded by the client's own time limits. */
const never = (): AbortSignal => new AbortController().signal;
