/** Where the targets of a definition are for one installed game. */
import path from 'node:path';
import type {
  FoundGame,
  GameDefinition,
  GameOs,
  GameStore,
  ListDefinition,
  ListFolder,
  Target,
  TargetDefinition,
} from '../../../shared/games.ts';
import type { LocateEnv, UserFolders } from './locate-env.ts';
import { existingSpelling, isThere } from './read-tolerantly.ts';

export interface Installed {
  readonly folder: string;
  /** Whose build lies in the folder. Under Proton and Wine: windows. */
  readonly runsOn: GameOs;
  /** Of the player, or of the prefix. null: the prefix is not there yet. */
  readonly user: UserFolders | null;
  /** Whose installation it is, where one is known. */
  readonly store?: GameStore | undefined;
}

export interface ResolvedTargets {
  readonly targets: readonly Target[];
  readonly unresolved: FoundGame['unresolved'];
  readonly lists: readonly ListFolder[];
}

type Files = LocateEnv['fs'];

export function resolveTargets(fs: Files, definition: GameDefinition, installed: Installed): ResolvedTargets {
  const targets: Target[] = [];
  const unresolved: FoundGame['unresolved'][number][] = [];
  const wanted = definition.targets.filter(({ os }) => os === undefined || os.includes(installed.runsOn));
  for (const target of wanted) {
    const folder = folderOf(fs, target, installed);
    if (folder === 'choose-folder' || folder === 'start-once') unresolved.push({ name: target.name, why: folder });
    else targets.push({ name: target.name, path: folder, layout: target.layout });
  }
  return { targets, unresolved, lists: resolveLists(fs, definition, installed, targets) };
}

/** Folders of lists that are there. One that the game has not made yet is none: it would be made in a wrong place. */
export function resolveLists(
  fs: Files,
  { lists = [] }: GameDefinition,
  { runsOn, user, store }: Pick<Installed, 'runsOn' | 'user' | 'store'>,
  targets: readonly Pick<Target, 'name' | 'path'>[],
): readonly ListFolder[] {
  const wanted = lists.filter(({ os }) => os === undefined || os.includes(runsOn));
  return wanted.flatMap((list) => {
    const base = rootOfList(list, user, targets);
    const places = [list.path ?? '.', ...(list.alternatives ?? [])].flatMap((place) =>
      base === null ? [] : existingSpelling(fs, base, place),
    );
    const there = places.filter((place) => isThere(fs, place));
    const folder = there.find((place) => isNameIn(place, store)) ?? there[0];
    return folder === undefined ? [] : [{ format: list.format, path: folder }];
  });
}

function rootOfList(
  { root, of }: ListDefinition,
  user: UserFolders | null,
  targets: readonly Pick<Target, 'name' | 'path'>[],
): string | null {
  if (root !== 'target' && root !== 'beside') return user?.[root] ?? null;
  const target = targets.find(({ name }) => name === of);
  return target === undefined ? null : root === 'target' ? target.path : path.dirname(target.path);
}

/** Stores put their name behind that of a folder, so that two copies of a game do not share it. */
const endings: Readonly<Partial<Record<GameStore, string>>> = { gog: ' GOG', epic: ' EPIC', xbox: ' MS' };

const isNameIn = (place: string, store: GameStore | undefined): boolean => {
  const ending = store === undefined ? undefined : endings[store];
  return ending !== undefined && place.endsWith(ending);
};

function folderOf(fs: Files, target: TargetDefinition, { folder, user }: Installed): string {
  const root = target.root ?? 'game';
  if (root === 'tool') return 'choose-folder';
  if (root === 'game') return existingSpelling(fs, folder, chosenPath(fs, target, folder));
  const outside = user === null ? null : existingSpelling(fs, user[root], target.path);
  const { portable } = target;
  if (portable !== undefined) {
    const inside = existingSpelling(fs, folder, portable);
    if (outside === null || isThere(fs, inside) || !isThere(fs, path.dirname(outside))) return inside;
  }
  return outside ?? 'start-once';
}

/** Some stores' builds call a folder otherwise: the one whose first folder exists. */
const chosenPath = (fs: Files, target: TargetDefinition, folder: string): string =>
  [target.path, ...(target.alternatives ?? [])].find((candidate) =>
    isThere(fs, path.join(folder, candidate.split('/', 1)[0] ?? '')),
  ) ?? target.path;

/** Whose build lies in a folder: a prefix can be left over although the native build is installed now. */
export function buildOf(fs: Files, definition: GameDefinition, folder: string, host: GameOs): GameOs {
  const has = (os: GameOs): boolean =>
    (definition.executables?.[os] ?? []).some((file) => isThere(fs, existingSpelling(fs, folder, file)));
  if (has(host)) return host;
  return host !== 'windows' && has('windows') ? 'windows' : host;
}

/** The user's folders inside a Proton or Wine prefix; null before the game's first start. */
export function prefixUser(fs: Files, prefix: string, user = 'steamuser'): UserFolders | null {
  const home = path.join(prefix, 'drive_c', 'users', user);
  if (!isThere(fs, home)) return null;
  const data = path.join(home, 'AppData');
  return {
    home,
    documents: path.join(home, 'Documents'),
    appdata: path.join(data, 'Roaming'),
    localappdata: path.join(data, 'Local'),
    locallow: path.join(data, 'LocalLow'),
  };
}
