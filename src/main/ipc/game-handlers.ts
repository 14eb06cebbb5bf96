/** Managed games, and those that could be. */
import nodePath from 'node:path';
import type { FolderWarning, FoundGames } from '../../shared/games.ts';
import type { GameId } from '../../shared/ids.ts';
import type { FolderInspection } from '../../shared/ipc/contract.ts';
import { checkFolders, checkGame } from '../actions/check-game.ts';
import { requireGame } from '../actions/engine.ts';
import { findGames } from '../actions/find-games.ts';
import { definitionOf } from '../actions/game-definition.ts';
import { launchWay } from '../actions/launch-game.ts';
import { sourcesOf } from '../actions/search-mods.ts';
import { isNewBuild } from '../actions/seen-builds.ts';
import { toGame } from '../actions/views.ts';
import { incompleteWarning } from '../games/folder-warnings.ts';
import { inspectFolder } from '../games/inspect-folder.ts';
import { targetsOf } from '../games/locate/detect-games.ts';
import { hostOs, systemEnv } from '../games/locate/locate-env.ts';
import { readDefinitions } from '../games/own-definitions.ts';
import { missingFiles } from '../games/recognise.ts';
import { nodeFs, type Fs } from '../lib/fs.ts';
import { runningProgram } from '../lib/running-program.ts';
import { startProgram } from '../lib/start-program.ts';
import type { Area } from './area.ts';
import { forgetCatalogue } from './catalogue.ts';
import { forgetInstalls } from './installs.ts';
import type { Services } from './services.ts';

export function gamesHandlers(services: Services): Area<'games'> {
  const { registry, revisions, host, engine, settings } = services;
  const { dataDir } = settings;
  const deps = { fs: nodeFs, dataDir, registry };
  const known = createSearch(() => findGames(deps), services.clock.now);
  const about = (gameId: GameId) => {
    const game = requireGame(registry, gameId);
    const found = known().games.find(({ folder }) => folder === game.root) ?? null;
    const definition = definitionOf(deps, game);
    return { game, found, definition, way: launchWay(systemEnv(), game, definition, found) };
  };
  return {
    'games.snapshot': () => ({ revision: revisions.current('games'), games: registry.games.list().map(toGame) }),
    'games.definitions': () => readDefinitions(nodeFs, dataDir).definitions,
    'games.detect': () => known(true),
    'games.condition': ({ gameId }) => {
      const { game, found, way } = about(gameId);
      return {
        running: runningProgram(game.root),
        busy: found?.busy ?? false,
        present: nodeFs.lstat(game.root)?.kind === 'folder',
        launch: way.kind === 'none' ? way.why : way.kind,
        store: found?.store ?? null,
        updated: isNewBuild(deps, gameId, found?.build ?? null),
      };
    },
    'games.launch': async ({ gameId }) => {
      const { game, found, way } = about(gameId);
      if (runningProgram(game.root) !== null) return { kind: 'refused', why: 'running' };
      if (found?.busy === true) return { kind: 'refused', why: 'busy' };
      if (way.kind === 'none') return { kind: 'refused', why: way.why };
      const started = await (way.kind === 'store' ? host.openGame(way.url) : startProgram(way.file));
      return started ? { kind: 'started' } : { kind: 'refused', why: 'failed' };
    },
    'games.check': ({ gameId }) => {
      const { game, definition } = about(gameId);
      return checkGame(deps, systemEnv(), game, definition);
    },
    'games.completeTargets': async ({ gameId, target }) => {
      const folder = target === undefined ? null : await host.chooseFolder();
      const loader = target === undefined || folder === null ? {} : { loader: { target, folder } };
      const game = await engine.run('completeTargets', { gameId, ...loader });
      services.announceGames();
      return game;
    },
    'games.chooseFolder': async () => ({ path: await host.chooseFolder() }),
    'games.inspect': ({ path }) => {
      const folder = nodePath.resolve(path);
      const { definitions } = readDefinitions(nodeFs, dataDir);
      const looked = inspectFolder(nodeFs, folder, definitions);
      return { path: folder, ...looked, warnings: looked.exists ? warningsOf(deps, known, folder, looked) : [] };
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

/** Of the folder, of those outside of it that its mods would go to, and of what is missing of the game. */
function warningsOf(
  deps: { readonly fs: Fs; readonly dataDir: string },
  known: () => FoundGames,
  folder: string,
  { recognisedAs }: Pick<FolderInspection, 'recognisedAs'>,
): readonly FolderWarning[] {
  const found = known().games.find((game) => game.folder === folder);
  const [id] = recognisedAs;
  const definition = id === undefined ? null : definitionOf(deps, { definition: id });
  const missing = definition === null ? [] : missingFiles(deps.fs, folder, definition, hostOs());
  const targets = found?.targets ?? (definition === null ? [] : targetsOf(systemEnv(), definition, folder).targets);
  return [...checkFolders(deps, folder, targets), ...incompleteWarning(missing)];
}

/** Milliseconds for which a search is remembered: it reads files of every store. */
const memory = 15_000;

/** The search for games, made again when it is old or when that is asked for. */
function createSearch(search: () => FoundGames, now: () => number): (again?: boolean) => FoundGames {
  let last: { readonly at: number; readonly found: FoundGames } | null = null;
  return (again = false) => {
    if (again || last === null || Math.abs(now() - last.at) > memory) last = { at: now(), found: search() };
    return last.found;
  };
}
