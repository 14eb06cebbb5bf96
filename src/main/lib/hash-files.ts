/** Hashes many files: a few through the port, many in helper threads that look, read and hash. */
import type { Sha256 } from '../../shared/ids.ts';
import { fingerprintOf, hashFile } from './files.ts';
import type { Fs } from './fs.ts';
import { inHelpers, worthBytes, worthFiles, type HelperWork } from './helper-threads.ts';

export interface FileToHash {
  readonly file: string;
  /** Bytes it should have: tells only how to share the work out. */
  readonly size: number;
  /** A path that may be another name of the same file. */
  readonly twin?: string;
}

export interface HashedFile {
  readonly hash: Sha256;
  /** `twin` is a name of this very file: what was just read need not be read again. */
  readonly isTwin: boolean;
}

/** Each item in order; null for what is no plain file. Throws what reading a file threw. */
export function* hashFiles<T extends FileToHash>(
  fs: Fs,
  items: readonly T[],
): Generator<readonly [T, HashedFile | null]> {
  const bytes = items.reduce((sum, item) => sum + item.size, 0);
  if (items.length <= worthFiles && bytes < worthBytes) {
    for (const item of items) yield [item, hashOne(fs, item)];
    return;
  }
  for (const [item, hashed] of inHelpers(hashing, items)) {
    if (hashed === null) yield [item, hashOne(fs, item)];
    else yield [item, { hash: hashed.slice(0, 64) as Sha256, isTwin: hashed.length > 64 }];
  }
}

function hashOne(fs: Fs, { file, twin }: FileToHash): HashedFile | null {
  const stat = fs.lstat(file);
  if (stat?.kind !== 'file') return null;
  const other = twin === undefined ? null : fs.lstat(twin);
  const isTwin = other !== null && fingerprintOf(other) === fingerprintOf(stat);
  return { hash: hashFile(fs, file), isTwin };
}

type Message = readonly [file: string, twin: string];

/** Answers the hash, and a character behind it for a twin: a string each costs the least to hand over. */
const hashing: HelperWork<FileToHash, Message, string> = {
  messageOf: ({ file, twin }) => [file, twin ?? ''],
  sizeOf: ({ size }) => size,
  writes: false,
  start: (beat) => {
    const { closeSync, constants, fstatSync, lstatSync, openSync, readSync } = process.getBuiltinModule('node:fs');
    const { createHash, hash } = process.getBuiltinModule('node:crypto');
    const block = 1024 * 1024;
    const buffer = Buffer.allocUnsafeSlow(block);
    // Windows has neither: there the link or the device is looked for first.
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants> & { O_RDONLY: number };

    const hashOf = (fd: number, size: number): string => {
      let read = readSync(fd, buffer, 0, block, null);
      // A short read of a plain file is its end where the size says so too.
      if (read < block && read === size) return hash('sha256', buffer.subarray(0, read), 'hex');
      const sum = createHash('sha256');
      for (; read > 0; read = readSync(fd, buffer, 0, block, null)) {
        sum.update(buffer.subarray(0, read));
        beat();
      }
      return sum.digest('hex');
    };

    return ([file, twin]) => {
      if (O_NOFOLLOW === 0 && !lstatSync(file).isFile()) throw new Error('no plain file');
      const fd = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
      try {
        const stat = fstatSync(fd, { bigint: true });
        if (!stat.isFile()) throw new Error('no plain file');
        const found = hashOf(fd, Number(stat.size));
        if (twin === '') return found;
        const other = lstatSync(twin, { bigint: true, throwIfNoEntry: false });
        const same = other !== undefined && other.ino === stat.ino && other.dev === stat.dev;
        return same && other.mtimeNs === stat.mtimeNs && other.size === stat.size ? `${found}=` : found;
      } finally {
        closeSync(fd);
      }
    };
  },
};
