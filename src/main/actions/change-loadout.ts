/** What all verbs that change a loadout share: read the current one, deploy the next one, keep its record. */
import { LoadstoneError } from '../../shared/errors.ts';
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { ChangeOutcome, GenerationReason, Loadout, LoadoutItem } from '../../shared/model.ts';
import { deployLoadout } from '../deploy/deploy.ts';
import type { DeployRequest } from '../deploy/request.ts';
import type { Control } from '../lib/control.ts';
import type { GameRow } from '../registry/games.ts';
import type { EntryRow } from '../registry/content.ts';
import type { Registry } from '../registry/registry.ts';
import { requireGame, type Engine } from './engine.ts';
import { guardStore } from './guard-store.ts';

export interface LoadoutChange {
  readonly to: Loadout;
  readonly reason: GenerationReason;
  readonly subject: string;
  readonly entries: readonly EntryId[];
  readonly restores?: number;
  readonly withCommit?: () => void;
}

/** The loadout that is deployed now. */
export function currentLoadout(registry: Registry, game: GameRow): Loadout {
  const loadout = registry.history.loadout(game.id, game.currentGeneration);
  if (loadout === null) throw new Error(`generation ${game.currentGeneration} of ${game.id} has no loadout`);
  return loadout;
}

export function deployRequest(registry: Registry, game: GameRow, change: LoadoutChange): DeployRequest {
  const { to, reason, subject, entries, restores, withCommit } = change;
  const from = currentLoadout(registry, game);
  const base = { game, from, to, reason, subject, entries, restores: restores ?? null, outside: 'keep' as const };
  return withCommit === undefined ? base : { ...base, withCommit };
}

/** Deploys `change.to`. Whatever it put into the store goes again when it fails. */
export function changeLoadout(engine: Engine, gameId: GameId, change: LoadoutChange, control: Control): ChangeOutcome {
  const game = requireGame(engine.registry, gameId);
  const request = deployRequest(engine.registry, game, change);
  return guardStore(engine, () => deployLoadout(engine, request, control));
}

export function requireEntry(loadout: Loadout, id: EntryId): LoadoutItem {
  const item = loadout.items.find((candidate) => candidate.entry === id);
  if (item !== undefined) return item;
  throw new LoadstoneError('not_found', `There is no mod "${id}" in this loadout.`, 'List the mods to see their ids.', {
    details: { entry: id },
  });
}

/** The named entries of the current loadout, with what the history will say they were. */
export function chooseEntries(
  registry: Registry,
  gameId: GameId,
  entries: readonly EntryId[],
): { readonly loadout: Loadout; readonly chosen: ReadonlySet<EntryId>; readonly subject: string } {
  const loadout = currentLoadout(registry, requireGame(registry, gameId));
  const items = entries.map((id) => requireEntry(loadout, id));
  return { loadout, chosen: new Set(entries), subject: subjectOf(registry, items) };
}

export function entryRow(registry: Registry, item: LoadoutItem): EntryRow {
  const row = registry.content.entry(item.entry, item.manifest);
  if (row === null) throw new Error(`no entry ${item.entry} with manifest ${item.manifest}`);
  return row;
}

/** "Nebula Hull", or "3 mods". */
export function subjectOf(registry: Registry, items: readonly LoadoutItem[]): string {
  const [first] = items;
  return items.length === 1 && first !== undefined ? entryRow(registry, first).name : `${items.length} mods`;
}
