/** The games that stores installed on this machine, and which of them are managed already. */
import type { FoundGames } from '../../shared/games.ts';
import { detectGames } from '../games/locate/detect-games.ts';
import { systemEnv, type LocateEnv } from '../games/locate/locate-env.ts';
import { readDefinitions } from '../games/own-definitions.ts';
import type { Engine } from './engine.ts';
import type { GamesSeen } from './look-at-games.ts';

export function findGames(
  { fs, dataDir, registry }: Pick<Engine, 'fs' | 'dataDir' | 'registry'>,
  env: LocateEnv = systemEnv(),
): FoundGames {
  const { definitions, broken } = readDefinitions(fs, dataDir);
  return markManaged(registry, { ...detectGames(env, definitions), brokenDefinitions: broken });
}

export function markManaged(registry: Pick<Engine['registry'], 'games'>, seen: GamesSeen): FoundGames {
  const managed = registry.games.list();
  const managedAt = (folder: string) => managed.find(({ root }) => root === folder)?.id ?? null;
  return { ...seen, games: seen.games.map((game) => ({ ...game, managedAs: managedAt(game.folder) })) };
}
