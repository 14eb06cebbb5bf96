/**
 * Windows neither deletes nor replaces a file whose read-only attribute is set, and blobs, with every hard link to
 * them, have it. The attribute is taken off where it is in the way; a blob's fingerprint does not change with it.
 */
import { errnoOf, type Fs } from './fs.ts';

const refused = new Set(['EPERM', 'EACCES']);
const writable = 0o200;

export function withReadOnlyRemoved(fs: Fs): Fs {
  /** Runs `call`; when it is refused and `file` is read-only, frees the file and runs it once more. */
  function freeing(file: string, call: () => void): void {
    try {
      call();
    } catch (error) {
      const stat = refused.has(errnoOf(error)) ? fs.lstat(file) : null;
      if (stat?.kind !== 'file' || (stat.mode & writable) !== 0) throw error;
      fs.chmod(file, stat.mode | writable);
      call();
    }
  }
  return {
    ...fs,
    unlink: (path) => freeing(path, () => fs.unlink(path)),
    rename: (from, to) => freeing(to, () => fs.rename(from, to)),
  };
}
