/** One lane of a provider: so many requests at the same time, so many a second. */
import type { LanePolicy } from './limit-policy.ts';
import { cancelledError, type Timing } from './timing.ts';

export interface LaneLimit {
  /** Waits for a free place; the answer gives it back, and may be called twice. */
  readonly enter: (signal: AbortSignal) => Promise<() => void>;
  /** Waits until the pace allows one more. */
  readonly pace: (signal: AbortSignal) => Promise<void>;
}

export const createLaneLimit = (policy: LanePolicy, timing: Timing): LaneLimit => ({
  enter: createPlaces(policy.concurrent),
  pace: createPace(policy, timing),
});

function createPlaces(places: number): LaneLimit['enter'] {
  const queue: (() => void)[] = [];
  let inside = 0;
  const leaveOnce = (): (() => void) => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const first = queue.shift();
      // The place goes straight to the next in line, so nobody can slip in between.
      if (first === undefined) inside -= 1;
      else first();
    };
  };
  return async (signal) => {
    if (signal.aborted) throw cancelledError();
    if (inside < places) {
      inside += 1;
      return leaveOnce();
    }
    const turn = Promise.withResolvers<void>();
    const proceed = (): void => turn.resolve();
    const giveUp = (): void => {
      const place = queue.indexOf(proceed);
      if (place < 0) return;
      queue.splice(place, 1);
      turn.reject(cancelledError());
    };
    queue.push(proceed);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await turn.promise;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
    return leaveOnce();
  };
}

function createPace({ perSecond, burst }: LanePolicy, timing: Timing): LaneLimit['pace'] {
  let tokens = burst;
  let countedAt = timing.monotonic();
  return async (signal) => {
    if (perSecond === null) return;
    const now = timing.monotonic();
    tokens = Math.min(burst, tokens + ((now - countedAt) / 1_000) * perSecond) - 1;
    countedAt = now;
    if (tokens >= 0) return;
    try {
      await timing.wait((-tokens / perSecond) * 1_000, signal);
    } catch (error) {
      tokens += 1;
      throw error;
    }
  };
}
