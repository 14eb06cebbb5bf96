/** Takes a file into the store's temporary folder and hashes it on the way; a large one in the cheapest way its volume has. */
import { canWriteDirect, directUnit, worthDirect } from '../lib/direct-io.ts';
import { copyAndHash, readFully, removeFile, withFile } from '../lib/files.ts';
import { errnoOf, type Fs } from '../lib/fs.ts';
import { startHashThread, type HashThread } from '../lib/hash-thread.ts';
import type { Sha256 } from '../../shared/ids.ts';
import type { TempFolder } from './layout.ts';

export interface ReceivedFile {
  readonly hash: Sha256;
  readonly size: number;
  /** It was written around the page cache, and is best read that way. */
  readonly direct: boolean;
}

/** `part` is new and belongs to the caller, also when this throws. It is not synced. */
export function receiveFile(fs: Fs, temp: TempFolder, file: string, part: string): ReceivedFile {
  const size = fs.lstat(file)?.size ?? 0;
  if (size < worthDirect) return { ...copyAndHash(fs, file, part), direct: false };
  const thread = startHashThread();
  try {
    if (cloned(fs, file, part)) return { ...hashCopy(fs, part, thread), direct: false };
    const direct = canWriteDirect(fs, temp.newPath());
    return { ...copyThrough(fs, file, part, thread, direct), direct };
  } finally {
    thread.close();
  }
}

/** A clone is as private as a copy and costs nothing. False where the volume cannot. */
function cloned(fs: Fs, from: string, to: string): boolean {
  try {
    fs.clone(from, to);
  } catch (error) {
    if (errnoOf(error) === '') throw error;
    // Whatever the reason was: a copy will meet it again if it matters.
    removeFile(fs, to);
    return false;
  }
  fs.chmod(to, 0o644);
  return true;
}

function hashCopy(fs: Fs, file: string, thread: HashThread): { hash: Sha256; size: number } {
  return withFile(fs, file, 'r', (fd) => {
    let size = 0;
    for (let read = -1; read !== 0; size += read) {
      read = fs.read(fd, thread.block(), size);
      thread.push(read);
    }
    return { hash: thread.digest(), size };
  });
}

function copyThrough(
  fs: Fs,
  from: string,
  to: string,
  thread: HashThread,
  direct: boolean,
): { hash: Sha256; size: number } {
  const result = withFile(fs, from, 'r', (source) =>
    withFile(
      fs,
      to,
      direct ? 'wx-direct' : 'wx',
      (target) => {
        let size = 0;
        for (;;) {
          const block = thread.block();
          // Only the last block may be short.
          const length = readFully(fs, source, block, size);
          thread.push(length);
          if (length === 0) return { hash: thread.digest(), size };
          // The end of the file is written to a whole unit, and cut off again.
          const whole = direct ? Math.ceil(length / directUnit) * directUnit : length;
          fs.write(target, block.subarray(0, whole));
          size += length;
        }
      },
      0o644,
    ),
  );
  if (direct && result.size % directUnit !== 0) fs.truncate(to, result.size);
  return result;
}
