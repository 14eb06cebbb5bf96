/** What the player should know about the lists that a game keeps about its mods. */
import path from 'node:path';
import type { FolderWarning, GameDefinition } from '../../shared/games.ts';
import { companionsOf } from '../games/companions.ts';
import { listWarning } from '../games/folder-warnings.ts';
import { listKinds } from '../games/lists/kinds.ts';
import type { LocateEnv } from '../games/locate/locate-env.ts';
import { existingSpelling } from '../games/locate/read-tolerantly.ts';
import { buildOf } from '../games/locate/resolve-targets.ts';
import { foldersOf, type GameRow } from '../registry/games.ts';
import { missingLists } from './complete-lists.ts';

export function listWarnings(
  env: Pick<LocateEnv, 'fs' | 'os'>,
  game: GameRow,
  definition: GameDefinition,
): readonly FolderWarning[] {
  const runsOn = buildOf(env.fs, definition, game.root, env.os);
  const missing = missingLists(game, definition)
    .filter(({ os }) => os === undefined || os.includes(runsOn))
    .filter(({ of }) => game.targets.some(({ name }) => name === of));
  return [
    ...missing.map(({ file }) => listWarning('list-missing', file)),
    ...companionsOf(game, definition.lists).flatMap(({ target, path: file, changes }) => {
      const folder = foldersOf(game).find(({ name }) => name === target);
      if (changes.by !== 'list' || folder === undefined) return [];
      return warningOf(env, existingSpelling(env.fs, folder.path, file), listKinds[changes.list.format]);
    }),
  ];
}

function warningOf(
  { fs }: Pick<LocateEnv, 'fs'>,
  file: string,
  { begins, isSound }: (typeof listKinds)[keyof typeof listKinds],
): readonly FolderWarning[] {
  if (fs.lstat(file)?.kind !== 'file') return begins ? [] : [listWarning('list-missing', path.basename(file))];
  return isSound(fs.readFile(file)) ? [] : [listWarning('list-unreadable', path.basename(file))];
}
