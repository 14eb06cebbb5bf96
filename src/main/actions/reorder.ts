/** Moves mods in the load order: later mods win over earlier ones. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Control } from '../lib/control.ts';
import type { Registry } from '../registry/registry.ts';
import { changeLoadout, chooseEntries, requireEntry, type LoadoutChange } from './change-loadout.ts';
import type { Engine } from './engine.ts';

export interface ReorderRequest {
  readonly gameId: GameId;
  /** They keep their present order among themselves. */
  readonly entries: readonly EntryId[];
  /** The entry they go next to. */
  readonly beside: EntryId;
  readonly place: 'before' | 'after';
}

export const reorder = (engine: Engine, request: ReorderRequest, control: Control): ChangeOutcome =>
  changeLoadout(engine, request.gameId, reordering(engine.registry, request), control);

export function reordering(registry: Registry, { gameId, entries, beside, place }: ReorderRequest): LoadoutChange {
  const { loadout, chosen, subject } = chooseEntries(registry, gameId, entries);
  requireEntry(loadout, beside);
  if (chosen.has(beside)) {
    throw new LoadstoneError('invalid_input', 'A mod cannot be moved next to itself.', 'Name two different mods.');
  }
  const rest = loadout.items.filter((item) => !chosen.has(item.entry));
  const moved = loadout.items.filter((item) => chosen.has(item.entry));
  const at = rest.findIndex((item) => item.entry === beside) + (place === 'after' ? 1 : 0);
  return { to: { ...loadout, items: rest.toSpliced(at, 0, ...moved) }, reason: 'reorder', subject, entries };
}
