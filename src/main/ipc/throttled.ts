/** Thins out a signal: at once the first time, then at most once in `every` milliseconds, and never the last one lost. */

export interface Throttled {
  readonly fire: () => void;
  /** Fires no more. */
  readonly stop: () => void;
}

export function throttled(work: () => void, every: number): Throttled {
  let timer: NodeJS.Timeout | null = null;
  let again = false;
  const rest = (): void => {
    timer = null;
    if (!again) return;
    again = false;
    go();
  };
  const go = (): void => {
    timer = setTimeout(rest, every);
    timer.unref();
    work();
  };
  return {
    fire: () => {
      if (timer === null) go();
      else again = true;
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      again = false;
    },
  };
}
