/** Looks at a folder before it becomes a game: what it is, whether we may write there, where mods could go. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { GameDefinition } from '../../shared/games.ts';
import { removeFile } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';
import { gameDefinitions } from './definitions.ts';
import { recognises } from './recognise.ts';

export interface InspectedFolder {
  readonly exists: boolean;
  readonly writable: boolean;
  readonly recognisedAs: readonly string[];
  /** Subfolders, relative, one level deep and in name order. */
  readonly folders: readonly string[];
}

const mostFolders = 200;

export function inspectFolder(
  fs: Fs,
  folder: string,
  definitions: readonly GameDefinition[] = gameDefinitions,
): InspectedFolder {
  if (fs.lstat(folder)?.kind !== 'folder') return { exists: false, writable: false, recognisedAs: [], folders: [] };
  return {
    exists: true,
    writable: isWritable(fs, folder),
    recognisedAs: definitions.filter((candidate) => recognises(fs, folder, candidate)).map((found) => found.id),
    folders: fs
      .readdir(folder)
      .filter((entry) => entry.kind === 'folder' && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .toSorted((a, b) => a.localeCompare(b))
      .slice(0, mostFolders),
  };
}

/** Permission bits lie on network drives and in Windows' protected folders: write and see. */
export function isWritable(fs: Fs, folder: string): boolean {
  const probe = path.join(folder, `.loadstone-probe-${randomBytes(6).toString('hex')}`);
  try {
    fs.close(fs.open(probe, 'wx'));
    removeFile(fs, probe);
    return true;
  } catch {
    return false;
  }
}
