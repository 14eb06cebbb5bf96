/**
 * Blobs: the content of one file each, under its sha256, read-only, never changed in place.
 * Layout: `<root>/blobs/ab/cdef…`. 256 folders: finer sharding is slower to create.
 */
import path from 'node:path';
import type { Sha256 } from '../../shared/ids.ts';
import {
  asDiskError,
  copyAndHash,
  fingerprintOf,
  hashFile,
  removeFile,
  syncFile,
  syncNewFiles,
  syncFolder,
  withFile,
} from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';
import { sha256Of, sha256Stream } from '../lib/hash.ts';
import { createShards, type TempFolder } from './layout.ts';

/** A blob and what identifies its file without reading it. */
export interface StoredBlob {
  readonly hash: Sha256;
  readonly size: number;
  readonly fingerprint: string;
}

/**
 * Takes in the files of one archive. They are in the store, under their final names, as soon as `add` answers,
 * but durable only after `flush`.
 */
export interface Intake {
  readonly add: (blocks: Iterable<Uint8Array>) => StoredBlob;
  /** null where nothing is kept. */
  readonly parts: PartIntake | null;
  /** Brings every new blob to the disk. */
  readonly flush: () => void;
}

export interface PartIntake {
  /** Takes over a finished file of the temporary folder, or drops it when we have its content. */
  readonly adopt: (part: FinishedPart) => StoredBlob;
  /** What of this content is here already, from this archive or vouched for. */
  readonly find: (hash: Sha256) => StoredBlob | null;
}

/** Written, with the mode of a blob, by somebody who hashed it on the way. */
export interface FinishedPart extends StoredBlob {
  readonly file: string;
  /** Its content is on the disk, though not its name. */
  readonly synced: boolean;
  /** Nothing of its content was in the store when it was written. */
  readonly isNew: boolean;
}

/** What the registry vouches for, so that it need not be written again. */
export type KnownBlob = (hash: Sha256) => StoredBlob | null;

export interface Blobs {
  /** Where all of them lie. */
  readonly folder: string;
  readonly path: (hash: Sha256) => string;
  /** The blob when its file is there, else null. Does not read it. */
  readonly stat: (hash: Sha256) => StoredBlob | null;
  readonly openIntake: (known: KnownBlob) => Intake;
  /** Copies a file that is not ours into the store, durably (step 4 of a deployment). */
  readonly capture: (file: string) => StoredBlob;
  /** True when the content still has its hash. A damaged blob is moved to quarantine. */
  readonly verify: (hash: Sha256) => boolean;
  readonly remove: (hash: Sha256) => void;
  /** Every blob that is on disk, whether the registry knows it or not. */
  readonly list: () => Iterable<Sha256>;
}

const blobMode = 0o444;

export function createBlobs(fs: Fs, root: string, temp: TempFolder): Blobs {
  const folder = path.join(root, 'blobs');
  const shards = createShards(fs, folder);
  const quarantine = path.join(root, 'quarantine');
  fs.mkdirs(quarantine);

  function stat(hash: Sha256): StoredBlob | null {
    const found = fs.lstat(shards.path(hash));
    return found?.kind === 'file' ? { hash, size: found.size, fingerprint: fingerprintOf(found) } : null;
  }

  /** Gives a finished temporary file its name, over whatever a crash may have left there. */
  function name(part: string, hash: Sha256): void {
    shards.make(hash);
    fs.rename(part, shards.path(hash));
  }

  function capture(file: string): StoredBlob {
    const part = temp.newPath();
    try {
      const { hash, size } = copyAndHash(fs, file, part, blobMode);
      syncFile(fs, part);
      name(part, hash);
      syncFolder(fs, path.dirname(shards.path(hash)));
      const blob = stat(hash);
      if (blob === null || blob.size !== size) throw new Error(`captured blob vanished: ${hash}`);
      return blob;
    } catch (error) {
      removeFile(fs, part);
      throw asDiskError(error, `saving ${file}`);
    }
  }

  function verify(hash: Sha256): boolean {
    const file = shards.path(hash);
    if (fs.lstat(file)?.kind !== 'file') return false;
    if (hashFile(fs, file) === hash) return true;
    const bad = path.join(quarantine, hash);
    removeFile(fs, bad);
    fs.rename(file, bad);
    return false;
  }

  return {
    folder,
    path: shards.path,
    stat,
    openIntake: (known) => openIntake({ fs, root, temp, known, path: shards.path, name }),
    capture,
    verify,
    remove: (hash) => removeFile(fs, shards.path(hash)),
    list: shards.list,
  };
}

