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

const waiting: (() => void)[] = [];

/** A turn of the loop lets one work go on: several at once would make it stand still for the sum of their pieces. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(letOneOn);
  });
}

function letOneOn(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(letOneOn);
}
