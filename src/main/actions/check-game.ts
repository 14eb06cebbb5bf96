/** What the player should know about the folders of a game: before it is managed, and later. */
import type { FolderWarning, GameCheck, GameDefinition, Target } from '../../shared/games.ts';
import { nearestFolder } from '../deploy/targets.ts';
import { folderWarnings, incompleteWarning } from '../games/folder-warnings.ts';
import { isWritable } from '../games/inspect-folder.ts';
import { targetsOf } from '../games/locate/detect-games.ts';
import type { LocateEnv } from '../games/locate/locate-env.ts';
import { missingFiles } from '../games/recognise.ts';
import type { Fs } from '../lib/fs.ts';
import { isInside } from '../lib/is-inside.ts';
import type { GameRow } from '../registry/games.ts';
import { listWarnings } from './check-lists.ts';
import { launchOptions } from './launch-options.ts';
import { storeFolder } from '../store/store-place.ts';

interface CheckDeps {
  readonly fs: Fs;
  readonly dataDir: string;
}

/** Each warning once, of the install folder and of the folders outside of it that mods go to. */
export function checkFolders(
  { fs, dataDir }: CheckDeps,
  root: string,
  targets: readonly Pick<Target, 'path'>[],
): readonly FolderWarning[] {
  const places = targets.map((target) => target.path);
  const outside = places.filter((place) => !isInside(root, place));
  const folders = [root, ...outside.map((place) => nearestFolder(fs, place))];
  const store = storeFolder(dataDir);
  const all = folders.flatMap((folder) => folderWarnings(fs, folder, store, isWritable(fs, folder), places));
  return [...new Map(all.map((warning) => [warning.code, warning])).values()];
}

/** `definition` is that of the game, null for one of the player's own. */
export function checkGame(
  deps: CheckDeps,
  env: LocateEnv,
  game: GameRow,
  definition: GameDefinition | null,
): GameCheck {
  const has = new Set(game.targets.map(({ name }) => name));
  const wanted = definition?.targets.filter(({ os }) => os === undefined || os.includes(env.os)) ?? [];
  const unresolved = definition === null ? [] : targetsOf(env, definition, game.root).unresolved;
  const toolOnly = new Set(wanted.filter(({ root }) => root === 'tool').map(({ name }) => name));
  return {
    warnings: [
      ...checkFolders(deps, game.root, game.targets),
      ...(definition === null ? [] : incompleteWarning(missingFiles(deps.fs, game.root, definition, env.os))),
      ...(definition === null ? [] : listWarnings(env, game, definition)),
    ],
    unresolved: unresolved
      .filter(({ name }) => !has.has(name))
      .map(({ name }) => ({ name, why: toolOnly.has(name) ? ('choose-folder' as const) : ('start-once' as const) })),
    launchOptions: launchOptions(env, game, definition),
  };
}

/** With the targets that cannot be taken up, because mods have files there: only the registry knows them. */
export const withHeld = (check: GameCheck, held: readonly Target[]): GameCheck => ({
  ...check,
  unresolved: [...check.unresolved, ...held.map(({ name }) => ({ name, why: 'holds-mods' as const }))],
});
