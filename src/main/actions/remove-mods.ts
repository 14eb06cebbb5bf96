/** Takes mods out of the loadout. Their files stay in the store for as long as history wants them. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Control } from '../lib/control.ts';
import type { Registry } from '../registry/registry.ts';
import { changeLoadout, chooseEntries, type LoadoutChange } from './change-loadout.ts';
import type { Engine } from './engine.ts';

export interface RemoveRequest {
  readonly gameId: GameId;
  readonly entries: readonly EntryId[];
}

export const removeMods = (engine: Engine, request: RemoveRequest, control: Control): ChangeOutcome =>
  changeLoadout(engine, request.gameId, removing(engine.registry, request), control);

export function removing(registry: Registry, { gameId, entries }: RemoveRequest): LoadoutChange {
  const { loadout, chosen, subject } = chooseEntries(registry, gameId, entries);
  const to = {
    ...loadout,
    items: loadout.items.filter((item) => !chosen.has(item.entry)),
    choices: loadout.choices.filter((choice) => choice.entry === null || !chosen.has(choice.entry)),
  };
  return { to, reason: 'remove', subject, entries };
}
