/** Names and restore points: what the player says about a generation or a mod, so that it is found and kept. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { EntryId, GameId } from '../../shared/ids.ts';
import { generationRecordName, type GenerationRecord } from '../deploy/commit.ts';
import { currentLoadout, requireEntry } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';
import { writeGameRecord } from './game-record.ts';

export interface NoteRequest {
  readonly gameId: GameId;
  readonly generation: number;
  readonly note: string;
}

export interface PinGenerationRequest {
  readonly gameId: GameId;
  readonly generation: number;
  readonly pinned: boolean;
}

export interface EntryNoteRequest {
  readonly gameId: GameId;
  readonly entry: EntryId;
  readonly note: string;
}

export function setNote(engine: Engine, { gameId, generation, note }: NoteRequest): null {
  requireGeneration(engine, gameId, generation);
  engine.registry.transaction(() => engine.registry.history.setNote(gameId, generation, note));
  return rewriteRecord(engine, gameId, generation, { note });
}

/** A restore point is never let go of to free space. */
export function pinGeneration(engine: Engine, { gameId, generation, pinned }: PinGenerationRequest): null {
  requireGeneration(engine, gameId, generation);
  engine.registry.transaction(() => engine.registry.history.setPinned(gameId, generation, pinned));
  return rewriteRecord(engine, gameId, generation, { pinned });
}

export function setEntryNote(engine: Engine, { gameId, entry, note }: EntryNoteRequest): null {
  const { registry } = engine;
  requireEntry(currentLoadout(registry, requireGame(registry, gameId)), entry);
  registry.transaction(() => registry.content.setNote(gameId, entry, note));
  writeGameRecord(engine, gameId);
  return null;
}

function requireGeneration({ registry }: Engine, gameId: GameId, generation: number): void {
  requireGame(registry, gameId);
  if (registry.history.get(gameId, generation) !== null) return;
  throw new LoadstoneError('generation_not_found', `There is no generation ${generation}.`, 'Look at the history.');
}

function rewriteRecord(
  { store }: Engine,
  gameId: GameId,
  number: number,
  change: Partial<GenerationRecord['generation']>,
): null {
  const name = generationRecordName(gameId, number);
  const record = store.records.read('generations', name) as GenerationRecord | null;
  if (record === null) return null;
  store.records.write('generations', name, { ...record, generation: { ...record.generation, ...change } });
  return null;
}
