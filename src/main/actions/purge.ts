/** Brings a game back to unmodded and keeps the library: every mod is switched off. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import type { Control } from '../lib/control.ts';
import { changeLoadout, currentLoadout } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';

export function purge(engine: Engine, { gameId }: { readonly gameId: GameId }, control: Control): ChangeOutcome {
  const { registry } = engine;
  const loadout = currentLoadout(registry, requireGame(registry, gameId));
  const enabled = loadout.items.filter((item) => item.enabled);
  if (enabled.length === 0) {
    throw new LoadstoneError('nothing_to_undo', 'No mod is switched on.', 'There is nothing to do.');
  }
  const to = { items: loadout.items.map((item) => ({ ...item, enabled: false })) };
  const entries = enabled.map((item) => item.entry);
  return changeLoadout(engine, gameId, { to, reason: 'purge', subject: `${entries.length} mods`, entries }, control);
}
