/**
 * The order of a deployment's steps: removals, folders that they leave empty (deepest first), new folders (outermost
 * first), puts. So a file can become a folder and a folder a file in one deployment. Pure.
 */
import { parentOf, type RelPath } from '../../shared/rel-path.ts';

export interface FileChange<T> {
  readonly action: 'create' | 'replace' | 'remove';
  readonly root: string;
  readonly path: RelPath;
  /** Folders below the root that must be made for a put. */
  readonly missing: readonly RelPath[];
  /** How many of the folders it lies in may go with it when they are empty, innermost first. None with a put. */
  readonly mayEmpty: number;
  readonly subject: T;
}

export interface FileStep<T> {
  readonly action: 'create' | 'replace' | 'remove';
  readonly root: string;
  readonly path: RelPath;
  readonly subject: T;
}

export interface FolderStep {
  readonly action: 'make-folder' | 'remove-folder';
  readonly root: string;
  readonly path: RelPath;
}

export type OrderedStep<T> = FileStep<T> | FolderStep;

/** `made` says whether a folder is one of ours: only those are removed again. */
export function orderSteps<T>(
  changes: readonly FileChange<T>[],
  made: (root: string, folder: RelPath) => boolean,
): readonly OrderedStep<T>[] {
  const removals = changes.filter((change) => change.action === 'remove');
  const puts = changes.filter((change) => change.action !== 'remove');
  const step = ({ action, root, path, subject }: FileChange<T>): OrderedStep<T> => ({ action, root, path, subject });
  return [
    ...removals.map(step),
    ...emptiedFolders(changes, made),
    ...newFolders(puts),
    ...puts.toSorted((a, b) => compare(a.path, b.path)).map(step),
  ];
}

function emptiedFolders<T>(
  changes: readonly FileChange<T>[],
  made: (root: string, folder: RelPath) => boolean,
): OrderedStep<T>[] {
  const removals = changes.filter((change) => change.mayEmpty > 0);
  if (removals.length === 0) return [];
  const needed = new Set(
    changes.flatMap(({ root, path, mayEmpty }) =>
      ancestors(path)
        .slice(mayEmpty)
        .map((folder) => key(root, folder)),
    ),
  );
  const folders = new Map<string, { root: string; path: RelPath }>();
  for (const { root, path, mayEmpty } of removals) {
    for (const folder of ancestors(path).slice(0, mayEmpty)) {
      const id = key(root, folder);
      // A folder that is needed is needed with all above it.
      if (needed.has(id) || folders.has(id)) break;
      if (made(root, folder)) folders.set(id, { root, path: folder });
    }
  }
  return [...folders.values()]
    .toSorted((a, b) => depth(b.path) - depth(a.path))
    .map(({ root, path }) => ({ action: 'remove-folder', root, path }));
}

function newFolders<T>(puts: readonly FileChange<T>[]): OrderedStep<T>[] {
  const folders = new Map<string, { root: string; path: RelPath }>();
  const seen = new Set<readonly RelPath[]>();
  for (const { root, missing } of puts) {
    // Files of one folder share one list.
    if (seen.has(missing)) continue;
    seen.add(missing);
    for (const path of missing) folders.set(key(root, path), { root, path });
  }
  return [...folders.values()]
    .toSorted((a, b) => depth(a.path) - depth(b.path) || compare(a.path, b.path))
    .map(({ root, path }) => ({ action: 'make-folder', root, path }));
}

/** Folders a path lies in, innermost first. */
export function ancestors(path: RelPath): RelPath[] {
  const folders: RelPath[] = [];
  for (let folder = parentOf(path); folder !== null; folder = parentOf(folder)) folders.push(folder);
  return folders;
}

const key = (root: string, path: RelPath): string => `${root}\0${path}`;
const depth = (path: RelPath): number => path.split('/').length;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
