/** Managed games, and with them those that could be. */
import type { GameId } from '../../shared/ids.ts';
import { withHeld } from '../actions/check-game.ts';
import { requireGame } from '../actions/engine.ts';
import { holdsMods } from '../actions/inner-target.ts';
import { sourcesOf } from '../actions/search-mods.ts';
import { isNewBuild } from '../actions/seen-builds.ts';
import { nodeFs } from '../lib/fs.ts';
import { startProgram } from '../lib/start-program.ts';
import type { Area } from './area.ts';
import { forgetCatalogue } from './catalogue.ts';
import { foundGamesHandlers } from './found-games.ts';
import { gamePictureHandlers } from './game-pictures.ts';
import { forgetInstalls } from './installs.ts';
import type { Services } from './services.ts';

export function gamesHandlers(services: Services): Area<'games'> {
  const { registry, revisions, host, engine, looker, pictures, settings } = services;
  const { dataDir } = settings;
  const seen = async (gameId: GameId) => looker.look('game', requireGame(registry, gameId));
  return {
    'games.snapshot': () => ({ revision: revisions.current('games'), games: services.showGames() }),
    ...foundGamesHandlers(services),
    ...gamePictureHandlers(services),
    'games.condition': async ({ gameId }) => {
      const { found, way, running, present } = await seen(gameId);
      if (found !== null && pictures.takeOver(gameId, found.pictures)) services.announceGames();
      return {
        running,
        busy: found?.busy ?? false,
        present,
        launch: way.kind === 'none' ? way.why : way.kind,
        store: found?.store ?? null,
        updated: isNewBuild({ fs: nodeFs, dataDir }, gameId, found?.build ?? null),
      };
    },
    'games.launch': async ({ gameId }) => {
      const { found, way, running } = await seen(gameId);
      if (running !== null) return { kind: 'refused', why: 'running' };
      if (found?.busy === true) return { kind: 'refused', why: 'busy' };
      if (way.kind === 'none') return { kind: 'refused', why: way.why };
      const started = await (way.kind === 'store' ? host.openGame(way.url) : startProgram(way.file));
      return started ? { kind: 'started' } : { kind: 'refused', why: 'failed' };
    },
    'games.check': async ({ gameId }) => {
      const { check, missing } = await looker.look('check', requireGame(registry, gameId));
      const game = requireGame(registry, gameId);
      return withHeld(
        check,
        missing.filter((target) => holdsMods(registry, game, target)),
      );
    },
    'games.completeTargets': async ({ gameId, target }) => {
      const folder =
        target === undefined
          ? null
          : await host.chooseFolder({ for: 'loader', game: requireGame(registry, gameId).name });
      const loader = target === undefined || folder === null ? {} : { loader: { target, folder } };
      const game = await engine.run('completeTargets', { gameId, ...loader });
      services.announceGames();
      return game;
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
      pictures.forget(request.gameId);
      forgetInstalls(services, request.gameId);
      await forgetCatalogue(services, request.gameId, sources);
      services.announceGames();
      return null;
    },
  };
}
