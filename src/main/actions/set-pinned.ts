/** Pins mods to their version: updating all leaves them alone. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Control } from '../lib/control.ts';
import { changeLoadout, chooseEntries } from './change-loadout.ts';
import type { Engine } from './engine.ts';

export interface PinRequest {
  readonly gameId: GameId;
  readonly entries: readonly EntryId[];
  readonly pinned: boolean;
}

export function setPinned(engine: Engine, { gameId, entries, pinned }: PinRequest, control: Control): ChangeOutcome {
  const { loadout, chosen, subject } = chooseEntries(engine.registry, gameId, entries);
  const to = { ...loadout, items: loadout.items.map((item) => (chosen.has(item.entry) ? { ...item, pinned } : item)) };
  return changeLoadout(engine, gameId, { to, reason: pinned ? 'pin' : 'unpin', subject, entries }, control);
}
