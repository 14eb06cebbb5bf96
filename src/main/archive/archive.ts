/** One reader per archive format behind one interface. A reader lists first; nothing is read before the policy agreed. */
import type { Control } from '../lib/control.ts';
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
  readonly close: () => void;
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
