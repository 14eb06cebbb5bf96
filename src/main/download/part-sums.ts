/** The checksums beside a growing file: how far its bytes can be believed after a crash or a power cut. */
import type { Hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { readFully } from '../lib/files.ts';
import type { Fs } from '../lib/fs.ts';
import { headSize } from './archive-format.ts';
import type { Offer } from './resume.ts';

/** Bytes. At most so many are lost to a crash; smaller ones would cost more calls than they save. */
export const blockSize = 256 * 1024;
/** Blocks that are read again at a time before other work gets its turn. */
const blocksPerTurn = 16;

/** Bytes of an earlier run that are what they were when they were written. */
export interface Kept {
  readonly offer: Offer | null;
  /** Whole blocks on disk. */
  readonly blocks: number;
  /** The vouched-for beginning of the block behind them. */
  readonly tail: Uint8Array;
  readonly head: Uint8Array;
  readonly sumsHeader: number;
}

export const noBytes: Kept = { offer: null, blocks: 0, tail: new Uint8Array(), head: new Uint8Array(), sumsHeader: 0 };

/** null when nothing usable lies there. Feeds `digests` with the whole blocks. */
export async function readKept(
  fs: Fs,
  part: string,
  sums: string,
  digests: ReadonlyMap<string, Hash>,
): Promise<Kept | null> {
  const notes = readSums(fs, sums);
  if (notes === null || fs.lstat(part)?.kind !== 'file') return null;
  const fd = fs.open(part, 'r');
  try {
    const block = Buffer.allocUnsafe(blockSize);
    const head = Buffer.alloc(headSize);
    for (let index = 0; ; index += 1) {
      if (index % blocksPerTurn === 0) await nextTurn();
      const bytes = block.subarray(0, readFully(fs, fd, block, index * blockSize));
      const expected = notes.sums[index];
      const vouched = bytes.byteLength > 0 && expected !== undefined && crc32(bytes) === expected;
      if (index === 0 && vouched) head.set(bytes.subarray(0, headSize));
      if (!vouched || bytes.byteLength < blockSize) {
        const tail = Uint8Array.from(vouched ? bytes : []);
        return { offer: notes.offer, blocks: index, tail, head, sumsHeader: notes.headerSize };
      }
      for (const hash of digests.values()) hash.update(bytes);
    }
  } finally {
    fs.close(fd);
  }
}

interface Sums {
  readonly offer: Offer;
  readonly headerSize: number;
  /** crc32 of each block, in order. */
  readonly sums: readonly number[];
}

/** null for anything we would not have written. */
function readSums(fs: Fs, file: string): Sums | null {
  if (fs.lstat(file)?.kind !== 'file') return null;
  const bytes = fs.readFile(file);
  const headerSize = bytes.indexOf(0x0a) + 1;
  const offer = headerSize === 0 ? null : parseOffer(bytes.toString('utf8', 0, headerSize));
  if (offer === null) return null;
  const count = Math.floor((bytes.byteLength - headerSize) / 4);
  return {
    offer,
    headerSize,
    sums: Array.from({ length: count }, (_, index) => bytes.readUInt32LE(headerSize + index * 4)),
  };
}

function parseOffer(line: string): Offer | null {
  try {
    const { validator, total, block } = JSON.parse(line) as Record<string, unknown>;
    if (block !== blockSize || typeof validator !== 'string') return null;
    return { validator, total: typeof total === 'number' ? total : null };
  } catch {
    return null;
  }
}

/** The two files of a download in progress, open for appending. */
export interface BlockFiles {
  /** Empties both and notes what is offered now. */
  readonly restart: (offer: Offer | null) => void;
  /** A whole block, or the last piece before the files are closed. */
  readonly append: (bytes: Uint8Array) => Promise<void>;
  readonly sync: () => Promise<void>;
  /** Harmless when closed. */
  readonly close: () => void;
}

export function openBlockFiles(fs: Fs, part: string, sums: string, flags: 'w' | 'a'): BlockFiles {
  let open: { readonly part: number; readonly sums: number } | null = openBoth(fs, part, sums, flags);
  const handles = (): { readonly part: number; readonly sums: number } => {
    if (open === null) throw new Error('the part file is closed');
    return open;
  };
  const close = (): void => {
    if (open === null) return;
    const { part: one, sums: other } = open;
    open = null;
    fs.close(one);
    fs.close(other);
  };
  return {
    restart: (offer) => {
      close();
      // The bytes go first: a crash in between leaves none at all rather than those of another file.
      open = openBoth(fs, part, sums, 'w');
      if (offer !== null && offer.validator !== null) fs.write(open.sums, headerOf(offer));
    },
    append: async (bytes) => {
      const sum = Buffer.allocUnsafe(4);
      sum.writeUInt32LE(crc32(bytes));
      await fs.writeLater(handles().part, bytes);
      fs.write(handles().sums, sum);
    },
    sync: async () => {
      await fs.fsyncLater(handles().part);
      fs.fsync(handles().part);
    },
    close,
  };
}

function openBoth(fs: Fs, part: string, sums: string, flags: 'w' | 'a'): { part: number; sums: number } {
  const one = fs.open(part, flags, 0o644);
  try {
    return { part: one, sums: fs.open(sums, flags, 0o644) };
  } catch (error) {
    fs.close(one);
    throw error;
  }
}

const headerOf = ({ validator, total }: Offer): Buffer =>
  Buffer.from(`${JSON.stringify({ validator, total, block: blockSize })}\n`);
