/** Brings a game back to unmodded and keeps the library: every mod is switched off. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { GameId } from '../../shared/ids.ts';
import type { ChangeOutcome } from '../../shared/model.ts';
import { subjectText } from '../../shared/subjects.ts';
import type { Control } from '../lib/control.ts';
import type { Registry } from '../registry/registry.ts';
import { changeLoadout, currentLoadout, type LoadoutChange } from './change-loadout.ts';
import { requireGame, type Engine } from './engine.ts';

export interface PurgeRequest {
  readonly gameId: GameId;
}

export const purge = (engine: Engine, request: PurgeRequest, control: Control): ChangeOutcome =>
  changeLoadout(engine, request.gameId, purging(engine.registry, request), control);

export function purging(registry: Registry, { gameId }: PurgeRequest): LoadoutChange {
  const loadout = currentLoadout(registry, requireGame(registry, gameId));
  const entries = loadout.items.filter((item) => item.enabled).map((item) => item.entry);
  if (entries.length === 0) {
    throw new LoadstoneError('nothing_to_undo', 'No mod is switched on.', 'There is nothing to do.');
  }
  const to = { ...loadout, items: loadout.items.map((item) => ({ ...item, enabled: false })) };
  return { to, reason: 'purge', subject: subjectText({ kind: 'mods', count: entries.length }), entries };
}