interface IntakeDeps {
  readonly fs: Fs;
  readonly root: string;
  readonly temp: TempFolder;
  readonly known: KnownBlob;
  readonly path: (hash: Sha256) => string;
  readonly name: (part: string, hash: Sha256) => void;
}

function openIntake({ fs, root, temp, known, path: blobPath, name }: IntakeDeps): Intake {
  const fresh = new Map<Sha256, StoredBlob>();
  const unsynced = new Set<Sha256>();
  const find = (hash: Sha256): StoredBlob | null => fresh.get(hash) ?? known(hash);
  const keep = (blob: StoredBlob, synced: boolean): StoredBlob => {
    fresh.set(blob.hash, blob);
    if (!synced) unsynced.add(blob.hash);
    return blob;
  };

  function addSmall(bytes: Uint8Array): StoredBlob {
    const hash = sha256Of(bytes);
    const there = find(hash);
    if (there !== null) return there;
    const part = temp.newPath();
    const fingerprint = withFile(fs, part, 'wx', (fd) => writeAndLook(fs, fd, [bytes]), blobMode);
    name(part, hash);
    return keep({ hash, size: bytes.byteLength, fingerprint }, false);
  }

  /** Content larger than one block is hashed while it is written, and dropped again if we had it. */
  function addLarge(blocks: Iterable<Uint8Array>): StoredBlob {
    const part = temp.newPath();
    const sum = sha256Stream();
    let size = 0;
    const counted = function* (): Iterable<Uint8Array> {
      for (const block of blocks) {
        sum.update(block);
        size += block.byteLength;
        yield block;
      }
    };
    const fingerprint = withFile(fs, part, 'wx', (fd) => writeAndLook(fs, fd, counted()), blobMode);
    const hash = sum.digest();
    const there = find(hash);
    if (there !== null) {
      fs.unlink(part);
      return there;
    }
    name(part, hash);
    return keep({ hash, size, fingerprint }, false);
  }

  function adopt({ file, synced, isNew, ...blob }: FinishedPart): StoredBlob {
    // Asking what is vouched for costs as much as naming the file.
    const there = isNew ? fresh.get(blob.hash) : find(blob.hash);
    if (there !== undefined && there !== null) {
      fs.unlink(file);
      return there;
    }
    name(file, blob.hash);
    return keep(blob, synced);
  }

  return {
    add: (blocks) => {
      const iterator = blocks[Symbol.iterator]();
      const first = iterator.next();
      if (first.done === true) return addSmall(new Uint8Array(0));
      // A block is only good until the next one is asked for.
      const kept = Buffer.from(first.value);
      const second = iterator.next();
      return second.done === true ? addSmall(kept) : addLarge(chain([kept, second.value], iterator));
    },
    parts: { adopt, find },
    flush: () => {
      const folders = new Set([...fresh.keys()].map((hash) => path.dirname(blobPath(hash))));
      syncNewFiles(fs, root, [...unsynced].map(blobPath), [...folders]);
    },
  };
}

function* chain(first: readonly Uint8Array[], rest: Iterator<Uint8Array>): Iterable<Uint8Array> {
  yield* first;
  for (let next = rest.next(); next.done !== true; next = rest.next()) yield next.value;
}

function writeAndLook(fs: Fs, fd: number, blocks: Iterable<Uint8Array>): string {
  for (const block of blocks) fs.write(fd, block);
  return fingerprintOf(fs.fstat(fd));
}
