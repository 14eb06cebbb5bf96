/** Moves a mod in the load order: later mods win over earlier ones. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Control } from '../lib/control.ts';
import { changeLoadout, currentLoadout, requireEntry, subjectOf } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';

export interface ReorderRequest {
  readonly gameId: GameId;
  readonly entry: EntryId;
  /** The entry it goes next to. */
  readonly beside: EntryId;
  readonly place: 'before' | 'after';
}

export function reorder(
  engine: Engine,
  { gameId, entry, beside, place }: ReorderRequest,
  control: Control,
): ChangeOutcome {
  const { registry } = engine;
  const loadout = currentLoadout(registry, requireGame(registry, gameId));
  const moved = requireEntry(loadout, entry);
  requireEntry(loadout, beside);
  if (entry === beside) {
    throw new LoadstoneError('invalid_input', 'A mod cannot be moved next to itself.', 'Name two different mods.');
  }
  const items = loadout.items.filter((item) => item.entry !== entry);
  const at = items.findIndex((item) => item.entry === beside) + (place === 'after' ? 1 : 0);
  const to = { items: items.toSpliced(at, 0, moved) };
  return changeLoadout(
    engine,
    gameId,
    { to, reason: 'reorder', subject: subjectOf(registry, [moved]), entries: [entry] },
    control,
  );
}
