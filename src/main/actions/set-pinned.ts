/** Pins mods to their version: updating all leaves them alone. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Control } from '../lib/control.ts';
import { changeLoadout, currentLoadout, requireEntry, subjectOf } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';

export interface PinRequest {
  readonly gameId: GameId;
  readonly entries: readonly EntryId[];
  readonly pinned: boolean;
}

export function setPinned(engine: Engine, { gameId, entries, pinned }: PinRequest, control: Control): ChangeOutcome {
  const { registry } = engine;
  const loadout = currentLoadout(registry, requireGame(registry, gameId));
  const chosen = new Set(entries);
  const items = entries.map((id) => requireEntry(loadout, id));
  const to = { items: loadout.items.map((item) => (chosen.has(item.entry) ? { ...item, pinned } : item)) };
  return changeLoadout(engine, gameId, { to, reason: 'pin', subject: subjectOf(registry, items), entries }, control);
}
