/** Finds the games that stores installed on this machine, with the folders their mods go to. */
import type { FoundGame, GameDefinition, GameStore, StoreIds } from '../../../shared/games.ts';
import { gameDefinitions } from '../definitions.ts';
import type { LocateEnv } from './locate-env.ts';
import { missingFiles, recognises } from '../recognise.ts';
import { scanHeroic } from './heroic.ts';
import { scanItch } from './itch.ts';
import { scanEpic, scanGog } from './other-stores.ts';
import { scanBottles, scanLutris, scanWine } from './prefix-games.ts';
import { buildOf, resolveTargets, type ResolvedTargets } from './resolve-targets.ts';
import { scanSteam } from './steam.ts';
import type { StoreEntry } from './store-entry.ts';
import { scanXbox } from './xbox.ts';

export interface Detected {
  readonly games: readonly FoundGame[];
  readonly offline: readonly string[];
}

/** Only games we have a definition of. One installation is answered once, even when two stores know it. */
export function detectGames(env: LocateEnv, definitions: readonly GameDefinition[] = gameDefinitions): Detected {
  const { installations, offline } = scanStores(env);
  const games = new Map<string, FoundGame>();
  for (const installation of installations) {
    const { folder } = installation.entry;
    const key = env.os === 'windows' ? folder.toLowerCase() : folder;
    const definition = games.has(key) ? undefined : definitions.find((one) => isOf(env, one, installation));
    if (definition !== undefined) games.set(key, foundGame(env, installation, definition));
  }
  return { games: [...games.values()].toSorted((a, b) => a.name.localeCompare(b.name)), offline };
}

/** As a store lists it. */
export interface Installation {
  readonly store: GameStore;
  readonly entry: StoreEntry;
}

/** null: no store says that this game is in the folder. */
export const installationIn = (env: LocateEnv, folder: string, definition: GameDefinition): Installation | null =>
  scanStores(env).installations.find((one) => one.entry.folder === folder && isOf(env, definition, one)) ?? null;

function scanStores(env: LocateEnv): {
  readonly installations: readonly Installation[];
  readonly offline: readonly string[];
} {
  const steam = scanSteam(env);
  const lists: readonly (readonly [GameStore, readonly StoreEntry[]])[] = [
    ['steam', steam.entries],
    ['gog', scanGog(env)],
    ['epic', scanEpic(env)],
    ['xbox', scanXbox(env)],
    ['heroic', scanHeroic(env)],
    ['lutris', scanLutris(env)],
    ['bottles', scanBottles(env)],
    ['wine', scanWine(env)],
    ['itch', scanItch(env)],
  ];
  return {
    installations: lists.flatMap(([store, entries]) => entries.map((entry) => ({ store, entry }))),
    offline: steam.offline,
  };
}

function isOf(env: LocateEnv, definition: GameDefinition, { store, entry: { ids, folder } }: Installation): boolean {
  if (ids.length > 0) return ids.some((id) => isKnownAs(definition.stores, store, id));
  return recognises(env.fs, folder, definition) && missingFiles(env.fs, folder, definition, env.os).length === 0;
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
    case 'xbox':
      return ids?.xbox?.includes(id) ?? false;
    case 'heroic':
    case 'lutris':
    case 'bottles':
    case 'wine':
      return [...epic, ids?.gog].some((list) => list?.includes(id));
    case 'itch':
      return false;
    default:
      return store satisfies never;
  }
}

function foundGame(env: LocateEnv, { store, entry }: Installation, definition: GameDefinition): FoundGame {
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
    pictures: entry.pictures(),
    ...targetsOf(env, definition, folder, entry.prefix, store),
  };
}

/** The targets of a game in a folder; `prefix` answers the user folders of its Windows build. */
export function targetsOf(
  env: LocateEnv,
  definition: GameDefinition,
  folder: string,
  prefix: StoreEntry['prefix'] = () => null,
  store?: GameStore,
): ResolvedTargets {
  const runsOn = buildOf(env.fs, definition, folder, env.os);
  const user = runsOn === env.os ? env.folders : prefix();
  return resolveTargets(env.fs, definition, { folder, runsOn, user, store });
}
