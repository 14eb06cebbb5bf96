/** What the store holds: by game, by mod, shared, and what history costs. Reads the registry, and the disk for its free space. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { StoreStats } from '../../shared/storage.ts';
import { nodeFs } from '../lib/fs.ts';
import { usableSpace } from '../lib/files.ts';
import type { Registry } from '../registry/registry.ts';
import { homeFolder, storeFolder } from '../store/store-place.ts';

const mostMods = 200;

export function readStoreStats({ registry, dataDir }: { registry: Registry; dataDir: string }): StoreStats {
  const root = storeFolder(dataDir);
  const { games, history } = registry;
  const { manifests: _, ...totals } = registry.usage.totals();
  const entries = registry.usage.byEntry();
  const current = currentEntries(registry);
  const perGame = games.list().map((game) => ({
    gameId: game.id,
    name: game.name,
    bytes: entries.filter((one) => one.gameId === game.id).reduce((sum, one) => sum + one.bytes, 0),
    generations: history.links(game.id).length,
  }));
  return {
    ...totals,
    generations: perGame.reduce((sum, game) => sum + game.generations, 0),
    historyBytes: registry.usage.bytesOutside(current.manifests),
    freeBytes: usableSpace(nodeFs, root),
    path: root,
    moved: root !== homeFolder(dataDir),
    games: perGame,
    mods: entries.slice(0, mostMods).map(({ gameId, entry, name, bytes, sharedBytes, archiveBytes, versions }) => ({
      gameId,
      entry,
      name,
      bytes,
      sharedBytes,
      archiveBytes,
      versions,
      current: current.entries.has(`${gameId} ${entry}`),
    })),
  };
}

function currentEntries({ games, history, content }: Registry): {
  readonly entries: ReadonlySet<`${GameId} ${EntryId}`>;
  readonly manifests: readonly number[];
} {
  const items = games
    .list()
    .flatMap((game) =>
      (history.loadout(game.id, game.currentGeneration)?.items ?? []).map((item) => ({ gameId: game.id, ...item })),
    );
  return {
    entries: new Set(items.map(({ gameId, entry }) => `${gameId} ${entry}` as const)),
    manifests: items.map((item) => content.requireManifest(item.manifest).id),
  };
}
