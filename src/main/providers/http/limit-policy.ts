/** The limits of a provider as parameters: what a client keeps to before anybody has to remind it. */
import type { Lane } from '../../lib/http.ts';
import type { ReadLimits } from './limit-headers.ts';

/** As whom a request is made: providers grant the better known more. */
export type Standing = 'anonymous' | 'key' | 'member' | 'premium';

/** A number for each standing. One that is missing is as the next lower one. */
export type ByStanding = { readonly anonymous: number } & Readonly<Partial<Record<Standing, number>>>;

export interface LanePolicy {
  /** Requests under way at the same time, bodies included. */
  readonly concurrent: number;
  /** Requests a second in the long run; null: only `concurrent` counts. */
  readonly perSecond: number | null;
  /** Requests that may go out at once after a rest. */
  readonly burst: number;
}

/** A budget that requests are counted on. */
export interface QuotaPolicy {
  /** Shown to the player, and what the provider's headers are matched with. */
  readonly name: string;
  /** Which requests it counts. */
  readonly counts: (method: string, address: URL) => boolean;
  readonly size: ByStanding;
  /**
   * `steady`: a token bucket that regains so many a second; its size is what may go out at once after a rest.
   * `window`: the size again after so many milliseconds; the provider's headers say when, and how much is left.
   */
  readonly refill:
    | { readonly kind: 'steady'; readonly perSecond: ByStanding }
    | { readonly kind: 'window'; readonly ms: number };
}

export interface LimitPolicy extends Readonly<Record<Lane, LanePolicy>> {
  readonly quotas?: readonly QuotaPolicy[];
  /** What answers say about limits. Default: 429, and 503 with a Retry-After. */
  readonly read?: ReadLimits;
  /** Milliseconds of a pause that the provider asks for without saying how long; doubles while it does so again. */
  readonly unexplained?: { readonly first: number; readonly longest: number };
}

const ladder: readonly Standing[] = ['premium', 'member', 'key', 'anonymous'];

export function forStanding(values: ByStanding, standing: Standing): number {
  for (const step of ladder.slice(ladder.indexOf(standing))) {
    const value = values[step];
    if (value !== undefined) return value;
  }
  return values.anonymous;
}

export const politeLimits: LimitPolicy = {
  api: { concurrent: 1, perSecond: 1, burst: 1 },
  files: { concurrent: 2, perSecond: null, burst: 1 },
  images: { concurrent: 4, perSecond: null, burst: 1 },
};

/**
 * Nexus Mods: 300 requests, 600 for premium, recovering one a second; the website's own hourly and daily budgets come
 * with the headers. Source: README of @nexusmods/nexus-api, section "Throttling".
 */
export const nexusQuotas: readonly QuotaPolicy[] = [
  {
    name: 'requests',
    // Asking who is signed in costs nothing. Source: the API's Swagger page. Whether GraphQL does is not documented,
    // so it is counted.
    counts: (_method, { hostname, pathname }) =>
      hostname === 'api.nexusmods.com' && !/^\/v1\/users\/validate(?:\.json)?$/u.test(pathname),
    size: { anonymous: 300, premium: 600 },
    refill: { kind: 'steady', perSecond: { anonymous: 1 } },
  },
];

const minute = 60_000;
const isSearch = ({ pathname }: URL): boolean => pathname.startsWith('/search/');

/**
 * GitHub: 60 an hour for each address, 5,000 for each user; searches count apart, 10 and 30 a minute.
 * Source: docs.github.com, "Rate limits for the REST API".
 */
export const gitHubQuotas: readonly QuotaPolicy[] = [
  {
    name: 'core',
    // Asking what is left costs nothing.
    counts: (_method, url) => url.hostname === 'api.github.com' && !isSearch(url) && url.pathname !== '/rate_limit',
    size: { anonymous: 60, member: 5_000 },
    refill: { kind: 'window', ms: 60 * minute },
  },
  {
    name: 'search',
    counts: (_method, url) => url.hostname === 'api.github.com' && isSearch(url),
    size: { anonymous: 10, member: 30 },
    refill: { kind: 'window', ms: minute },
  },
];

/** A rolling minute never sees more than `size + 60 × perSecond` of a bucket: both halves together are the limit. */
const halves = (limit: ByStanding, part: number): ByStanding =>
  Object.fromEntries(Object.entries(limit).map(([standing, value]) => [standing, value / part])) as ByStanding & object;

function perRollingMinute(name: string, limit: ByStanding, counts: QuotaPolicy['counts']): QuotaPolicy {
  return { name, counts, size: halves(limit, 2), refill: { kind: 'steady', perSecond: halves(limit, 120) } };
}

const isModio = ({ hostname }: URL): boolean =>
  hostname === 'api.mod.io' || hostname.endsWith('.modapi.io') || hostname.endsWith('.test.mod.io');

/**
 * mod.io: 60 a minute for a user's key, 120 for a token, of them 60 that change something; the minute is a rolling one.
 * The 1,000 that one address on the internet may send, whoever asks, are never reached by these. Downloads begin at the
 * interface and count too.
 * Source: docs.mod.io, "Rate limiting".
 */
export const modioQuotas: readonly QuotaPolicy[] = [
  perRollingMinute('requests', { anonymous: 60, key: 60, member: 120 }, (_method, url) => isModio(url)),
  perRollingMinute('changes', { anonymous: 60 }, (method, url) => method !== 'GET' && isModio(url)),
];
