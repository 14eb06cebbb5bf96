/** The file a download grows in: hashed while it arrives, written in large blocks, renamed only when it is right. */
import { createHash, randomBytes, type Hash } from 'node:crypto';
import path from 'node:path';
import { isSha256, type Sha256 } from '../../shared/ids.ts';
import { removeFile, syncFolder } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';
import { headSize } from './archive-format.ts';

/** Blocks of this size keep sync writes and hashing cheap and each of them far below a frame. */
const blockSize = 1024 * 1024;

export type HashName = 'sha256' | 'sha1' | 'md5';

export interface PartFile {
  /** Bytes taken so far, those that still wait for their block included. */
  readonly size: () => number;
  /** The first bytes, up to 512. */
  readonly head: () => Uint8Array;
  readonly write: (chunk: Uint8Array) => void;
  /** Forgets everything: the next bytes are the first ones. */
  readonly restart: () => void;
  /** Writes what is left and answers the hashes. Nothing may be written afterwards but after `restart`. */
  readonly digest: () => Readonly<Partial<Record<HashName, string>>>;
  /** Makes the file durable under its final name in the same folder. */
  readonly keep: (name: Sha256) => string;
  /** Closes and removes the file. Harmless after `keep`. */
  readonly abandon: () => void;
}

export function createPartFile(fs: Fs, folder: string, hashes: readonly HashName[]): PartFile {
  const part = path.join(folder, `${randomBytes(12).toString('hex')}.part`);
  const block = Buffer.allocUnsafe(blockSize);
  const head = Buffer.alloc(headSize);
  let fd: number | null = fs.open(part, 'wx', 0o644);
  let running = newHashes(hashes);
  let size = 0;
  let filled = 0;

  const handle = (): number => {
    if (fd === null) throw new Error('the part file is closed');
    return fd;
  };
  const flush = (): void => {
    if (filled === 0) return;
    const bytes = block.subarray(0, filled);
    fs.write(handle(), bytes);
    for (const hash of running.values()) hash.update(bytes);
    filled = 0;
  };
  const close = (): void => {
    if (fd === null) return;
    const open = fd;
    fd = null;
    fs.close(open);
  };
  return {
    size: () => size,
    head: () => head.subarray(0, Math.min(size, headSize)),
    write: (chunk) => {
      if (size < headSize) head.set(chunk.subarray(0, headSize - size), size);
      size += chunk.byteLength;
      for (let from = 0; from < chunk.byteLength;) {
        const piece = chunk.subarray(from, from + blockSize - filled);
        block.set(piece, filled);
        filled += piece.byteLength;
        from += piece.byteLength;
        if (filled === blockSize) flush();
      }
    },
    restart: () => {
      close();
      fd = fs.open(part, 'w', 0o644);
      running = newHashes(hashes);
      size = 0;
      filled = 0;
    },
    digest: () => {
      flush();
      return Object.fromEntries([...running].map(([name, hash]) => [name, hash.digest('hex')]));
    },
    keep: (name) => {
      fs.fsync(handle());
      close();
      const file = path.join(folder, name);
      fs.rename(part, file);
      syncFolder(fs, folder);
      return file;
    },
    abandon: () => {
      try {
        close();
      } finally {
        removeFile(fs, part);
      }
    },
  };
}

const newHashes = (names: readonly HashName[]): ReadonlyMap<HashName, Hash> =>
  new Map(names.map((name) => [name, createHash(name)]));

/** Our own digests are hashes by construction; this tells the type system. */
export function needSha256(text: string | undefined): Sha256 {
  if (text !== undefined && isSha256(text)) return text;
  throw new Error('not a sha256');
}
