/** Finds the games that stores installed on this machine, with the folders their mods go to. */
import type { FoundGame, GameDefinition, GameStore, StoreIds } from '../../../shared/games.ts';
import { gameDefinitions } from '../definitions.ts';
import type { LocateEnv } from './locate-env.ts';
import { scanEpic, scanGog, scanHeroic } from './other-stores.ts';
import { buildOf, resolveTargets, type ResolvedTargets } from './resolve-targets.ts';
import { scanSteam, type StoreEntry } from './steam.ts';

export interface Detected {
  readonly games: readonly FoundGame[];
  readonly offline: readonly string[];
}

/** Only games we have a definition of. One installation is answered once, even when two stores know it. */
export function detectGames(env: LocateEnv, definitions: readonly GameDefinition[] = gameDefinitions): Detected {
  const steam = scanSteam(env);
  const lists: readonly (readonly [GameStore, readonly StoreEntry[]])[] = [
    ['steam', steam.entries],
    ['gog', scanGog(env)],
    ['epic', scanEpic(env)],
    ['heroic', scanHeroic(env)],
  ];
  const games = new Map<string, FoundGame>();
  for (const [store, entries] of lists) {
    for (const entry of entries) {
      const definition = definitions.find(({ stores }) => entry.ids.some((id) => isKnownAs(stores, store, id)));
      if (definition === undefined) continue;
      const key = env.os === 'windows' ? entry.folder.toLowerCase() : entry.folder;
      if (!games.has(key)) games.set(key, foundGame(env, store, entry, definition));
    }
  }
  const byName = [...games.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  return { games: byName, offline: steam.offline };
}

/** Published lists mix Epic's three ids up, so each of them is looked for in all. */
function isKnownAs(ids: StoreIds | undefined, store: GameStore, id: string): boolean {
  const epic = [ids?.epicAppNames, ids?.epicCatalogItemIds, ids?.epicNamespaces];
  switch (store) {
    case 'steam':
      return ids?.steam?.includes(Number(id)) ?? false;
    case 'gog':
      return ids?.gog?.includes(id) ?? false;
    case 'epic':
      return epic.some((list) => list?.includes(id));
    case 'heroic':
      return [...epic, ids?.gog].some((list) => list?.includes(id));
    default:
      return store satisfies never;
  }
}

function foundGame(env: LocateEnv, store: GameStore, entry: StoreEntry, definition: GameDefinition): FoundGame {
  const { folder, busy, build, launchUrl, ids } = entry;
  return {
    definition: definition.id,
    name: definition.name,
    store,
    storeId: ids[0] ?? '',
    folder,
    busy,
    build,
    // Mods and anti-cheat do not go together: the protected program is never started by us.
    launchUrl: definition.antiCheat === true ? null : launchUrl,
    ...targetsOf(env, definition, folder, entry.prefix),
  };
}

/** The targets of a game in a folder; `prefix` answers the user folders of its Windows build. */
export function targetsOf(
  env: LocateEnv,
  definition: GameDefinition,
  folder: string,
  prefix: StoreEntry['prefix'] = () => null,
): ResolvedTargets {
  const runsOn = buildOf(env.fs, definition, folder, env.os);
  const user = runsOn === env.os ? env.folders : prefix();
  return resolveTargets(env.fs, definition, { folder, runsOn, user });
}
