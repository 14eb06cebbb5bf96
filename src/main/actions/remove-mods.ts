/** Takes mods out of the loadout. Their files stay in the store for as long as history wants them. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Control } from '../lib/control.ts';
import { changeLoadout, chooseEntries } from './change-loadout.ts';
import type { Engine } from './engine.ts';

export interface RemoveRequest {
  readonly gameId: GameId;
  readonly entries: readonly EntryId[];
}

export function removeMods(engine: Engine, { gameId, entries }: RemoveRequest, control: Control): ChangeOutcome {
  const { loadout, chosen, subject } = chooseEntries(engine.registry, gameId, entries);
  const to = { items: loadout.items.filter((item) => !chosen.has(item.entry)) };
  return changeLoadout(engine, gameId, { to, reason: 'remove', subject, entries }, control);
}
