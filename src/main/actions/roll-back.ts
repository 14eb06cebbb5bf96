/** Roll back, undo and redo: an earlier loadout is deployed again, as a new generation. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { ChangeOutcome, Loadout } from '../../shared/model.ts';
import { subjectText } from '../../shared/subjects.ts';
import type { Control } from '../lib/control.ts';
import { stepSubject } from '../plan/step-subject.ts';
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
  const game = requireGame(engine.registry, gameId);
  return changeLoadout(engine, gameId, restoring(engine.registry, game, to, 'roll-back'), control);
}

/** Takes back what the last press of the player did. */
export const undo = (engine: Engine, request: { readonly gameId: GameId }, control: Control): ChangeOutcome =>
  walk(engine, request.gameId, 'undo', control);

/** Does again what was last taken back. */
export const redo = (engine: Engine, request: { readonly gameId: GameId }, control: Control): ChangeOutcome =>
  walk(engine, request.gameId, 'redo', control);

function walk(engine: Engine, gameId: GameId, verb: 'undo' | 'redo', control: Control): ChangeOutcome {
  const { registry } = engine;
  const game = requireGame(registry, gameId);
  const step = undoState(registry.history.links(game.id))[verb];
  if (step === null) throw nowhere[verb]();
  const subject = stepSubject(step, subjectsOf(registry, game.id));
  return changeLoadout(engine, gameId, restoring(registry, game, step.to, verb, subject), control);
}

export const subjectsOf =
  ({ history }: Registry, gameId: GameId) =>
  (number: number): string =>
    history.get(gameId, number)?.subject ?? '';

const nowhere = {
  undo: () => new LoadstoneError('nothing_to_undo', 'There is no change to take back.', 'Install a mod first.'),
  redo: () =>
    new LoadstoneError('nothing_to_redo', 'There is no change that was taken back.', 'Redo works right after an undo.'),
} as const;

/** The change that deploys generation `number` again. */
export function restoring(
  registry: Registry,
  game: GameRow,
  number: number,
  reason: 'roll-back' | 'undo' | 'redo',
  subject = subjectText({ kind: 'generation', number }),
): LoadoutChange {
  return { to: requireLoadout(registry, game, number), reason, subject, entries: [], restores: number };
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
