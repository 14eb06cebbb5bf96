/** What is left of one budget. Counted on the monotonic clock: setting the computer's clock gives and takes nothing. */
import type { QuotaNews } from './limit-headers.ts';
import { forStanding, type QuotaPolicy, type Standing } from './limit-policy.ts';
import type { QuotaState } from './limit-state.ts';
import type { Timing } from './timing.ts';

export interface Quota {
  /** Milliseconds until one more request may go out. */
  readonly wait: () => number;
  readonly take: () => void;
  /** The provider refused: nothing is left of a steady budget. */
  readonly empty: () => void;
  /** The provider's own count. */
  readonly correct: (news: QuotaNews) => void;
  readonly state: () => QuotaState;
}

export function createQuota(policy: QuotaPolicy, standing: Standing, timing: Timing, kept?: QuotaState): Quota {
  const size = forStanding(policy.size, standing);
  return policy.refill.kind === 'steady'
    ? createBucket(policy.name, size, forStanding(policy.refill.perSecond, standing), timing, kept)
    : createWindow(policy.name, size, policy.refill.ms, timing, kept);
}

function createBucket(name: string, size: number, perSecond: number, timing: Timing, kept?: QuotaState): Quota {
  let countedAt = timing.monotonic();
  let tokens = size;
  if (kept !== undefined) {
    const rested = Math.max(0, timing.now() - kept.at);
    tokens = Math.min(size, kept.left + (rested / 1_000) * perSecond);
  }
  const count = (): number => {
    const now = timing.monotonic();
    // Fractions are kept: a caller every 1.9 s regains nearly two, not one.
    tokens = Math.min(size, tokens + ((now - countedAt) / 1_000) * perSecond);
    countedAt = now;
    return tokens;
  };
  return {
    // A millisecond is the smallest wait a timer knows; adding fractions leaves an error far below it.
    wait: () => (count() >= 1 - 1e-6 ? 0 : Math.max(1, ((1 - tokens) / perSecond) * 1_000)),
    take: () => {
      tokens = Math.max(0, count() - 1);
    },
    empty: () => {
      count();
      tokens = 0;
    },
    correct: ({ left }) => {
      tokens = Math.min(count(), left);
    },
    state: () => {
      const left = Math.floor(count() + 1e-6);
      const at = timing.now();
      return { name, size, left, at, resetAt: left >= size ? null : at + ((size - tokens) / perSecond) * 1_000 };
    },
  };
}

function createWindow(name: string, usual: number, ms: number, timing: Timing, kept?: QuotaState): Quota {
  let size = usual;
  let left = usual;
  /** On the monotonic clock; null: no request has opened a window yet. */
  let endsAt: number | null = null;
  if (kept !== undefined && kept.resetAt !== null && kept.resetAt > timing.now()) {
    size = kept.size;
    left = kept.left;
    // A window is never longer than it is, whatever the clock was set to meanwhile.
    endsAt = timing.monotonic() + Math.min(ms, kept.resetAt - timing.now());
  }
  const renew = (): void => {
    if (endsAt === null || timing.monotonic() < endsAt) return;
    left = size;
    endsAt = null;
  };
  return {
    wait: () => {
      renew();
      return left >= 1 ? 0 : Math.max(1, (endsAt ?? timing.monotonic() + ms) - timing.monotonic());
    },
    take: () => {
      renew();
      endsAt ??= timing.monotonic() + ms;
      left = Math.max(0, left - 1);
    },
    empty: () => undefined,
    correct: (news) => {
      renew();
      size = news.size;
      const end = news.resetIn === null ? endsAt : timing.monotonic() + Math.min(ms, news.resetIn);
      // An answer that was overtaken by later requests must not give anything back inside the same window.
      const same = end !== null && endsAt !== null && Math.abs(end - endsAt) < 2_000;
      left = same ? Math.min(left, news.left) : news.left;
      endsAt = end;
    },
    state: () => {
      renew();
      const at = timing.now();
      return { name, size, left, at, resetAt: endsAt === null ? null : at + (endsAt - timing.monotonic()) };
    },
  };
}
