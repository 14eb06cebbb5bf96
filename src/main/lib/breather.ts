import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long work on the main loop comes up for air: `if (breather.isDue()) await breather.breathe()`. */
export interface Breather {
  readonly isDue: () => boolean;
  /** Lets everything else that waits have its turn. */
  readonly breathe: () => Promise<void>;
}

/** Half of the 16 ms that main may stand still at most. */
const workMs = 8;

export function createBreather(now: () => number = () => performance.now()): Breather {
  let since = now();
  return {
    isDue: () => now() - since >= workMs,
    breathe: async () => {
      await nextTurn();
      since = now();
    },
  };
}
