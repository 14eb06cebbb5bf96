/** What all verbs that change a loadout share: read the current one, deploy the next one, keep its record. */
import type { Batch } from '../../shared/batches.ts';
import { LoadstoneError } from '../../shared/errors.ts';
import { isEntryId, type EntryId, type GameId, type Sha256 } from '../../shared/ids.ts';
import type { ChangeOutcome, GenerationReason, Loadout, LoadoutItem } from '../../shared/model.ts';
import { subjectText } from '../../shared/subjects.ts';
import { deployLoadout } from '../deploy/deploy.ts';
import type { DeployRequest } from '../deploy/request.ts';
import type { Control } from '../lib/control.ts';
import { tellingDiskErrors } from '../lib/files.ts';
import type { GameRow } from '../registry/games.ts';
import type { EntryRow } from '../registry/content.ts';
import type { Registry } from '../registry/registry.ts';
import { listTrouble } from './check-lists.ts';
import { changeCompanions } from './companions.ts';
import { completeLists } from './complete-lists.ts';
import { requireGame, type Engine } from './engine.ts';
import { guardStore } from './guard-store.ts';
import { registerEntry, unregisterEntry, type NewVersion } from './register-entry.ts';

export interface LoadoutChange {
  readonly to: Loadout;
  readonly reason: GenerationReason;
  readonly subject: string;
  readonly entries: readonly EntryId[];
  readonly restores?: number;
  readonly withCommit?: () => void;
}

/** The loadout that is deployed now. */
export function currentLoadout(registry: Registry, game: Pick<GameRow, 'id' | 'currentGeneration'>): Loadout {
  const loadout = registry.history.loadout(game.id, game.currentGeneration);
  if (loadout === null) throw new Error(`generation ${game.currentGeneration} of ${game.id} has no loadout`);
  return loadout;
}

/** `batch`: what the change is one step with, for undo. */
export function deployRequest(
  registry: Registry,
  game: GameRow,
  change: LoadoutChange,
  batch: Batch | null = null,
): DeployRequest {
  const { to, reason, subject, entries, restores, withCommit } = change;
  const from = currentLoadout(registry, game);
  const about = { reason, subject, entries, restores: restores ?? null, batch };
  const base = { game, from, to, ...about, outside: 'keep' as const };
  return withCommit === undefined ? base : { ...base, withCommit };
}

/** Deploys `change.to`. Whatever it put into the store goes again when it fails. */
export function changeLoadout(engine: Engine, gameId: GameId, change: LoadoutChange, control: Control): ChangeOutcome {
  return tellingDiskErrors('reading what the game keeps about its mods', () => {
    const request = deployRequest(engine.registry, completeLists(engine, gameId), change, control.batch);
    return guardStore(engine, () => deployWithLists(engine, request, request.restores, control));
  });
}

/** With the files that the game keeps about its mods, merged or as generation `restores` was left with them. */
export function deployWithLists(
  engine: Engine,
  request: DeployRequest,
  restores: number | null,
  control: Control,
): ChangeOutcome {
  const { registry } = engine;
  const { game } = request;
  const { files, keepsakes, start } = changeCompanions(engine, game, { ...request, restores });
  const withCommit = (): void => {
    for (const row of keepsakes) registry.keepsakes.put(game.id, game.currentGeneration, row);
    for (const row of start) registry.keepsakes.put(game.id, registry.history.newest(game.id), row);
    request.withCommit?.();
  };
  const list = listTrouble(engine, game, request);
  const outcome = deployLoadout(engine, { ...request, companions: files, withCommit }, control);
  return list === null ? outcome : { ...outcome, list };
}

/** Deploys a loadout that has an entry at a version the registry does not know yet: both stand or fall together. */
export function changeWithEntry(
  engine: Engine,
  gameId: GameId,
  version: NewVersion,
  change: LoadoutChange,
  control: Control,
): ChangeOutcome {
  const registered = registerEntry(engine, version);
  const withCommit = (): void => {
    engine.registry.content.settleManifest(registered.manifestId);
    change.withCommit?.();
  };
  try {
    return changeLoadout(engine, gameId, { ...change, withCommit }, control);
  } catch (error) {
    unregisterEntry(engine, registered);
    throw error;
  }
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

/**
 * The loadout with one entry at one version. A new entry goes last and so wins, but below the player's own changes; one
 * that is there keeps its place and its state.
 */
export function withEntry(registry: Registry, loadout: Loadout, entry: EntryId, manifest: Sha256): Loadout {
  if (loadout.items.some((item) => item.entry === entry)) {
    const items = loadout.items.map((item) => (item.entry === entry ? { ...item, manifest } : item));
    return { ...loadout, items };
  }
  const item = { entry, manifest, enabled: true, pinned: false };
  return { ...loadout, items: loadout.items.toSpliced(placeOf(registry, loadout, null), 0, item) };
}

/** Where in the loadout an entry is, or where a new one (null) goes: all that stand there or later win over it. */
export function placeOf(registry: Registry, { items }: Loadout, entry: EntryId | null): number {
  const there = items.findIndex((item) => item.entry === entry);
  return there >= 0 ? there : items.findLastIndex((item) => entryRow(registry, item).kind !== 'own-changes') + 1;
}

export function newEntryId(newId: Engine['newId']): EntryId {
  const id = newId();
  if (!isEntryId(id)) throw new Error(`not an entry id: ${id}`);
  return id;
}

export function entryRow(registry: Registry, item: LoadoutItem): EntryRow {
  const row = registry.content.entry(item.entry, item.manifest);
  if (row === null) throw new Error(`no entry ${item.entry} with manifest ${item.manifest}`);
  return row;
}

/** "Nebula Hull", or "3 mods". */
export function subjectOf(registry: Registry, items: readonly LoadoutItem[]): string {
  const [first] = items;
  return items.length === 1 && first !== undefined
    ? entryRow(registry, first).name
    : subjectText({ kind: 'mods', count: items.length });
}
