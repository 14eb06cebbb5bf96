/** Names a generation, so that the player finds it again. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import { generationRecordName, type GenerationRecord } from '../deploy/commit.ts';
import { requireGame, type Engine } from './engine.ts';

export interface NoteRequest {
  readonly gameId: GameId;
  readonly generation: number;
  readonly note: string;
}

export function setNote(engine: Engine, { gameId, generation, note }: NoteRequest): null {
  const { registry, store } = engine;
  requireGame(registry, gameId);
  if (registry.history.get(gameId, generation) === null) {
    throw new LoadstoneError('generation_not_found', `There is no generation ${generation}.`, 'Look at the history.');
  }
  registry.transaction(() => registry.history.setNote(gameId, generation, note));
  const name = generationRecordName(gameId, generation);
  const record = store.records.read('generations', name) as GenerationRecord | null;
  if (record !== null)
    store.records.write('generations', name, { ...record, generation: { ...record.generation, note } });
  return null;
}
