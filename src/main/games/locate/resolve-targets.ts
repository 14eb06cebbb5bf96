/** Where the targets of a definition are for one installed game. */
import path from 'node:path';
import type { FoundGame, GameDefinition, GameOs, Target, TargetDefinition } from '../../../shared/games.ts';
import type { LocateEnv, UserFolders } from './locate-env.ts';
import { existingSpelling, isThere } from './read-tolerantly.ts';

export interface Installed {
  readonly folder: string;
  /** Whose build lies in the folder. Under Proton and Wine: windows. */
  readonly runsOn: GameOs;
  /** Of the player, or of the prefix. null: the prefix is not there yet. */
  readonly user: UserFolders | null;
}

export interface ResolvedTargets {
  readonly targets: readonly Target[];
  readonly unresolved: FoundGame['unresolved'];
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
  return { targets, unresolved };
}

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
