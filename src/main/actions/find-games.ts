/** The games that stores installed on this machine, and which of them are managed already. */
import type { FoundGames } from '../../shared/games.ts';
import { detectGames } from '../games/locate/detect-games.ts';
import { systemEnv, type LocateEnv } from '../games/locate/locate-env.ts';
import { readDefinitions } from '../games/own-definitions.ts';
import type { Engine } from './engine.ts';

export function findGames(
  { fs, dataDir, registry }: Pick<Engine, 'fs' | 'dataDir' | 'registry'>,
  env: LocateEnv = systemEnv(),
): FoundGames {
  const { definitions, broken } = readDefinitions(fs, dataDir);
  const { games, offline } = detectGames(env, definitions);
  const managed = registry.games.list();
  return {
    games: games.map((game) => ({ ...game, managedAs: managed.find(({ root }) => root === game.folder)?.id ?? null })),
    offline,
    brokenDefinitions: broken,
  };
}
