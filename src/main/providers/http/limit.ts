/**
 * How much a provider may be asked. A token bucket and a number of simultaneous requests for each lane, and a
 * pause for the whole provider when it asks for one: until then nothing is sent at all.
 */
import type { LoadstoneError } from '../../../shared/errors.ts';
import type { ProviderId } from '../../../shared/model.ts';
import type { Lane } from '../../lib/http.ts';
import { rateLimited, serverFailed, unavailable } from './faults.ts';
import type { Incoming, Layer, Outgoing } from './layer.ts';
import { cancelledError, type Timing } from './timing.ts';

interface LanePolicy {
  /** Requests under way at the same time, bodies included. */
  readonly concurrent: number;
  /** Requests a second in the long run; null: only `concurrent` counts. */
  readonly perSecond: number | null;
  /** Requests that may go out at once after a rest. */
  readonly burst: number;
}

export type LimitPolicy = Readonly<Record<Lane, LanePolicy>>;

/** What has to survive a restart: pauses the providers asked for, in milliseconds since the epoch. */
export type LimitState = Readonly<Partial<Record<ProviderId, { readonly pausedUntil: number }>>>;

export interface Limiter {
  readonly layer: Layer;
  readonly state: () => LimitState;
}

/** Pauses up to this long are waited out; longer ones are told to the player. Milliseconds. */
export const patience = 5_000;
/** A pause that a 429 does not explain. Milliseconds. */
const unexplainedPause = 30_000;
const shortestPause = 1_000;
/** Nobody is believed to mean more than a day. Milliseconds. */
const longestPause = 24 * 60 * 60 * 1_000;
/** So many failures in a row, then silence for a moment: a provider that is down is not hammered. */
const failuresBeforeRest = 10;
const restAfterFailures = 15_000;

export function createLimiter(
  policyOf: (provider: ProviderId) => LimitPolicy,
  timing: Timing,
  saved: LimitState = {},
): Limiter {
  const providers = new Map<ProviderId, ProviderLimit>();
  const limitOf = (provider: ProviderId): ProviderLimit => {
    const known = providers.get(provider);
    if (known !== undefined) return known;
    const made = createProviderLimit(policyOf(provider), timing, saved[provider]?.pausedUntil ?? 0);
    providers.set(provider, made);
    return made;
  };
  const layer: Layer = (next) => async (request, signal) => {
    const limit = limitOf(request.provider);
    const lane = limit.lanes[request.lane];
    const release = await lane.enter(signal);
    try {
      await limit.passPause(request.provider, signal);
      await lane.takeToken(signal);
      const answer = await next(request, signal);
      const fault = limit.judge(request, answer);
      if (fault === null) return releasing(answer, release);
      answer.discard();
      throw fault;
    } catch (error) {
      release();
      throw error;
    }
  };
  const state = (): LimitState => {
    const paused = [...providers].flatMap(([provider, limit]) =>
      limit.pauseLeft() > 0 ? [[provider, { pausedUntil: timing.now() + limit.pauseLeft() }] as const] : [],
    );
    return Object.fromEntries(paused);
  };
  return { layer, state };
}

interface ProviderLimit {
  readonly lanes: Readonly<Record<Lane, LaneLimit>>;
  readonly pauseLeft: () => number;
  /** Waits a short pause out, throws `rate_limited` for a long one. */
  readonly passPause: (provider: ProviderId, signal: AbortSignal) => Promise<void>;
  /** Remembers what an answer says about the provider; the error when it is none. */
  readonly judge: (request: Outgoing, answer: Incoming) => LoadstoneError | null;
}

function createProviderLimit(policy: LimitPolicy, timing: Timing, pausedUntil: number): ProviderLimit {
  let pauseEnd = timing.monotonic() + Math.min(longestPause, Math.max(0, pausedUntil - timing.now()));
  let restEnd = 0;
  let failures = 0;
  const pauseLeft = (): number => Math.max(0, pauseEnd - timing.monotonic());
  const passPause = async (provider: ProviderId, signal: AbortSignal): Promise<void> => {
    if (timing.monotonic() < restEnd) throw unavailable(provider, 'paused');
    for (let left = pauseLeft(); left > 0; left = pauseLeft()) {
      if (left > patience) throw rateLimited(provider, Math.ceil(timing.now() + left));
      await timing.wait(left, signal);
    }
  };
  const judge = ({ provider, lane }: Outgoing, answer: Incoming): LoadstoneError | null => {
    const asked = retryAfter(answer.headers, timing.now());
    if (answer.status === 429 || (answer.status === 503 && asked !== null)) {
      const pause = Math.min(longestPause, Math.max(shortestPause, asked ?? unexplainedPause));
      pauseEnd = Math.max(pauseEnd, timing.monotonic() + pause);
      return rateLimited(provider, Math.ceil(timing.now() + pauseLeft()));
    }
    // Pictures come from machines of their own: their trouble says nothing about the rest.
    if (lane !== 'images') failures = answer.status >= 500 ? failures + 1 : 0;
    if (failures >= failuresBeforeRest) {
      failures = 0;
      restEnd = timing.monotonic() + restAfterFailures;
    }
    return answer.status >= 500 ? serverFailed(provider, answer.status) : null;
  };
  return {
    lanes: {
      api: createLaneLimit(policy.api, timing),
      files: createLaneLimit(policy.files, timing),
      images: createLaneLimit(policy.images, timing),
    },
    pauseLeft,
    passPause,
    judge,
  };
}

interface LaneLimit {
  /** Waits for a free place; the answer gives it back, and may be called twice. */
  readonly enter: (signal: AbortSignal) => Promise<() => void>;
  readonly takeToken: (signal: AbortSignal) => Promise<void>;
}

function createLaneLimit(policy: LanePolicy, timing: Timing): LaneLimit {
  const queue: (() => void)[] = [];
  let inside = 0;
  let tokens = policy.burst;
  let countedAt = timing.monotonic();

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
  const enter = async (signal: AbortSignal): Promise<() => void> => {
    if (signal.aborted) throw cancelledError();
    if (inside < policy.concurrent) {
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
  const takeToken = async (signal: AbortSignal): Promise<void> => {
    if (policy.perSecond === null) return;
    const now = timing.monotonic();
    tokens = Math.min(policy.burst, tokens + ((now - countedAt) / 1_000) * policy.perSecond) - 1;
    countedAt = now;
    if (tokens >= 0) return;
    try {
      await timing.wait((-tokens / policy.perSecond) * 1_000, signal);
    } catch (error) {
      tokens += 1;
      throw error;
    }
  };
  return { enter, takeToken };
}

function releasing(answer: Incoming, release: () => void): Incoming {
  async function* body(): AsyncGenerator<Uint8Array> {
    try {
      yield* answer.body;
    } finally {
      release();
    }
  }
  return {
    ...answer,
    body: body(),
    discard: () => {
      answer.discard();
      release();
    },
  };
}

/**
 * Milliseconds until a provider wants to be asked again, null when it does not say. A date counts from the
 * server's own clock where it tells it. Source: RFC 9110 section 10.2.3.
 */
function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | null {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,10}$/u.test(text)) return Number(text) * 1_000;
  const date = text === '' ? Number.NaN : Date.parse(text);
  if (Number.isNaN(date)) return null;
  const serverNow = Date.parse(headers['date'] ?? '');
  return Math.max(0, date - (Number.isNaN(serverNow) ? now : serverNow));
}
