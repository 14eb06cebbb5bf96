/** What the store holds: by game, by mod, shared, and what history costs. Reads the registry, and the disk for its free space. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { StoredMod, StoreStats } from '../../shared/storage.ts';
import { nodeFs } from '../lib/fs.ts';
import { usableSpace } from '../lib/files.ts';
import type { Registry } from '../registry/registry.ts';
import { homeFolder, storeFolder } from '../store/store-place.ts';

const mostMods = 200;

export function readStoreStats({ registry, dataDir }: { registry: Registry; dataDir: string }): StoreStats {
  const root = storeFolder(dataDir);
  const { games, history } = registry;
  const { manifests: _, ...totals } = registry.usage.totals();
  const kept = keptEntries(registry);
  const bytes = registry.usage.byGame();
  const perGame = games.list().map((game) => ({
    gameId: game.id,
    name: game.name,
    bytes: bytes.get(game.id) ?? 0,
    generations: history.links(game.id).length,
  }));
  return {
    ...totals,
    generations: perGame.reduce((sum, game) => sum + game.generations, 0),
    historyBytes: registry.usage.bytesOutside(kept.manifests),
    freeBytes: usableSpace(nodeFs, root),
    path: root,
    moved: root !== homeFolder(dataDir),
    games: perGame,
    mods: registry.usage
      .byMod()
      .slice(0, mostMods)
      .map(({ entries, ...mod }) => ({ ...mod, where: kept.whereIs(mod.gameId, entries) })),
  };
}

interface Kept {
  readonly manifests: readonly number[];
  readonly whereIs: (gameId: GameId, entries: readonly EntryId[]) => StoredMod['where'];
}

/** What loadouts have now: those that are deployed, and those of the other profiles. */
function keptEntries({ games, history, content, profiles }: Registry): Kept {
  const manifests: number[] = [];
  const now = new Set<string>();
  const resting = new Set<string>();
  for (const { id, currentGeneration } of games.list()) {
    const others = profiles.list(id).flatMap(({ removed, generation }) => (removed ? [] : [generation]));
    for (const number of new Set([currentGeneration, ...others])) {
      for (const { entry, manifest } of history.loadout(id, number)?.items ?? []) {
        (number === currentGeneration ? now : resting).add(`${id} ${entry}`);
        manifests.push(content.requireManifest(manifest).id);
      }
    }
  }
  return {
    manifests,
    whereIs: (gameId, entries) =>
      has(now, gameId, entries) ? 'loadout' : has(resting, gameId, entries) ? 'profile' : 'history',
  };
}

const has = (known: ReadonlySet<string>, gameId: GameId, entries: readonly EntryId[]): boolean =>
  entries.some((entry) => known.has(`${gameId} ${entry}`));
