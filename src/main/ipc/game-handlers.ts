/** Managed games, and those that could be. */
import nodePath from 'node:path';
import { requireGame, storeFolder } from '../actions/engine.ts';
import { findGames } from '../actions/find-games.ts';
import { sourcesOf } from '../actions/search-mods.ts';
import { toGame } from '../actions/views.ts';
import { folderWarnings } from '../games/folder-warnings.ts';
import { inspectFolder } from '../games/inspect-folder.ts';
import { readDefinitions } from '../games/own-definitions.ts';
import { nodeFs } from '../lib/fs.ts';
import type { Area } from './area.ts';
import { forgetCatalogue } from './catalogue.ts';
import { forgetInstalls } from './installs.ts';
import type { Services } from './services.ts';

export function gamesHandlers(services: Services): Area<'games'> {
  const { registry, revisions, host, engine, settings } = services;
  const { dataDir } = settings;
  const search = () => findGames({ fs: nodeFs, dataDir, registry });
  return {
    'games.snapshot': () => ({ revision: revisions.current('games'), games: registry.games.list().map(toGame) }),
    'games.definitions': () => readDefinitions(nodeFs, dataDir).definitions,
    'games.detect': () => {
      const { games, offline } = search();
      return { games, offline };
    },
    'games.launch': async ({ gameId }) => {
      const { root } = requireGame(registry, gameId);
      const url = search().games.find((game) => game.folder === root)?.launchUrl ?? null;
      return { started: url !== null && (await host.openGame(url)) };
    },
    'games.chooseFolder': async () => ({ path: await host.chooseFolder() }),
    'games.inspect': ({ path }) => {
      const folder = nodePath.resolve(path);
      const looked = inspectFolder(nodeFs, folder, readDefinitions(nodeFs, dataDir).definitions);
      const warnings = looked.exists ? folderWarnings(nodeFs, folder, storeFolder(dataDir), looked.writable) : [];
      return { path: folder, ...looked, warnings };
    },
    'games.add': async (request) => {
      const game = await engine.run('addGame', request);
      services.announceGames();
      return game;
    },
    'games.setSources': async (request) => {
      const before = sourcesOf(requireGame(registry, request.gameId));
      const game = await engine.run('setGameSources', request);
      await forgetCatalogue(services, request.gameId, before);
      services.announceGames();
      return game;
    },
    'games.remove': async (request) => {
      const sources = sourcesOf(requireGame(registry, request.gameId));
      await engine.run('removeGame', request);
      forgetInstalls(services, request.gameId);
      await forgetCatalogue(services, request.gameId, sources);
      services.announceGames();
      return null;
    },
  };
}
