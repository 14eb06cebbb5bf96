/** Lets a fixed number of jobs run at once; the others wait in line. */
import { cancelled } from './download-errors.ts';

export interface Turns {
  /** Throws `cancelled` when the signal fires while waiting. */
  readonly take: <T>(signal: AbortSignal, job: () => Promise<T>) => Promise<T>;
}

export function createTurns(atOnce: number): Turns {
  const line: (() => void)[] = [];
  let running = 0;
  const wait = async (signal: AbortSignal): Promise<void> => {
    if (signal.aborted) throw cancelled();
    if (running < atOnce) {
      running += 1;
      return;
    }
    const turn = Promise.withResolvers<void>();
    const proceed = (): void => turn.resolve();
    const giveUp = (): void => {
      const place = line.indexOf(proceed);
      if (place < 0) return;
      line.splice(place, 1);
      turn.reject(cancelled());
    };
    line.push(proceed);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await turn.promise;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  };
  return {
    take: async (signal, job) => {
      await wait(signal);
      try {
        return await job();
      } finally {
        const next = line.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
