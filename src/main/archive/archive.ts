/** One reader per archive format behind one interface. A reader lists first; nothing is read before the policy agreed. */
import type { Control } from '../lib/control.ts';
import type { Sha256 } from '../../shared/ids.ts';
import type { RelPath } from '../../shared/rel-path.ts';

export interface ArchiveFile {
  /** Decoded, normalised and checked by the policy. */
  readonly path: RelPath;
  /** Bytes after decompression, as the archive claims; `read` refuses when it lied. */
  readonly size: number;
}

/** An archive whose directory the policy accepted. */
export interface OpenArchive {
  readonly format: 'zip' | '7z' | 'rar' | 'tar';
  /** Files only, in archive order. Folders carry no information we keep. */
  readonly files: readonly ArchiveFile[];
  /** Sum of `size`. */
  readonly totalSize: number;
  /**
   * The content of one file, in blocks of at most 1 MB, which the caller may keep. Size and CRC are checked; the
   * last step of the iteration throws `archive_unreadable` when they do not match, so bytes count only after it ended.
   * Fastest in the order of `files`: a solid archive is unpacked once, another order starts it again.
   */
  readonly read: (file: ArchiveFile) => Iterable<Uint8Array>;
  /**
   * Unpacks many files at once, straight into files; null where they only come one after the other. The checks are those
   * of `read`. Yields what is done, in any order; throws at the first fault, or `cancelled`. However it ends, nothing
   * writes any more then; what was written stays for the caller to remove.
   */
  readonly unpack:
    | ((files: readonly ArchiveFile[], options: UnpackOptions) => Iterable<readonly UnpackedFile[]>)
    | null;
  readonly close: () => void;
}

export interface UnpackOptions {
  /** Empty folders, one for each thread; their file system is that of `contentFolder`. */
  readonly folders: readonly string[];
  /** What lies here under its hash, as `ab/cdef…`, is not written again. */
  readonly contentFolder: string;
  /** The archive was written around the page cache: it is read that way, and large files are written so. */
  readonly direct: boolean;
  readonly control: Control;
  /** Told now and then how many bytes are unpacked, about. */
  readonly onBytes: (bytes: number) => void;
}

export interface UnpackedFile {
  readonly file: ArchiveFile;
  readonly hash: Sha256;
  /** null: something of that hash and size is in `contentFolder` already. */
  readonly written: WrittenFile | null;
}

interface WrittenFile {
  readonly at: string;
  readonly fingerprint: string;
  /** A large one: its content is on the disk, but was written before its hash was known, wherever else it may be. */
  readonly large: boolean;
}

/** What an archive may cost. Bytes unless said otherwise. */
export interface ArchiveLimits {
  readonly maxEntries: number;
  readonly maxTotalSize: number;
  /** Unpacked ÷ packed, judged only once the unpacked size is above `ratioFloor`. */
  readonly maxRatio: number;
  readonly ratioFloor: number;
}

export const defaultLimits: ArchiveLimits = {
  maxEntries: 200_000,
  maxTotalSize: 100 * 1024 ** 3,
  maxRatio: 200,
  ratioFloor: 1024 ** 3,
};

export interface OpenOptions {
  readonly limits?: ArchiveLimits;
  /** Bytes that may be used for the unpacked files. A reserve for the system is the caller's to keep back. */
  readonly freeSpace?: number;
  /** Asked while a directory is read that takes long to read (compressed tar). */
  readonly control?: Control;
}
