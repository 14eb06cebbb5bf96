/** Switches mods on and off. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Control } from '../lib/control.ts';
import { changeLoadout, chooseEntries } from './change-loadout.ts';
import type { Engine } from './engine.ts';

export interface EnableRequest {
  readonly gameId: GameId;
  readonly entries: readonly EntryId[];
  readonly enabled: boolean;
}

export function setEnabled(
  engine: Engine,
  { gameId, entries, enabled }: EnableRequest,
  control: Control,
): ChangeOutcome {
  const { loadout, chosen, subject } = chooseEntries(engine.registry, gameId, entries);
  const to = { items: loadout.items.map((item) => (chosen.has(item.entry) ? { ...item, enabled } : item)) };
  const reason = enabled ? 'enable' : 'disable';
  return changeLoadout(engine, gameId, { to, reason, subject, entries }, control);
}
