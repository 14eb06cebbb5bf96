/** Several mods in one archive that cannot all be wanted, as folders of it. Pure. */
import { foldKey } from '../../../shared/rel-path.ts';
import type { ArchiveFolder } from './archive-tree.ts';
import { unitFinder, type FindUnit, type GamePlaces } from './game-places.ts';
import { folderPath, placedOf, rootsIn, type Settled } from './place-files.ts';
import { placeKey } from './place-keys.ts';
import { ownFolders, placeRoot, type ArchivePath } from './place-root.ts';

/** Folders to choose from; none when there is nothing to ask. */
export interface Parts {
  readonly folders: readonly string[];
  /** They bring the same files: at most one of them can be right. */
  readonly collide: boolean;
}

export function partsIn(files: readonly ArchivePath[], game: GamePlaces): Parts {
  const roots = rootsIn(files, game);
  const keyOf = placeKey(game);
  const placed = roots.map((root) => placedOf(placeRoot(root, files, game, 'mod')));
  const folders = roots.length < 2 ? [] : foldersAsked(roots, placed, keyOf, game);
  if (folders.length > 1) return { folders, collide: sharing(placed, keyOf) };
  const rivals = outermostOf(placed.flatMap((group) => rivalsIn(group, files, keyOf)));
  return { folders: rivals, collide: rivals.length > 0 };
}

type KeyOf = ReturnType<typeof placeKey>;

function foldersAsked(
  roots: readonly ArchiveFolder[],
  placed: readonly (readonly Settled[])[],
  keyOf: KeyOf,
  game: GamePlaces,
): readonly string[] {
  const unit = unitFinder(game);
  if (!sharing(placed, keyOf) && roots.every((root) => isModFolder(root, unit))) return [];
  return roots.filter((_, index) => (placed[index]?.length ?? 0) > 0).map(folderPath);
}

/** Whether two roots bring a file of one place. */
function sharing(placed: readonly (readonly Settled[])[], keyOf: KeyOf): boolean {
  const keys = placed.flatMap((group) => [...new Set(group.map(([, position]) => keyOf(position)))]);
  return new Set(keys).size < keys.length;
}

const isModFolder = (folder: ArchiveFolder, unit: FindUnit): boolean =>
  [unit(folder, 'signs'), unit(folder, 'hints')].some((place) => place !== null && ownFolders(place));

/** The folders of one root in which files of one place lie. A file that lies beside such a folder is no choice. */
function rivalsIn(group: readonly Settled[], files: readonly ArchivePath[], keyOf: KeyOf): readonly string[] {
  const byPlace = Map.groupBy(group, ([, position]) => keyOf(position));
  return [...byPlace.values()].flatMap((same) => {
    if (same.length < 2) return [];
    const folders = same.map(([index]) => (files[index]?.path ?? '').split('/').slice(0, -1));
    const shared = sharedStart(folders);
    if (folders.some((parts) => parts.length === shared)) return [];
    return folders.map((parts) => parts.slice(0, shared + 1).join('/'));
  });
}

function sharedStart([first = [], ...others]: readonly (readonly string[])[]): number {
  const isShared = (at: number): boolean =>
    others.every((parts) => foldKey(parts[at] ?? '') === foldKey(first[at] ?? ''));
  let count = 0;
  while (count < first.length && isShared(count)) count += 1;
  return count;
}

/** Each once, and none inside of another. */
function outermostOf(folders: readonly string[]): readonly string[] {
  const byKey = new Map(folders.map((folder) => [foldKey(folder), folder]));
  const inside = (key: string): boolean => {
    for (let cut = key.lastIndexOf('/'); cut > 0; cut = key.lastIndexOf('/', cut - 1))
      if (byKey.has(key.slice(0, cut))) return true;
    return false;
  };
  const kept = [...byKey.entries()].filter(([key]) => !inside(key)).map(([, folder]) => folder);
  return kept.length > 1 ? kept.toSorted() : [];
}
