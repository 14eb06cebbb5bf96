/** Finds connections that are alive and useless: a few bytes now and then keep every idle timer quiet. */

export interface StallWatch {
  /** Bytes that arrived; true when the last stretch brought too few. */
  readonly note: (bytes: number) => boolean;
  /** Time that passed by our own doing does not count. */
  readonly restart: () => void;
}

export interface StallLimits {
  /** Length of a stretch in milliseconds. */
  readonly ms: number;
  /** Bytes that a stretch has to bring. */
  readonly bytes: number;
}

export function createStallWatch({ ms, bytes: least }: StallLimits, now: () => number): StallWatch {
  let since = now();
  let seen = 0;
  const restart = (): void => {
    since = now();
    seen = 0;
  };
  return {
    restart,
    note: (bytes) => {
      seen += bytes;
      if (now() - since < ms) return false;
      const stalled = seen < least;
      restart();
      return stalled;
    },
  };
}
