/** Switches mods on and off. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Control } from '../lib/control.ts';
import type { Registry } from '../registry/registry.ts';
import { changeLoadout, chooseEntries, type LoadoutChange } from './change-loadout.ts';
import type { Engine } from './engine.ts';

export interface EnableRequest {
  readonly gameId: GameId;
  readonly entries: readonly EntryId[];
  readonly enabled: boolean;
}

export const setEnabled = (engine: Engine, request: EnableRequest, control: Control): ChangeOutcome =>
  changeLoadout(engine, request.gameId, enabling(engine.registry, request), control);

export function enabling(registry: Registry, { gameId, entries, enabled }: EnableRequest): LoadoutChange {
  const { loadout, chosen, subject } = chooseEntries(registry, gameId, entries);
  const items = loadout.items.map((item) => (chosen.has(item.entry) ? { ...item, enabled } : item));
  return { to: { ...loadout, items }, reason: enabled ? 'enable' : 'disable', subject, entries };
}
