/** What the library and the history show. Reads only the registry. */
import type { GameId } from '../../shared/ids.ts';
import type { Game, Generation, LibraryEntry } from '../../shared/model.ts';
import { undoState } from '../plan/undo-stack.ts';
import type { GameRow } from '../registry/games.ts';
import type { Registry } from '../registry/registry.ts';
import { currentLoadout, entryRow } from './change-loadout.ts';
import { requireGame } from './engine.ts';

/** The mods of the current loadout, in load order. */
export function readLibrary(registry: Registry, gameId: GameId): readonly LibraryEntry[] {
  return currentLoadout(registry, requireGame(registry, gameId)).items.map((item) => {
    const { name, provenance, installedAt } = entryRow(registry, item);
    const manifest = registry.content.manifestByHash(item.manifest);
    return {
      id: item.entry,
      name,
      enabled: item.enabled,
      manifest: item.manifest,
      archive: manifest?.archive ?? null,
      provenance,
      installedAt,
      pinned: item.pinned,
      files: manifest?.files ?? 0,
      size: manifest?.size ?? 0,
    };
  });
}

export interface HistoryView {
  readonly current: number;
  /** Newest first. */
  readonly generations: readonly Generation[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export function readHistory(registry: Registry, gameId: GameId, limit: number): HistoryView {
  const game = requireGame(registry, gameId);
  const { undoTo, redoTo } = undoState(registry.history.links(gameId));
  return {
    current: game.currentGeneration,
    generations: registry.history.list(gameId, limit).map(toGeneration),
    canUndo: undoTo !== null,
    canRedo: redoTo !== null,
  };
}

/** Leaves out what only the engine needs. */
function toGeneration(row: Generation): Generation {
  const { number, parent, createdAt, reason, subject, changed, mods, enabledMods, treeHash, note } = row;
  return { number, parent, createdAt, reason, subject, changed, mods, enabledMods, treeHash, note };
}

export function toGame(row: GameRow): Game {
  const { id, definition, name, root, targets, providers, addedAt, currentGeneration } = row;
  return {
    id,
    definition,
    name,
    root,
    targets: targets.map((target) => ({ name: target.name, path: target.path, layout: target.layout })),
    providers,
    addedAt,
    currentGeneration,
  };
}
