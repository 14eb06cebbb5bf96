/**
 * How much a provider may be asked, for the whole app. Each lane has its pace, each budget its count, and a provider
 * that asks for a pause gets it: until then nothing it covers is sent at all.
 */
import type { ProviderLimits } from '../../../shared/accounts.ts';
import type { LoadstoneError } from '../../../shared/errors.ts';
import { providerIds, type ProviderId } from '../../../shared/model.ts';
import type { Lane } from '../../lib/http.ts';
import { rateLimited, serverFailed, unavailable } from './faults.ts';
import { shownTo, standingOf } from './headers.ts';
import { createLaneLimit, type LaneLimit } from './lane-limit.ts';
import type { Incoming, Layer, Outgoing } from './layer.ts';
import type { LimitPolicy } from './limit-policy.ts';
import type { LimitState } from './limit-state.ts';
import { peekBody, type Peeked } from './peek.ts';
import { createProviderBudget, type ProviderBudget } from './provider-budget.ts';
import { cancelledError, type Timing } from './timing.ts';

export interface Limiter {
  readonly layer: Layer;
  /** To be kept over a restart. */
  readonly state: () => LimitState;
  /** To be shown: what is left, and until when nothing goes out. Providers that were asked something. */
  readonly show: () => readonly ProviderLimits[];
}

export interface LimiterDeps {
  readonly policyOf: (provider: ProviderId) => LimitPolicy;
  readonly timing: Timing;
  readonly kept?: LimitState | undefined;
  /** After every answer. `paused`: a pause has begun. */
  readonly changed?: ((provider: ProviderId, paused: boolean) => void) | undefined;
}

/** Pauses up to this long are waited out; longer ones are told to the player. Milliseconds. */
export const patience = 5_000;
/** So many failures in a row, then silence for a moment: a provider that is down is not hammered. */
const failuresBeforeRest = 10;
const restAfterFailures = 15_000;

export function createLimiter({ policyOf, timing, kept = {}, changed = () => undefined }: LimiterDeps): Limiter {
  const providers = new Map<ProviderId, ProviderLimit>();
  const limitOf = (provider: ProviderId): ProviderLimit => {
    const known = providers.get(provider);
    if (known !== undefined) return known;
    const policy = policyOf(provider);
    const made = createProviderLimit(provider, policy, createProviderBudget(policy, timing, kept[provider]), timing);
    providers.set(provider, made);
    return made;
  };
  // What was kept counts, and shows, from the start.
  for (const provider of Object.keys(kept) as ProviderId[]) limitOf(provider);

  const layer: Layer = (next) => async (request, signal) => {
    const limit = limitOf(request.provider);
    const release = await limit.lanes[request.lane].enter(signal);
    try {
      await limit.admit(request, signal);
      const { answer, fault, paused } = await limit.judge(request, await next(request, signal));
      changed(request.provider, paused);
      if (fault === null) return releasing(answer, release);
      answer.discard();
      throw fault;
    } catch (error) {
      release();
      throw error;
    }
  };
  return {
    layer,
    state: () => Object.fromEntries([...providers].map(([provider, { budget }]) => [provider, budget.state()])),
    show: () =>
      providerIds.flatMap((provider) => {
        const limit = providers.get(provider);
        return limit === undefined ? [] : [{ provider, ...limit.budget.show() }];
      }),
  };
}

interface Judged {
  readonly answer: Incoming;
  /** The error when it is none. */
  readonly fault: LoadstoneError | null;
  readonly paused: boolean;
}

interface ProviderLimit {
  readonly lanes: Readonly<Record<Lane, LaneLimit>>;
  readonly budget: ProviderBudget;
  /** Returns at the moment the request may go out, and counts it. Throws `rate_limited` where that is not soon. */
  readonly admit: (request: Outgoing, signal: AbortSignal) => Promise<void>;
  /** Remembers what an answer says about the provider. */
  readonly judge: (request: Outgoing, answer: Incoming) => Promise<Judged>;
}

function createProviderLimit(
  provider: ProviderId,
  policy: LimitPolicy,
  budget: ProviderBudget,
  timing: Timing,
): ProviderLimit {
  const lanes = {
    api: createLaneLimit(policy.api, timing),
    files: createLaneLimit(policy.files, timing),
    images: createLaneLimit(policy.images, timing),
  };
  let restEnd = 0;
  let failures = 0;

  /** Refusals whose explanations are still being read: how much they cover is not known yet. */
  const reading = new Set<Promise<unknown>>();

  /** Waits a short time out, and does `then` at the very moment nothing stands in the way. */
  const whenFree = async (request: Outgoing, signal: AbortSignal, then: () => void): Promise<void> => {
    const subject = subjectOf(request);
    for (;;) {
      while (reading.size > 0) await Promise.allSettled(reading);
      if (signal.aborted) throw cancelledError();
      if (timing.monotonic() < restEnd) throw unavailable(provider, 'paused');
      const left = budget.wait(subject);
      if (left <= 0) return then();
      if (left > patience) throw rateLimited(provider, Math.ceil(timing.now() + left));
      await timing.wait(left, signal);
    }
  };
  const explained = async (answer: Incoming): Promise<Peeked> => {
    if (answer.status !== 403 && answer.status !== 429) return { answer, start: null };
    const peeked = peekBody(answer);
    reading.add(peeked);
    return peeked.finally(() => reading.delete(peeked));
  };
  const noteHealth = ({ lane }: Outgoing, { status }: Incoming): void => {
    // Pictures come from machines of their own: their trouble says nothing about the rest.
    if (lane === 'images') return;
    failures = status >= 500 ? failures + 1 : 0;
    if (failures < failuresBeforeRest) return;
    failures = 0;
    restEnd = timing.monotonic() + restAfterFailures;
  };
  return {
    lanes,
    budget,
    admit: async (request, signal) => {
      await whenFree(request, signal, () => undefined);
      await lanes[request.lane].pace(signal);
      // Others were answered while this one waited.
      await whenFree(request, signal, () => budget.take(subjectOf(request)));
    },
    judge: async (request, answer) => {
      const peeked = await explained(answer);
      const { status, headers } = answer;
      const subject = subjectOf(request);
      const { refused, paused } = budget.learn(subject, { status, headers, body: peeked.start });
      if (refused) {
        const until = Math.ceil(timing.now() + budget.wait(subject));
        return { answer: peeked.answer, fault: rateLimited(provider, until), paused };
      }
      noteHealth(request, answer);
      return { answer: peeked.answer, fault: status >= 500 ? serverFailed(provider, status) : null, paused };
    },
  };
}

function subjectOf({ method, address, lane, as, crossed }: Outgoing) {
  return { method, address, lane, standing: standingOf(shownTo({ as, address, crossed })) };
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
