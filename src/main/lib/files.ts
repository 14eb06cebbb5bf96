/** Small file jobs on top of the port: durable writes, copies that hash, clean-up that never throws. */
import path from 'node:path';
import { LoadstoneError } from '../../shared/errors.ts';
import type { Sha256 } from '../../shared/ids.ts';
import { errnoOf, type FileStat, type Fs } from './fs.ts';
import { blockSize, sha256Of, sha256Stream } from './hash.ts';

/** Above this many files one sync of the volume is cheaper than one per file. */
const syncVolumeAbove = 64;

/** Runs `work` with the open file and closes it whatever happens. */
export function withFile<T>(
  fs: Fs,
  file: string,
  flags: 'r' | 'r+' | 'wx' | 'wx-direct' | 'w',
  work: (fd: number) => T,
  mode?: number,
): T {
  const fd = fs.open(file, flags, mode);
  try {
    return work(fd);
  } finally {
    fs.close(fd);
  }
}

/** The content of an open file in blocks of at most 1 MB; each block is only good until the next one. */
export function* blocksOf(fs: Fs, fd: number): Generator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(blockSize);
  let position = 0;
  for (;;) {
    const read = fs.read(fd, buffer, position);
    if (read === 0) return;
    position += read;
    yield buffer.subarray(0, read);
  }
}

/** Reads until the buffer is full or the file ends; answers how many bytes came. */
export function readFully(fs: Fs, fd: number, into: Uint8Array, position: number): number {
  let filled = 0;
  while (filled < into.byteLength) {
    const read = fs.read(fd, into.subarray(filled), position + filled);
    if (read === 0) break;
    filled += read;
  }
  return filled;
}

/** sha256 of a file. Does not follow a link: the caller has looked. */
export function hashFile(fs: Fs, file: string): Sha256 {
  return withFile(fs, file, 'r', (fd) => {
    const { size } = fs.fstat(fd);
    if (size <= blockSize) {
      const buffer = Buffer.allocUnsafe(size + 1);
      let read = 0;
      for (;;) {
        const step = fs.read(fd, buffer.subarray(read), read);
        if (step === 0) return sha256Of(buffer.subarray(0, read));
        read += step;
        if (read > size) break;
      }
    }
    const hash = sha256Stream();
    for (const block of blocksOf(fs, fd)) hash.update(block);
    return hash.digest();
  });
}

/** Copies into a new file and answers the hash and size of what was copied. The copy is not synced. */
export function copyAndHash(fs: Fs, from: string, to: string, mode = 0o644): { hash: Sha256; size: number } {
  return withFile(fs, from, 'r', (source) =>
    withFile(
      fs,
      to,
      'wx',
      (target) => {
        const hash = sha256Stream();
        let size = 0;
        for (const block of blocksOf(fs, source)) {
          hash.update(block);
          fs.write(target, block);
          size += block.byteLength;
        }
        return { hash: hash.digest(), size };
      },
      mode,
    ),
  );
}

export function syncFile(fs: Fs, file: string): void {
  // FlushFileBuffers on Windows wants a handle that may write.
  withFile(fs, file, process.platform === 'win32' ? 'r+' : 'r', (fd) => fs.fsync(fd));
}

/** Makes new names in a folder durable. Windows cannot and need not. */
export function syncFolder(fs: Fs, folder: string): void {
  if (process.platform === 'win32') return;
  withFile(fs, folder, 'r', (fd) => fs.fsync(fd));
}

/** Brings many new files to the disk before a commit relies on them. */
export function syncFiles(fs: Fs, volume: string, files: readonly string[]): void {
  if (files.length > syncVolumeAbove && fs.syncVolume(volume)) return;
  for (const file of files) syncFile(fs, file);
}

/** Brings new files and the names they have in their folders to the disk. */
export function syncNewFiles(fs: Fs, volume: string, files: readonly string[], folders: readonly string[]): void {
  if (files.length > syncVolumeAbove && fs.syncVolume(volume)) return;
  for (const file of files) syncFile(fs, file);
  for (const folder of folders) syncFolder(fs, folder);
}

/** Makes new names in many folders of one volume durable. */
export function syncFolders(fs: Fs, volume: string, folders: readonly string[]): void {
  if (folders.length > syncVolumeAbove && fs.syncVolume(volume)) return;
  for (const folder of folders) syncFolder(fs, folder);
}

