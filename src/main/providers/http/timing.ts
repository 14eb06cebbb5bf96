/** Waiting as a port, so that tests of limits and retries need no real seconds. */
import { LoadstoneError } from '../../../shared/errors.ts';
import { systemClock, type Clock } from '../../lib/clock.ts';

export interface Timing extends Clock {
  /** Milliseconds since some fixed moment; never jumps when the player sets the clock. */
  readonly monotonic: () => number;
  /** Resolves after `ms`; rejects with `cancelled` when the signal fires first. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 up to but not including 1. Spreads retries. */
  readonly random: () => number;
}

export const cancelledError = (): LoadstoneError =>
  new LoadstoneError('cancelled', 'The request was cancelled.', 'Start it again whenever you like.');

function wait(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (signal.aborted) {
    reject(cancelledError());
    return promise;
  }
  const onAbort = (): void => {
    clearTimeout(timer);
    reject(cancelledError());
  };
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', onAbort);
    resolve();
  }, ms);
  signal.addEventListener('abort', onAbort, { once: true });
  return promise;
}

export const createTiming = (clock: Clock = systemClock): Timing => ({
  now: clock.now,
  monotonic: () => performance.now(),
  wait,
  random: Math.random,
});
