/** The files of an archive as folders, and whether a folder holds what a pattern of a game definition names. Pure. */
import { foldKey } from '../../../shared/rel-path.ts';
import { globOf, type Glob } from './globs.ts';

export interface ArchiveFolder {
  /** As the archive spells it; "" is the top. */
  readonly name: string;
  readonly above: ArchiveFolder | null;
  readonly depth: number;
  /** Index of each file by its folded name. */
  readonly files: Map<string, number>;
  /** By folded name: two that differ in case only are one. */
  readonly folders: Map<string, ArchiveFolder>;
}

/** `paths`: index and path of the files that count. */
export function archiveTree(paths: Iterable<readonly [number, string]>): ArchiveFolder {
  const top = emptyFolder('', null);
  for (const [at, path] of paths) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let folder = top;
    for (const part of parts) {
      const key = foldKey(part);
      const next = folder.folders.get(key) ?? emptyFolder(part, folder);
      folder.folders.set(key, next);
      folder = next;
    }
    folder.files.set(foldKey(name), at);
  }
  return top;
}

const emptyFolder = (name: string, above: ArchiveFolder | null): ArchiveFolder => ({
  name,
  above,
  depth: above === null ? 0 : above.depth + 1,
  files: new Map(),
  folders: new Map(),
});

/** Indexes of all files below a folder. */
export function* filesBelow(folder: ArchiveFolder): Iterable<number> {
  yield* folder.files.values();
  for (const inner of folder.folders.values()) yield* filesBelow(inner);
}

/** A pattern, ready to be looked for: the folders down to it, and what it is. */
export interface Mark {
  readonly parts: readonly Glob[];
  /** `/` at its end: a folder with something in it. */
  readonly isFolder: boolean;
}

export function markOf(pattern: string): Mark {
  const isFolder = pattern.endsWith('/');
  const parts = (isFolder ? pattern.slice(0, -1) : pattern).split('/').map(globOf);
  return { parts, isFolder };
}

/** Whether the folder directly holds what the pattern names. */
export const holds = (folder: ArchiveFolder, { parts, isFolder }: Mark): boolean => holdsFrom(folder, parts, isFolder);

function holdsFrom({ files, folders }: ArchiveFolder, [first, ...rest]: readonly Glob[], isFolder: boolean): boolean {
  if (first === undefined) return true;
  if (rest.length === 0 && !isFolder) return some(files.keys(), first);
  for (const [name, folder] of folders) if (first(name) && holdsFrom(folder, rest, isFolder)) return true;
  return false;
}

function some(names: Iterable<string>, test: Glob): boolean {
  for (const name of names) if (test(name)) return true;
  return false;
}

/** The outermost folders for which `test` holds, in name order. */
export function outermost(folder: ArchiveFolder, test: (folder: ArchiveFolder) => boolean): readonly ArchiveFolder[] {
  if (test(folder)) return [folder];
  const inner = [...folder.folders.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return inner.flatMap(([, one]) => outermost(one, test));
}
