/** What the store keeps beside the registry for each game: enough to add it again as it was. */
import type { GameId } from '../../shared/ids.ts';
import type { Game } from '../../shared/model.ts';
import type { ProfileRow } from '../registry/profiles.ts';
import { requireGame, type Engine } from './engine.ts';
import { toGame } from './views.ts';

export interface GameRecord extends Game {
  readonly neverRewritten: readonly string[];
  readonly profiles: readonly ProfileRow[];
  readonly notes: Readonly<Record<string, string>>;
}

/** Call it after the change has been committed: a record that is a little old costs a name, not a file. */
export function writeGameRecord({ registry, store }: Pick<Engine, 'registry' | 'store'>, gameId: GameId): void {
  const row = requireGame(registry, gameId);
  const record: GameRecord = {
    ...toGame(row),
    neverRewritten: row.neverRewritten,
    profiles: registry.profiles.list(gameId),
    notes: Object.fromEntries(registry.content.notes(gameId)),
  };
  store.records.write('games', gameId, record);
}
