/** Paths that more than one active mod provides: who wins, who loses, and whether it matters. Reads only the registry. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { LoadoutItem } from '../../shared/model.ts';
import type { RelPath } from '../../shared/rel-path.ts';
import type { Registry } from '../registry/registry.ts';
import { currentLoadout } from './change-loadout.ts';
import { requireGame } from './engine.ts';

export interface Conflict {
  readonly target: string;
  readonly path: RelPath;
  readonly winner: EntryId;
  /** In load order; the last one would win if the winner went. */
  readonly losers: readonly EntryId[];
  /** All bring the same bytes: nothing is lost whoever wins. */
  readonly identical: boolean;
}

interface Provider {
  readonly entry: EntryId;
  readonly blobId: number;
}

/** In path order. Mods later in the load order win. */
export function readConflicts(registry: Registry, gameId: GameId): readonly Conflict[] {
  const active = currentLoadout(registry, requireGame(registry, gameId)).items.filter((item) => item.enabled);
  return [...contested(registry, active)]
    .map(([pathId, providers]) => toConflict(registry, pathId, providers))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** One pass over the files of all active mods; only what is met twice is kept as a list. */
function contested(registry: Registry, active: readonly LoadoutItem[]): ReadonlyMap<number, readonly Provider[]> {
  const first = new Map<number, Provider>();
  const several = new Map<number, Provider[]>();
  for (const { entry, manifest } of active) {
    const row = registry.content.manifestByHash(manifest);
    if (row === null) continue;
    for (const { pathId, blobId } of registry.content.filesOf(row.id)) {
      const earlier = first.get(pathId);
      if (earlier === undefined) first.set(pathId, { entry, blobId });
      else several.set(pathId, [...(several.get(pathId) ?? [earlier]), { entry, blobId }]);
    }
  }
  return several;
}

function toConflict(registry: Registry, pathId: number, providers: readonly Provider[]): Conflict {
  const { target, text } = registry.content.pathById(pathId);
  const winner = providers.at(-1);
  if (winner === undefined) throw new Error(`nobody provides path ${pathId}`);
  return {
    target,
    path: text,
    winner: winner.entry,
    losers: providers.slice(0, -1).map((provider) => provider.entry),
    identical: providers.every((provider) => provider.blobId === winner.blobId),
  };
}
