/** What becomes of an archive in a game that loads mods as archives. Pure. */
import { foldKey, type RelPath } from '../../../shared/rel-path.ts';
import { archiveTree, holds } from './archive-tree.ts';
import type { Place } from './game-places.ts';

/**
 * `whole`: it is the mod. `inner`: it only wraps archives that are. `unpacked`: the game would not look into it, because
 * of its format or because everything in it lies one folder too deep, but takes a folder.
 */
export type ArchiveUse = 'whole' | 'inner' | 'unpacked';

export function archiveUse(paths: readonly RelPath[], format: string, { signs }: Place): ArchiveUse {
  const top = archiveTree(paths.map((path, index) => [index, path] as const));
  if (signs.some((mark) => holds(top, mark))) return format === 'zip' ? 'whole' : 'unpacked';
  const deeper = [...top.folders.values()].some((folder) => signs.some((mark) => holds(folder, mark)));
  if (deeper) return 'unpacked';
  if (paths.some(isInnerArchive)) return 'inner';
  return format === 'zip' ? 'whole' : 'unpacked';
}

export const isInnerArchive = (path: RelPath): boolean => foldKey(path).endsWith('.zip');
