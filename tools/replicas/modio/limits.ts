/** Requests are counted over a rolling minute. Going on after a refusal costs the credentials. */
import { refusal, type ApiAnswer } from './answer.ts';

export interface ReplicaLimits {
  /** Requests a minute with a player's key. */
  readonly key: number;
  readonly token: number;
  /** Of them, those that change something. */
  readonly writes: number;
  /** Requests a minute to one endpoint. */
  readonly endpoint: number;
  /** "zero": the answer says 0 where it means a minute. */
  readonly says: 'seconds' | 'zero';
}

/** Source: docs.mod.io, "Rate limiting". That of an endpoint is not published. */
export const documentedLimits: ReplicaLimits = {
  key: 60,
  token: 120,
  writes: 60,
  endpoint: Number.POSITIVE_INFINITY,
  says: 'seconds',
};

export const noLimits: ReplicaLimits = {
  ...documentedLimits,
  key: Number.POSITIVE_INFINITY,
  token: Number.POSITIVE_INFINITY,
  writes: Number.POSITIVE_INFINITY,
};

export interface LimitedRequest {
  readonly who: string;
  readonly withToken: boolean;
  readonly method: string;
  /** Without ids. */
  readonly endpoint: string;
  /** Milliseconds on a clock that does not jump. */
  readonly at: number;
}

export interface Counter {
  /** null: it may pass. */
  readonly refuse: (request: LimitedRequest, limits: ReplicaLimits) => ApiAnswer | null;
  /** Requests that came although they had been refused. */
  readonly stubborn: () => number;
  readonly clear: () => void;
}

const minute = 60_000;

export function createCounter(): Counter {
  let seen: readonly LimitedRequest[] = [];
  let stubborn = 0;
  const refuse: Counter['refuse'] = (request, limits) => {
    const { at, who, endpoint, method, withToken } = request;
    seen = [...seen.filter((one) => at - one.at < minute), request];
    const own = seen.filter((one) => one.who === who);
    const writes = own.filter((one) => one.method !== 'GET');
    const here = own.filter((one) => one.endpoint === endpoint);
    const everywhere = own.length > (withToken ? limits.token : limits.key);
    if (everywhere || (method !== 'GET' && writes.length > limits.writes)) {
      stubborn += 1;
      return tooMany(11_008, limits, own, at);
    }
    if (here.length <= limits.endpoint) return null;
    stubborn += 1;
    return tooMany(11_009, limits, here, at);
  };
  return {
    refuse,
    stubborn: () => stubborn,
    clear: () => {
      seen = [];
      stubborn = 0;
    },
  };
}

function tooMany(ref: number, { says }: ReplicaLimits, counted: readonly LimitedRequest[], at: number): ApiAnswer {
  const seconds = Math.ceil((minute - (at - (counted[0]?.at ?? at))) / 1_000);
  const text = 'You have made too many requests in a short period of time, please wait and try again soon.';
  return { ...refusal(429, ref, text), headers: { 'retry-after': says === 'zero' ? '0' : String(seconds) } };
}
