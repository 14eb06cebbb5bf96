/** What the player should know about the lists that a game keeps about its mods. */
import path from 'node:path';
import type { FolderWarning, GameDefinition } from '../../shared/games.ts';
import type { ChangeOutcome, Loadout } from '../../shared/model.ts';
import { companionsOf } from '../games/companions.ts';
import { listWarning } from '../games/folder-warnings.ts';
import { listKinds } from '../games/lists/kinds.ts';
import { hostOs, type LocateEnv } from '../games/locate/locate-env.ts';
import { existingSpelling } from '../games/locate/read-tolerantly.ts';
import { buildOf } from '../games/locate/resolve-targets.ts';
import { foldersOf, type GameRow } from '../registry/games.ts';
import { missingLists } from './complete-lists.ts';
import type { Engine } from './engine.ts';
import { definitionOf } from './game-definition.ts';
import { listChange } from './list-change.ts';

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

/** Why mods that a change switches on stay off in the game; null: they do not. */
export function listTrouble(
  engine: Engine,
  game: GameRow,
  { from, to }: { readonly from: Loadout; readonly to: Loadout },
): NonNullable<ChangeOutcome['list']> | null {
  const definition = definitionOf(engine, game);
  if (definition?.lists === undefined) return null;
  const [warning] = listWarnings({ fs: engine.fs, os: hostOs() }, game, definition);
  if (warning === undefined) return null;
  const concerned = definition.lists.some(
    (list) => listChange(engine, game, { list, from, to, first: false }).change.fresh.size > 0,
  );
  if (!concerned) return null;
  return warning.code === 'list-missing' ? 'missing' : 'unreadable';
}

function warningOf(
  { fs }: Pick<LocateEnv, 'fs'>,
  file: string,
  { begins, isSound }: (typeof listKinds)[keyof typeof listKinds],
): readonly FolderWarning[] {
  if (fs.lstat(file)?.kind !== 'file') return begins ? [] : [listWarning('list-missing', path.basename(file))];
  return isSound(fs.readFile(file)) ? [] : [listWarning('list-unreadable', path.basename(file))];
}
