/** Says what a game is called where its mods are. Nothing that is installed changes. */
import type { GameId } from '../../shared/ids.ts';
import type { Game } from '../../shared/games.ts';
import type { ProviderId } from '../../shared/model.ts';
import { toGame } from '../registry/games.ts';
import { requireGame, type Engine } from './engine.ts';
import { writeGameRecord } from './game-record.ts';

export interface GameSourcesRequest {
  readonly gameId: GameId;
  /** The game's key at each provider it is known to; the empty key takes a provider away, others stay. */
  readonly providers: Readonly<Partial<Record<ProviderId, string>>>;
}

/** Those that have a key. */
export const namedSources = (providers: Game['providers']): Game['providers'] =>
  Object.fromEntries(Object.entries(providers).filter(([, key]) => key !== ''));

export function setGameSources(engine: Engine, { gameId, providers }: GameSourcesRequest): Game {
  const { registry } = engine;
  const known = { ...requireGame(registry, gameId).providers, ...providers };
  registry.transaction(() => registry.games.setProviders(gameId, namedSources(known)));
  writeGameRecord(engine, gameId);
  return toGame(requireGame(registry, gameId));
}
