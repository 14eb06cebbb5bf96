/** One function for each call of the contract. Inputs were validated; errors are thrown and become data in the router. */
import nodePath from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { CallName } from '../../shared/ipc/channels.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { ChangeOutcome, ProviderId } from '../../shared/model.ts';
import { requireGame } from '../actions/engine.ts';
import { readHistory, readLibrary, toGame } from '../actions/views.ts';
import { gameDefinitions } from '../games/definitions.ts';
import { inspectFolder } from '../games/inspect-folder.ts';
import { nodeFs } from '../lib/fs.ts';
import type { Provider } from '../providers/provider.ts';
import { downloadsHandlers, linksHandlers } from './download-handlers.ts';
import { forgetInstalls, installFromFile, installFromProvider } from './installs.ts';
import { gameArea, type Services } from './services.ts';
import { showDetails, showEntry, showPage, type ShowImage } from './show-images.ts';

type Area<A extends string> = Pick<Handlers, Extract<CallName, `${A}.${string}`>>;

export function createHandlers(services: Services): Handlers {
  return {
    ...appHandlers(services),
    ...settingsHandlers(services),
    ...gamesHandlers(services),
    ...modsHandlers(services),
    ...installHandlers(services),
    ...jobsHandlers(services),
    ...downloadsHandlers(services),
    ...libraryHandlers(services),
    ...historyHandlers(services),
    ...linksHandlers(services),
  };
}

function appHandlers({ settings, host, registry, recovered }: Services): Area<'app'> {
  return {
    'app.info': () => ({
      version: settings.version,
      platform: process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux',
      dataDir: settings.dataDir,
      recovered,
    }),
    'app.openExternal': async ({ url }) => ({ opened: await host.openExternal(url) }),
    'app.openFolder': async (input) => ({
      opened: await host.openFolder(
        input.folder === 'data' ? settings.dataDir : requireGame(registry, input.gameId).root,
      ),
    }),
    'app.copyText': async ({ text }) => {
      await host.copyText(text);
      return null;
    },
  };
}

function settingsHandlers({ registry, revisions, events, downloads }: Services): Area<'settings'> {
  const current = () => ({ ...registry.settings.get(), revision: revisions.current('settings') });
  return {
    'settings.get': current,
    'settings.set': (changes) => {
      registry.settings.set(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
      downloads.wake();
      revisions.next('settings');
      events.publish('settings.changed', current());
      return current();
    },
  };
}

function gamesHandlers(services: Services): Area<'games'> {
  const { registry, revisions, host, engine } = services;
  return {
    'games.snapshot': () => ({ revision: revisions.current('games'), games: registry.games.list().map(toGame) }),
    'games.definitions': () => gameDefinitions,
    'games.chooseFolder': async () => ({ path: await host.chooseFolder() }),
    'games.inspect': ({ path }) => {
      const folder = nodePath.resolve(path);
      return { path: folder, ...inspectFolder(nodeFs, folder) };
    },
    'games.add': async (request) => {
      const game = await engine.run('addGame', request);
      services.announceGames();
      return game;
    },
    'games.remove': async (request) => {
      await engine.run('removeGame', request);
      forgetInstalls(services, request.gameId);
      services.announceGames();
      return null;
    },
  };
}

function modsHandlers(services: Services): Area<'mods'> {
  const show = showImage(services);
  return {
    'mods.search': async ({ gameId, provider: id, text, sort, page }) => {
      const game = requireGame(services.registry, gameId);
      const key = game.providers[id];
      const provider = requireProvider(services, id);
      if (key === undefined) {
        throw new LoadstoneError(
          'provider_unknown',
          `${game.name} has no mods at ${provider.name}.`,
          'Choose another provider, or install from an archive.',
        );
      }
      return showPage(await provider.search({ game: key, text, sort, page }, never()), show);
    },
    'mods.details': async ({ ref }) => {
      const found = await requireProvider(services, ref.provider).details(ref, never());
      if (found.kind === 'found') return showDetails(found.value, show);
      throw new LoadstoneError('mod_gone', found.why, 'It may have been removed or hidden by its author.');
    },
  };
}

function installHandlers(services: Services): Area<'install'> {
  return {
    'install.fromProvider': ({ gameId, file, modRef }) => ({
      jobId: installFromProvider(services, { gameId, file, modRef }),
    }),
    'install.fromFile': ({ gameId, path }) => ({ jobId: installFromFile(services, gameId, path) }),
    'install.chooseArchive': async ({ gameId }) => {
      requireGame(services.registry, gameId);
      const file = await services.host.chooseArchive();
      return { jobId: file === null ? null : installFromFile(services, gameId, file) };
    },
  };
}

function jobsHandlers({ jobs, revisions }: Services): Area<'jobs'> {
  return {
    'jobs.snapshot': () => ({ revision: revisions.current('jobs'), jobs: jobs.list() }),
    'jobs.cancel': ({ jobId }) => {
      jobs.cancel(jobId);
      return null;
    },
    'jobs.dismiss': ({ jobId }) => {
      jobs.dismiss(jobId);
      return null;
    },
  };
}

function libraryHandlers(services: Services): Area<'library'> {
  const { registry, revisions, engine } = services;
  const show = showImage(services);
  return {
    'library.snapshot': ({ gameId }) => ({
      revision: revisions.current(gameArea(gameId)),
      gameId,
      entries: readLibrary(registry, gameId).map((entry) => showEntry(entry, show)),
    }),
    'library.setEnabled': async (request) => announced(services, await engine.run('setEnabled', request)),
    'library.remove': async (request) => announced(services, await engine.run('removeMods', request)),
  };
}

function historyHandlers(services: Services): Area<'history'> {
  const { registry, revisions, engine } = services;
  return {
    'history.snapshot': ({ gameId, limit }) => ({
      revision: revisions.current(gameArea(gameId)),
      gameId,
      ...readHistory(registry, gameId, limit),
    }),
    'history.preview': (request) => engine.run('previewRollBack', request),
    'history.rollBack': async (request) => announced(services, await engine.run('rollBack', request)),
    'history.undo': async (request) => announced(services, await engine.run('undo', request)),
    'history.redo': async (request) => announced(services, await engine.run('redo', request)),
    'history.setNote': async (request) => {
      await engine.run('setNote', request);
      return null;
    },
  };
}

function requireProvider({ network }: Services, id: ProviderId): Provider {
  const provider = network.providers.get(id);
  if (provider !== undefined) return provider;
  throw new LoadstoneError(
    'provider_unknown',
    `This Loadstone cannot talk to ${id} yet.`,
    'Install the mod from its archive.',
  );
}

/** Pictures are fetched by main when the window asks for them, under a name that tells nothing. */
const showImage =
  ({ images }: Services): ShowImage =>
  (url) =>
    `loadstone-img://${images.register(url)}`;

function announced(services: Services, outcome: ChangeOutcome): ChangeOutcome {
  services.announce(outcome);
  return outcome;
}

/** Searches are bounded by the client's own time limits. */
const never = (): AbortSignal => new AbortController().signal;
