/**
 * A file system that waits for scanners and indexers. On Windows a file that somebody has open answers EPERM,
 * EACCES or EBUSY for a moment; nothing is ever deleted to get past that.
 * (graceful-fs gives up at once when the target exists, which is our case.)
 */
import { errnoOf, type Fs } from './fs.ts';

export interface Patience {
  /** Blocks the calling thread. */
  readonly sleep: (milliseconds: number) => void;
  /** In all, per call. */
  readonly budget: number;
  readonly transient: ReadonlySet<string>;
}

const longestWait = 100;

/** Puts the calling worker thread to sleep; never used on a main loop. */
export const blockingSleep = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};

export const defaultPatience = (platform: NodeJS.Platform): Patience => ({
  sleep: blockingSleep,
  budget: 10_000,
  transient: new Set(platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : ['EBUSY']),
});

/** Retries what changes names; reading and writing own files needs no patience. */
export function withRetries(fs: Fs, patience: Patience): Fs {
  const patiently =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      let waited = 0;
      for (let wait = 10; ; wait = Math.min(wait * 2, longestWait)) {
        try {
          return call(...args);
        } catch (error) {
          if (waited >= patience.budget || !patience.transient.has(errnoOf(error))) throw error;
          patience.sleep(wait);
          waited += wait;
        }
      }
    };
  return {
    ...fs,
    rename: patiently(fs.rename),
    link: patiently(fs.link),
    unlink: patiently(fs.unlink),
    rmdir: patiently(fs.rmdir),
    chmod: patiently(fs.chmod),
  };
}
