/** Which mods need plugins of which: a plugin names its masters itself, and the game does not start without them. */
import type { EntryId, GameId } from '../../shared/ids.ts';
import type { LibraryEntry } from '../../shared/model.ts';
import { listKinds } from '../games/lists/kinds.ts';
import type { Needs } from '../plan/needed-by.ts';
import { requireGame, type Engine } from './engine.ts';
import { definitionOf } from './game-definition.ts';
import { createReader, listedFiles } from './list-change.ts';

interface PluginMaps {
  /** Who brings a plugin, by its id. */
  readonly brings: Map<string, Set<EntryId>>;
  readonly wants: Map<EntryId, Set<string>>;
}

/** Empty for games without plugins. Masters that no mod brings are the game's own, or not here at all. */
export function pluginNeeds(
  engine: Engine,
  gameId: GameId,
  library: readonly Pick<LibraryEntry, 'id' | 'manifest'>[],
): Needs {
  const game = requireGame(engine.registry, gameId);
  const maps: PluginMaps = { brings: new Map(), wants: new Map() };
  const { content, applied } = engine.registry;
  const entries = Map.groupBy(library, ({ manifest }) => content.requireManifest(manifest).id);
  for (const { format, of } of definitionOf(engine, game)?.lists ?? []) {
    const target = game.targets.find(({ name }) => name === of);
    if (target === undefined || (format !== 'plugins' && format !== 'plugins-starred')) continue;
    const modOf = createReader(engine, format, () => undefined);
    for (const row of listedFiles(content, target.name, listKinds[format])) {
      // Without the mod the game's own file is there again.
      const remains = applied.original(target.id, row.id) !== null;
      for (const winner of content.providersOf(row.id)) {
        const mod = modOf(row, winner);
        if (mod === null) continue;
        for (const { id } of entries.get(winner.manifestId) ?? []) {
          if (!remains) note(maps.brings, mod.id, id);
          for (const master of mod.after ?? []) note(maps.wants, id, master);
        }
      }
    }
  }
  return needsIn(maps);
}

function needsIn({ brings, wants }: PluginMaps): Needs {
  const needs = new Map<EntryId, readonly (readonly EntryId[])[]>();
  for (const [entry, masters] of wants) {
    const groups = [...masters].map((master) => [...(brings.get(master) ?? [])]);
    const met = groups.filter((group) => group.length > 0 && !group.includes(entry));
    if (met.length > 0) needs.set(entry, met);
  }
  return needs;
}

function note<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}
