/** Asks again where that is likely to help. Whether it is harmless is for the caller to know. */
import { LoadstoneError } from '../../../shared/errors.ts';
import { patience } from './limit.ts';
import type { Timing } from './timing.ts';
import { emptyAnswer } from './whole.ts';

export const maxAttempts = 3;
const firstDelay = 500;

/**
 * Runs `attempt` up to `attempts` times: server errors, broken connections and empty answers heal, most others do not.
 * A pause the provider asks for is kept by the limiter, so the next attempt only has to be made.
 */
export async function retrying<T>(
  timing: Timing,
  signal: AbortSignal,
  attempts: number,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      const delay = tried < attempts ? delayAfter(error, tried, timing) : null;
      if (delay === null) throw error;
      await timing.wait(delay, signal);
    }
  }
}

/** Milliseconds to wait before the next attempt; null when there shall be none. */
function delayAfter(error: unknown, tried: number, timing: Timing): number | null {
  if (!(error instanceof LoadstoneError)) return null;
  const backoff = firstDelay * 3 ** (tried - 1) * (1 + timing.random() / 4);
  const { reason, status, until } = error.details ?? {};
  if (error.code === 'provider_unavailable')
    return reason === 'reset' || (typeof status === 'number' && status >= 500) ? backoff : null;
  if (error.code === 'provider_answer_unreadable') return reason === emptyAnswer ? backoff : null;
  if (error.code === 'rate_limited') return typeof until === 'number' && until - timing.now() <= patience ? 0 : null;
  return null;
}