/** Replaces a small file as a whole: temp, fsync, rename, fsync folder. */
export function writeFileDurably(fs: Fs, file: string, bytes: Uint8Array, mode = 0o644): void {
  const temp = `${file}.new`;
  removeFile(fs, temp);
  withFile(
    fs,
    temp,
    'wx',
    (fd) => {
      fs.write(fd, bytes);
      fs.fsync(fd);
    },
    mode,
  );
  fs.rename(temp, file);
  syncFolder(fs, path.dirname(file));
}

/** Removes a file that may be gone already. */
export function removeFile(fs: Fs, file: string): void {
  try {
    fs.unlink(file);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}

/** Removes a folder of ours with everything in it. Never follows links. Missing is fine. */
export function removeTree(fs: Fs, folder: string): void {
  const stat = fs.lstat(folder);
  if (stat === null) return;
  if (stat.kind !== 'folder') {
    fs.unlink(folder);
    return;
  }
  for (const entry of fs.readdir(folder)) {
    const child = path.join(folder, entry.name);
    if (entry.kind === 'folder') removeTree(fs, child);
    else fs.unlink(child);
  }
  fs.rmdir(folder);
}

/** Removes a folder if it is empty; false when it is not there or holds something. */
export function removeFolderIfEmpty(fs: Fs, folder: string): boolean {
  try {
    fs.rmdir(folder);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM', 'EACCES', 'EBUSY'].includes(errnoOf(error))) return false;
    throw error;
  }
}

const reserveBytes = 256 * 1024 * 1024;
const reserveShare = 0.02;

/**
 * Bytes we may use on the volume of `place`. 256 MiB are left for the rest of the system, less on volumes so small
 * that this would be most of them.
 */
export function usableSpace(fs: Fs, place: string): number {
  const { free, total } = fs.space(place);
  return Math.max(0, free - Math.min(reserveBytes, Math.floor(total * reserveShare)));
}

/** What is needed is rounded up and what is there down: the figures never say that it would fit. */
const megabytes = (bytes: number, round: (value: number) => number): string =>
  `${(round(bytes / 100_000) / 10).toFixed(1)} MB`;

/** Refuses with `disk_full` before anything is written. `where` names the disk for the player. */
export function requireSpace(fs: Fs, place: string, needed: number, where: string): void {
  if (needed === 0) return;
  const usable = usableSpace(fs, place);
  if (needed <= usable) return;
  throw new LoadstoneError(
    'disk_full',
    `There is not enough space ${where}: ${megabytes(needed, Math.ceil)} are needed, ${megabytes(usable, Math.floor)} can be used.`,
    'Free some space and try again. Nothing was changed.',
    { details: { needed, usable, place } },
  );
}

/** Equal fingerprints mean: nobody touched the file since we looked. Compared, never parsed. */
export const fingerprintOf = (stat: Pick<FileStat, 'size' | 'mtimeNs' | 'ino' | 'dev'>): string =>
  `${stat.size.toString(36)}.${stat.mtimeNs.toString(36)}.${stat.ino.toString(36)}.${stat.dev.toString(36)}`;

/** Turns what the system said into an error a player understands. Errors of ours and surprises pass through. */
export function asDiskError(thrown: unknown, what: string): unknown {
  const errno = errnoOf(thrown);
  if (thrown instanceof LoadstoneError || errno === '') return thrown;
  const cause = { cause: thrown, details: { errno } };
  switch (errno) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return new LoadstoneError(
        'disk_full',
        `The disk is full: ${what}.`,
        'Free some space and try again. Nothing was changed.',
        cause,
      );
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new LoadstoneError(
        'game_folder_not_writable',
        `Loadstone may not write here: ${what}.`,
        'Close the game and other programs that use the folder. Check its permissions, and whether the drive is read-only. Nothing was changed.',
        cause,
      );
    case 'EBUSY':
    case 'ETXTBSY':
      return new LoadstoneError(
        'file_in_use',
        `A file is in use by another program: ${what}.`,
        'Close the game and other programs that use its folder, then try again. Nothing was changed.',
        cause,
      );
    case 'ENAMETOOLONG':
      return new LoadstoneError(
        'path_too_long',
        `A path is too long for this disk: ${what}.`,
        'Move the game to a folder with a shorter path.',
        cause,
      );
    default:
      return new LoadstoneError(
        'io_failed',
        `The disk refused: ${what} (${errno}).`,
        'Check the disk and try again. Nothing was changed.',
        cause,
      );
  }
}

/** Runs `work`, and tells what the system refused in words of ours. */
export function tellingDiskErrors<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asDiskError(error, what);
  }
}
