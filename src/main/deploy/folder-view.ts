/**
 * Finds where a path of a mod lies on disk: in the casing that is there already, without ever following a link.
 * Everything is looked up once per deployment.
 */
import path from 'node:path';
import { baseName, foldKey, parentOf, type RelPath } from '../../shared/rel-path.ts';
import { errnoOf, type DirEntry, type Fs } from '../lib/fs.ts';

export interface Obstacle {
  /** Absolute. */
  readonly path: string;
  readonly kind: 'file' | 'link' | 'other';
}

export interface Place {
  /** Below the root, in the casing of the disk. */
  readonly text: RelPath;
  /** Absolute. */
  readonly file: string;
  /** Folders to make first, outermost first. */
  readonly missing: readonly string[];
  /** Something that is not a folder where a folder is needed. */
  readonly obstacle: Obstacle | null;
}

export interface FolderView {
  readonly locate: (root: string, wanted: RelPath) => Place;
}

interface Folder {
  readonly text: RelPath | null;
  readonly absolute: string;
  readonly missing: readonly string[];
  readonly obstacle: Obstacle | null;
}

export function createFolderView(fs: Fs): FolderView {
  const folders = new Map<string, Folder>();
  const listings = new Map<string, Map<string, DirEntry>>();

  /** Names of an existing folder by their folded form. */
  function listing(absolute: string): Map<string, DirEntry> {
    const known = listings.get(absolute);
    if (known !== undefined) return known;
    const names = new Map<string, DirEntry>();
    for (const entry of fs.readdir(absolute)) names.set(foldKey(entry.name), entry);
    listings.set(absolute, names);
    return names;
  }

  /** The name that is on disk for `name`: itself when it exists, else one that differs only in case. */
  function nameOnDisk(absolute: string, name: string): { name: string; kind: DirEntry['kind'] } | null {
    const stat = fs.lstat(path.join(absolute, name));
    if (stat !== null) return { name, kind: stat.kind };
    return listing(absolute).get(foldKey(name)) ?? null;
  }

  function rootFolder(root: string): Folder {
    const missing: string[] = [];
    let absolute = root;
    for (;;) {
      const stat = statOf(absolute);
      if (stat !== null) {
        const obstacle = stat === 'folder' ? null : { path: absolute, kind: stat };
        return { text: null, absolute: root, missing, obstacle };
      }
      missing.unshift(absolute);
      absolute = path.dirname(absolute);
    }
  }

  function statOf(absolute: string): DirEntry['kind'] | null {
    try {
      return fs.lstat(absolute)?.kind ?? null;
    } catch (error) {
      // A parent is a file: report the parent, which is met next on the way up.
      if (errnoOf(error) === 'ENOTDIR') return null;
      throw error;
    }
  }

  function child(parent: Folder, name: string): Folder {
    const text = (parent.text === null ? name : `${parent.text}/${name}`) as RelPath;
    const absolute = path.join(parent.absolute, name);
    if (parent.obstacle !== null) return { ...parent, text, absolute };
    if (parent.missing.length > 0) return { text, absolute, missing: [...parent.missing, absolute], obstacle: null };
    const there = nameOnDisk(parent.absolute, name);
    if (there === null) return { text, absolute, missing: [absolute], obstacle: null };
    const real = path.join(parent.absolute, there.name);
    const realText = (parent.text === null ? there.name : `${parent.text}/${there.name}`) as RelPath;
    const obstacle = there.kind === 'folder' ? null : { path: real, kind: there.kind };
    return { text: realText, absolute: real, missing: [], obstacle };
  }

  /** Keyed by the folded path: the first casing seen for a folder that is yet to be made is the one all use. */
  function folder(root: string, wanted: RelPath | null): Folder {
    const key = `${root}\0${wanted === null ? '' : foldKey(wanted)}`;
    const known = folders.get(key);
    if (known !== undefined) return known;
    const made = wanted === null ? rootFolder(root) : child(folder(root, parentOf(wanted)), baseName(wanted));
    folders.set(key, made);
    return made;
  }

  function locate(root: string, wanted: RelPath): Place {
    const parent = folder(root, parentOf(wanted));
    const exists = parent.obstacle === null && parent.missing.length === 0;
    const name = (exists ? nameOnDisk(parent.absolute, baseName(wanted))?.name : undefined) ?? baseName(wanted);
    return {
      text: (parent.text === null ? name : `${parent.text}/${name}`) as RelPath,
      file: path.join(parent.absolute, name),
      missing: parent.missing,
      obstacle: parent.obstacle,
    };
  }

  return { locate };
}
