/**
 * Windows neither deletes, replaces nor opens for writing a file whose read-only attribute is set, and blobs, with every
 * hard link to them, have it. The attribute is taken off where it is in the way; a blob's fingerprint does not change
 * with it.
 */
import { errnoOf, type Fs } from './fs.ts';

const refused = new Set(['EPERM', 'EACCES']);
const writable = 0o200;

export function withReadOnlyRemoved(fs: Fs): Fs {
  /** Runs `call`; when it is refused and `file` is read-only, frees the file, runs it once more and says what the mode was. */
  function freeing<T>(file: string, call: () => T): { readonly result: T; readonly freed: number | null } {
    try {
      return { result: call(), freed: null };
    } catch (error) {
      const stat = refused.has(errnoOf(error)) ? fs.lstat(file) : null;
      if (stat?.kind !== 'file' || (stat.mode & writable) !== 0) throw error;
      fs.chmod(file, stat.mode | writable);
      return { result: call(), freed: stat.mode };
    }
  }
  return {
    ...fs,
    unlink: (path) => void freeing(path, () => fs.unlink(path)),
    rename: (from, to) => void freeing(to, () => fs.rename(from, to)),
    open: (path, flags, mode) => {
      // Only what is brought to the disk is opened so: FlushFileBuffers wants a handle that may write.
      if (flags !== 'r+') return fs.open(path, flags, mode);
      const { result, freed } = freeing(path, () => fs.open(path, flags, mode));
      if (freed !== null) fs.chmod(path, freed);
      return result;
    },
  };
}
