/**
 * What an archive may hold. Every reader lists its entries into one policy before a single byte is unpacked; the
 * first entry that breaks a rule refuses the whole archive. Pure: knows no format and no disk.
 */
import { LoadstoneError } from '../../shared/errors.ts';
import { foldKey, relPathFault, type RelPath } from '../../shared/rel-path.ts';
import { type ArchiveLimits, defaultLimits } from './archive.ts';
import { refused } from './faults.ts';

/** What an entry says it is. Permission bits are never taken from an archive, so they are not here. */
export type EntryKind = 'file' | 'folder' | 'link' | 'special' | 'sparse';

interface ListedEntry {
  /** Decoded, otherwise as the archive has it. */
  readonly name: string;
  readonly kind: EntryKind;
  /** Bytes after decompression, as the archive claims. */
  readonly size: number;
}

export interface Budget {
  /** Size of the archive on disk, in bytes. */
  readonly packedSize: number;
  readonly limits?: ArchiveLimits;
  /** Bytes the caller can spare for the unpacked files; a reserve for the system is the caller's to keep back. */
  readonly freeSpace?: number;
}

export interface Policy {
  /** The path of a file; null for a folder, which carries nothing we keep. Throws `archive_refused` or `disk_full`. */
  readonly admit: (entry: ListedEntry) => RelPath | null;
  /** Sum of the admitted sizes so far, in bytes. */
  readonly totalSize: () => number;
}

/** All names of an archive together: far more than honest archives have, and little enough to hold in memory. */
export const maxNameCharacters = 16 * 1024 * 1024;

export function createPolicy({ packedSize, limits = defaultLimits, freeSpace = Infinity }: Budget): Policy {
  const tree = createTree(limits.maxEntries);
  let entries = 0;
  let total = 0;
  let characters = 0;

  const spend = (name: string, size: number): void => {
    total += size;
    if (total > limits.maxTotalSize) throw refused('too_large', name);
    if (isBomb(total, packedSize, limits)) throw refused('ratio', name);
    if (total > freeSpace) throw noSpace(freeSpace);
  };

  return {
    admit: ({ name, kind, size }) => {
      entries += 1;
      if (entries > limits.maxEntries) throw refused('too_many_entries', name);
      characters += name.length;
      if (characters > maxNameCharacters) throw refused('directory_too_large');
      refuseKind(kind, name);
      if (!Number.isSafeInteger(size) || size < 0) throw refused('too_large', name);
      const isFolder = kind === 'folder';
      if (isFolder && size > 0) throw refused('folder_with_content', name);
      const path = cleanName(name, isFolder);
      if (path === null) return null;
      spend(name, size);
      return isFolder ? tree.addFolder(path, name) : tree.addFile(path, name);
    },
    totalSize: () => total,
  };
}

/** True when the unpacked size cannot come from honest files. Streaming readers ask while they unpack. */
export const isBomb = (unpacked: number, packed: number, limits: ArchiveLimits): boolean =>
  unpacked > limits.ratioFloor && unpacked > packed * limits.maxRatio;

function refuseKind(kind: EntryKind, name: string): void {
  switch (kind) {
    case 'file':
    case 'folder':
      return;
    case 'link':
      throw refused('link', name);
    case 'special':
      throw refused('special_file', name);
    case 'sparse':
      throw refused('sparse_file', name);
  }
}

/** The name with `/` only, checked; null for the archive's own root ("./"), which tar writers list. */
function cleanName(name: string, isFolder: boolean): string | null {
  if (!name.isWellFormed()) throw refused('bad_encoding', name);
  let path = name.includes('\\') ? name.replaceAll('\\', '/') : name;
  if (path.startsWith('./')) path = path.replace(/^(?:\.\/)+/u, '');
  if (isFolder) {
    path = path.replace(/\/$/u, '');
    if (name !== '' && (path === '' || path === '.') && !/^[\\/]/u.test(name)) return null;
  }
  const fault = relPathFault(path);
  if (fault !== null) throw refused(fault, name);
  return path;
}

interface Folder {
  /** In the casing that came first. */
  readonly path: string;
  readonly key: string;
}

interface Tree {
  readonly addFolder: (path: string, name: string) => null;
  readonly addFile: (path: string, name: string) => RelPath;
}

/**
 * Finds names that are one name on a file system that ignores case. Folders whose names differ only in that way are
 * one folder, as real mods need; the casing that came first wins. Files never are.
 */
function createTree(maxFolders: number): Tree {
  const root: Folder = { path: '', key: '' };
  const foldersByKey = new Map<string, Folder>();
  const foldersBySpelling = new Map<string, Folder>([['', root]]);
  const files = new Set<string>();

  const folderAt = (spelling: string, name: string): Folder => {
    const known = foldersBySpelling.get(spelling);
    if (known !== undefined) return known;
    const cut = spelling.lastIndexOf('/');
    const parent = folderAt(cut < 0 ? '' : spelling.slice(0, cut), name);
    const own = childOf(parent, spelling.slice(cut + 1));
    if (files.has(own.key)) throw refused('file_and_folder', name);
    // Names without folder entries make folders too: they are bounded like entries.
    if (foldersBySpelling.size > maxFolders) throw refused('too_many_entries', name);
    const folder = foldersByKey.get(own.key) ?? own;
    foldersByKey.set(folder.key, folder);
    foldersBySpelling.set(spelling, folder);
    return folder;
  };

  return {
    addFolder: (path, name) => {
      folderAt(path, name);
      return null;
    },
    addFile: (path, name) => {
      const cut = path.lastIndexOf('/');
      const file = childOf(folderAt(cut < 0 ? '' : path.slice(0, cut), name), path.slice(cut + 1));
      if (foldersByKey.has(file.key)) throw refused('file_and_folder', name);
      if (files.has(file.key)) throw refused('collision', name);
      files.add(file.key);
      // The other casing of a folder can be longer ("ß" and "SS").
      const fault = file.path === path ? null : relPathFault(file.path);
      if (fault !== null) throw refused(fault, name);
      return file.path as RelPath;
    },
  };
}

// oxlint-disable-next-line no-control-regex -- the whole of ASCII
const isAscii = (name: string): boolean => /^[\u0000-\u007F]*$/u.test(name);

function childOf(parent: Folder, name: string): Folder {
  // Most names are ASCII, where folding is lower case.
  const key = isAscii(name) ? name.toLowerCase() : foldKey(name);
  if (parent.path === '') return { path: name, key };
  return { path: `${parent.path}/${name}`, key: `${parent.key}/${key}` };
}

const noSpace = (freeSpace: number): LoadstoneError =>
  new LoadstoneError(
    'disk_full',
    'There is not enough space on the disk to unpack the archive.',
    'Free some space and try again. Nothing was changed.',
    { details: { usable: freeSpace } },
  );
