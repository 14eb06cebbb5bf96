/** One speed limit over all downloads: a token bucket that may be overdrawn by one chunk and is then waited for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { cancelled } from './download-errors.ts';

export interface Throttle {
  /** Counts bytes that have arrived; null when the next ones may come at once. Throws `cancelled`. */
  readonly take: (bytes: number, signal: AbortSignal) => Promise<void> | null;
}

export interface ThrottleTiming {
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const systemTiming: ThrottleTiming = {
  now: () => performance.now(),
  wait: async (ms, signal) => {
    try {
      await sleep(ms, undefined, { signal });
    } catch {
      throw cancelled();
    }
  },
};

/** Milliseconds of full speed that a rest may save up. */
const savedUp = 250;
/** So that a limit that is lifted, or a cancelled download, is noticed soon. */
const longestWait = 1_000;

/** `limit` in bytes a second, null for none; asked each time, so that a change counts at once. */
export function createThrottle(limit: () => number | null, timing: ThrottleTiming = systemTiming): Throttle {
  let tokens = 0;
  let countedAt = timing.now();

  function refill(perSecond: number): void {
    const now = timing.now();
    tokens = Math.min(tokens + ((now - countedAt) / 1_000) * perSecond, (perSecond * savedUp) / 1_000);
    countedAt = now;
  }

  async function waitForTokens(signal: AbortSignal): Promise<void> {
    for (;;) {
      const perSecond = limit();
      if (perSecond === null) {
        tokens = 0;
        return;
      }
      refill(perSecond);
      if (tokens >= 0) return;
      await timing.wait(Math.min((-tokens / perSecond) * 1_000, longestWait), signal);
    }
  }

  return {
    take: (bytes, signal) => {
      const perSecond = limit();
      if (perSecond === null) return null;
      refill(perSecond);
      tokens -= bytes;
      return tokens >= 0 ? null : waitForTokens(signal);
    },
  };
}

export const unthrottled: Throttle = { take: () => null };
