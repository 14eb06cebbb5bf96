/**
 * The file a download grows in: hashed while it arrives, written in blocks, renamed only when it is right. Beside it lie
 * the checksums of its blocks with what the server said the file was. They tell, after a crash or a power cut, how far
 * the bytes can be believed: up to there the download goes on.
 */
import { createHash, type Hash } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSha256, type Sha256 } from '../../shared/ids.ts';
import { removeFile, syncFolder } from '../lib/files.ts';
import { errnoOf, type Fs } from '../lib/fs.ts';
import { headSize } from './archive-format.ts';
import { blockSize, noBytes, openBlockFiles, readKept, type BlockFiles, type Kept } from './part-sums.ts';
import type { Offer } from './resume.ts';

export type HashName = 'sha256' | 'sha1' | 'md5';

export interface PartFile {
  /** Bytes taken so far, those that still wait for their block included. */
  readonly size: () => number;
  /** What the server said about the file these bytes are of; null: nothing is known. */
  readonly offer: () => Offer | null;
  /** The first bytes, up to 512. */
  readonly head: () => Uint8Array;
  /** Done when the next chunk may come; the bytes may still be on their way to the disk. */
  readonly write: (chunk: Uint8Array) => Promise<void>;
  /** Forgets everything: the next bytes are the first ones of what is offered now. */
  readonly restart: (offer: Offer | null) => Promise<void>;
  /** Writes what is left and answers the hashes. Nothing may be written afterwards but after `restart`. */
  readonly digest: () => Promise<Readonly<Partial<Record<HashName, string>>>>;
  /** Makes the file durable under its final name in the same folder. */
  readonly keep: (name: Sha256) => Promise<string>;
  /** Closes the file so that it can be gone on with later. */
  readonly park: () => Promise<void>;
  /** Closes and removes the file. Harmless after `keep` and `park`. */
  readonly abandon: () => Promise<void>;
}

const partName = 'part';
const sumsName = 'part.sums';

const partIn = (folder: string): string => path.join(folder, partName);
const sumsIn = (folder: string): string => path.join(folder, sumsName);

/** What an earlier run left in a download's folder, in bytes; 0 when nothing. */
export const sizeOfPart = (fs: Fs, folder: string): number => fs.lstat(partIn(folder))?.size ?? 0;

/** Goes on with the file that lies in `folder`, as far as its checksums vouch for it, or begins a new one. */
export async function openPartFile(fs: Fs, folder: string, hashes: readonly HashName[]): Promise<PartFile> {
  const part = partIn(folder);
  const sums = sumsIn(folder);
  const digests = newHashes(hashes);
  const kept = await readKept(fs, part, sums, digests);
  if (kept === null) return createPartFile(fs, folder, hashes, newHashes(hashes), noBytes);
  fs.truncate(part, kept.blocks * blockSize);
  fs.truncate(sums, kept.sumsHeader + kept.blocks * 4);
  return createPartFile(fs, folder, hashes, digests, kept);
}

function createPartFile(
  fs: Fs,
  folder: string,
  names: readonly HashName[],
  digests: ReadonlyMap<HashName, Hash>,
  kept: Kept,
): PartFile {
  const blocks = [Buffer.allocUnsafe(blockSize), Buffer.allocUnsafe(blockSize)] as const;
  let block = blocks[0];
  block.set(kept.tail);
  const head = Buffer.alloc(headSize);
  head.set(kept.head);
  const files = openBlockFiles(fs, partIn(folder), sumsIn(folder), kept === noBytes ? 'w' : 'a');
  let running = digests;
  let offer = kept.offer;
  let filled = kept.tail.byteLength;
  let size = kept.blocks * blockSize + filled;

  let writing: Promise<void> = Promise.resolve();

  /** Hands the block to the disk and goes on in the other one, which has to have arrived there before. */
  const flush = async (): Promise<void> => {
    if (filled === 0) return;
    const bytes = block.subarray(0, filled);
    const before = writing;
    writing = before.then(() => files.append(bytes));
    // Whoever waits next hears of it.
    writing.catch(() => undefined);
    block = block === blocks[0] ? blocks[1] : blocks[0];
    filled = 0;
    for (const hash of running.values()) hash.update(bytes);
    await before;
  };
  const settle = async (): Promise<void> => {
    await flush();
    await writing;
  };
  /** Nothing more comes to the files; what went wrong with the last bytes no longer matters. */
  const quiet = (): Promise<void> => writing.catch(() => undefined);
  return {
    size: () => size,
    offer: () => offer,
    head: () => head.subarray(0, Math.min(size, headSize)),
    write: async (chunk) => {
      if (size < headSize) head.set(chunk.subarray(0, headSize - size), size);
      size += chunk.byteLength;
      for (let from = 0; from < chunk.byteLength;) {
        const piece = chunk.subarray(from, from + blockSize - filled);
        block.set(piece, filled);
        filled += piece.byteLength;
        from += piece.byteLength;
        if (filled === blockSize) await flush();
      }
    },
    restart: async (next) => {
      await quiet();
      files.restart(next);
      writing = Promise.resolve();
      running = newHashes(names);
      offer = next;
      size = 0;
      filled = 0;
    },
    digest: async () => {
      await settle();
      return Object.fromEntries([...running].map(([name, hash]) => [name, hash.digest('hex')]));
    },
    ...endsOf(fs, folder, files, { settle, quiet }),
  };
}

/** How the work on the two files can end. */
function endsOf(
  fs: Fs,
  folder: string,
  files: BlockFiles,
  { settle, quiet }: { readonly settle: () => Promise<void>; readonly quiet: () => Promise<void> },
): Pick<PartFile, 'keep' | 'park' | 'abandon'> {
  // Kept or parked: what lies there is no longer ours to remove.
  let settled = false;
  return {
    keep: async (name) => {
      await files.sync();
      files.close();
      const file = path.join(folder, name);
      await renamePatiently(fs, partIn(folder), file);
      settled = true;
      removeFile(fs, sumsIn(folder));
      syncFolder(fs, folder);
      return file;
    },
    park: async () => {
      settled = true;
      try {
        await settle();
      } finally {
        files.close();
      }
    },
    abandon: async () => {
      if (settled) return;
      await quiet();
      try {
        files.close();
      } finally {
        removeFile(fs, partIn(folder));
        removeFile(fs, sumsIn(folder));
      }
    },
  };
}

/** Milliseconds in all that a scanner may hold a new file on Windows. */
const scannerPatience = 10_000;

/** Never blocks the thread: this runs on the main loop, where the engine's own patience may not be used. */
async function renamePatiently(fs: Fs, from: string, to: string): Promise<void> {
  for (let waited = 0, wait = 20; ; waited += wait, wait = Math.min(wait * 2, 500)) {
    try {
      fs.rename(from, to);
      return;
    } catch (error) {
      const held = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errnoOf(error));
      if (!held || waited >= scannerPatience) throw error;
    }
    await sleep(wait);
  }
}

const newHashes = (names: readonly HashName[]): ReadonlyMap<HashName, Hash> =>
  new Map(names.map((name) => [name, createHash(name)]));

/** Our own digests are hashes by construction; this tells the type system. */
export function needSha256(text: string | undefined): Sha256 {
  if (text !== undefined && isSha256(text)) return text;
  throw new Error('not a sha256');
}
