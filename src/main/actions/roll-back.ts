/** Roll back, undo and redo: an earlier loadout is deployed again, as a new generation. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { ChangeOutcome, GenerationReason, Loadout } from '../../shared/model.ts';
import { subjectText } from '../../shared/subjects.ts';
import type { Control } from '../lib/control.ts';
import { undoState } from '../plan/undo-stack.ts';
import type { GameRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { changeLoadout, type LoadoutChange } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';

export interface RollBackRequest {
  readonly gameId: GameId;
  /** 0 is the game before Loadstone touched it. */
  readonly to: number;
}

/** Deploys generation `to` again. Works offline: everything a kept generation needs is in the store. */
export function rollBack(engine: Engine, { gameId, to }: RollBackRequest, control: Control): ChangeOutcome {
  return restore(engine, gameId, to, 'roll-back', control);
}

/** Takes the last change back. */
export function undo(engine: Engine, { gameId }: { readonly gameId: GameId }, control: Control): ChangeOutcome {
  const { undoTo } = undoState(engine.registry.history.links(requireGame(engine.registry, gameId).id));
  if (undoTo !== null) return restore(engine, gameId, undoTo, 'undo', control);
  throw new LoadstoneError('nothing_to_undo', 'There is no change to take back.', 'Install a mod first.');
}

/** Does again what was last taken back. */
export function redo(engine: Engine, { gameId }: { readonly gameId: GameId }, control: Control): ChangeOutcome {
  const { redoTo } = undoState(engine.registry.history.links(requireGame(engine.registry, gameId).id));
  if (redoTo !== null) return restore(engine, gameId, redoTo, 'redo', control);
  throw new LoadstoneError(
    'nothing_to_redo',
    'There is no change that was taken back.',
    'Redo works right after an undo.',
  );
}

function restore(
  engine: Engine,
  gameId: GameId,
  number: number,
  reason: GenerationReason,
  control: Control,
): ChangeOutcome {
  const game = requireGame(engine.registry, gameId);
  return changeLoadout(engine, gameId, restoring(engine.registry, game, number, reason), control);
}

export function restoring(registry: Registry, game: GameRow, number: number, reason: GenerationReason): LoadoutChange {
  const to = requireLoadout(registry, game, number);
  return { to, reason, subject: subjectFor(registry, game, number, reason), entries: [], restores: number };
}

/** An undo is about what it takes back, a redo about what it does again, a roll back about where it goes. */
function subjectFor(registry: Registry, game: GameRow, number: number, reason: GenerationReason): string {
  if (reason === 'roll-back') return subjectText({ kind: 'generation', number });
  const about = registry.history.get(game.id, reason === 'undo' ? game.currentGeneration : number);
  // An undo after an undo takes back the change that the first one had gone back to.
  const isStep = about?.reason === 'undo' || about?.reason === 'redo';
  const meant = isStep && about.restores !== null ? registry.history.get(game.id, about.restores) : about;
  return meant?.subject ?? '';
}

export function requireLoadout(registry: Registry, game: GameRow, number: number): Loadout {
  const loadout = registry.history.loadout(game.id, number);
  if (loadout !== null) return loadout;
  throw new LoadstoneError(
    'generation_not_found',
    `${game.name} has no generation ${number}.`,
    'Look at the history for the numbers there are.',
    { details: { generation: number } },
  );
}
