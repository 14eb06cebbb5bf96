/** Reads of files that other programs write: what is missing, cut off or not readable is simply not there. */
import path from 'node:path';
import type { DirEntry, Fs } from '../../lib/fs.ts';

const largest = 32_000_000;
/** All that a search may do with files. */
export type ReadableFs = Pick<Fs, 'lstat' | 'readdir' | 'readFile' | 'readlink'>;

export function textOf(fs: ReadableFs, file: string): string | null {
  try {
    const stat = fs.lstat(file);
    return stat?.kind === 'file' && stat.size <= largest ? fs.readFile(file).toString('utf8') : null;
  } catch {
    return null;
  }
}

export function jsonOf(fs: ReadableFs, file: string): unknown {
  const text = textOf(fs, file);
  try {
    return text === null ? null : JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return null;
  }
}

export function entriesOf(fs: ReadableFs, folder: string): readonly DirEntry[] {
  try {
    return fs.readdir(folder);
  } catch {
    return [];
  }
}

export const isThere = (fs: ReadableFs, place: string): boolean => {
  try {
    return fs.lstat(place) !== null;
  } catch {
    return false;
  }
};

/**
 * `relative` below `base`, in the spelling that is on the disk: Proton sees files without case, Linux does not, and
 * a second `Mods` beside `mods` would be half of each.
 */
export function existingSpelling(fs: ReadableFs, base: string, relative: string): string {
  let at = base;
  for (const part of relative.split('/').filter((name) => name !== '' && name !== '.')) {
    const same = isThere(fs, path.join(at, part))
      ? part
      : entriesOf(fs, at).find(({ name }) => name.toLowerCase() === part.toLowerCase())?.name;
    at = path.join(at, same ?? part);
  }
  return at;
}
