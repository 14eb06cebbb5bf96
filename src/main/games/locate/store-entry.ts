/** What a store says of one installed game, before it is matched with a definition. */
import path from 'node:path';
import { noPictures, type GamePictures } from '../../../shared/games.ts';
import { realPath } from '../../lib/real-path.ts';
import type { LocateEnv, UserFolders } from './locate-env.ts';

export interface StoreEntry {
  /** Its ids in that store; none where the store has no ids of its own and the folder has to speak. */
  readonly ids: readonly string[];
  readonly folder: string;
  readonly busy: boolean;
  readonly build: string | null;
  readonly launchUrl: string | null;
  /** User folders of its prefix; null: none yet. Only asked for when a Windows build runs elsewhere. */
  readonly prefix: () => UserFolders | null;
  /** Files that the store keeps on this computer. Only asked for when the game is one we know. */
  readonly pictures: () => GamePictures;
}

const noPrefix = (): UserFolders | null => null;

/** None when the folder is not there: lists of stores outlive what they list. */
export function entry(
  { hostPath }: Pick<LocateEnv, 'hostPath'>,
  place: string,
  ids: readonly string[],
  more: Partial<Pick<StoreEntry, 'build' | 'launchUrl' | 'prefix' | 'pictures'>> = {},
): readonly StoreEntry[] {
  const here = hostPath === undefined ? place : hostPath(place);
  const folder = here !== null && path.isAbsolute(here) ? realPath(here) : null;
  if (folder === null) return [];
  const known = { busy: false, build: null, launchUrl: null, prefix: noPrefix, pictures: () => noPictures };
  return [{ ids, folder, ...known, ...more }];
}

/** The folders above a program, nearest first: one of them is the game's, and only the game's files tell which. */
export function foldersAbove(program: string): readonly string[] {
  const folders: string[] = [];
  for (let at = path.dirname(program); folders.length < 5 && at !== path.dirname(at); at = path.dirname(at))
    folders.push(at);
  return folders;
}
