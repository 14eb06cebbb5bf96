/** Paths that more than one active mod provides: who wins and why, and whether it matters. Reads only the registry. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { Conflict, EntryFile, Loadout, LoadoutItem } from '../../shared/model.ts';
import { winnersOf, type Winner } from '../deploy/winners.ts';
import { createChooser } from '../plan/loadout.ts';
import type { Registry } from '../registry/registry.ts';
import { currentLoadout, requireEntry } from './change-loadout.ts';
import { requireGame } from './engine.ts';

export interface Provider {
  readonly entry: EntryId;
  readonly blobId: number;
}

/** In path order. */
export function readConflicts(registry: Registry, gameId: GameId): readonly Conflict[] {
  return conflictsOf(registry, currentLoadout(registry, requireGame(registry, gameId)));
}

export function conflictsOf(registry: Registry, loadout: Loadout): readonly Conflict[] {
  const chooser = createChooser(loadout.choices);
  return [...contested(registry, loadout.items)]
    .map(([pathId, providers]) => toConflict(registry, chooser, pathId, providers))
    .toSorted(inPathOrder);
}

/** Two targets may have the same path. */
export const inPathOrder = (a: Conflict, b: Conflict): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : a.target < b.target ? -1 : 1;

/** One pass over the files of all active mods; only what is met twice is kept as a list. */
function contested({ content }: Registry, items: readonly LoadoutItem[]): ReadonlyMap<number, readonly Provider[]> {
  const first = new Map<number, Provider>();
  const several = new Map<number, Provider[]>();
  for (const { entry, manifest, enabled } of items) {
    if (!enabled) continue;
    for (const { pathId, blobId } of content.filesOf(content.requireManifest(manifest).id)) {
      const earlier = first.get(pathId);
      if (earlier === undefined) first.set(pathId, { entry, blobId });
      else several.set(pathId, [...(several.get(pathId) ?? [earlier]), { entry, blobId }]);
    }
  }
  return several;
}

/** `providers`: in load order. */
export function toConflict(
  { content }: Registry,
  chooser: ReturnType<typeof createChooser>,
  pathId: number,
  providers: readonly Provider[],
): Conflict {
  const { target, key, text } = content.pathById(pathId);
  const choice = chooser(target, key);
  const chosen = choice === null ? undefined : providers.find((provider) => provider.entry === choice.entry);
  const last = providers.at(-1);
  if (last === undefined) throw new Error(`nobody provides path ${pathId}`);
  const nobody = choice !== null && choice.entry === null;
  const winner = nobody ? null : (chosen ?? last);
  return {
    target,
    path: text,
    winner: winner?.entry ?? null,
    why: nobody || chosen !== undefined ? 'choice' : 'order',
    providers: providers.map(({ entry, blobId }) => ({
      entry,
      size: content.blobById(blobId).size,
      sameAsWinner: blobId === winner?.blobId,
    })),
    identical: providers.every((provider) => provider.blobId === last.blobId),
  };
}

/** What an entry brings, in path order, and who is on disk instead. */
export function readEntryFiles(registry: Registry, gameId: GameId, entry: EntryId): readonly EntryFile[] {
  const { content } = registry;
  const loadout = currentLoadout(registry, requireGame(registry, gameId));
  const { manifest } = requireEntry(loadout, entry);
  const own = content.filesOf(content.requireManifest(manifest).id);
  const winners = winnersOf(registry, loadout, new Set(own.map((file) => file.pathId)));
  const entryOf = entriesByManifest(registry, loadout);
  return own
    .map(({ pathId, blobId }) => {
      const { target, text } = content.pathById(pathId);
      const beatenBy = beater(winners.get(pathId), entryOf, entry);
      return { target, path: text, size: content.blobById(blobId).size, beatenBy };
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

export const entriesByManifest = ({ content }: Registry, loadout: Loadout): ReadonlyMap<number, EntryId> =>
  new Map(
    loadout.items.flatMap((item) =>
      item.enabled ? [[content.requireManifest(item.manifest).id, item.entry] as const] : [],
    ),
  );

function beater(
  winner: Winner | 'nobody' | undefined,
  entryOf: ReadonlyMap<number, EntryId>,
  own: EntryId,
): EntryId | null {
  const entry = winner === undefined || winner === 'nobody' ? undefined : entryOf.get(winner.manifestId);
  return entry === undefined || entry === own ? null : entry;
}
