/** Where things lie in the store: folders by the first two digits of the hash, and one folder for unfinished files. */
import path from 'node:path';
import { isSha256, type Sha256 } from '../../shared/ids.ts';
import { removeTree, syncFolder } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';

export interface Shards {
  readonly path: (hash: Sha256) => string;
  /** Makes the folder a hash belongs in. */
  readonly make: (hash: Sha256) => void;
  /** Every hash that has a file. */
  readonly list: () => Iterable<Sha256>;
}

export function createShards(fs: Fs, root: string): Shards {
  fs.mkdirs(root);
  const made = new Set<string>();
  return {
    path: (hash) => path.join(root, hash.slice(0, 2), hash.slice(2)),
    make: (hash) => {
      const shard = path.join(root, hash.slice(0, 2));
      if (made.has(shard)) return;
      if (fs.mkdir(shard)) syncFolder(fs, root);
      made.add(shard);
    },
    list: () => listHashes(fs, root),
  };
}

function* listHashes(fs: Fs, root: string): Iterable<Sha256> {
  for (const shard of fs.readdir(root)) {
    if (shard.kind !== 'folder') continue;
    for (const entry of fs.readdir(path.join(root, shard.name))) {
      const hash = shard.name + entry.name;
      if (isSha256(hash)) yield hash;
    }
  }
}

export interface TempFolder {
  /** A path that nothing is at. */
  readonly newPath: () => string;
  /** Makes new empty folders. What is in them when the work fails goes with everything unfinished. */
  readonly newFolders: (count: number) => readonly string[];
  /** Removes what an earlier run left unfinished. */
  readonly empty: () => void;
}

export function createTempFolder(fs: Fs, folder: string): TempFolder {
  fs.mkdirs(folder);
  let counter = 0;
  const newPath = (): string => path.join(folder, `${process.pid.toString(36)}-${(counter += 1).toString(36)}`);
  return {
    newPath,
    newFolders: (count) =>
      Array.from({ length: count }, () => {
        const made = newPath();
        fs.mkdir(made);
        return made;
      }),
    empty: () => {
      for (const entry of fs.readdir(folder)) removeTree(fs, path.join(folder, entry.name));
    },
  };
}
